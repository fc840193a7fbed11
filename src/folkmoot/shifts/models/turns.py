"""Who does a shift, who is asked instead, what was worked."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models.jobs import Job, Shift
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Turn(Row):
    """A member in one place of a shift."""

    class State(models.TextChoices):
        TAKEN = "taken"
        RELEASED = "released"  # cannot come
        MOVED = "moved"  # a newer rota has somebody else
        SWAPPED = "swapped"

    class By(models.TextChoices):
        ROTA = "rota"
        SIGN_UP = "sign_up"
        ASKED = "asked"
        SWAP = "swap"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="turns")
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="turns"
    )
    seat = models.PositiveSmallIntegerField(help_text="0, 1, ... below its people")
    state = models.CharField(max_length=10, choices=State, default=State.TAKEN)
    came_by = models.CharField(max_length=10, choices=By)
    comment = models.CharField(
        max_length=200, blank=True, help_text="only half the hours, nothing heavy"
    )
    is_learner = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("shift", "seat"),
                condition=models.Q(state="taken"),
                name="one_person_per_place",
            ),
            models.UniqueConstraint(
                fields=("shift", "member"),
                condition=models.Q(state="taken"),
                name="one_place_per_person",
            ),
        )
        indexes = (models.Index(fields=("member", "state"), name="turns_of_member"),)
        ordering = ("seat", "id")

    def __str__(self) -> str:
        return f"turn #{self.id}"


class Asking(Row):
    """Somebody is asked to come instead; one after the other, each with time."""

    class State(models.TextChoices):
        OPEN = "open"
        YES = "yes"
        NO = "no"
        LATE = "late"
        OVER = "over"  # somebody else took the place

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    turn = models.ForeignKey(
        Turn, on_delete=models.PROTECT, related_name="askings", help_text="given up"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="askings"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("turn",),
                condition=models.Q(state="open"),
                name="one_person_asked_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("turn", "member"), name="nobody_asked_twice_for_a_place"
            ),
        )
        indexes = (models.Index(fields=("state", "until"), name="askings_by_end"),)
        ordering = ("asked_at", "id")

    def __str__(self) -> str:
        return f"asking #{self.id}"


class Swap(Row):
    """Two members change places, once both agree."""

    class State(models.TextChoices):
        OPEN = "open"
        AGREED = "agreed"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    turn = models.ForeignKey(
        Turn, on_delete=models.PROTECT, related_name="offered_swaps"
    )
    for_turn = models.ForeignKey(
        Turn, on_delete=models.PROTECT, related_name="asked_swaps"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    offered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("turn", "for_turn"),
                condition=models.Q(state="open"),
                name="one_open_swap_per_pair",
            ),
        )
        ordering = ("offered_at", "id")

    def __str__(self) -> str:
        return f"swap #{self.id}"


class Work(Row):
    """What a member says they worked: at a turn, or without having signed up."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="work"
    )
    turn = models.OneToOneField(
        Turn, on_delete=models.PROTECT, null=True, related_name="work"
    )
    job = models.ForeignKey(
        Job, on_delete=models.PROTECT, null=True, related_name="work"
    )
    what = models.CharField(max_length=200, blank=True)
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    weight = models.PositiveSmallIntegerField(default=100)
    at = models.DateTimeField(help_text="when it was written down or last corrected")

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        indexes = (models.Index(fields=("collective", "day"), name="work_by_day"),)
        ordering = ("-day", "id")
        verbose_name_plural = "work"

    def __str__(self) -> str:
        return f"work #{self.id}"


class PoolEntry(Row):
    """Time given to the pool (above zero) or taken from it (below)."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="pool_entries"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    minutes = models.IntegerField()
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        ordering = ("at", "id")
        verbose_name_plural = "pool entries"

    def __str__(self) -> str:
        return f"pool entry #{self.id}"
