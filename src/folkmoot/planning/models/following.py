"""A plan that was decided: what was done of it, what was learned, what changes."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.planning.models.plans import Alternative, Planning
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Following(Row):
    """The plan that members decided to follow, and since when it counts."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    planning = models.OneToOneField(
        Planning, on_delete=models.PROTECT, related_name="following"
    )
    alternative = models.ForeignKey(
        Alternative, on_delete=models.PROTECT, related_name="+"
    )
    decision_id = models.UUIDField()
    begins_on = models.DateField()
    since = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        ordering = ("-since", "-id")

    def __str__(self) -> str:
        return f"following #{self.id}"


class WayReport(Row):
    """What was done of one way of making in one period, as somebody there wrote it.

    ``amounts`` holds every number, ``told`` those that were written by hand: what was
    left as the recipe says teaches nothing. A correction is a row of its own.
    """

    following = models.ForeignKey(
        Following, on_delete=models.PROTECT, related_name="reports"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(max_length=200)
    period = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    times = models.FloatField(help_text="how often it was done")
    amounts = models.JSONField(default=dict)
    told = models.JSONField(default=list)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("following", "way", "period", "version"),
                name="one_way_report_per_version",
            ),
        )
        ordering = ("period", "way", "version")

    def __str__(self) -> str:
        return f"report #{self.id}"


class LessonName(Row):
    """What somebody says to a number of a recipe that was learned from what was done.

    ``applied_at`` is when it became the recipe's own number; what was told before then
    is in it.
    """

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    following = models.ForeignKey(
        Following, on_delete=models.PROTECT, related_name="lesson_names"
    )
    way = models.CharField(max_length=200)
    part = models.CharField(max_length=220, help_text="as in:flour, or hours")
    value = models.CharField(max_length=40)
    agrees = models.BooleanField()
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("following", "way", "part", "value", "member"),
                name="one_name_per_lesson",
            ),
        )
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"lesson name #{self.id}"


class Replanning(Row):
    """What would change in the rest of a plan; two names or everybody take it up."""

    class State(models.TextChoices):
        WAITING = "waiting"
        OPEN = "open"
        ASKED = "asked"  # everybody, in the question ``question_id``
        TAKEN = "taken"
        DROPPED = "dropped"
        FAILED = "failed"  # ``problem`` says why

    following = models.ForeignKey(
        Following, on_delete=models.PROTECT, related_name="replannings"
    )
    alternative = models.ForeignKey(
        Alternative, on_delete=models.PROTECT, related_name="+"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    begins = models.PositiveSmallIntegerField(help_text="the period that runs now")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tables = models.JSONField(default=dict)
    input_sha256 = models.CharField(max_length=64)
    findings = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    is_large = models.BooleanField(default=False)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    named_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    named_at = models.DateTimeField(null=True)
    seconded_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    question_id = models.UUIDField(null=True, db_index=True)
    version = models.PositiveIntegerField(
        null=True, help_text="of the question's draft, where everybody is asked"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("following", "number"), name="one_replanning_per_number"
            ),
        )
        ordering = ("following", "number")

    def __str__(self) -> str:
        return f"replanning {self.number} #{self.id}"
