"""Taking a mandate back: signatures, a secret answer, and what was done before."""

from typing import ClassVar

from django.db import models

from folkmoot.federating.models.councils import TOLD_UP_TO, Delegate, Entry
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Recall(Row):
    """Members take back what they gave a delegate; pauses by itself at k signatures."""

    class State(models.TextChoices):
        SIGNING = "signing"
        LAPSED = "lapsed"  # not enough asked for it in 30 days
        OPEN = "open"  # paused: everybody at home is asked in secret
        ENDED = "ended"  # the mandate is taken back
        KEPT = "kept"
        TOO_FEW = "too_few"  # the pause stays, somebody else is drawn

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="recalls"
    )
    delegate = models.ForeignKey(
        Delegate, on_delete=models.PROTECT, related_name="recalls"
    )
    reason = models.CharField(max_length=300)
    answer = models.TextField(blank=True, help_text="the delegate's side, 200 words")
    state = models.CharField(max_length=10, choices=State, default=State.SIGNING)
    percent = models.PositiveSmallIntegerField(
        default=50, help_text="of those with a view, who end it; fixed at the pause"
    )
    needed = models.PositiveIntegerField(help_text="signatures, when it was asked")
    asked_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(
        null=True, help_text="when all at home knew of the pause, or what it came to"
    )
    told_up_to = models.UUIDField(null=True, help_text=TOLD_UP_TO)
    stepped_in = models.ForeignKey(
        Delegate,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the listener who speaks since the pause, or who was drawn",
    )
    members = models.PositiveIntegerField(default=0)
    keep = models.PositiveIntegerField(default=0)
    take_back = models.PositiveIntegerField(default=0)
    no_view = models.PositiveIntegerField(default=0)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("delegate",),
                condition=models.Q(state__in=("signing", "open")),
                name="one_open_recall_per_delegate",
            ),
        )

    def __str__(self) -> str:
        return f"recall #{self.id}"


class RecallSignature(Row):
    """Who asked for it: shown to nobody but the person."""

    recall = models.ForeignKey(
        Recall, on_delete=models.PROTECT, related_name="signatures"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("recall", "member"), name="one_recall_signature_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"recall signature #{self.id}"


class RecallAnswer(Row):
    """One member's secret answer; changed until the end, erased when it is counted."""

    class Value(models.TextChoices):
        KEEP = "keep"
        TAKE_BACK = "take_back"
        NO_VIEW = "no_view"

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="answers")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=10, choices=Value, blank=True)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("recall", "member"), name="one_recall_answer_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"recall answer #{self.id}"


class Undoing(Row):
    """One thing the delegate said in the last 14 days, to confirm or to undo."""

    class State(models.TextChoices):
        OPEN = "open"
        CONFIRMED = "confirmed"
        UNDONE = "undone"

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="acts")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    wanted = models.CharField(
        max_length=10, choices=State, blank=True, help_text="what the first member said"
    )
    wanted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closes_at = models.DateTimeField(help_text="it stands unless two undo it by then")
    settled_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("recall", "entry"), name="one_undoing_per_recall_and_entry"
            ),
        )

    def __str__(self) -> str:
        return f"undoing #{self.id}"
