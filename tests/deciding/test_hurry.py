"""How much is decided in a hurry."""

import pytest
from tests.cast import DAY, collective, member
from tests.home.builders import agreed

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.queries.lists import Hurry, hurry_in


@pytest.mark.parametrize(
    ("decisions", "urgent", "is_too_much"),
    [
        (0, 0, False),
        (1, 1, False),
        (2, 2, True),
        (19, 2, True),
        (20, 2, False),
        (100, 10, False),
        (100, 11, True),
    ],
)
def test_more_than_one_in_ten_is_too_much(decisions, urgent, is_too_much):
    assert Hurry(decisions, urgent).is_too_much == is_too_much


@pytest.mark.django_db
def test_of_ninety_days_and_of_this_collective_alone():
    elm, oak = collective("Elm Street"), collective("Oak Lane")
    for group in (elm, oak):
        agreed(*(member(group, each) for each in ("Ann", "Bo", "Di")))
    Question.objects.update(urgent=True)
    made = Decision.objects.get(collective=elm).decided_at
    assert hurry_in(elm, made + 90 * DAY - DAY) == Hurry(1, 1)
    assert hurry_in(elm, made + 90 * DAY) == Hurry(0, 0)
    assert hurry_in(elm, made - DAY) == Hurry(0, 0)
