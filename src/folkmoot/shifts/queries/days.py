"""On which days a job comes, and which parts of a week a shift lies in."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from folkmoot.people.models import Collective
from folkmoot.shifts.models import Job, Shift

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
WEEKDAYS = range(1, 8)
LAST = 5  # of a month's weeks
# From which hour on; a night belongs to its evening.
PARTS = {"morning": 5, "afternoon": 12, "evening": 17}
GRID = tuple(f"{weekday}-{part}" for weekday in WEEKDAYS for part in PARTS)


def monday_of(day: date) -> date:
    """Return the Monday of its week."""
    return day - timedelta(days=day.weekday())


def days_of(job: Job, first: date, last: date) -> Iterator[date]:
    """Yield the days from ``first`` to ``last`` on which a job comes."""
    day = max(first, job.first_day)
    if job.timing == Job.Timing.WEEK:
        day = max(first, monday_of(job.first_day))
    while day <= last:
        if _comes(job, day):
            yield day
        day += DAY


def last_day_of(job: Job, day: date) -> date:
    """Return the last day on which the shift of ``day`` may be done."""
    if job.timing == Job.Timing.WEEK:
        return monday_of(day) + WEEK - DAY
    return day


def begins_at(job: Job, day: date, zone: str) -> datetime | None:
    """Return the instant at which a shift begins; None without an hour."""
    if job.starts_at is None:
        return None
    return datetime.combine(day, job.starts_at, tzinfo=ZoneInfo(zone))


def deadline_of(shift: Shift, collective: Collective) -> datetime:
    """Return when a shift begins, or when the time for it is over."""
    if shift.starts_at is not None:
        return shift.starts_at
    zone = ZoneInfo(collective.time_zone)
    return datetime.combine(shift.last_day + DAY, time(), tzinfo=zone)


def can_come(
    shift: Shift,
    zone: ZoneInfo,
    not_free: Iterable[str],
    away: Iterable[tuple[date, date]],
) -> bool:
    """Return whether somebody has time for a shift, on any day that is left for it."""
    barred = set(not_free)
    spans = list(away)
    days = (shift.last_day - shift.day).days + 1
    for number in range(days):
        day = shift.day + number * DAY
        if any(first <= day <= last for first, last in spans):
            continue
        if set(_parts_of(shift, day, zone)) - barred:
            return True
    return False


def _parts_of(shift: Shift, day: date, zone: ZoneInfo) -> list[str]:
    if shift.starts_at is None:
        return [f"{day.isoweekday()}-{part}" for part in PARTS]
    hour = shift.starts_at.astimezone(zone).hour
    part = next((name for name in reversed(PARTS) if hour >= PARTS[name]), "evening")
    return [f"{day.isoweekday()}-{part}"]


def _comes(job: Job, day: date) -> bool:
    if job.rhythm == Job.Rhythm.ONCE:
        is_week = job.timing == Job.Timing.WEEK
        return day == (monday_of(job.first_day) if is_week else job.first_day)
    if job.rhythm == Job.Rhythm.MONTHLY:
        return _comes_in_month(job, day)
    weeks = (monday_of(day) - monday_of(job.first_day)).days // 7
    if weeks % max(1, job.every_weeks):
        return False
    weekdays = [1] if job.timing == Job.Timing.WEEK else job.weekdays
    return day.isoweekday() in weekdays


def _comes_in_month(job: Job, day: date) -> bool:
    if job.timing == Job.Timing.WEEK:
        # Its week is the one in which the day stands.
        return any(_is_nth(job, day + number * DAY) for number in range(7)) and (
            day == monday_of(day)
        )
    return _is_nth(job, day)


def _is_nth(job: Job, day: date) -> bool:
    if day.isoweekday() not in job.weekdays:
        return False
    if job.week_of_month == LAST:
        return (day + WEEK).month != day.month
    return (day.day - 1) // 7 + 1 == job.week_of_month
