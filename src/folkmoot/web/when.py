"""Times in words: the reader's zone, the collective's zone, and how far away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HOURS_UNTIL = 2 * DAY  # below this, hours say more than days
NEAR = 6 * DAY  # below this, a weekday says which day it is
NO_YEAR = 180  # days; below this, a day needs no year


@dataclass(frozen=True)
class When:
    """One instant as a page shows it."""

    at: datetime
    text: str
    short: str  # the weekday alone where that says which day it is
    there: str  # in the collective's zone, when its clocks differ; else empty
    relative: str  # empty without a present instant to compare with


def weekday_date(at: date) -> str:
    """Return the day with its weekday, in the active zone."""
    return date_format(_local(at), pgettext("day with year", "l j F Y"))


def day(at: date, now: datetime) -> str:
    """Return the weekday and day, with the year where it may be another one."""
    local, today = _local(at), localtime(now).date()
    on = local.date() if isinstance(local, datetime) else local
    if abs((on - today).days) >= NO_YEAR:
        return weekday_date(at)
    return date_format(local, pgettext("day", "l j F"))


def in_short(at: datetime, zone: tzinfo, now: datetime) -> str:
    """Return weekday and time of what is near, and the day of what is far."""
    if abs(at - now) < NEAR:
        return date_format(localtime(at, zone), pgettext("weekday, time", "l H:i"))
    return day(localtime(at, zone).date(), now)


def deadline(at: datetime, zone: tzinfo | None = None) -> str:
    """Return weekday, day and time of ``at`` in ``zone``, or in the active one."""
    style = pgettext("day with time", "l j F, H:i")
    return date_format(localtime(at, zone), style)


def from_now(at: datetime, now: datetime) -> str:
    """Return how far ``at`` is from ``now``; rounded down, so nobody comes late."""
    distance = abs(at - now)
    if distance < MINUTE:
        return _("in a moment") if at > now else _("just now")
    if distance < HOUR:
        amount = _minutes(distance // MINUTE)
    elif distance < HOURS_UNTIL:
        amount = _hours(distance // HOUR)
    else:
        amount = say_days(distance // DAY)
    if at > now:
        return _("in %(amount)s") % {"amount": amount}
    return _("%(amount)s ago") % {"amount": amount}


def describe(at: datetime, own: str, zone: str, now: datetime | None) -> When:
    """Return ``at`` for a reader whose zone is ``own`` in a collective of ``zone``.

    A reader who chose no zone reads the collective's.
    """
    theirs = ZoneInfo(zone) if zone else get_current_timezone()
    mine = ZoneInfo(own) if own else theirs
    there = ""
    if at.astimezone(mine).utcoffset() != at.astimezone(theirs).utcoffset():
        place = zone.rsplit("/", 1)[-1].replace("_", " ")
        words = {"time": deadline(at, theirs), "place": place}
        there = _("%(time)s in %(place)s") % words
    text = deadline(at, mine)
    if now is None:
        return When(at, text, text, there, "")
    return When(at, text, in_short(at, mine, now), there, from_now(at, now))


def _local(at: date) -> date:
    return localtime(at) if isinstance(at, datetime) else at


def _minutes(count: int) -> str:
    words = ngettext("%(count)s minute", "%(count)s minutes", count)
    return words % {"count": count}


def _hours(count: int) -> str:
    return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}


def say_days(count: int) -> str:
    """Return ``3 days``."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}
