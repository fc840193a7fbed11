"""Days as people count them: in the collective's zone, "until Friday" to its end."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from folkmoot.doing.models import Commitment
from folkmoot.people.models import Collective


def today_in(collective: Collective, now: datetime) -> date:
    """Return the day it is in the collective's zone."""
    return now.astimezone(ZoneInfo(collective.time_zone)).date()


def days_left(commitment: Commitment, now: datetime) -> int | None:
    """Return the days until a task's day: 0 today, negative afterwards."""
    if commitment.due_date is None:
        return None
    return (commitment.due_date - today_in(commitment.collective, now)).days
