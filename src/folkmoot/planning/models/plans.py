"""How things are made here, the plans made from that, and what really happened."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Length(models.TextChoices):
    """How long one period of recipes and plans is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Book(Row):
    """A collective's recipes; the row whose lock orders their changes.

    ``tables`` are those of the planning files, each a list of rows of text, so that
    what stands here is what ``folkmoot plan`` reads. ``before`` is what a change can
    be taken back to.
    """

    collective = models.OneToOneField(
        Collective, on_delete=models.PROTECT, related_name="recipe_book"
    )
    version = models.PositiveIntegerField(default=0)
    length = models.CharField(
        max_length=10, choices=Length, default=Length.WEEK, help_text="of a period"
    )
    length_before = models.CharField(max_length=10, choices=Length, default=Length.WEEK)
    tables = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    example = models.CharField(
        max_length=40, blank=True, help_text="with which of the library they began"
    )
    example_before = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"recipe book #{self.id}"


class WayUnit(Row):
    """What the people of one way of making decided about being told."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(max_length=200)
    days = models.PositiveSmallIntegerField(
        default=7, help_text="how long a difference is theirs before all see it"
    )
    percent = models.PositiveSmallIntegerField(
        default=10, help_text="a smaller difference is none"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "way"), name="one_unit_per_way"
            ),
        )

    def __str__(self) -> str:
        return f"unit #{self.id}"


class WayPart(Row):
    """Somebody who works in one way of making."""

    unit = models.ForeignKey(WayUnit, on_delete=models.PROTECT, related_name="parts")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "member"),
                condition=models.Q(until=None),
                name="one_open_part_per_unit",
            ),
        )

    def __str__(self) -> str:
        return f"unit part #{self.id}"


class Planning(Row):
    """Plans to choose from, made from the recipes as they were."""

    class State(models.TextChoices):
        WAITING = "waiting"
        MADE = "made"
        FAILED = "failed"  # ``problem`` says why

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="plannings"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    weeks = models.PositiveSmallIntegerField(help_text="how many periods")
    length = models.CharField(
        max_length=10, choices=Length, default=Length.WEEK, help_text="of a period"
    )
    people = models.PositiveIntegerField()
    tables = models.JSONField(default=dict)
    promises = models.JSONField(
        default=list, help_text="what is given to other collectives and got from them"
    )
    input_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    findings = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField(default=0)
    question_id = models.UUIDField(null=True, db_index=True)
    heard_at = models.DateTimeField(
        null=True, help_text="when each plan became a statement of the hearing"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = (
            models.Index(fields=("state", "asked_at"), name="plannings_by_state"),
        )

    def __str__(self) -> str:
        return f"planning #{self.id}"


class Alternative(Row):
    """One of the plans to choose from, with its figures.

    ``variant`` is for the place a plan has among the variants of its question.
    """

    planning = models.ForeignKey(
        Planning, on_delete=models.PROTECT, related_name="alternatives"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    aim = models.CharField(max_length=20)
    same_as = models.PositiveSmallIntegerField(null=True)
    findings = models.JSONField(default=dict)
    statement_id = models.UUIDField(null=True)
    variant = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(
        null=True, help_text="of the question's draft, as which it stands in the check"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("planning", "number"), name="one_alternative_per_number"
            ),
        )
        ordering = ("planning", "number")

    def __str__(self) -> str:
        return f"alternative {self.number} #{self.id}"
