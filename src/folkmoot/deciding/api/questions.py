"""Listing, reading and raising questions, and making them clearer."""

from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import find_not_agreed, get_question_for
from folkmoot.deciding.api.changes import Box, Boxes, Founding, Size
from folkmoot.deciding.api.drafts import DraftSent
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.api.shapes import QuestionLine, QuestionShown, line_of, show
from folkmoot.deciding.models import Question
from folkmoot.deciding.queries.lists import questions_at
from folkmoot.engines.consensus import Stage
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import FILLED, Count, Cursor, Limit, Sent, Title
from folkmoot.web.wire.problems import WireError

router = Router()
ALL = "/collectives/{slug:slug}/questions"
ONE = ALL + "/{int:number}"


class Raising(Sent):
    """A new question: a sentence at least; with a draft, small ones go on at once."""

    title: Title = Field(description="One sentence.")
    question_class: Size = Size.ORDINARY
    shape: Boxes = Boxes()
    draft: DraftSent | None = None
    from_question: Count | None = Field(
        default=None,
        description="The number of one that was not agreed, which this goes on from.",
    )


class RaisingFounding(Sent):
    """A new question that would change what the collective rests on."""

    title: Title = Field(description="One sentence.")
    why_now: Annotated[Box, FILLED] = Field(min_length=1)
    change: Founding
    draft: DraftSent | None = Field(
        default=None, description="Of a role: the text with its one task."
    )


class Reshaping(Sent):
    """All of what makes a question clear; what is left out is emptied."""

    title: Title
    question_class: Size | None = Field(
        default=None, description="A founding question stays one."
    )
    shape: Boxes


class QuestionPart(Part):
    """A part of a list of questions, newest first."""

    questions: list[QuestionLine]


@router.get(ALL, response=QuestionPart)
def list_questions(
    request: PersonRequest,
    slug: str,
    stage: list[Stage] = Query([]),  # type: ignore[type-arg]  # noqa: B008
    cursor: Cursor = "",
    limit: Limit = 50,
) -> QuestionPart:
    """List a collective's questions."""
    member = get_membership_for(request.person, slug)
    operations.settle_due_of(collective_ids=[member.collective_id], now=request.now)
    rows = questions_at(member.collective, stage)
    part = cut(rows, ("-number",), cursor, limit)
    return QuestionPart(questions=[line_of(row) for row in part.rows], next=part.next)


@router.post(ALL, response={201: QuestionShown})
def raise_question(
    request: PersonRequest, slug: str, data: Raising
) -> Status[QuestionShown]:
    """Raise a question."""
    member, now = get_membership_for(request.person, slug), request.now
    question = operations.raise_question(
        member=member,
        title=data.title,
        klass=data.question_class,
        shape=data.shape.read(),
        draft=data.draft.read(member, now, "draft.") if data.draft else None,
        from_question=_from(member, data.from_question),
        now=now,
    )
    return Status(201, show(question, member))


def _from(member: Membership, number: int | None) -> Question | None:
    if number is None:
        return None
    found = find_not_agreed(member, str(number))
    if found is None:
        message = _("No question with this number ended without a decision.")
        raise WireError(422, "no_such_question", message, {"from_question": message})
    return found


@router.post(f"{ALL}/founding", response={201: QuestionShown})
def raise_founding_question(
    request: PersonRequest, slug: str, data: RaisingFounding
) -> Status[QuestionShown]:
    """Raise a question that changes agreement, settings, a membership or a role."""
    member, now = get_membership_for(request.person, slug), request.now
    question = operations.raise_question(
        member=member,
        title=data.title,
        shape=data.change.read(member, data.why_now),
        draft=data.draft.read(member, now, "draft.") if data.draft else None,
        now=now,
    )
    return Status(201, show(question, member))


@router.put(f"{ONE}/change", response=QuestionShown)
def write_change(
    request: PersonRequest, slug: str, number: int, data: Founding
) -> QuestionShown:
    """Write anew what a question would change; its topic stays."""
    place = get_question_for(request.person, slug, number)
    if data.topic != place.question.topic:
        message = _("The topic of a question stays as it is.")
        raise WireError(422, "other_topic", message, {"topic": message})
    question = operations.write_change(
        member=place.member,
        question=place.question,
        change=data.read_change(place.member),
        now=request.now,
    )
    return show(question, place.member)


@router.get(ONE, response=QuestionShown)
def get_question(request: PersonRequest, slug: str, number: int) -> QuestionShown:
    """Read a question."""
    place = settled(request, slug, number)
    return show(place.question, place.member)


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
        klass=data.question_class or place.question.klass,
        shape=data.shape.read_for(place.question),
        now=request.now,
    )
    return show(question, place.member)


@router.put(f"{ONE}/seen", response=QuestionShown)
def look_at_question(request: PersonRequest, slug: str, number: int) -> QuestionShown:
    """Say that one has seen what a question asks.

    Reading by a program reaches nobody; this does.
    """
    place = get_question_for(request.person, slug, number)
    operations.look_at_question(
        member=place.member, question=place.question, now=request.now
    )
    return show(place.question, place.member)
