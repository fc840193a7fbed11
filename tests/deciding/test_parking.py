"""A question that was put aside wakes where it was."""

import pytest
from tests.deciding.house import DAY, YES, House

from folkmoot.deciding.models import Position, Seat
from folkmoot.deciding.operations import park_question

pytestmark = pytest.mark.django_db


def test_a_check_goes_on_with_its_members_and_what_they_said():
    house = House()
    question = house.checked()
    house.say(question, "Bo")
    seats = set(Seat.objects.values_list("id", flat=True))
    park_question(
        member=house.who("Ann"),
        question=question,
        until=house.now + 10 * DAY,
        reason="The surveyor comes first",
        now=house.now,
    )
    assert house.fresh(question).stage == "parked"
    woken = house.later(question, 11)
    assert (woken.stage, woken.round) == ("checking", 1)
    assert set(Seat.objects.values_list("id", flat=True)) == seats
    assert Position.objects.get().value == YES
    house.say(woken, "Eve")
    assert Position.objects.filter(value=YES).count() == 2
