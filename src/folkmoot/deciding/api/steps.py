"""The way of a question until it is heard, and off the usual way."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_explanation_of, get_question_for
from folkmoot.deciding.api.shapes import QuestionShown, show
from folkmoot.deciding.models import ExplainBack, Question
from folkmoot.deciding.queries.explanations import explanations_of
from folkmoot.deciding.queries.pages.ideas import list_others
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import (
    Count,
    Cursor,
    FullText,
    Instant,
    Limit,
    Line,
    Sent,
)
from folkmoot.web.wire.problems import WireError

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}"
ASIDE_AT_MOST = timedelta(days=180)


class Explained(Schema):
    """The question in somebody else's words."""

    id: UUID
    member: Fellow
    text: str
    created_at: datetime
    confirmed_at: datetime | None


class ExplanationPart(Part):
    """A part of what was said back, oldest first."""

    explanations: list[Explained]


class Explaining(Sent):
    """The question in one's own words."""

    text: FullText = Field(max_length=1200)


class Giving(Sent):
    """Why, in a line, for everybody."""

    reason: Line = ""


class Parking(Giving):
    """Until when it is put aside: 180 days at most."""

    until: Instant


class Merging(Sent):
    """The number of the open question that says the same."""

    into: Count


def _act(
    request: PersonRequest,
    slug: str,
    number: int,
    act: Callable[[Place], Question],
) -> QuestionShown:
    place = get_question_for(request.person, slug, number)
    return show(act(place), place.member)


def _explained(row: ExplainBack) -> Explained:
    return Explained(
        id=row.id,
        member=fellow_of(row.member),
        text=row.text,
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
    )


@router.put(f"{ONE}/shaping", response=QuestionShown)
def begin_shaping(request: PersonRequest, slug: str, number: int) -> QuestionShown:
    """Take an idea up, when there is room."""

    def act(place: Place) -> Question:
        return operations.begin_shaping(
            member=place.member, question=place.question, now=request.now
        )

    return _act(request, slug, number, act)


@router.get(f"{ONE}/explanations", response=ExplanationPart)
def get_explanations(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> ExplanationPart:
    """List how others said a question back."""
    place = get_question_for(request.person, slug, number)
    rows = explanations_of(place.question)
    part = cut(rows, ("created_at", "id"), cursor, limit)
    return ExplanationPart(
        explanations=[_explained(row) for row in part.rows], next=part.next
    )


@router.post(f"{ONE}/explanations", response={201: Explained})
def explain_back(
    request: PersonRequest, slug: str, number: int, data: Explaining
) -> Status[Explained]:
    """Say a question back in one's own words."""
    place = get_question_for(request.person, slug, number)
    row = operations.explain_back(
        member=place.member, question=place.question, text=data.text, now=request.now
    )
    return Status(201, _explained(row))


@router.put(
    ONE + "/explanations/{uuid:explanation_id}/confirmation", response=Explained
)
def confirm_explanation(
    request: PersonRequest, slug: str, number: int, explanation_id: UUID
) -> Explained:
    """Nod: that is what was meant."""
    place = get_question_for(request.person, slug, number)
    row = operations.confirm_explanation(
        member=place.member,
        explanation=get_explanation_of(place, explanation_id),
        now=request.now,
    )
    return _explained(row)


@router.post(f"{ONE}/sending", response=QuestionShown)
def send_on(request: PersonRequest, slug: str, number: int) -> QuestionShown:
    """Send a clear question on, to be heard, noticed or answered."""

    def act(place: Place) -> Question:
        return operations.send_on(
            member=place.member, question=place.question, now=request.now
        )

    return _act(request, slug, number, act)


@router.post(f"{ONE}/withdrawal", response=QuestionShown)
def withdraw_question(
    request: PersonRequest, slug: str, number: int, data: Giving
) -> QuestionShown:
    """Take one's question back."""

    def act(place: Place) -> Question:
        return operations.withdraw_question(
            member=place.member,
            question=place.question,
            reason=data.reason,
            now=request.now,
        )

    return _act(request, slug, number, act)


@router.post(f"{ONE}/adoption", response=QuestionShown)
def adopt_question(request: PersonRequest, slug: str, number: int) -> QuestionShown:
    """Carry on a question that was taken back."""

    def act(place: Place) -> Question:
        return operations.adopt_question(
            member=place.member, question=place.question, now=request.now
        )

    return _act(request, slug, number, act)


@router.post(f"{ONE}/parking", response=QuestionShown)
def park_question(
    request: PersonRequest, slug: str, number: int, data: Parking
) -> QuestionShown:
    """Put one's question aside until a day."""
    place = get_question_for(request.person, slug, number)
    if not request.now < data.until <= request.now + ASIDE_AT_MOST:
        message = _("Please choose a day within 180 days.")
        raise WireError(422, "too_far", message, {"until": message})
    question = operations.park_question(
        member=place.member,
        question=place.question,
        until=data.until,
        reason=data.reason,
        now=request.now,
    )
    return show(question, place.member)


@router.post(f"{ONE}/merging", response=QuestionShown)
def merge_question(
    request: PersonRequest, slug: str, number: int, data: Merging
) -> QuestionShown:
    """Join one's idea to another open question."""
    place = get_question_for(request.person, slug, number)
    others = {other.number: other for other in list_others(place.question)}
    into = others.get(data.into)
    if into is None:
        message = _("There is no open question with this number.")
        raise WireError(422, "no_such_question", message, {"into": message})
    question = operations.merge_question(
        member=place.member, question=place.question, into=into, now=request.now
    )
    return show(question, place.member)
