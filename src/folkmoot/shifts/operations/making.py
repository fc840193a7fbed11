"""Shifts are made from jobs, for some weeks ahead; made twice, they are the same."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from folkmoot.doing.days import today_in
from folkmoot.people.models import Collective
from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import Job, Shift, Turn
from folkmoot.shifts.operations.rights import lock_collective
from folkmoot.shifts.queries.ahead import list_missing
from folkmoot.shifts.queries.days import DAY, begins_at, days_of, last_day_of

COLUMNS = ("minutes", "people", "weight", "starts_at", "last_day", "cancelled_at")


@transaction.atomic
def make_shifts(
    *, collective: Collective, until: date | None = None, now: datetime
) -> int:
    """Make the shifts up to ``until`` that are not there yet; return how many.

    Locks the collective. Whoever looks at the shifts makes them; so does a draft.
    """
    held = lock_collective(collective.id)
    new = [_shift(job, held, day) for job, day in list_missing(held, until, now)]
    if not new:
        return 0
    Shift.objects.bulk_create(new)
    append_entry(
        collective_id=held.id,
        kind="shifts.made",
        details={"count": len(new), "until": max(s.day for s in new).isoformat()},
        now=now,
    )
    return len(new)


def follow_job(job: Job, now: datetime) -> None:
    """Bring a job's shifts from tomorrow on to what it says now.

    The caller holds the collective's lock.
    """
    tomorrow = today_in(job.collective, now) + DAY
    rows = Shift.objects.select_for_update(no_key=True).filter(
        job=job, day__gte=tomorrow
    )
    shifts = list(rows.order_by("id"))
    last = max((shift.day for shift in shifts), default=tomorrow)
    is_open = job.ended_at is None
    wanted = set(days_of(job, tomorrow, last)) if is_open else set()
    taken = _taken(shifts) if is_open else set()
    for shift in shifts:
        if shift.day in wanted:
            fresh = _shift(job, job.collective, shift.day)
            for name in COLUMNS:
                setattr(shift, name, getattr(fresh, name))
        elif shift.id not in taken:
            shift.cancelled_at = shift.cancelled_at or now
    Shift.objects.bulk_update(shifts, COLUMNS)


def _taken(shifts: Iterable[Shift]) -> set[UUID]:
    rows = Turn.objects.filter(
        state=Turn.State.TAKEN, member__ended_at=None, shift__in=list(shifts)
    )
    return set(rows.values_list("shift_id", flat=True))


def _shift(job: Job, collective: Collective, day: date) -> Shift:
    return Shift(
        collective=collective,
        job=job,
        day=day,
        last_day=last_day_of(job, day),
        starts_at=begins_at(job, day, collective.time_zone),
        minutes=job.minutes,
        people=job.people,
        weight=job.weight,
    )
