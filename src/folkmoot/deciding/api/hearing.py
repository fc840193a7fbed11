"""Being heard on a question: short statements and what people say at length."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Status
from pydantic import Field, Strict

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    Place,
    get_hearing_of,
    get_question_for,
    get_statement_of,
)
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.queries.pages.hearing import list_not_reached
from folkmoot.deciding.queries.stages import is_heard_out
from folkmoot.listening.api.hearings import show_next
from folkmoot.listening.api.shapes import (
    ContributionPart,
    ContributionShown,
    HearingShown,
    NextStatement,
    Responding,
    StatementPart,
    StatementShown,
    Stating,
    show_contribution,
    show_hearing,
    show_statement,
)
from folkmoot.listening.models import Contribution, Statement
from folkmoot.listening.queries import (
    cut_contributions,
    cut_statements,
    show_contributed,
)
from folkmoot.listening.queries import show_statement as shown_to
from folkmoot.people.access import get_fellow_for
from folkmoot.people.api.shapes import FellowPart, by_name, fellow_part
from folkmoot.people.requests import PersonRequest
from folkmoot.record.wire import Signing
from folkmoot.web.wire.cursors import cut_list
from folkmoot.web.wire.fields import Cursor, Limit, Line, Text

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}"
HEARING = f"{ONE}/hearing"
STATEMENTS = f"{HEARING}/statements"
STATEMENT = STATEMENTS + "/{uuid:statement_id}"
CONTRIBUTIONS = f"{HEARING}/contributions"
Kind = Contribution.Kind


class Contributing(Signing):
    """Own words, the lines of a talk with how many took part, or nothing to add."""

    kind: Contribution.Kind = Kind.TEXT
    text: Text = ""
    people: Annotated[int, Strict(), Field(ge=1, le=150)] = 1
    warmth: Contribution.Warmth = Contribution.Warmth.UNASKED


def _show(place: Place, statement: Statement) -> StatementShown:
    is_over = is_heard_out(place.question)
    return show_statement(shown_to(statement, place.member, is_over=is_over))


@router.get(HEARING, response=HearingShown)
def get_question_hearing(
    request: PersonRequest, slug: str, number: int
) -> HearingShown:
    """Read how far the hearing of a question is."""
    place = settled(request, slug, number)
    return show_hearing(get_hearing_of(place), place.member)


@router.get(STATEMENTS, response=StatementPart)
def list_statements(
    request: PersonRequest,
    slug: str,
    number: int,
    words: Line = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> StatementPart:
    """List the short statements of a question's hearing."""
    place = settled(request, slug, number)
    part = cut_statements(
        get_hearing_of(place),
        place.member,
        words=words,
        cursor=cursor,
        limit=limit,
        is_over=is_heard_out(place.question),
    )
    statements = [show_statement(shown) for shown in part.rows]
    return StatementPart(statements=statements, next=part.next)


@router.post(STATEMENTS, response={201: StatementShown})
def add_statement(
    request: PersonRequest, slug: str, number: int, data: Stating
) -> Status[StatementShown]:
    """Add a short statement for others to answer."""
    place = get_question_for(request.person, slug, number)
    get_hearing_of(place)
    row = operations.add_statement(
        member=place.member,
        question=place.question,
        text=data.text,
        now=request.now,
        signed=data.read_signed(),
    )
    return Status(201, _show(place, row))


@router.get(f"{STATEMENTS}/next", response=NextStatement)
def next_statement(request: PersonRequest, slug: str, number: int) -> NextStatement:
    """Read the statement to answer next."""
    place = settled(request, slug, number)
    return show_next(place.member, get_hearing_of(place))


@router.put(f"{STATEMENT}/response", response=StatementShown)
def respond(
    request: PersonRequest,
    slug: str,
    number: int,
    statement_id: UUID,
    data: Responding,
) -> StatementShown:
    """Answer a statement."""
    place = get_question_for(request.person, slug, number)
    statement = get_statement_of(place, statement_id)
    operations.respond(
        member=place.member,
        question=place.question,
        statement=statement,
        answer=data.answer.answer,
        matters=data.matters,
        now=request.now,
    )
    return _show(place, statement)


@router.delete(f"{STATEMENT}/response", response=StatementShown)
def withdraw_response(
    request: PersonRequest, slug: str, number: int, statement_id: UUID
) -> StatementShown:
    """Take back one's answer to a statement."""
    place = get_question_for(request.person, slug, number)
    statement = get_statement_of(place, statement_id)
    operations.withdraw_response(
        member=place.member,
        question=place.question,
        statement=statement,
        now=request.now,
    )
    return _show(place, statement)


@router.get(CONTRIBUTIONS, response=ContributionPart)
def get_contributions(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> ContributionPart:
    """List what people said at length, oldest first."""
    place = settled(request, slug, number)
    part = cut_contributions(get_hearing_of(place), cursor, limit)
    said = [show_contribution(shown) for shown in part.rows]
    return ContributionPart(contributions=said, next=part.next)


@router.post(CONTRIBUTIONS, response={201: ContributionShown})
def contribute(
    request: PersonRequest, slug: str, number: int, data: Contributing
) -> Status[ContributionShown]:
    """Say something at length, report a talk, or say "nothing to add"."""
    place = get_question_for(request.person, slug, number)
    get_hearing_of(place)
    row = operations.contribute(
        member=place.member,
        question=place.question,
        kind=data.kind,
        text=data.text,
        people=data.people,
        warmth=data.warmth,
        now=request.now,
        signed=data.read_signed(),
    )
    return Status(201, show_contribution(show_contributed(row)))


@router.get(f"{ONE}/not-reached", response=FellowPart)
def get_not_reached(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> FellowPart:
    """List who was asked and may not know of it yet."""
    place = settled(request, slug, number)
    rows = list_not_reached(place.question, place.member)
    return fellow_part(cut_list(rows, by_name, cursor, limit))


@router.put(ONE + "/told/{uuid:member_id}", response={204: None})
def tell_in_person(
    request: PersonRequest, slug: str, number: int, member_id: UUID
) -> Status[None]:
    """Say "I told them"."""
    place = get_question_for(request.person, slug, number)
    told = get_fellow_for(place.member, member_id)
    operations.tell_in_person(
        member=place.member, question=place.question, told=told, now=request.now
    )
    return Status(204, None)
