"""Several threads on one row, and quick copies of a question to race on."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections, models

from folkmoot.deciding.models import Position, Proposal, Question, Seat
from folkmoot.doing.models import Commitment
from folkmoot.listening.models import Hearing
from folkmoot.messaging.models import Delivery

TRIALS = 300


class Racers:
    """Threads that keep their connections, as those of a server do."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._pool = ThreadPoolExecutor(most)

    def run_together(self, acts: Sequence[Callable[[], Any]]) -> list[Any]:
        """Start all at the same instant; return what each returned or raised."""
        gate = threading.Barrier(len(acts))

        def run(act: Callable[[], Any]) -> Any:
            gate.wait()
            try:
                return act()
            except Exception as error:  # noqa: BLE001 -- the test looks at it
                return error

        return list(self._pool.map(run, acts))

    def end(self) -> None:
        """Let every thread close its connection, and end."""
        self.run_together([connections.close_all] * self.most)
        self._pool.shutdown()


def copy_question(question: Question) -> Question:
    """Return a copy of a checked question with its draft, seats and positions."""
    old_id = question.id
    last = Question.objects.aggregate(last=models.Max("number"))["last"]
    copy = copy_row(question, number=last + 1)
    proposal = copy_row(Proposal.objects.get(question_id=old_id), question=copy)
    seats = {
        seat.id: copy_row(seat, question=copy)
        for seat in Seat.objects.filter(question_id=old_id)
    }
    for position in Position.objects.filter(question_id=old_id):
        seat = seats[position.seat_id]
        copy_row(position, question=copy, proposal=proposal, seat=seat)
    for task in Commitment.objects.filter(question_id=old_id):
        copy_row(task, question_id=copy.id)
    for hearing in Hearing.objects.filter(question_id=old_id):
        copy_row(hearing, question_id=copy.id)
    for delivery in Delivery.objects.filter(about_id=old_id):
        copy_row(delivery, about_id=copy.id)
    return copy


def copy_row(row: Any, **changes: Any) -> Any:
    """Return a new row with what ``row`` holds, but for its id and ``changes``."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    del values["id"]
    for name in changes:
        values.pop(f"{name}_id", None)
    return type(row).objects.create(**{**values, **changes})
