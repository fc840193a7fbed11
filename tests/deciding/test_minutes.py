"""How many minutes open questions ask of each person, and what has to wait."""

import pytest
from tests.cast import NOW
from tests.deciding.group import Group
from tests.deciding.house import House

from folkmoot.deciding.models import Proposal
from folkmoot.deciding.operations import admit_ideas
from folkmoot.deciding.queries.queue import load_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    group = Group()
    group.elm.settings = {"minutes_per_month": 15}
    group.elm.save()
    return group


def test_a_question_waits_while_others_ask_for_all_the_minutes(group):
    assert load_of(group.elm).has_room
    first = group.heard()
    assert load_of(group.elm).minutes == 10
    second = group.shaped(title="A pond", member=group.bo)
    assert second.stage == "idea"
    text = group.browser(group.bo).get(group.url(second)).content.decode()
    assert "They ask each of us for 10 of 15 minutes a month." in text
    assert admit_ideas(collective=group.elm, now=NOW) == 0
    group.browser(group.ann).post(group.url(first, "withdrawal/"), {"reason": ""})
    assert load_of(group.elm).minutes == 0
    assert admit_ideas(collective=group.elm, now=NOW) == 1
    assert group.fresh(second).stage == "shaping"


def test_five_hearings_fit_into_what_is_usual(group):
    group.elm.settings = {}
    group.elm.save()
    for number in range(5):
        assert load_of(group.elm).has_room
        group.heard(title=f"Question {number}")
    assert load_of(group.elm).minutes == 50
    assert not load_of(group.elm).has_room


def test_a_long_draft_asks_for_as_long_as_it_takes():
    house = House()
    question = house.checked()
    assert load_of(house.elm).minutes == 5
    Proposal.objects.filter(question=question).update(minutes=20)
    assert load_of(house.elm).minutes == 20
