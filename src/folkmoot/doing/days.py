"""Days as people count them: in the collective's zone, "until Friday" to its end."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from folkmoot.doing.models import Commitment
from folkmoot.people.models import Collective

REMIND_DAYS = timedelta(days=2)
# Nobody is reminded at night.
REMIND_FROM_HOUR = 8


def today_in(collective: Collective, now: datetime) -> date:
    """Return the day it is in the collective's zone."""
    return now.astimezone(ZoneInfo(collective.time_zone)).date()


def days_left(commitment: Commitment, now: datetime) -> int | None:
    """Return the days until a task's day: 0 today, negative afterwards."""
    if commitment.due_date is None:
        return None
    return (commitment.due_date - today_in(commitment.collective, now)).days


def end_of_day(commitment: Commitment) -> datetime | None:
    """Return the instant at which a task's day is over in the collective's zone."""
    if commitment.due_date is None:
        return None
    zone = ZoneInfo(commitment.collective.time_zone)
    after = commitment.due_date + timedelta(days=1)
    return datetime.combine(after, time(), tzinfo=zone)


def reminder_at(commitment: Commitment, now: datetime) -> Commitment.Reminder:
    """Return which reminder is right at ``now``: two days before, on the day, or none.

    Who took it on less than two days before the day needs no reminder of that. After
    the day it would come too late.
    """
    left = days_left(commitment, now)
    zone = ZoneInfo(commitment.collective.time_zone)
    if left is None or now.astimezone(zone).hour < REMIND_FROM_HOUR:
        return Commitment.Reminder.NONE
    if left == 0:
        return Commitment.Reminder.DUE
    if 0 < left <= REMIND_DAYS.days and _is_long_known(commitment):
        return Commitment.Reminder.BEFORE
    return Commitment.Reminder.NONE


def _is_long_known(commitment: Commitment) -> bool:
    known = [commitment.accepted_at, commitment.agreed_at]
    since = max((at for at in known if at is not None), default=None)
    if since is None or commitment.due_date is None:
        return False
    return today_in(commitment.collective, since) < commitment.due_date - REMIND_DAYS
