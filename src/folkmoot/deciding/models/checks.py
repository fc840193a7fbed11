"""One check: who has a seat in it, and what each says."""

from typing import ClassVar

from django.db import models

from folkmoot.deciding.models.drafts import Proposal
from folkmoot.deciding.models.questions import Question
from folkmoot.listening.models import Entered
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Seat(Row):
    """A member in the snapshot of one check: the electorate cannot change afterwards."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="seats"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "round", "member"), name="one_seat_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"seat #{self.id}"


class Position(Entered):
    """What one member says to one draft version; changing it replaces the value.

    One for each version where several stand side by side, else one in each check.
    """

    class Value(models.TextChoices):
        CONSENT = "consent"
        CONCERN = "concern"
        STAND_ASIDE = "stand_aside"
        OBJECT = "object"
        NEED_MORE = "need_more"

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="positions"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="positions")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=12, choices=Value)
    text = models.TextField(blank=True, help_text="the worry, or what more is needed")
    attachment_id = models.UUIDField(
        null=True, help_text="the same in their own voice, or a photo"
    )
    answer = models.CharField(max_length=600, blank=True, help_text="to the worry")
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    carried_over = models.BooleanField(default=False)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("seat", "proposal"), name="one_position_per_seat_and_version"
            ),
        )
        indexes = (
            models.Index(fields=("question", "round", "value"), name="positions_tally"),
        )

    def __str__(self) -> str:
        return f"position #{self.id} {self.value}"
