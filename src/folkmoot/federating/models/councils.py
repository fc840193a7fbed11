"""Delegates, what their collective asked them to say, and what they said."""

from typing import ClassVar

from django.db import models

from folkmoot.federating.models.questions import FederatedQuestion
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row

TOLD_UP_TO = "the last group below a council that was told, by id"


class Delegate(Row):
    """A member who speaks or listens for their collective in a council, until a date."""

    class Part(models.TextChoices):
        SPEAKER = "speaker"
        LISTENER = "listener"

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="delegates",
        help_text="the collective that sends",
    )
    council = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="council_seats"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="delegations"
    )
    part = models.CharField(max_length=10, choices=Part)
    question = models.ForeignKey(
        FederatedQuestion,
        on_delete=models.PROTECT,
        null=True,
        related_name="delegates",
        help_text="for one question only",
    )
    seed = models.CharField(max_length=32, blank=True, help_text="of the lot")
    candidates = models.JSONField(
        default=list, help_text="who was in the lot, in order"
    )
    given_by_id = models.UUIDField(null=True, help_text="the question that decided it")
    accepted_at = models.DateTimeField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        indexes = (
            models.Index(fields=("council", "ends_at"), name="delegates_by_council"),
            models.Index(fields=("collective", "ends_at"), name="delegates_by_home"),
        )

    def __str__(self) -> str:
        return f"delegate #{self.id}"


class Mandate(Row):
    """What a collective asked its delegates to say: position, limits, what to settle.

    ``limits`` is a list of [name, rule, value]; rules are those of
    `engines.consensus.Limit`.
    """

    class Kind(models.TextChoices):
        CARRY = "carry"
        TALK = "talk"
        SETTLE = "settle"

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="mandates",
        help_text="the collective that sends",
    )
    council = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="mandates_heard"
    )
    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, null=True, related_name="mandates"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TALK)
    text = models.TextField(help_text="what we asked you to say")
    position = models.CharField(max_length=12, blank=True)
    limits = models.JSONField(default=list)
    may_settle = models.JSONField(default=list)
    numbers = models.JSONField(default=dict, help_text="how home answered, counted")
    version = models.PositiveIntegerField(default=0, help_text="of the draft")
    given_by_id = models.UUIDField(null=True, help_text="the leaf's question")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        indexes = (
            models.Index(fields=("collective", "ends_at"), name="mandates_by_end"),
        )

    def __str__(self) -> str:
        return f"mandate #{self.id}"


class Entry(Row):
    """Something a delegate said in a council, compared with the mandate at once."""

    class Basis(models.TextChoices):
        MANDATE = "mandate"  # from what we were asked to say
        OWN_VIEW = "own_view"

    class State(models.TextChoices):
        HEARD = "heard"  # one's own view: never counted
        COUNTED = "counted"
        DIFFERS = "differs"  # visible, not counted, home is asked
        CONFIRMED = "confirmed"
        VOID = "void"

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the council",
    )
    home = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="council_entries",
        help_text="the collective that sent",
    )
    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, null=True, related_name="entries"
    )
    delegate = models.ForeignKey(
        Delegate, on_delete=models.PROTECT, related_name="entries"
    )
    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, null=True, related_name="entries"
    )
    basis = models.CharField(max_length=10, choices=Basis)
    text = models.TextField()
    position = models.CharField(max_length=12, blank=True)
    figures = models.JSONField(default=dict)
    settles = models.JSONField(default=list)
    differences = models.JSONField(default=list, help_text="codes with numbers")
    lacks_report = models.BooleanField(
        default=False, help_text="no report home from the last council"
    )
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, help_text="home answers until then")
    asked = models.PositiveIntegerField(
        null=True, help_text="how many at home, where it differs"
    )
    told_at = models.DateTimeField(null=True, help_text="when all of them were asked")
    told_up_to = models.UUIDField(null=True, help_text=TOLD_UP_TO)
    settled_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True, help_text="after a recall")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        indexes = (
            models.Index(fields=("state", "closes_at"), name="entries_due"),
            models.Index(fields=("collective", "at"), name="entries_by_council"),
            models.Index(fields=("home", "at"), name="entries_by_home"),
        )

    def __str__(self) -> str:
        return f"council entry #{self.id}"


class EntryAnswer(Row):
    """What a member at home says to a difference: may it stand?"""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="answers")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=12, help_text="as deciding's positions")
    text = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "member"), name="one_answer_per_entry_and_member"
            ),
        )

    def __str__(self) -> str:
        return f"answer #{self.id}"


class HomeReport(Row):
    """What the listener reports home within 48 hours; both of the pair sign."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="home_reports"
    )
    council = models.ForeignKey(Collective, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    writer = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(
        Delegate, on_delete=models.PROTECT, null=True, related_name="+"
    )
    about_from = models.DateTimeField(help_text="the first entry it reports on")
    due_at = models.DateTimeField()
    text = models.TextField()
    created_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"home report #{self.id}"
