"""The shifts that a member's calendar shows."""

from datetime import datetime, timedelta

from folkmoot.doing.days import today_in
from folkmoot.people.models import Membership
from folkmoot.shifts.models import Turn

BACK = timedelta(days=31)


def list_calendar(member: Membership, now: datetime) -> list[Turn]:
    """Return a member's turns from a month ago on, in order."""
    since = today_in(member.collective, now) - BACK
    rows = Turn.objects.filter(
        member=member,
        state=Turn.State.TAKEN,
        shift__cancelled_at=None,
        shift__last_day__gte=since,
    ).select_related("shift__job")
    return list(rows.order_by("shift__day", "shift__starts_at", "id"))
