"""Several at once: one carrier, one end, one reminder."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from tests.cast import DAY, NOW
from tests.doing.builders import FRIDAY, House

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


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Start all together; return what each came to, a refusal included."""
    gate, results = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results.append(act())
        except DoingError as refusal:
            results.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def refusals(results: list[object]) -> int:
    return sum(isinstance(result, DoingError) for result in results)


def test_one_of_many_takes_a_task():
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


def test_a_task_is_done_or_given_back_but_not_both():
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


def test_two_workers_send_one_reminder():
    house = House()
    house.agreed(due_date=FRIDAY)
    now = NOW + 3 * DAY
    sent = at_once(*[partial(remind_due, now=now)] * 3)
    assert sorted(map(str, sent)) == ["0", "0", "1"]
    assert Message.objects.filter(kind="task.due").count() == 1
