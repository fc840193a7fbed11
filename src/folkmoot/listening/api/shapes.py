"""What stands in a hearing, as one reader may see it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ninja import Schema
from pydantic import Field

from folkmoot.listening.models import Attachment, Contribution, Hearing, Response
from folkmoot.listening.queries import (
    Progress,
    ShownContribution,
    ShownStatement,
    count_numbers,
    progress_of,
)
from folkmoot.people.api.shapes import Fellow, fellow_or_none
from folkmoot.people.models import Membership
from folkmoot.record.wire import Signing
from folkmoot.web.wire.cursors import Part
from folkmoot.web.wire.fields import FullText, Sent

BEFORE = "None before one's own answer."


class Said(StrEnum):
    """What one answers to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105 -- an answer

    @property
    def answer(self) -> Response.Answer:
        """The same, as it is kept."""
        return Response.Answer[self.name]


class StatementShown(Schema):
    """A short statement; its counts stay unknown before one's own answer."""

    id: UUID
    number: int
    text: str
    member: Fellow | None = Field(description="None in a conversation held elsewhere.")
    created_at: datetime
    own_answer: Said | None
    matters: bool = Field(description="Whether one said that it matters to oneself.")
    agreed: int | None = Field(description=BEFORE)
    disagreed: int | None = Field(description=BEFORE)
    passed: int | None = Field(description=BEFORE)
    goes_first: bool = Field(description="Whether hosts put it first.")
    folded_at: datetime | None
    folded_by: Fellow | None
    fold_reason: str


class StatementPart(Part):
    """A part of a hearing's statements, in the order they came."""

    statements: list[StatementShown]


class ProgressOfOne(Schema):
    """How far one is in a hearing."""

    answered: int
    total: int
    minutes_left: int
    is_heard: bool


class NextStatement(Schema):
    """What to answer next; None when nothing is left."""

    id: UUID | None
    number: int | None
    text: str | None
    progress: ProgressOfOne


class HearingShown(Schema):
    """A hearing and how far one is in it."""

    id: UUID
    question_id: UUID | None
    title: str
    language: str
    opened_at: datetime
    closes_at: datetime | None
    source: str
    licence: str
    voices: int = Field(description="People of a conversation that was held elsewhere.")
    statements: int
    folded: int
    progress: ProgressOfOne


class AttachmentShown(Schema):
    """A photo or a recording."""

    id: UUID
    kind: Attachment.Kind
    content_type: str
    description: str
    created_at: datetime


class ContributionShown(Schema):
    """Something said at length."""

    id: UUID
    number: int
    kind: Contribution.Kind
    text: str
    people: int
    warmth: Contribution.Warmth = Field(
        description="How many at a talk felt near to agreeing; never counted."
    )
    member: Fellow | None
    attachment: AttachmentShown | None
    created_at: datetime
    recorders: int = Field(
        description="0: they said it themselves; 1 or 2: how many members stand for"
        " what was entered for them."
    )
    folded_at: datetime | None
    folded_by: Fellow | None
    fold_reason: str


class ContributionPart(Part):
    """A part of what was said at length, as it came."""

    contributions: list[ContributionShown]


class AttachmentPart(Part):
    """A part of the photos and recordings."""

    attachments: list[AttachmentShown]


class Responding(Sent):
    """One's answer to a statement; it replaces an earlier one."""

    answer: Said
    matters: bool = Field(default=False, description="To oneself: nobody else sees it.")


class Stating(Signing):
    """A short statement for others to answer."""

    text: FullText = Field(max_length=280)


def show_statement(shown: ShownStatement) -> StatementShown:
    """Return a statement with the counts that its reader may know."""
    row, own = shown.statement, shown.own_answer
    return StatementShown(
        id=row.id,
        number=row.number,
        text=row.text,
        member=fellow_or_none(row.member),
        created_at=row.created_at,
        own_answer=None if own is None else Said[Response.Answer(own).name],
        matters=shown.matters,
        agreed=shown.agreed,
        disagreed=shown.disagreed,
        passed=shown.passed,
        folded_at=row.folded_at,
        goes_first=row.goes_first,
        folded_by=fellow_or_none(row.folded_by) if row.is_folded else None,
        fold_reason=row.fold_reason,
    )


def show_progress(progress: Progress) -> ProgressOfOne:
    """Return how far one is."""
    return ProgressOfOne(
        answered=progress.answered,
        total=progress.total,
        minutes_left=progress.minutes_left,
        is_heard=progress.is_heard,
    )


def show_hearing(hearing: Hearing, member: Membership) -> HearingShown:
    """Return a hearing with its numbers; none of them says who answered what."""
    numbers = count_numbers(hearing)
    return HearingShown(
        id=hearing.id,
        question_id=hearing.question_id,
        title=hearing.title,
        language=hearing.language,
        opened_at=hearing.opened_at,
        closes_at=hearing.closes_at,
        source=hearing.source,
        licence=hearing.licence,
        voices=numbers.voices,
        statements=numbers.statements,
        folded=numbers.folded,
        progress=show_progress(progress_of(member, hearing)),
    )


def show_attachment(row: Attachment) -> AttachmentShown:
    """Return a file without its content."""
    return AttachmentShown(
        id=row.id,
        kind=Attachment.Kind(row.kind),
        content_type=row.content_type,
        description=row.description,
        created_at=row.created_at,
    )


def show_contribution(shown: ShownContribution) -> ContributionShown:
    """Return what somebody said."""
    row = shown.contribution
    return ContributionShown(
        id=row.id,
        number=row.number,
        kind=Contribution.Kind(row.kind),
        text=row.text,
        people=row.people,
        warmth=Contribution.Warmth(row.warmth),
        member=fellow_or_none(row.member),
        attachment=show_attachment(shown.attachment) if shown.attachment else None,
        created_at=row.created_at,
        recorders=row.recorders,
        folded_at=row.folded_at,
        folded_by=fellow_or_none(row.folded_by) if row.is_folded else None,
        fold_reason=row.fold_reason,
    )
