"""What was decided, with everything it was computed from."""

from typing import ClassVar

from django.db import models

from folkmoot.deciding.models.drafts import Proposal
from folkmoot.deciding.models.questions import Question
from folkmoot.people.models import Collective
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Decision(Row):
    """The outcome with everything it was computed from; anyone can compute it again."""

    class State(models.TextChoices):
        IN_FORCE = "in_force"
        UNDER_REVIEW = "under_review"
        SUPERSEDED = "superseded"
        ENDED = "ended"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="decisions"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="decisions"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=20)
    badges = models.JSONField(default=list)
    rules_version = models.CharField(max_length=20)
    inputs = models.JSONField(help_text="what `folkmoot outcome` reads")
    reasons = models.JSONField(default=list)
    asked = models.PositiveIntegerField()
    delivered = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    late_until = models.DateTimeField()
    look_back_date = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.IN_FORCE)
    ended_at = models.DateTimeField(null=True)
    by_vote = models.BooleanField(
        default=False, help_text="a vote that the law asks for has carried it as well"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question",),
                condition=models.Q(state__in=("in_force", "under_review")),
                name="one_decision_in_force_per_question",
            ),
        )
        indexes = (
            models.Index(fields=("collective", "state"), name="decisions_state"),
        )

    def __str__(self) -> str:
        return f"decision #{self.id} {self.outcome}"
