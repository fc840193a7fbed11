"""What a collective shares: where it is, who cares for it until when, who has it."""

from datetime import date
from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Thing(Row):
    """Something shared; its row's lock orders its bookings and who cares for it.

    Care has an end each time. Who comes next is known before, or nobody cares for it
    from then on: the page says so.
    """

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="things"
    )
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=200, help_text="where it is")
    about = models.TextField(blank=True)
    rules = models.TextField(blank=True, help_text="how it is used")
    rules_question_id = models.UUIDField(
        null=True, help_text="the question that decided the rules"
    )
    is_booked = models.BooleanField(
        default=True, help_text="whoever wants it says from when to when"
    )
    carer = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="things_cared_for"
    )
    care_until = models.DateField()
    next_carer = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    next_until = models.DateField(null=True)
    asked_for = models.DateField(
        null=True, help_text="the end of care about which the carer was asked"
    )
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        indexes = (
            models.Index(fields=("collective", "ended_at"), name="things_that_are"),
            models.Index(fields=("ended_at", "care_until"), name="things_by_care"),
        )

    def __str__(self) -> str:
        return f"thing #{self.id}"

    def carer_on(self, day: date) -> Membership | None:
        """Return who cares for it on a day; load both carers with it."""
        if self.carer.is_open and day <= self.care_until:
            return self.carer
        if self.next_carer is None or self.next_until is None:
            return None
        is_next = self.next_carer.is_open and day <= self.next_until
        return self.next_carer if is_next else None

    def cared_until(self, day: date) -> date | None:
        """Return until when who cares for it on a day does."""
        who = self.carer_on(day)
        if who is None:
            return None
        return self.care_until if who.id == self.carer_id else self.next_until


class Booking(Row):
    """Somebody has a thing from one instant to another."""

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="bookings")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="bookings"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="a_booking_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=("thing", "starts_at"),
                condition=models.Q(cancelled_at=None),
                name="one_booking_from_an_instant",
            ),
        )
        indexes = (
            models.Index(
                fields=("thing", "cancelled_at", "ends_at"), name="bookings_of_thing"
            ),
        )

    def __str__(self) -> str:
        return f"booking #{self.id}"
