"""The API of shared things, who cares for them, and bookings."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.doing.days import today_in
from folkmoot.needs import operations
from folkmoot.needs.access import get_booking_for, get_planner_for, get_thing_for
from folkmoot.needs.api.needs import HERE
from folkmoot.needs.api.shapes import CalendarShown
from folkmoot.needs.models import Booking, Thing
from folkmoot.needs.operations import ThingText
from folkmoot.needs.queries.things import bookings_to_come, cared, things_in
from folkmoot.people.access import get_member_for
from folkmoot.people.api.shapes import Fellow, fellow_of, fellow_or_none
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import (
    Cursor,
    Day,
    Flag,
    FullLine,
    Instant,
    Limit,
    Line,
    Sent,
    Text,
)

router = Router()
THINGS = f"{HERE}/things"
ONE = f"{THINGS}/{{uuid:thing_id}}"
BOOKINGS = f"{ONE}/bookings"
routers: tuple[tuple[str, Router], ...] = (("things", router),)


class ThingShown(Schema):
    """Something shared, and who cares for it."""

    id: UUID
    name: str
    place: str
    about: str
    rules: str
    rules_question_id: UUID | None
    is_booked: bool
    carer: Fellow | None = Field(description="None where nobody cares for it now.")
    care_until: date | None
    next_carer: Fellow | None
    next_until: date | None
    asks_for_carer: bool = Field(description="Its care ends soon, and nobody is next.")


class ThingPart(Part):
    """A part of what is shared, by name."""

    things: list[ThingShown]


class BookingShown(Schema):
    """Somebody has a thing from one instant to another."""

    id: UUID
    member: Fellow
    starts_at: datetime
    ends_at: datetime
    note: str
    cancelled_at: datetime | None


class BookingPart(Part):
    """A part of the bookings to come, the nearest first."""

    bookings: list[BookingShown]


class DescribingThing(Sent):
    """What is known of a thing."""

    name: Annotated[FullLine, Field(max_length=120)]
    place: Annotated[FullLine, Field(max_length=200)]
    about: Annotated[Text, Field(max_length=2000)] = ""
    rules: Annotated[Text, Field(max_length=4000)] = ""
    rules_question_id: UUID | None = Field(
        default=None, description="A question of this collective that decided them."
    )
    is_booked: Flag = True


class AddingThing(DescribingThing):
    """A new thing, and until when you care for it."""

    care_until: Day


class Caring(Sent):
    """Until when you care for it."""

    until: Day


class BookingThing(Sent):
    """From when to when."""

    starts_at: Instant
    ends_at: Instant
    note: Annotated[Line, Field(max_length=200)] = ""


@router.get(THINGS, response=ThingPart)
def get_things(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> ThingPart:
    """List what a collective shares."""
    member = get_planner_for(request.person, slug)
    part = cut(things_in(member.collective), ("name", "id"), cursor, limit)
    shown = [_show(row, member, request.now) for row in part.rows]
    return ThingPart(things=shown, next=part.next)


@router.post(THINGS, response={201: ThingShown})
def add_thing(
    request: PersonRequest, slug: str, data: AddingThing
) -> Status[ThingShown]:
    """Share a thing and care for it first."""
    member = get_member_for(request.person, slug)
    row = operations.add_thing(
        member=member,
        text=ThingText(**data.dict(exclude={"care_until"})),
        care_until=data.care_until,
        now=request.now,
    )
    return Status(201, _show(row, member, request.now))


@router.get(ONE, response=ThingShown)
def get_thing(request: PersonRequest, slug: str, thing_id: UUID) -> ThingShown:
    """Read what is known of a thing."""
    member = get_planner_for(request.person, slug)
    return _show(get_thing_for(member, thing_id), member, request.now)


@router.put(ONE, response=ThingShown)
def change_thing(
    request: PersonRequest, slug: str, thing_id: UUID, data: DescribingThing
) -> ThingShown:
    """Say anew what is known of it."""
    member = get_member_for(request.person, slug)
    row = operations.change_thing(
        member=member,
        thing=get_thing_for(member, thing_id),
        text=ThingText(**data.dict()),
        now=request.now,
    )
    return _show(row, member, request.now)


@router.delete(ONE, response={204: None})
def end_thing(request: PersonRequest, slug: str, thing_id: UUID) -> Status[None]:
    """Take a thing out of what is shared."""
    member = get_member_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    operations.end_thing(member=member, thing=row, now=request.now)
    return Status(204, None)


@router.put(f"{ONE}/care", response=ThingShown)
def take_care(
    request: PersonRequest, slug: str, thing_id: UUID, data: Caring
) -> ThingShown:
    """Care for a thing, now or next."""
    member = get_planner_for(request.person, slug)
    row = operations.take_care(
        member=member,
        thing=get_thing_for(member, thing_id),
        until=data.until,
        now=request.now,
    )
    return _show(row, member, request.now)


@router.delete(f"{ONE}/care", response={204: None})
def give_up_care(request: PersonRequest, slug: str, thing_id: UUID) -> Status[None]:
    """Care for it no longer."""
    member = get_planner_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    operations.give_up_care(member=member, thing=row, now=request.now)
    return Status(204, None)


@router.get(BOOKINGS, response=BookingPart)
def get_bookings(
    request: PersonRequest,
    slug: str,
    thing_id: UUID,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> BookingPart:
    """List who has a thing from now on."""
    member = get_planner_for(request.person, slug)
    rows = bookings_to_come(get_thing_for(member, thing_id), request.now)
    part = cut(rows, ("starts_at", "id"), cursor, limit)
    return BookingPart(bookings=[_booking(row) for row in part.rows], next=part.next)


@router.post(BOOKINGS, response={201: BookingShown})
def book_thing(
    request: PersonRequest, slug: str, thing_id: UUID, data: BookingThing
) -> Status[BookingShown]:
    """Have a thing from when to when."""
    member = get_planner_for(request.person, slug)
    row = operations.book_thing(
        member=member,
        thing=get_thing_for(member, thing_id),
        now=request.now,
        **data.dict(),
    )
    return Status(201, _booking(row))


@router.delete(f"{BOOKINGS}/{{uuid:booking_id}}", response={204: None})
def cancel_booking(
    request: PersonRequest, slug: str, thing_id: UUID, booking_id: UUID
) -> Status[None]:
    """Give one's time with a thing back."""
    member = get_planner_for(request.person, slug)
    booking = get_booking_for(get_thing_for(member, thing_id), booking_id)
    operations.cancel_booking(member=member, booking=booking, now=request.now)
    return Status(204, None)


def _show(row: Thing, member: Membership, now: datetime) -> ThingShown:
    care = cared(row, today_in(member.collective, now))
    return ThingShown(
        id=row.id,
        name=row.name,
        place=row.place,
        about=row.about,
        rules=row.rules,
        rules_question_id=row.rules_question_id,
        is_booked=row.is_booked,
        carer=fellow_or_none(care.carer),
        care_until=care.until,
        next_carer=fellow_or_none(row.next_carer),
        next_until=row.next_until,
        asks_for_carer=care.asks,
    )


def _booking(row: Booking) -> BookingShown:
    return BookingShown(
        id=row.id,
        member=fellow_of(row.member),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        note=row.note,
        cancelled_at=row.cancelled_at,
    )


@router.post(f"{ONE}/calendar", response={201: CalendarShown})
def make_thing_feed(
    request: PersonRequest, slug: str, thing_id: UUID
) -> Status[CalendarShown]:
    """Make the secret address of a thing's bookings; an earlier one of yours ends."""
    member = get_planner_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    _feed, secret = operations.make_feed(member=member, thing=row, now=request.now)
    path = reverse("shifts:calendar", args=(secret,))
    return Status(201, CalendarShown(address=request.build_absolute_uri(path)))


@router.delete(f"{ONE}/calendar", response={204: None})
def end_thing_feed(request: PersonRequest, slug: str, thing_id: UUID) -> Status[None]:
    """End the address of a thing's bookings."""
    member = get_planner_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    operations.end_feed(member=member, thing=row, now=request.now)
    return Status(204, None)
