"""Plans of several collectives together: who takes part, each round, what was sent."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.planning.models.plans import Length
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Exchange(Row):
    """An exchange of goods between collectives, from the proposal to the promise.

    ``edition`` counts who takes part: when somebody leaves, the rounds begin anew.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"  # fewer than two take part, or nobody began it
        OPEN = "open"  # rounds are made
        SETTLED = "settled"  # each collective says yes to the round for itself
        AGREED = "agreed"
        ENDED = "ended"

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="which proposed it",
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    goods = models.JSONField(
        default=list, help_text="good, unit, hours of carrying one"
    )
    weeks = models.PositiveSmallIntegerField(help_text="how many periods")
    length = models.CharField(
        max_length=10, choices=Length, default=Length.WEEK, help_text="of a period"
    )
    begins_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    edition = models.PositiveIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0, help_text="of this edition")
    wanted = models.PositiveSmallIntegerField(default=0, help_text="rounds asked for")
    problem = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        ordering = ("-proposed_at", "-id")
        indexes = (models.Index(fields=("state", "changed_at"), name="exchanges_due"),)

    def __str__(self) -> str:
        return f"exchange #{self.id}"

    @property
    def is_computing(self) -> bool:
        """Whether rounds that were asked for are still to come."""
        return self.state == self.State.OPEN and self.rounds < self.wanted


class ExchangeSeat(Row):
    """One collective in an exchange: its yes, what it takes part with, its last word.

    ``tables`` are its recipes as they were at its yes. They stay with it.
    """

    exchange = models.ForeignKey(
        Exchange, on_delete=models.PROTECT, related_name="seats"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    first_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    second_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    joined_at = models.DateTimeField(null=True)
    tells_hours = models.BooleanField(
        default=False, help_text="whether the others see its hours of work"
    )
    tables = models.JSONField(default=dict)
    input_sha256 = models.CharField(max_length=64, blank=True)
    left_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    left_at = models.DateTimeField(null=True)
    accepted_first_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_second_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    question_id = models.UUIDField(
        null=True, help_text="the question to all its members whether it takes a round"
    )
    asked_edition = models.PositiveIntegerField(default=0, help_text="of that question")
    asked_number = models.PositiveSmallIntegerField(default=0, help_text="likewise")
    agreed_id = models.UUIDField(null=True, help_text="the decision that is its yes")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("exchange", "collective"), name="one_seat_per_collective"
            ),
        )
        ordering = ("exchange", "id")

    def __str__(self) -> str:
        return f"exchange seat #{self.id}"

    @property
    def is_in(self) -> bool:
        """Whether it takes part."""
        return self.joined_at is not None and self.left_at is None


class ExchangePart(Row):
    """What one round brought to one collective, and every message to and from it."""

    exchange = models.ForeignKey(
        Exchange, on_delete=models.PROTECT, related_name="parts"
    )
    seat = models.ForeignKey(
        ExchangeSeat, on_delete=models.PROTECT, related_name="parts"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    trade = models.JSONField(
        default=list, help_text="given, above 0, or got; period after period"
    )
    worth = models.JSONField(
        default=list, help_text="hours that one of each good saves"
    )
    alone = models.FloatField(help_text="hours of work")
    together = models.FloatField(help_text="hours of work")
    missing_alone = models.FloatField(help_text="in hours")
    missing = models.FloatField(help_text="in hours")
    letters = models.JSONField(default=list)
    made_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("seat", "edition", "number"),
                name="one_part_per_seat_and_round",
            ),
        )
        ordering = ("exchange", "edition", "number", "seat")

    def __str__(self) -> str:
        return f"exchange part {self.number} #{self.id}"
