"""A stop and the talk about it."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from folkmoot.deciding.models.drafts import Proposal
from folkmoot.deciding.models.questions import Question
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Objection(Row):
    """A stop: it ends by an answer or stays visible; there is no delete."""

    class State(models.TextChoices):
        RAISED = "raised"
        UNDERSTOOD = "understood"
        ANSWERED = "answered"
        RESOLVED = "resolved"
        STANDING = "standing"
        MOVED = "moved"
        RELABELLED = "relabelled"
        LAPSED = "lapsed"  # with the version it was about; its owner may carry it over

    class AnswerKind(models.TextChoices):
        CHANGED = "changed"
        TRIAL = "trial"
        REASONS = "reasons"
        MOVED = "moved"

    class Happened(models.TextChoices):
        YES = "yes"
        PARTLY = "partly"
        NO = "no"

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="objections"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the version it was raised against",
    )
    number = models.PositiveIntegerField()
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    nameless = models.BooleanField(default=False)
    harm = models.TextField()
    to_whom = models.CharField(max_length=300)
    fix = models.TextField(blank=True)
    clause = models.CharField(max_length=300, blank=True)
    attachment_id = models.UUIDField(
        null=True, help_text="the same in their own voice, or a photo"
    )
    round = models.PositiveSmallIntegerField(help_text="of the check it was raised in")
    new_reason = models.BooleanField(default=False, help_text="raised in the last call")
    late = models.BooleanField(default=False, help_text="after the decision")
    why_not_heard = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.RAISED)
    note = models.CharField(max_length=60, blank=True, help_text="a code of the engine")
    before = models.CharField(
        max_length=12,
        blank=True,
        help_text="what it was before it was relabelled, or lapsed",
    )
    since = models.DateTimeField()
    restatement = models.TextField(blank=True)
    restated_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer_kind = models.CharField(max_length=10, choices=AnswerKind, blank=True)
    answer = models.TextField(blank=True, help_text="at most 120 words")
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    trial_until = models.DateField(null=True)
    trial_sign = models.CharField(
        max_length=300, blank=True, help_text="what would show that the trial fails"
    )
    answer_seconded_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    moved_to = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    restated_at = models.DateTimeField(null=True)
    owner_agreed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True, help_text="with its second name")
    solved_at = models.DateTimeField(null=True)
    still_at = models.DateTimeField(null=True)
    happened = models.CharField(
        max_length=6, choices=Happened, blank=True, help_text="what was feared"
    )
    happened_words = models.TextField(blank=True)
    happened_at = models.DateTimeField(null=True)
    happened_asked_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE, owner_id=Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "number"), name="one_objection_per_number"
            ),
        )
        ordering = ("question", "number")

    def __str__(self) -> str:
        return f"objection {self.number} #{self.id}"


class Talk(Row):
    """A line in the working talk about one stop."""

    class Kind(models.TextChoices):
        SAID = "said"
        CONFIRMS = (
            "confirms"  # "that restatement is what they mean", for a silent owner
        )
        INVITES = "invites"  # to a talk, at one of three times
        COMES = "comes"  # the owner, at the time that they chose

    class Way(models.TextChoices):
        CALL = "call"
        TABLE = "table"
        CHAT = "chat"

    objection = models.ForeignKey(
        Objection, on_delete=models.PROTECT, related_name="talk"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAID)
    text = models.TextField(
        blank=True, help_text="of an invitation which number, place or chat"
    )
    way = models.CharField(max_length=5, choices=Way, blank=True)
    times = models.JSONField(
        default=list, help_text="three to choose from, or the one that was chosen"
    )
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    @property
    def instants(self) -> list[datetime]:
        """The times that are offered, or the one that was chosen."""
        return [datetime.fromisoformat(time) for time in self.times]

    def __str__(self) -> str:
        return f"talk #{self.id}"
