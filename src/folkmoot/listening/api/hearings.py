"""Conversations that were brought here, and answering their statements."""

from uuid import UUID

from ninja import Router, Schema

from folkmoot.listening import operations
from folkmoot.listening.access import get_free_hearing_for, get_statement_of
from folkmoot.listening.api.shapes import (
    HearingShown,
    NextStatement,
    Responding,
    StatementPart,
    StatementShown,
    show_hearing,
    show_progress,
    show_statement,
)
from folkmoot.listening.models import Hearing, Statement
from folkmoot.listening.queries import (
    count_statements,
    cut_statements,
    list_free_hearings,
    next_statement,
    progress_of,
)
from folkmoot.listening.queries import show_statement as shown_to
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Limit, Line

router = Router()
ALL = "/collectives/{slug:slug}/hearings"
ONE = ALL + "/{uuid:hearing_id}"
STATEMENT = ONE + "/statements/{uuid:statement_id}"


class HearingLine(Schema):
    """A conversation that was brought here."""

    id: UUID
    title: str
    language: str
    statements: int
    source: str


class HearingPart(Part):
    """A part of the conversations, newest first."""

    hearings: list[HearingLine]


def show_next(member: Membership, hearing: Hearing) -> NextStatement:
    """Return what ``member`` is asked next."""
    row = next_statement(member, hearing)
    return NextStatement(
        id=row.id if row else None,
        number=row.number if row else None,
        text=row.text if row else None,
        progress=show_progress(progress_of(member, hearing)),
    )


@router.get(ALL, response=HearingPart)
def get_hearings(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> HearingPart:
    """List the conversations that were brought here."""
    collective = get_membership_for(request.person, slug).collective
    part = cut(list_free_hearings(collective), ("-opened_at", "-id"), cursor, limit)
    lines = [
        HearingLine(
            id=row.id,
            title=row.title,
            language=row.language,
            statements=count_statements(row),
            source=row.source,
        )
        for row in part.rows
    ]
    return HearingPart(hearings=lines, next=part.next)


@router.get(ONE, response=HearingShown)
def get_hearing(request: PersonRequest, slug: str, hearing_id: UUID) -> HearingShown:
    """Read a conversation that was brought here."""
    member = get_membership_for(request.person, slug)
    return show_hearing(get_free_hearing_for(member, hearing_id), member)


@router.get(f"{ONE}/statements", response=StatementPart)
def get_statements(
    request: PersonRequest,
    slug: str,
    hearing_id: UUID,
    words: Line = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> StatementPart:
    """List the statements of a conversation."""
    member = get_membership_for(request.person, slug)
    hearing = get_free_hearing_for(member, hearing_id)
    part = cut_statements(hearing, member, words=words, cursor=cursor, limit=limit)
    statements = [show_statement(shown) for shown in part.rows]
    return StatementPart(statements=statements, next=part.next)


@router.get(f"{ONE}/statements/next", response=NextStatement)
def get_next_statement(
    request: PersonRequest, slug: str, hearing_id: UUID
) -> NextStatement:
    """Read the statement to answer next."""
    member = get_membership_for(request.person, slug)
    return show_next(member, get_free_hearing_for(member, hearing_id))


@router.put(f"{STATEMENT}/response", response=StatementShown)
def respond_to_conversation(
    request: PersonRequest,
    slug: str,
    hearing_id: UUID,
    statement_id: UUID,
    data: Responding,
) -> StatementShown:
    """Answer a statement of a conversation."""
    member, statement = _place(request, slug, hearing_id, statement_id)
    operations.respond(
        member=member,
        statement=statement,
        answer=data.answer.answer,
        matters=data.matters,
        now=request.now,
    )
    return show_statement(shown_to(statement, member))


@router.delete(f"{STATEMENT}/response", response=StatementShown)
def withdraw_from_conversation(
    request: PersonRequest, slug: str, hearing_id: UUID, statement_id: UUID
) -> StatementShown:
    """Take back one's answer to a statement of a conversation."""
    member, statement = _place(request, slug, hearing_id, statement_id)
    operations.withdraw_response(member=member, statement=statement, now=request.now)
    return show_statement(shown_to(statement, member))


def _place(
    request: PersonRequest, slug: str, hearing_id: UUID, statement_id: UUID
) -> tuple[Membership, Statement]:
    member = get_membership_for(request.person, slug)
    hearing = get_free_hearing_for(member, hearing_id)
    return member, get_statement_of(hearing, statement_id)
