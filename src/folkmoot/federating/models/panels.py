"""Cases of a federation before people drawn by lot, and who asks to decide alone."""

from typing import ClassVar

from django.db import models

from folkmoot.federating.models.questions import FederatedQuestion
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class FederatedPanel(Row):
    """Members of several leaves drawn by lot for one case; they rule within 72 h.

    The lot has two steps, both with the same seed: at most twelve leaves, and then
    people of these leaves. So it stays small in a federation of any size.
    """

    class Kind(models.TextChoices):
        LEVEL = "level"  # is this a part's own to decide alone? 3
        TRIES = "tries"  # were the tries to reach people real? 3
        FUNDAMENTAL = (
            "fundamental"  # a stop: does the draft do grave harm? 5, of whom 4
        )

    class Ruling(models.TextChoices):
        OPEN = ""
        YES = "yes"
        NO = "no"

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="panels"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the whole"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the leaf or council that would decide alone",
    )
    stop_id = models.UUIDField(null=True, help_text="the stop in a leaf's question")
    asked_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    facts = models.JSONField(
        default=dict, help_text="numbers it is about, as they were"
    )
    seed = models.CharField(max_length=32)
    leaves = models.JSONField(
        default=list, help_text="ids of leaves in the order they were drawn from"
    )
    candidates = models.JSONField(
        default=list, help_text="ids of memberships in the order they were drawn from"
    )
    drawn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ruling = models.CharField(max_length=5, choices=Ruling, blank=True)
    ruled_at = models.DateTimeField(null=True)
    own_question_id = models.UUIDField(
        null=True, help_text="what the part decides alone since the ruling"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "about"),
                condition=models.Q(kind="level"),
                name="one_level_panel_per_part",
            ),
            models.UniqueConstraint(
                fields=("stop_id",),
                condition=models.Q(kind="fundamental"),
                name="one_fundamental_panel_per_stop",
            ),
        )

    def __str__(self) -> str:
        return f"federated panel #{self.id} {self.kind}"


class FederatedSeat(Row):
    """One drawn member of such a panel and their written answer."""

    panel = models.ForeignKey(
        FederatedPanel, on_delete=models.PROTECT, related_name="seats"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="their leaf"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    answer = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("panel", "member"), name="one_federated_seat_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"federated seat #{self.id}"


class LevelCall(Row):
    """A member who says that this is for their own leaf or council to decide alone."""

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="level_calls"
    )
    about = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the part"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the leaf"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "about", "member"),
                name="one_level_call_per_member",
            ),
        )

    def __str__(self) -> str:
        return f"level call #{self.id}"
