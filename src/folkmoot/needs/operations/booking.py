"""Having a thing from one instant to another; two at once are refused."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.needs.models import Booking, Thing
from folkmoot.needs.operations.errors import (
    BookedAlreadyError,
    BookingTimesError,
    NotOwnError,
)
from folkmoot.needs.operations.rights import lock_part
from folkmoot.needs.operations.things import lock_thing
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.web.when import deadline

LONGEST = timedelta(days=31)
AHEAD = timedelta(days=366)


@transaction.atomic
def book_thing(
    *,
    member: Membership,
    thing: Thing,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    note: str = "",
) -> Booking:
    """Have a thing from one instant to another. Locks the thing.

    Raises
    ------
    BookedAlreadyError
        If somebody has it at that time; the message says until when.
    BookingTimesError
        If the times are in the past, too far ahead, too long or the wrong way round.
    """
    held = lock_thing(thing)
    person = lock_part(member, held.collective_id)
    _require_times(held, starts_at, ends_at, now)
    taken = held.bookings.filter(
        cancelled_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    other = taken.order_by("starts_at").first()
    if other is not None:
        message = _("Somebody has it from %(start)s to %(end)s.")
        times = {"start": deadline(other.starts_at), "end": deadline(other.ends_at)}
        raise BookedAlreadyError(message % times)
    row = Booking.objects.create(
        thing=held,
        collective_id=held.collective_id,
        member=person,
        starts_at=starts_at,
        ends_at=ends_at,
        note=note,
        created_at=now,
    )
    _record(row, "thing.booked", now, note=note)
    return row


@transaction.atomic
def cancel_booking(*, member: Membership, booking: Booking, now: datetime) -> Booking:
    """Give one's time with a thing back; a second time changes nothing. Locks it.

    Raises
    ------
    NotOwnError
        If it is somebody else's.
    """
    rows = Booking.objects.select_for_update(of=("self",))
    row = rows.select_related("thing", "member").get(id=booking.id)
    person = lock_part(member, row.collective_id)
    if row.member_id != person.id:
        raise NotOwnError(_("Only who booked it can give it back."))
    if row.cancelled_at is None:
        row.cancelled_at = now
        row.save()
        _record(row, "thing.booking_cancelled", now)
    return row


def _require_times(
    held: Thing, starts_at: datetime, ends_at: datetime, now: datetime
) -> None:
    if not held.is_booked:
        raise BookingTimesError(_("This is used without booking."))
    if ends_at <= starts_at:
        raise BookingTimesError(_("It ends before it begins. Please look again."))
    if ends_at <= now:
        message = _("This time has passed. Please choose a later one.")
        raise BookingTimesError(message)
    if ends_at - starts_at > LONGEST:
        raise BookingTimesError(_("At most 31 days in one go."))
    if starts_at > now + AHEAD:
        raise BookingTimesError(_("At most a year ahead."))


def _record(row: Booking, kind: str, now: datetime, **more: str) -> None:
    append_entry(
        collective_id=row.collective_id,
        kind=kind,
        details={
            "thing": row.thing.name,
            "from": row.starts_at.isoformat(),
            "to": row.ends_at.isoformat(),
            **more,
        },
        now=now,
        about_id=row.thing_id,
        member_id=row.member_id,
    )
