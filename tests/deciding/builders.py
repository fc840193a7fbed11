"""Questions at a chosen point, made with the real operations."""

from datetime import date

from tests.again import once
from tests.cast import NOW, collective, member

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.operations import DraftText, raise_question, take_position
from folkmoot.doing.operations import Task
from folkmoot.messaging.operations import mark_seen
from folkmoot.people.models import Membership

NAMES = ("Ann", "Bo", "Di", "Eve", "Flo", "Gus", "Hal", "Ida", "Jo", "Kim")


def a_draft(
    carrier: Membership, text: str = "We plant two apple trees in the yard."
) -> DraftText:
    """Return a complete draft that ``carrier`` carries out."""
    return DraftText(
        text=text,
        look_back_date=date(2027, 6, 1),
        tasks=[Task("Buy and plant the trees", date(2027, 4, 1), carrier.id)],
    )


@once
def checked_question(*, positions: int, members: int = 5) -> Question:
    """Return a question at home whose check is open, with this many yes."""
    elm = collective(members=NAMES[:members])
    ann = member(elm, "Ann")
    question = raise_question(
        member=ann, title="Two apple trees", now=NOW, draft=a_draft(ann)
    )
    for name in NAMES[:members]:
        mark_seen(about_id=question.id, member_id=member(elm, name).id, now=NOW)
    for name in NAMES[:positions]:
        take_position(
            member=member(elm, name),
            question=question,
            value=Position.Value.CONSENT,
            now=NOW,
        )
    question.refresh_from_db()
    return question
