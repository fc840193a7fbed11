"""When somebody has a thing, in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from folkmoot.needs.models import Booking


def hours_on(booking: Booking, day: date) -> str:
    """Return from when to when on one day, in the collective's time."""
    zone = ZoneInfo(booking.collective.time_zone)
    starts, ends = _on(booking.starts_at, day, zone), _on(booking.ends_at, day, zone)
    if not starts and not ends:
        return _("all day")
    if not ends:
        return _("from %(start)s") % {"start": starts}
    if not starts:
        return _("until %(end)s") % {"end": ends}
    return _("%(start)s to %(end)s") % {"start": starts, "end": ends}


def _on(at: datetime, day: date, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return time_format(local.time(), "H:i") if local.date() == day else ""
