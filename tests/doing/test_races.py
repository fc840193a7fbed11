"""Several at once: one carrier, one end, one reminder."""

from functools import partial

import pytest
from tests.cast import DAY, NOW
from tests.doing.builders import FRIDAY, House
from tests.racing import refusals

from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import (
    DoingError,
    finish,
    release,
    remind_due,
    take_over,
)
from folkmoot.messaging.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def at_once(start_together):
    return partial(start_together, DoingError)


def test_one_of_many_takes_a_task(at_once):
    house = House()
    for number in range(10):
        row = house.task(f"Task {number}", carrier_id=None)
        people = (house.ann, house.bo, house.di, house.flo)
        acts = [
            partial(take_over, member=who, commitment=row, now=NOW) for who in people
        ]
        results = at_once(*acts)
        assert (len(results), refusals(results)) == (4, 3)
    assert house.kinds().count("task.taken_over") == 10


def test_a_task_is_done_or_given_back_but_not_both(at_once):
    house = House()
    for number in range(10):
        row = house.agreed(f"Task {number}")
        results = at_once(
            partial(finish, member=house.bo, commitment=row, now=NOW),
            partial(release, member=house.bo, commitment=row, reason="Ill", now=NOW),
        )
        assert refusals(results) == 1
        row.refresh_from_db()
        is_done = row.state == Commitment.State.DONE
        assert (row.released_at is None) == is_done


def test_two_workers_send_one_reminder(at_once):
    house = House()
    house.agreed(due_date=FRIDAY)
    now = NOW + 3 * DAY
    sent = at_once(*[partial(remind_due, now=now)] * 3)
    assert sorted(map(str, sent)) == ["0", "0", "1"]
    assert Message.objects.filter(kind="task.due").count() == 1
