"""What was signed while the key was in other hands: reading, marking, confirming."""

from ninja import Router, Schema
from pydantic import Field

from folkmoot.home import operations
from folkmoot.home.access import RecordPlace, get_kept_record_for, get_record_for
from folkmoot.home.queries.doubts import doubts_page
from folkmoot.people.requests import PersonRequest
from folkmoot.record.queries.doubts import SHOWN
from folkmoot.record.wire import Signing
from folkmoot.web.wire.fields import Number, Sent

router = Router()
ONE = "/collectives/{slug:slug}/record/doubts"
WHOLE = "/federations/{slug:slug}/record/doubts"


class RangeShown(Schema):
    """Entries in doubt, by their numbers."""

    first: int
    last: int
    confirmed: int = Field(description="How many of them who did them confirmed since.")
    said_in: int = Field(description="The number of the entry that says so.")


class DoubtsShown(Schema):
    """What is in doubt in a record."""

    changed_at: int = Field(
        description="The number of the entry with which the key changed last; or 0."
    )
    ranges: list[RangeShown]
    own: list[int] = Field(
        description=f"The numbers of what one did there and has not confirmed; {SHOWN}"
        " at most, the earliest first."
    )


class RangeSent(Sent):
    """The first entry in doubt; the last is that before the key changed."""

    first: Number


class ConfirmedSent(Signing):
    """Entries that were one's own."""

    numbers: list[Number] = Field(min_length=1, max_length=SHOWN)


def _show(place: RecordPlace) -> DoubtsShown:
    page = doubts_page(place.member, place.of.id)
    return DoubtsShown(
        changed_at=page.changed_at,
        ranges=[
            RangeShown(
                first=one.first,
                last=one.last,
                confirmed=one.confirmed,
                said_in=one.number,
            )
            for one in page.ranges
        ],
        own=[one.event.number for one in page.own],
    )


def _mark(place: RecordPlace, request: PersonRequest, data: RangeSent) -> DoubtsShown:
    operations.mark_doubt(
        member=place.member,
        collective_id=place.of.id,
        number=data.first,
        now=request.now,
    )
    return _show(place)


def _confirm(
    place: RecordPlace, request: PersonRequest, data: ConfirmedSent
) -> DoubtsShown:
    operations.confirm_own(
        member=place.member,
        collective_id=place.of.id,
        numbers=data.numbers,
        now=request.now,
        signed=data.read_signed(),
    )
    return _show(place)


@router.get(ONE, response=DoubtsShown)
def get_doubts(request: PersonRequest, slug: str) -> DoubtsShown:
    """Read what was signed while the record's key was in other hands."""
    return _show(get_record_for(request.person, slug))


@router.put(ONE, response=DoubtsShown)
def mark_doubt(request: PersonRequest, slug: str, data: RangeSent) -> DoubtsShown:
    """Mark entries up to the last change of the key as in doubt."""
    return _mark(get_kept_record_for(request.person, slug), request, data)


@router.post(f"{ONE}/confirmation", response=DoubtsShown)
def confirm_own(request: PersonRequest, slug: str, data: ConfirmedSent) -> DoubtsShown:
    """Say again that entries in doubt were one's own."""
    return _confirm(get_kept_record_for(request.person, slug), request, data)


@router.get(WHOLE, response=DoubtsShown)
def get_federation_doubts(request: PersonRequest, slug: str) -> DoubtsShown:
    """Read the same of a federation's record."""
    return _show(get_record_for(request.person, slug, is_federation=True))


@router.put(WHOLE, response=DoubtsShown)
def mark_federation_doubt(
    request: PersonRequest, slug: str, data: RangeSent
) -> DoubtsShown:
    """Mark entries of a federation's record as in doubt."""
    place = get_kept_record_for(request.person, slug, is_federation=True)
    return _mark(place, request, data)


@router.post(f"{WHOLE}/confirmation", response=DoubtsShown)
def confirm_own_in_federation(
    request: PersonRequest, slug: str, data: ConfirmedSent
) -> DoubtsShown:
    """Say again that entries of a federation's record were one's own."""
    place = get_kept_record_for(request.person, slug, is_federation=True)
    return _confirm(place, request, data)
