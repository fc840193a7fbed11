"""The record of a collective, and finding questions by their words."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from folkmoot.deciding.access import get_question_for
from folkmoot.engines.tlog import hash_leaf, open_disclosure
from folkmoot.federating.access import get_federation_for
from folkmoot.home.queries.recorded import Recorded, cut_record
from folkmoot.home.queries.search import cut_search
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest
from folkmoot.record.queries import OwnEntry, as_code, find_fault, get_end
from folkmoot.web.wire.cursors import Part
from folkmoot.web.wire.fields import Cursor, Limit, Number, Title

router = Router()
ONE = "/collectives/{slug:slug}"
WHOLE = "/federations/{slug:slug}"


class DisclosureShown(Schema):
    """A value behind one digest, with the salt to check it."""

    name: str
    salt: str
    value: Any
    encoded: str = Field(description="Whose SHA-256 the digest is.")


class StandingShown(Schema):
    """How far something one said has come: written, in the log, witnessed."""

    is_in_log: bool
    witnessed: int
    witnesses: int
    signed_by: Literal["device", "server", "helper", ""] = Field(
        description="Whose key signed it, where it is something one says; helper:"
        " of the member who entered it."
    )


class EntryShown(Schema):
    """One entry of the record."""

    index: int
    kind: str = Field(description="hidden: one reads more after one's own answer.")
    at: datetime
    about_id: UUID | None = Field(description="The question it belongs to.")
    sentence: str
    leaf: str = Field(description="What is in the log: salted digests.")
    hash: str = Field(description="Of the leaf, as the log's tree has it; base64.")
    own: StandingShown | None = Field(description="Of one's own acts alone.")
    disclosures: list[DisclosureShown]


class EntryPart(Part):
    """A part of the record, newest first."""

    entries: list[EntryShown]


class RecordChecked(Schema):
    """Whether the record holds, computed again."""

    size: int
    root: str = Field(description="Over all entries, as checkpoints write it; base64.")
    holds: bool
    fault_at: int | None
    fault: str


class FoundShown(Schema):
    """A question that holds the words."""

    number: int
    title: str
    step: str
    excerpt: str


class FoundPart(Part):
    """A part of what was found, what moved last first."""

    found: list[FoundShown]


def _standing(own: OwnEntry | None) -> StandingShown | None:
    if own is None:
        return None
    return StandingShown(
        is_in_log=own.is_in_log,
        witnessed=own.witnessed,
        witnesses=own.witnesses,
        signed_by=own.signed_by,
    )


def _entry(row: Recorded) -> EntryShown:
    return EntryShown(
        index=row.entry.index,
        kind=row.kind,
        at=row.entry.at,
        about_id=row.entry.about_id,
        sentence=row.sentence,
        leaf=row.entry.leaf,
        hash=as_code(hash_leaf(row.entry.leaf.encode())),
        own=_standing(row.own),
        disclosures=[
            DisclosureShown(
                name=one["name"], salt=salt, value=value, encoded=one["encoded"]
            )
            for one in row.disclosures
            for salt, _name, value in [open_disclosure(one["encoded"])]
        ],
    )


@router.get(f"{ONE}/record", response=EntryPart)
def get_record(
    request: PersonRequest,
    slug: str,
    question: Number | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> EntryPart:
    """List what happened, of one question or of all."""
    member = get_membership_for(request.person, slug)
    about = None
    if question is not None:
        about = get_question_for(request.person, slug, question).question
    part = cut_record(member, about, cursor, limit)
    return EntryPart(entries=[_entry(row) for row in part.rows], next=part.next)


@router.get(f"{ONE}/record/check", response=RecordChecked)
def check_record(request: PersonRequest, slug: str) -> RecordChecked:
    """Compute the whole record again and say whether it holds."""
    return _check(get_membership_for(request.person, slug).collective_id)


@router.get(f"{WHOLE}/record", response=EntryPart)
def get_federation_record(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> EntryPart:
    """List what happened in a federation."""
    stands = get_federation_for(request.person, slug)
    part = cut_record(stands.member, None, cursor, limit, of=stands.federation.id)
    return EntryPart(entries=[_entry(row) for row in part.rows], next=part.next)


@router.get(f"{WHOLE}/record/check", response=RecordChecked)
def check_federation_record(request: PersonRequest, slug: str) -> RecordChecked:
    """Compute a federation's whole record again and say whether it holds."""
    return _check(get_federation_for(request.person, slug).federation.id)


def _check(collective_id: UUID) -> RecordChecked:
    fault, end = find_fault(collective_id), get_end(collective_id)
    return RecordChecked(
        size=end.size,
        root=end.code,
        holds=fault is None,
        fault_at=fault.index if fault else None,
        fault=fault.reason if fault else "",
    )


@router.get(f"{ONE}/search", response=FoundPart)
def search(
    request: PersonRequest,
    slug: str,
    q: Title | Literal[""] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> FoundPart:
    """Find questions and decisions by their words."""
    collective = get_membership_for(request.person, slug).collective
    part = cut_search(collective, q, cursor, limit)
    found = [
        FoundShown(
            number=row.question.number,
            title=row.question.title,
            step=row.step,
            excerpt=row.excerpt,
        )
        for row in part.rows
    ]
    return FoundPart(found=found, next=part.next)
