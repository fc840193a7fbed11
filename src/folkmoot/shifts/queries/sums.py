"""What all of a collective worked, month by month; nobody's own."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from folkmoot.people.models import Collective
from folkmoot.shifts.models import PoolEntry, Turn, Work

MONTHS = 6


@dataclass(frozen=True)
class Month:
    """One month's work of everybody together, in minutes."""

    first_day: date
    minutes: int
    people: int


def pool_minutes(collective: Collective) -> int:
    """Return the minutes in the pool."""
    rows = PoolEntry.objects.filter(collective=collective)
    found = rows.aggregate(minutes=Sum("minutes"))["minutes"]
    return int(found or 0)


def list_months(collective: Collective, today: date) -> list[Month]:
    """Return the sums of the last months, the newest first; two queries."""
    since = (today - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    minutes: dict[date, int] = defaultdict(int)
    people: dict[date, set[object]] = defaultdict(set)
    turns = Turn.objects.filter(
        collective=collective,
        state=Turn.State.TAKEN,
        shift__cancelled_at=None,
        shift__last_day__gte=since,
        shift__last_day__lt=today,
        work=None,
    )
    planned = turns.order_by().values_list(
        "shift__last_day", "member_id", "shift__minutes"
    )
    work = Work.objects.filter(collective=collective, day__gte=since, minutes__gt=0)
    said = work.order_by().values_list("day", "member_id", "minutes")
    for day, member_id, worked in (*planned, *said):
        month = day.replace(day=1)
        minutes[month] += worked
        people[month].add(member_id)
    return [
        Month(month, minutes[month], len(people[month]))
        for month in sorted(minutes, reverse=True)
    ]
