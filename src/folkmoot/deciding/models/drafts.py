"""The draft of a question: who writes it, its versions, what was heard."""

from typing import ClassVar

from django.db import models

from folkmoot.deciding.models.questions import Question
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Drafter(Row):
    """A member who writes the draft; drawn by lot from the willing, or the proposer."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="drafters"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    willing_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=32, blank=True, help_text="of the lot")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "member"), name="one_place_per_drafter"
            ),
        )

    def __str__(self) -> str:
        return f"drafter #{self.id}"


class VersionRow(Row):
    """One version of a draft.

    Several may stand side by side in one check: then each has its place among them in
    ``variant``, the draft itself being the first, and ``round`` is that check. Those
    that are not the text of the question, or not any more, are ``beside`` it.
    """

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    what_changed = models.CharField(max_length=600, blank=True)
    look_back_date = models.DateField()
    minutes = models.PositiveSmallIntegerField(
        default=2, help_text="to read and answer"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, help_text="when it went to the check")
    label = models.CharField(max_length=60, blank=True, help_text="its short name")
    variant = models.PositiveSmallIntegerField(
        null=True, help_text="its place where several stand side by side"
    )
    round = models.PositiveSmallIntegerField(
        null=True, help_text="the check in which they stand side by side"
    )
    beside = models.BooleanField(
        default=False, help_text="stands beside the text of the question, or did"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        abstract = True


class Proposal(VersionRow):
    """One version of a question's draft; frozen once a check opens on it."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="proposals"
    )
    version = models.PositiveIntegerField()
    wording_only = models.BooleanField(default=False)
    wording_seconded_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    same_text = models.BooleanField(
        default=False, help_text="the same text again, with answers to the stops"
    )
    start_date = models.DateField(null=True)
    author = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="none where a federation wrote it",
    )
    removed_at = models.DateTimeField(
        null=True, help_text="taken away again before a check opened on it"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "version"), name="one_proposal_per_version"
            ),
        )
        ordering = ("question", "version")

    def __str__(self) -> str:
        return f"proposal #{self.id} version {self.version}"


class Heard(Row):
    """What the draft did with one contribution: used, partly, or not and why."""

    class Use(models.TextChoices):
        USED = "used"
        PARTLY = "partly"
        NOT_USED = "not_used"

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="heard"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    contribution_id = models.UUIDField()
    use = models.CharField(max_length=10, choices=Use)
    text = models.CharField(max_length=600, blank=True)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "contribution_id"),
                name="one_answer_per_contribution",
            ),
        )

    def __str__(self) -> str:
        return f"heard #{self.id}"
