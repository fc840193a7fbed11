"""When a window really ends is one answer: on its page, in lists, through the API."""

from datetime import timedelta

import pytest
from tests.deciding.builders import a_draft
from tests.deciding.house import DAY, House

from folkmoot.deciding.api.shapes import line_of, show
from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import raise_question, settle_due
from folkmoot.messaging.models import Delivery

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def house():
    return House()


@pytest.fixture
def asked(house):
    """Return a question that nobody knows of yet but who raised it."""
    ann = house.who("Ann")
    return raise_question(member=ann, now=house.now, title="Shed", draft=a_draft(ann))


def said_of(house, question):
    row = Question.objects.select_related("collective", "proposer").get(id=question.id)
    shown = show(row, house.who("Ann"))
    return {row.ends_at, line_of(row).closes_at, shown.closes_at}


def test_mail_that_went_out_late_moves_it_everywhere(house, asked):
    sent_at = house.now + 2 * DAY
    mailed = Delivery.objects.filter(about_id=asked.id, asking="check 1")
    assert mailed.update(delivered_at=sent_at, way=Delivery.Way.MAIL) > 1
    assert len(said_of(house, asked)) == 2
    assert settle_due(sent_at + HOUR) == 1
    assert said_of(house, asked) == {sent_at + 7 * DAY}
    assert settle_due(sent_at + HOUR) == 0


def test_whoever_looks_late_moves_it_everywhere(house, asked, clock):
    house.reach(asked)
    house.now += 3 * DAY
    clock.set(house.now)
    house.browser("Bo").get(house.url(asked))
    assert len(said_of(house, asked)) == 1


def test_a_question_put_aside_says_when_it_wakes(house, asked):
    asked.stage = "parked"
    asked.state["parked_until"] = (house.now + 9 * DAY).isoformat()
    assert asked.ends_at == line_of(asked).closes_at == house.now + 9 * DAY
