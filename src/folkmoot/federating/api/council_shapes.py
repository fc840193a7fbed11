"""What programs see of councils: mandates, entries, pairs."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, Strict

from folkmoot.federating.models import Delegate, Entry, HomeReport, Mandate
from folkmoot.federating.queries.council_pages import ShownEntry, ShownMandate
from folkmoot.people.api.shapes import Fellow, fellow_of

Figure = Annotated[int, Strict()] | str


class LimitShown(Schema):
    """One limit: a figure's name, a rule, and a whole number, a day or a word."""

    name: str
    rule: str
    value: Figure


class DifferenceShown(Schema):
    """One way in which an entry differs from its mandate."""

    code: str
    values: dict[str, Figure]
    words: str


class MandateShown(Schema):
    """What home asked its messengers to say."""

    id: UUID
    question_id: UUID | None
    kind: Mandate.Kind
    text: str
    position: str
    limits: list[LimitShown]
    may_settle: list[str]
    numbers: dict[str, int] = Field(description="How home answered, once it did.")
    version: int = Field(description="Of the draft it is about; 0 before there is one.")
    given_by_id: UUID | None = Field(
        description="The question at home that decided it."
    )
    reasons: list[str] = Field(description="Up to three, of members, drawn by lot.")
    starts_at: datetime
    ends_at: datetime
    paused_at: datetime | None


class DelegateShown(Schema):
    """Somebody who speaks or listens for a collective in a council."""

    id: UUID
    part: Delegate.Part
    member: Fellow
    question_id: UUID | None
    seed: str
    candidates: list[UUID]
    given_by_id: UUID | None
    accepted_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    is_paused: bool


class CouncilEntryShown(Schema):
    """Something said in a council."""

    id: UUID
    home: str = Field(description="The short name in addresses of who sent them.")
    by: Fellow
    question_id: UUID | None
    mandate_id: UUID | None
    basis: Entry.Basis
    text: str
    position: str
    figures: dict[str, Figure]
    settles: list[str]
    differences: list[DifferenceShown]
    lacks_report: bool
    state: Entry.State
    at: datetime
    closes_at: datetime | None
    settled_at: datetime | None
    undone_at: datetime | None


class ReportShown(Schema):
    """A report home; it holds once a second has signed it."""

    id: UUID
    writer: Fellow
    signed_by: Fellow | None
    about_from: datetime
    due_at: datetime
    text: str
    created_at: datetime
    signed_at: datetime | None


def mandate_shown(shown: ShownMandate) -> MandateShown:
    """Return a mandate for programs."""
    row = shown.row
    return MandateShown(
        id=row.id,
        question_id=row.question_id,
        kind=Mandate.Kind(row.kind),
        text=row.text,
        position=row.position,
        limits=[
            LimitShown(name=name, rule=rule, value=value)
            for name, rule, value in row.limits
        ],
        may_settle=row.may_settle,
        numbers=row.numbers,
        version=row.version,
        given_by_id=row.given_by_id,
        reasons=[reason.text for reason in shown.reasons],
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        paused_at=row.paused_at,
    )


def delegate_shown(row: Delegate, *, is_paused: bool) -> DelegateShown:
    """Return a delegate for programs."""
    return DelegateShown(
        id=row.id,
        part=Delegate.Part(row.part),
        member=fellow_of(row.member),
        question_id=row.question_id,
        seed=row.seed,
        candidates=row.candidates,
        given_by_id=row.given_by_id,
        accepted_at=row.accepted_at,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        is_paused=is_paused,
    )


def entry_shown(shown: ShownEntry) -> CouncilEntryShown:
    """Return an entry for programs."""
    row = shown.row
    differences = [
        DifferenceShown(code=one["code"], values=one["values"], words=words)
        for one, words in zip(row.differences, shown.differences, strict=True)
    ]
    return CouncilEntryShown(
        id=row.id,
        home=row.home.slug,
        by=fellow_of(row.delegate.member),
        question_id=row.question_id,
        mandate_id=row.mandate_id,
        basis=Entry.Basis(row.basis),
        text=row.text,
        position=row.position,
        figures=row.figures,
        settles=row.settles,
        differences=differences,
        lacks_report=row.lacks_report,
        state=Entry.State(row.state),
        at=row.at,
        closes_at=row.closes_at,
        settled_at=row.settled_at,
        undone_at=row.undone_at,
    )


def report_shown(row: HomeReport) -> ReportShown:
    """Return a report home for programs."""
    return ReportShown(
        id=row.id,
        writer=fellow_of(row.writer.member),
        signed_by=fellow_of(row.signed_by.member) if row.signed_by else None,
        about_from=row.about_from,
        due_at=row.due_at,
        text=row.text,
        created_at=row.created_at,
        signed_at=row.signed_at,
    )
