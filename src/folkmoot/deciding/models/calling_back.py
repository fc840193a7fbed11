"""Who was drawn by lot to call back about what was entered for somebody."""

from typing import ClassVar

from django.db import models

from folkmoot.deciding.models.checks import Position
from folkmoot.deciding.models.questions import Question
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class CallBack(Row):
    """A member with no part in it asks whose answer or words they are: is it right?

    ``entry`` is the place in the record of what the lot is about. That itself goes when
    it was not right: then its owner says it again.
    """

    class Result(models.TextChoices):
        OPEN = ""
        RIGHT = "right"
        NOT_RIGHT = "not_right"
        NONE = "none"  # nobody called in time, or the owner answered alone

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="call_backs"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        Position, on_delete=models.SET_NULL, null=True, related_name="call_backs"
    )
    contribution = models.ForeignKey(
        Contribution, on_delete=models.SET_NULL, null=True, related_name="call_backs"
    )
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    helper = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    entry = models.PositiveBigIntegerField()
    seed = models.CharField(max_length=70, help_text="of the lot")
    drawn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=Result, blank=True)
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("position",),
                condition=models.Q(ended_at__isnull=True),
                name="one_open_call_back_per_answer",
            ),
            models.UniqueConstraint(
                fields=("contribution",),
                condition=models.Q(ended_at__isnull=True),
                name="one_open_call_back_per_contribution",
            ),
        )

    @property
    def entered(self) -> Position | Contribution | None:
        """What was entered; None once it was taken away."""
        return self.position or self.contribution

    def __str__(self) -> str:
        return f"call-back #{self.id}"
