"""Several at once: what is left goes to one, and nobody has a thing twice."""

from datetime import date, timedelta
from functools import partial

import pytest
from tests.cast import DAY, NOW
from tests.needs.builders import House, asked
from tests.racing import refusals

from folkmoot.deciding.models import Question
from folkmoot.needs.models import Booking, Match
from folkmoot.needs.operations import (
    PlanningError,
    ThingText,
    accept_match,
    add_thing,
    ask_about_unmet_due,
    book_thing,
    cancel_match,
    finish_match,
)
from folkmoot.needs.queries.needs import left_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
HOUR = timedelta(hours=1)


@pytest.fixture
def at_once(start_together):
    return partial(start_together, PlanningError)


def test_one_of_two_gets_the_last_of_an_offer(at_once):
    house = House()
    for number in range(10):
        what = f"Ladder {number}"
        offer = house.offer("flo", what=what)
        ann, bo = (
            asked(getattr(house, who), house.need(who, what=what), offer)
            for who in ("ann", "bo")
        )
        results = at_once(
            partial(accept_match, member=house.flo, match=ann, now=NOW),
            partial(accept_match, member=house.flo, match=bo, now=NOW),
        )
        assert (len(results), refusals(results)) == (2, 1)
        assert left_of(offer) == 0
    assert house.kinds().count("match.agreed") == 10


def test_two_who_cover_one_need_promise_no_more_than_it_is(at_once):
    house = House()
    for number in range(10):
        need = house.need(what=f"Chairs {number}", amount=5)
        matches = [
            (who, asked(house.ann, need, house.offer(who, amount=4), 4))
            for who in ("bo", "di")
        ]
        at_once(
            *[
                partial(accept_match, member=getattr(house, who), match=m, now=NOW)
                for who, m in matches
            ]
        )
        amounts = Match.objects.filter(need=need).values_list("amount", flat=True)
        assert sorted(amounts) == [1, 4]


def test_it_is_done_or_does_not_happen_but_not_both(at_once):
    house = House()
    for number in range(10):
        need = house.need(what=f"Saw {number}")
        match = asked(house.ann, need, house.offer())
        accept_match(member=house.bo, match=match, now=NOW)
        results = at_once(
            partial(finish_match, member=house.ann, match=match, now=NOW),
            partial(cancel_match, member=house.bo, match=match, now=NOW),
        )
        assert (len(results), refusals(results)) == (2, 1)


def test_one_of_many_books_a_time(at_once):
    house = House()
    text = ThingText(name="Bike", place="Yard")
    row = add_thing(member=house.ann, text=text, care_until=date(2027, 4, 1), now=NOW)
    for number in range(10):
        starts = NOW + (1 + number) * DAY
        acts = [
            partial(
                book_thing,
                member=who,
                thing=row,
                starts_at=starts + early * HOUR,
                ends_at=starts + 5 * HOUR,
                now=NOW,
            )
            for early, who in enumerate((house.ann, house.bo, house.di, house.flo))
        ]
        results = at_once(*acts)
        assert (len(results), refusals(results)) == (4, 3)
    assert Booking.objects.count() == 10


def test_two_workers_open_one_question(at_once):
    house = House()
    house.need()
    counts = at_once(*[partial(ask_about_unmet_due, NOW + 30 * DAY)] * 3)
    assert sorted(map(str, counts)) == ["0", "0", "1"]
    assert Question.objects.count() == 1
