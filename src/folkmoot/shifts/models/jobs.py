"""Jobs, and the shifts that come from them."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models.able import Ability
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row

USUAL = 100  # per cent: what an hour of a job counts that is as hard as most


class Job(Row):
    """What has to be done, once or again and again.

    A weekly job comes on ``weekdays`` of every n-th week, counted from the week of
    ``first_day``; a monthly one on the n-th such weekdays of each month.
    """

    class Rhythm(models.TextChoices):
        ONCE = "once"
        WEEKLY = "weekly"
        MONTHLY = "monthly"

    class Timing(models.TextChoices):
        HOUR = "hour"  # begins at ``starts_at``
        DAY = "day"  # some time that day
        WEEK = "week"  # some time that week

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="jobs"
    )
    name = models.CharField(max_length=120)
    minutes = models.PositiveIntegerField()
    people = models.PositiveSmallIntegerField()
    ability = models.ForeignKey(
        Ability, on_delete=models.PROTECT, null=True, related_name="jobs"
    )
    is_required = models.BooleanField(
        default=True, help_text="otherwise nice to have: comes last in a draft"
    )
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    timing = models.CharField(max_length=10, choices=Timing)
    weekdays = models.JSONField(default=list, help_text="of 1 (Monday) to 7")
    every_weeks = models.PositiveSmallIntegerField(default=1)
    week_of_month = models.PositiveSmallIntegerField(
        default=1, help_text="1 to 4, or 5 for the last"
    )
    starts_at = models.TimeField(null=True, help_text="in the collective's zone")
    first_day = models.DateField()
    weight = models.PositiveSmallIntegerField(
        default=USUAL, help_text="per cent an hour counts, as its members rate it"
    )
    fixed_percent = models.PositiveSmallIntegerField(
        default=50, help_text="how much of its places may be somebody's for good"
    )
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(timing="hour", starts_at__isnull=False)
                | (~models.Q(timing="hour") & models.Q(starts_at__isnull=True)),
                name="only_a_fixed_hour_has_one",
            ),
        )
        ordering = ("name", "id")

    def __str__(self) -> str:
        return f"job #{self.id}"


class Rating(Row):
    """How hard one member finds a job, and whether they would rather not do it."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="ratings")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField(null=True, help_text="per cent")
    rather_not = models.BooleanField(default=False)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("job", "member"), name="one_rating_per_job_and_member"
            ),
        )

    def __str__(self) -> str:
        return f"rating #{self.id}"


class FixedPlace(Row):
    """That a member has a place in a job for good, on one weekday."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="fixed")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(help_text="1 (Monday) to 7")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("job", "member", "weekday"),
                condition=models.Q(ended_at__isnull=True),
                name="one_fixed_place_per_member",
            ),
        )
        ordering = ("weekday", "set_at", "id")

    def __str__(self) -> str:
        return f"fixed place #{self.id}"


class Shift(Row):
    """One time that a job is to be done; the same day's is made once."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="shifts"
    )
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="shifts")
    day = models.DateField()
    last_day = models.DateField(help_text="of the time in which it may be done")
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField()
    people = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField(default=USUAL)
    warned_at = models.DateTimeField(
        null=True, help_text="when all were told that a place is still free"
    )
    cancelled_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("job", "day"), name="one_shift_per_job_and_day"
            ),
        )
        indexes = (models.Index(fields=("collective", "day"), name="shifts_by_day"),)
        ordering = ("day", "starts_at", "id")

    def __str__(self) -> str:
        return f"shift #{self.id}"

    @property
    def points(self) -> float:
        """What one place counts, in minutes of usual work."""
        return self.minutes * self.weight / USUAL
