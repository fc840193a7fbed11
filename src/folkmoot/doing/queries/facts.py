"""What `deciding` tells the consensus engine about a question's tasks."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from folkmoot.doing.models import Commitment, Progress
from folkmoot.web.prepared import prepared, totals

State = Commitment.State


class TaskCount(NamedTuple):
    """How many of a question's tasks have a carrier, and how many there are."""

    accepted: int
    total: int

    @property
    def without_carrier(self) -> int:
        """How many nobody carries."""
        return self.total - self.accepted


def count_accepted(question_id: UUID, at: datetime | None = None) -> TaskCount:
    """Count the tasks that somebody who is still here has accepted, or done.

    With ``at``, as it was at that instant: a yes that came after a window had closed
    does not count for it, and a withdrawal after it does not undo it.
    """
    if at is None:
        [found] = _accepted_now.list(question_id)
    else:
        [found] = _accepted_at.list(question_id, at)
    return TaskCount(found.accepted, found.total)


def count_accepted_by_version(
    question_id: UUID, at: datetime | None = None
) -> dict[int | None, TaskCount]:
    """Count them for each version beside the draft; under None those of the draft."""
    carried = _carried_now() if at is None else _carried_at(at)
    rows = _open_tasks(question_id).values_list("version").order_by()
    counted = rows.annotate(
        accepted=Count("id", filter=carried), total=Count("id")
    ).values_list("version", "accepted", "total")
    return {version: TaskCount(*counts) for version, *counts in counted}


@prepared
def _accepted_now(question_id: UUID) -> QuerySet[Commitment, Any]:
    return _count(question_id, _carried_now())


@prepared
def _accepted_at(question_id: UUID, at: datetime) -> QuerySet[Commitment, Any]:
    return _count(question_id, _carried_at(at))


def _carried_now() -> Q:
    here = Q(carrier__ended_at=None)
    return Q(state=State.DONE) | Q(state=State.ACCEPTED) & here


def _carried_at(at: datetime) -> Q:
    here = Q(carrier__ended_at=None) | Q(carrier__ended_at__gt=at)
    gone_later = Q(state=State.OFFERED, released_at__gt=at)
    held = Q(state=State.DONE) | Q(state=State.ACCEPTED) & here | gone_later
    return Q(accepted_at__lte=at) & held


def _open_tasks(question_id: UUID) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(question_id=question_id)
    return rows.exclude(state__in=(State.DROPPED, State.REMOVED))


def _count(question_id: UUID, carried: Q) -> QuerySet[Commitment, Any]:
    tasks = _open_tasks(question_id).filter(version=None)
    return totals(tasks, accepted=Count("id", filter=carried), total=Count("id"))


def finished_at(question_id: UUID) -> datetime | None:
    """Return when the last of a question's agreed tasks was done or dropped.

    None while one is open or if there were none: a rule that somebody watches waits for
    its look-back.
    """
    tasks = Commitment.objects.filter(question_id=question_id).exclude(
        state=State.REMOVED
    )
    if tasks.filter(state__in=(State.OFFERED, State.ACCEPTED)).exists():
        return None
    last: datetime | None = tasks.aggregate(last=Max("ended_at"))["last"]
    return last


def are_finished(question_id: UUID) -> bool:
    """Say whether there were tasks and all are done or dropped."""
    return finished_at(question_id) is not None


def carrier_left_at(question_id: UUID, since: datetime) -> datetime | None:
    """Return when the first carrier withdrew, or left the collective, since then."""
    tasks = Commitment.objects.filter(question_id=question_id).exclude(
        state=State.REMOVED
    )
    released = tasks.filter(released_at__gte=since)
    left = tasks.filter(state=State.ACCEPTED, carrier__ended_at__gte=since)
    instants = (
        released.aggregate(first=Min("released_at"))["first"],
        left.aggregate(first=Min("carrier__ended_at"))["first"],
    )
    return min((at for at in instants if at is not None), default=None)


def fails_at(question_id: UUID) -> datetime | None:
    """Return when a carrier last said that what was agreed does not work."""
    lines = Progress.objects.filter(commitment__question_id=question_id, fails=True)
    last: datetime | None = lines.aggregate(last=Max("created_at"))["last"]
    return last
