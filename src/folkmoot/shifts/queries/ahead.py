"""How far ahead shifts are there by themselves, and whether some are still to be made."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from folkmoot.doing.days import today_in
from folkmoot.people.models import Collective
from folkmoot.shifts.models import Job, Shift
from folkmoot.shifts.queries.days import days_of

WEEKS_AHEAD = 5


def horizon(collective: Collective, now: datetime) -> date:
    """Return the last day for which shifts are there by themselves."""
    return today_in(collective, now) + timedelta(weeks=WEEKS_AHEAD)


def list_missing(
    collective: Collective, until: date | None, now: datetime
) -> list[tuple[Job, date]]:
    """Return the days on which jobs come and no shift is made yet; two queries."""
    first = today_in(collective, now)
    last = max(until or first, horizon(collective, now))
    return list(_missing(collective, first, last))


def _missing(
    collective: Collective, first: date, last: date
) -> Iterator[tuple[Job, date]]:
    jobs = Job.objects.filter(collective=collective, ended_at=None).order_by("id")
    rows = Shift.objects.filter(collective=collective, day__gte=first, day__lte=last)
    there = set(rows.order_by().values_list("job_id", "day"))
    for job in jobs:
        for day in days_of(job, first, last):
            if (job.id, day) not in there:
                yield job, day
