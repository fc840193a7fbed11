"""Looking back on what was agreed."""

from datetime import date, datetime
from typing import Literal

from django.http import Http404
from ninja import Router, Schema

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_question_for
from folkmoot.deciding.api.places import settled
from folkmoot.doing.models import Review
from folkmoot.doing.operations import Answers
from folkmoot.doing.queries import answer_by, list_answers, review_of
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Sent, Text

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}/review"
FIELDS = ("expected", "happened", "gained_paid", "should_have")


class LookedBack(Schema):
    """What one person says."""

    member: Fellow
    conclusion: Review.Conclusion
    expected: str
    happened: str
    gained_paid: str
    should_have: str


class ReviewShown(Schema):
    """A look-back; what others said comes after one's own answer."""

    round: int
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    conclusion: str
    next_date: date | None
    has_answered: bool
    answers: list[LookedBack]


class ReviewSent(Sent):
    """Keep, change or end; the four other questions may stay empty."""

    conclusion: Literal["keep", "change", "end"]
    expected: Text = ""
    happened: Text = ""
    gained_paid: Text = ""
    should_have: Text = ""


@router.get(ONE, response=ReviewShown)
def get_review(request: PersonRequest, slug: str, number: int) -> ReviewShown:
    """Read the latest look-back."""
    return _show(settled(request, slug, number))


@router.put(f"{ONE}/answer", response=ReviewShown)
def look_back(
    request: PersonRequest, slug: str, number: int, data: ReviewSent
) -> ReviewShown:
    """Say what one thinks of what was agreed."""
    place = get_question_for(request.person, slug, number)
    words = data.dict()
    operations.look_back(
        member=place.member,
        question=place.question,
        conclusion=words.pop("conclusion"),
        answers=Answers(**words),
        now=request.now,
    )
    return _show(place)


def _show(place: Place) -> ReviewShown:
    review = review_of(place.question.id)
    if review is None:
        raise Http404
    has_answered = answer_by(review, place.member) is not None
    is_shown = has_answered or review.closed_at is not None
    rows = list_answers(review) if is_shown else []
    same = ("round", "opened_at", "closes_at", "closed_at", "conclusion", "next_date")
    return ReviewShown(
        **{name: getattr(review, name) for name in same},
        has_answered=has_answered,
        answers=[
            LookedBack(
                member=fellow_of(row.member),
                conclusion=Review.Conclusion(row.conclusion),
                **{name: getattr(row, name) for name in FIELDS},
            )
            for row in rows
        ],
    )
