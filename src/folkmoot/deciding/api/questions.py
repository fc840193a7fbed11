"""Listing, reading and raising questions, and their way until they are heard."""

from ninja import Field, Query, Router, Status

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_question_for
from folkmoot.deciding.api.changes import ShapeSent
from folkmoot.deciding.api.drafts import DraftSent
from folkmoot.deciding.api.shapes import QuestionLine, QuestionShown, line_of, show
from folkmoot.deciding.models import Question
from folkmoot.deciding.queries.lists import questions_at
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Limit, Sent, Title

router = Router()
ALL = "/collectives/{slug:slug}/questions"
ONE = ALL + "/{int:number}"


class Raising(Sent):
    """A new question: a sentence at least; with a draft, small ones go on at once."""

    title: Title = Field(description="One sentence.")
    question_class: Question.Class = Question.Class.ORDINARY
    shape: ShapeSent = ShapeSent()
    draft: DraftSent | None = None


class Reshaping(Sent):
    """All of what makes a question clear; what is left out is emptied."""

    title: Title
    question_class: Question.Class
    shape: ShapeSent


class QuestionPart(Part):
    """A part of a list of questions, newest first."""

    questions: list[QuestionLine]


@router.get(ALL, response=QuestionPart)
def list_questions(
    request: PersonRequest,
    slug: str,
    stage: list[Question.Stage] = Query([]),  # type: ignore[type-arg]  # noqa: B008 -- ninja's way
    cursor: Cursor = "",
    limit: Limit = 50,
) -> QuestionPart:
    """List a collective's questions."""
    member = get_membership_for(request.person, slug)
    rows = questions_at(member.collective, stage)
    part = cut(rows, ("-number",), cursor, limit)
    return QuestionPart(questions=[line_of(row) for row in part.rows], next=part.next)


@router.get(ONE, response=QuestionShown)
def get_question(request: PersonRequest, slug: str, number: int) -> QuestionShown:
    """Read a question."""
    place = get_question_for(request.person, slug, number)
    operations.settle_if_due(question=place.question, now=request.now)
    return show(place.question, place.member)


@router.post(ALL, response={201: QuestionShown})
def raise_question(
    request: PersonRequest, slug: str, data: Raising
) -> Status[QuestionShown]:
    """Raise a question."""
    member = get_membership_for(request.person, slug)
    question = operations.raise_question(
        member=member,
        title=data.title,
        klass=data.question_class,
        shape=data.shape.read(member),
        draft=data.draft.read(member) if data.draft else None,
        now=request.now,
    )
    return Status(201, show(question, member))


@router.put(f"{ONE}/shape", response=QuestionShown)
def shape_question(
    request: PersonRequest, slug: str, number: int, data: Reshaping
) -> QuestionShown:
    """Make a question clearer."""
    place = get_question_for(request.person, slug, number)
    question = operations.shape_question(
        member=place.member,
        question=place.question,
        title=data.title,
        klass=data.question_class,
        shape=data.shape.read(place.member),
        now=request.now,
    )
    return show(question, place.member)


@router.put(
    f"{ONE}/seen",
    response=QuestionShown,
)
def look_at_question(request: PersonRequest, slug: str, number: int) -> QuestionShown:
    """Say that one has seen what a question asks.

    Reading by a program reaches nobody; this does.
    """
    place = get_question_for(request.person, slug, number)
    operations.look_at_question(
        member=place.member, question=place.question, now=request.now
    )
    return show(place.question, place.member)
