"""The log of a record: how far it is signed, receipts, its next key, going on."""

from dataclasses import asdict
from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from folkmoot.home import operations
from folkmoot.home.access import (
    RecordPlace,
    get_kept_record_for,
    get_own_entry_for,
    get_record_for,
)
from folkmoot.home.forms import KEY_SIZE_AT_MOST
from folkmoot.home.queries.kept_ends import cut_ends
from folkmoot.home.queries.log import ShownLog, show_log
from folkmoot.people.requests import PersonRequest
from folkmoot.record.models import Log
from folkmoot.record.queries import make_receipt, own_entry, standing_of
from folkmoot.web.wire.cursors import Part, map_rows
from folkmoot.web.wire.fields import Cursor, Limit, Number, Sent

router = Router()
ONE = "/collectives/{slug:slug}/record"
WHOLE = "/federations/{slug:slug}/record"


class WitnessShown(Schema):
    """Who is asked to sign the record's end too."""

    place: str = Field(description="Its address; empty for one on this server.")
    size: int = Field(description="Up to how many entries it has signed.")
    at: datetime | None


class LogShown(Schema):
    """How far a record is signed, and what it is worth."""

    address: str = Field(description="Of its checkpoint, policy and tiles.")
    origin: str = Field(description="Its name in checkpoints.")
    entries: int = Field(description="Written, signed or not.")
    signed_size: int
    signed_at: datetime | None
    root: str = Field(description="Over the entries in its tree; base64.")
    state: Log.State = Field(description="It is signed while this is `open`.")
    missing: list[int] = Field(
        description="The first and the last number of entries that were signed before"
        " and of which some or all are not here; or nothing."
    )
    agreed_by: str = Field(description="Who has said that it may go on.")
    witnesses: list[WitnessShown]
    needed: int = Field(description="How many witnesses are enough.")
    worth: Literal["alone", "neighbours", "mixed", "others"]
    has_next_key: bool = Field(description="Whether a next key is on paper.")
    next_key: str = Field(description="Its print, SHA-256 in hexadecimal; or nothing.")
    offered_key: str = Field(
        description="The print of a key that is to count in its place; or nothing."
    )
    offered_by: str = Field(description="Who asks for that.")


class KeptEndShown(Schema):
    """Up to where a record was signed at some time."""

    origin: str = Field(description="The log's name then.")
    size: int = Field(description="How many entries.")
    root: str = Field(description="Over them; base64.")
    at: datetime
    witnessed: int = Field(description="How many witnesses signed it too.")
    address: str = Field(description="Of the signed note.")


class KeptEndPart(Part):
    """A part of the signed ends that are kept, the latest first."""

    ends: list[KeptEndShown]


class ReceiptShown(Schema):
    """The proof that something one said is in the record."""

    number: int
    witnessed: int
    witnesses: int
    receipt: str = Field(description="As C2SP tlog-proof; its extra is JSON.")


class GoingOn(Sent):
    """Saying that a record goes on that is not signed any more."""

    state: Literal["unsure", "behind", "damaged", "keyless"] = Field(
        description="What the log was in when one decided so."
    )


class OfferedKey(Sent):
    """Which key is to count in the place of the one on paper."""

    print: str = Field(
        min_length=1, max_length=64, description="As `offered_key` showed it."
    )


class PaperKey(Sent):
    """The key as it stands on the paper."""

    paper: str = Field(min_length=1, max_length=KEY_SIZE_AT_MOST)


def _show(log: ShownLog | None) -> LogShown:
    row = log.log if log else Log()
    return LogShown(
        address=log.address if log else "",
        origin=row.origin,
        entries=log.entries if log else 0,
        signed_size=row.signed_size,
        signed_at=row.signed_at,
        root=log.code if log else "",
        state=Log.State(row.state),
        missing=list(log.missing or ()) if log else [],
        agreed_by=log.agreed_by if log else "",
        witnesses=[
            WitnessShown(place=each.place, size=each.size, at=each.at)
            for each in (log.witnesses if log else ())
        ],
        needed=log.needed if log else 0,
        worth=log.worth if log else "alone",
        has_next_key=bool(row.next_digest),
        next_key=row.next_digest,
        offered_key=row.offered_digest,
        offered_by=log.offered_by if log else "",
    )


def _show_ends(collective_id: UUID, cursor: str, limit: int) -> KeptEndPart:
    part = cut_ends(collective_id, cursor, limit)
    return KeptEndPart(
        ends=map_rows(part, lambda end: KeptEndShown(**asdict(end))), next=part.next
    )


def _receipt(place: RecordPlace, number: int) -> ReceiptShown:
    log, entry = get_own_entry_for(place, number - 1)
    own = own_entry(standing_of(place.of.id), entry.index)
    return ReceiptShown(
        number=number,
        witnessed=own.witnessed,
        witnesses=own.witnesses,
        receipt=make_receipt(log, entry, place.member.id).decode(),
    )


def _agree(place: RecordPlace, request: PersonRequest, data: GoingOn) -> LogShown:
    operations.agree_to_go_on(
        member=place.member,
        collective_id=place.of.id,
        state=data.state,
        now=request.now,
    )
    return _show(show_log(place.of.id))


def _promise(place: RecordPlace, request: PersonRequest, data: PaperKey) -> LogShown:
    operations.put_key_on_paper(
        member=place.member,
        collective_id=place.of.id,
        paper=data.paper,
        now=request.now,
    )
    return _show(show_log(place.of.id))


def _agree_to_key(
    place: RecordPlace, request: PersonRequest, data: OfferedKey
) -> LogShown:
    operations.agree_to_other_paper(
        member=place.member,
        collective_id=place.of.id,
        digest=data.print,
        now=request.now,
    )
    return _show(show_log(place.of.id))


def _refuse_key(
    place: RecordPlace, request: PersonRequest, data: OfferedKey
) -> LogShown:
    operations.refuse_other_paper(
        member=place.member,
        collective_id=place.of.id,
        digest=data.print,
        now=request.now,
    )
    return _show(show_log(place.of.id))


def _change(place: RecordPlace, request: PersonRequest, data: PaperKey) -> LogShown:
    operations.bring_next_key(
        member=place.member,
        collective_id=place.of.id,
        paper=data.paper,
        now=request.now,
    )
    return _show(show_log(place.of.id))


@router.get(f"{ONE}/log", response=LogShown)
def get_log(request: PersonRequest, slug: str) -> LogShown:
    """Read how far the record is signed."""
    return _show(show_log(get_record_for(request.person, slug).of.id))


@router.get(f"{ONE}/log/ends", response=KeptEndPart)
def list_ends(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> KeptEndPart:
    """List up to where the record was signed before; `folkmoot verify` checks them."""
    return _show_ends(get_record_for(request.person, slug).of.id, cursor, limit)


@router.get(f"{ONE}/entries/{{number}}/receipt", response=ReceiptShown)
def get_entry_receipt(
    request: PersonRequest, slug: str, number: Number
) -> ReceiptShown:
    """Take the receipt of something one said; it is there within a minute."""
    return _receipt(get_record_for(request.person, slug), number)


@router.post(f"{ONE}/log/agreement", response=LogShown)
def agree_to_go_on(request: PersonRequest, slug: str, data: GoingOn) -> LogShown:
    """Say with a second member that a record goes on that is not signed any more."""
    return _agree(get_kept_record_for(request.person, slug), request, data)


@router.put(f"{ONE}/log/next-key", response=LogShown)
def put_key_on_paper(request: PersonRequest, slug: str, data: PaperKey) -> LogShown:
    """Promise the next key, which is on paper; the server keeps its print only.

    Where one is promised already, a second member has to agree, or to put the same key.
    """
    return _promise(get_kept_record_for(request.person, slug), request, data)


@router.post(f"{ONE}/log/next-key/agreement", response=LogShown)
def agree_to_next_key(request: PersonRequest, slug: str, data: OfferedKey) -> LogShown:
    """Agree as a second member that another key on paper counts."""
    return _agree_to_key(get_kept_record_for(request.person, slug), request, data)


@router.post(f"{ONE}/log/next-key/refusal", response=LogShown)
def refuse_next_key(request: PersonRequest, slug: str, data: OfferedKey) -> LogShown:
    """Let the key on paper count that counted."""
    return _refuse_key(get_kept_record_for(request.person, slug), request, data)


@router.put(f"{ONE}/log/key", response=LogShown)
def bring_next_key(request: PersonRequest, slug: str, data: PaperKey) -> LogShown:
    """Let the key on the paper sign from now on."""
    return _change(get_kept_record_for(request.person, slug), request, data)


@router.get(f"{WHOLE}/log", response=LogShown)
def get_federation_log(request: PersonRequest, slug: str) -> LogShown:
    """Read how far the record of a federation is signed."""
    place = get_record_for(request.person, slug, is_federation=True)
    return _show(show_log(place.of.id))


@router.get(f"{WHOLE}/log/ends", response=KeptEndPart)
def list_federation_ends(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> KeptEndPart:
    """List up to where a federation's record was signed before."""
    place = get_record_for(request.person, slug, is_federation=True)
    return _show_ends(place.of.id, cursor, limit)


@router.get(f"{WHOLE}/entries/{{number}}/receipt", response=ReceiptShown)
def get_federation_entry_receipt(
    request: PersonRequest, slug: str, number: Number
) -> ReceiptShown:
    """Take the receipt of something one did in a federation."""
    return _receipt(get_record_for(request.person, slug, is_federation=True), number)


@router.post(f"{WHOLE}/log/agreement", response=LogShown)
def agree_federation_goes_on(
    request: PersonRequest, slug: str, data: GoingOn
) -> LogShown:
    """Say with a second member that a federation's record goes on."""
    place = get_kept_record_for(request.person, slug, is_federation=True)
    return _agree(place, request, data)


@router.put(f"{WHOLE}/log/next-key", response=LogShown)
def put_federation_key_on_paper(
    request: PersonRequest, slug: str, data: PaperKey
) -> LogShown:
    """Promise the next key of a federation's record."""
    place = get_kept_record_for(request.person, slug, is_federation=True)
    return _promise(place, request, data)


@router.post(f"{WHOLE}/log/next-key/agreement", response=LogShown)
def agree_to_federation_next_key(
    request: PersonRequest, slug: str, data: OfferedKey
) -> LogShown:
    """Agree as a second member that another key on paper counts for a federation."""
    place = get_kept_record_for(request.person, slug, is_federation=True)
    return _agree_to_key(place, request, data)


@router.post(f"{WHOLE}/log/next-key/refusal", response=LogShown)
def refuse_federation_next_key(
    request: PersonRequest, slug: str, data: OfferedKey
) -> LogShown:
    """Let the key on paper of a federation's record count that counted."""
    place = get_kept_record_for(request.person, slug, is_federation=True)
    return _refuse_key(place, request, data)


@router.put(f"{WHOLE}/log/key", response=LogShown)
def bring_federation_next_key(
    request: PersonRequest, slug: str, data: PaperKey
) -> LogShown:
    """Let the key on the paper sign a federation's record from now on."""
    place = get_kept_record_for(request.person, slug, is_federation=True)
    return _change(place, request, data)
