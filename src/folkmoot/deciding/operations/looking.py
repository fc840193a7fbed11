"""Opening the page of a question: its time is settled, and the reader was reached."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.settling import settle_question
from folkmoot.deciding.queries.staleness import is_stale
from folkmoot.messaging.operations import mark_seen
from folkmoot.messaging.queries import is_waited_for
from folkmoot.people.models import Membership

AT_MOST = 20  # per page; the worker does the rest


def look_at_question(*, member: Membership, question: Question, now: datetime) -> None:
    """Take the steps that fell due and note that the asking reached this reader.

    Writes nothing when there is nothing to write, so that reading stays cheap.
    """
    settle_if_due(question=question, now=now)
    if is_waited_for(about_id=question.id, member_id=member.id):
        mark_seen(about_id=question.id, member_id=member.id, now=now)
        # Whoever hears late has the full time from now, and lists show when it ends.
        settle_question(question, now)
        question.refresh_from_db()


def settle_if_due(*, question: Question, now: datetime) -> None:
    """Take the steps that fell due; a program that reads reaches nobody."""
    is_due = question.look_at is not None and question.look_at <= now
    if is_due or is_stale(question, now):
        settle_question(question, now)
        question.refresh_from_db()


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
