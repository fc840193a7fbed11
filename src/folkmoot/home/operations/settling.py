"""Time moves questions before a page lists them, whether a worker runs or not."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import settle_question

AT_MOST = 20  # per page; the worker does the rest


def settle_due_of(*, collective_ids: Iterable[UUID], now: datetime) -> int:
    """Settle the questions of these collectives that fell due; return how many.

    Each is a transaction of its own. With a worker running there is hardly ever one.
    """
    due = Question.objects.filter(
        collective__in=list(collective_ids), look_at__lt=now
    ).order_by("look_at")
    rows = list(due.only("id")[:AT_MOST])
    for question in rows:
        settle_question(question, now)
    return len(rows)
