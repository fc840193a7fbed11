"""How long answering takes, what is asked next, and how one sitting ends."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.cast import NOW

from folkmoot.listening.queries import Budget, Progress, budgets_of
from folkmoot.listening.queries.next import Candidate, order_statements
from folkmoot.listening.queries.pace import middle_gap

ANN, BO = UUID(int=1), UUID(int=2)


def times(*gaps):
    """Return instants, latest first, so many seconds apart."""
    found = [NOW]
    for gap in gaps:
        found.append(found[-1] - timedelta(seconds=gap))
    return found


def candidate(number, answers=0, *, first=False, chance=None):
    key = UUID(int=100 + number)
    return Candidate(key, number, answers, 0, 0, goes_first=first, chance=chance)


def progress(answered, total, seconds=6.0):
    return Progress(answered, total, seconds, is_heard=False)


class TestPace:
    @pytest.mark.parametrize("gaps", [(), (3, 3, 3, 3), (0.1,) * 20, (4000,) * 9])
    def test_is_six_seconds_until_it_is_known(self, gaps):
        assert middle_gap(times(*gaps)) == 6

    def test_is_the_middle_of_ones_own_gaps(self):
        assert middle_gap(times(3, 4, 5, 6, 59)) == 5

    def test_leaves_out_pauses_and_answers_that_arrived_together(self):
        assert middle_gap(times(3, 0.2, 4, 3600, 5, 4, 4)) == 4


class TestBudgets:
    def test_offer_minutes_and_all(self):
        assert budgets_of(progress(5, 65)) == [
            Budget(2, 20, is_all=False),
            Budget(5, 50, is_all=False),
            Budget(6, 60, is_all=True),
        ]

    def test_follow_the_pace(self):
        offered = budgets_of(progress(0, 100, 12.0))
        assert [b.statements for b in offered] == [10, 25, 50, 100]

    def test_offer_nothing_when_all_is_answered(self):
        assert budgets_of(progress(7, 7)) == []


class TestOrder:
    def test_follows_the_chances_of_a_map(self):
        found = [candidate(1, chance=3.0), candidate(2, 9, chance=1.0)]
        people = [UUID(int=number) for number in range(2_000)]
        firsts = [order_statements(found, person)[0] for person in people]
        assert 0.72 < firsts.count(found[0].id) / len(people) < 0.78

    def test_puts_first_what_hosts_put_first(self):
        found = [candidate(1, 0), candidate(2, 9, first=True), candidate(3, 4)]
        order = order_statements(found, ANN)
        assert order == [found[1].id, found[0].id, found[2].id]

    def test_differs_between_people_and_stays_for_each(self):
        found = [candidate(n) for n in range(8)]
        assert order_statements(found, ANN) == order_statements(found[::-1], ANN)
        assert order_statements(found, ANN) != order_statements(found, BO)
