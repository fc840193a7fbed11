"""When a shift is, how long it takes, and how often a job comes, in words."""

from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from folkmoot.shifts.models import Job, Shift
from folkmoot.shifts.queries.days import LAST

HOUR = 60
RHYTHMS = {
    Job.Rhythm.WEEKLY: gettext_lazy("Every week, or every few weeks"),
    Job.Rhythm.MONTHLY: gettext_lazy("Every month"),
    Job.Rhythm.ONCE: gettext_lazy("Once"),
}
TIMINGS = {
    Job.Timing.DAY: gettext_lazy("Some time that day"),
    Job.Timing.HOUR: gettext_lazy("At a fixed hour"),
    Job.Timing.WEEK: gettext_lazy("Some time that week"),
}
PARTS = {
    "morning": gettext_lazy("Morning"),
    "afternoon": gettext_lazy("Afternoon"),
    "evening": gettext_lazy("Evening"),
}
NTH = {
    1: gettext_lazy("the first"),
    2: gettext_lazy("the second"),
    3: gettext_lazy("the third"),
    4: gettext_lazy("the fourth"),
    LAST: gettext_lazy("the last"),
}


def shift_when(shift: Shift, zone: str) -> str:
    """Return its day, and its hour if it has one, in the collective's zone."""
    style = pgettext("day", "l j F")
    if shift.starts_at is not None:
        local = shift.starts_at.astimezone(ZoneInfo(zone))
        words = {"day": date_format(local, style), "time": time_format(local, "H:i")}
        return _("%(day)s, %(time)s") % words
    if shift.last_day != shift.day:
        day = date_format(shift.day, pgettext("day", "j F"))
        return _("some time in the week of %(day)s") % {"day": day}
    return date_format(shift.day, style)


def shift_hour(shift: Shift, zone: str) -> str:
    """Return the hour at which it begins, in the collective's zone."""
    if shift.starts_at is None:
        return ""
    return time_format(shift.starts_at.astimezone(ZoneInfo(zone)), "H:i")


def span(minutes: float) -> str:
    """Return ``2 hours``, ``1 h 30 min`` or ``45 minutes``."""
    whole = round(minutes)
    hours, rest = divmod(whole, HOUR)
    if not rest and hours:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if not hours:
        words = ngettext("%(count)s minute", "%(count)s minutes", rest)
        return words % {"count": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def rhythm_words(job: Job) -> str:
    """Return on which days a job comes, and when on them."""
    days = _days(job)
    if job.starts_at is None:
        return days
    time = time_format(job.starts_at, "H:i")
    return _("%(days)s, %(time)s") % {"days": days, "time": time}


def weekday_words(weekday: int) -> str:
    """Return the name of a weekday, 1 for Monday."""
    return str(WEEKDAYS[weekday - 1])


def _days(job: Job) -> str:
    if job.rhythm == Job.Rhythm.ONCE:
        style = pgettext("day", "l j F")
        words = {"day": date_format(job.first_day, style)}
        is_week = job.timing == Job.Timing.WEEK
        told = _("once, in the week of %(day)s") if is_week else _("once, on %(day)s")
        return told % words
    names = join([weekday_words(day) for day in job.weekdays])
    if job.rhythm == Job.Rhythm.MONTHLY:
        nth = NTH[job.week_of_month]
        return _("every month, on %(nth)s %(days)s") % {"nth": nth, "days": names}
    return _weekly(job, names)


def _weekly(job: Job, names: str) -> str:
    each = job.every_weeks
    if job.timing == Job.Timing.WEEK:
        words = ngettext("every week", "every %(count)s weeks", each)
        return words % {"count": each}
    if len(job.weekdays) == len(WEEKDAYS) and each == 1:
        return _("every day")
    words = ngettext(
        "every week on %(days)s", "every %(count)s weeks on %(days)s", each
    )
    return words % {"count": each, "days": names}


def join(parts: list[str]) -> str:
    """Return ``a, b and c``."""
    if len(parts) < 2:  # noqa: PLR2004 -- nothing to join
        return "".join(parts)
    words = {"first": ", ".join(parts[:-1]), "last": parts[-1]}
    return _("%(first)s and %(last)s") % words
