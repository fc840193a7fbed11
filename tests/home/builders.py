"""Questions at the steps that home shows, made with the real operations."""

from collections.abc import Sequence
from datetime import date

from tests.again import once
from tests.cast import NOW

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.operations import (
    DraftText,
    Shape,
    StopText,
    raise_question,
    send_on,
    take_position,
)
from folkmoot.doing.operations import Task
from folkmoot.people.models import Membership

YES, STOP = Position.Value.CONSENT, Position.Value.OBJECT
TREES = "Two apple trees"


def a_draft(
    carrier: Membership, text: str = "We plant two apple trees in the yard."
) -> DraftText:
    return DraftText(
        text=text,
        look_back_date=date(2027, 6, 1),
        tasks=[Task("Buy and plant the trees", date(2027, 4, 1), carrier.id)],
    )


@once
def asked(by: Membership, title: str = TREES, **more: object) -> Question:
    """Return a question of a home that stands in its check."""
    return raise_question(member=by, title=title, now=NOW, draft=a_draft(by, **more))


@once
def heard(by: Membership, title: str = TREES) -> Question:
    """Return a question of a local group that stands in its hearing."""
    shape = Shape(why_now="Spring", affected="All", short_text="Trees?")
    question = raise_question(member=by, title=title, now=NOW, shape=shape)
    return send_on(member=by, question=question, now=NOW)


def answered(question: Question, *who: Membership) -> Question:
    for member in who:
        take_position(member=member, question=question, value=YES, now=NOW)
    question.refresh_from_db()
    return question


@once
def agreed(by: Membership, *others: Membership, title: str = TREES) -> Question:
    """Return a decided question; its task is carried by who raised it."""
    return answered(asked(by, title), by, *others)


def stopped(
    question: Question,
    by: Membership,
    harm: str = "Roots break the drain",
    *,
    nameless: bool = False,
) -> None:
    take_position(
        member=by,
        question=question,
        value=STOP,
        now=NOW,
        stop=StopText(harm=harm, to_whom="All of us", nameless=nameless),
    )


def names(count: int) -> Sequence[str]:
    return ("Ann", "Bo", "Di", *(f"Member {n}" for n in range(count - 3)))
