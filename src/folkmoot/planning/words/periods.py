"""How periods are called, whether they are weeks, months, quarters or years."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.planning.models import Length

MONTHS: Mapping[str, int] = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}
DAYS: Mapping[str, int] = {
    Length.WEEK: 7,
    Length.MONTH: 30,
    Length.QUARTER: 91,
    Length.YEAR: 365,
}
LENGTHS: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("weeks"),
    Length.MONTH: gettext_lazy("months"),
    Length.QUARTER: gettext_lazy("quarters of a year"),
    Length.YEAR: gettext_lazy("years"),
}
HOW_MANY: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("For how many weeks?"),
    Length.MONTH: gettext_lazy("For how many months?"),
    Length.QUARTER: gettext_lazy("For how many quarters of a year?"),
    Length.YEAR: gettext_lazy("For how many years?"),
}
EACH: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("each week"),
    Length.MONTH: gettext_lazy("each month"),
    Length.QUARTER: gettext_lazy("each quarter"),
    Length.YEAR: gettext_lazy("each year"),
}
ONLY_IN: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("Only in week"),
    Length.MONTH: gettext_lazy("Only in month"),
    Length.QUARTER: gettext_lazy("Only in quarter"),
    Length.YEAR: gettext_lazy("Only in year"),
}
DONE_EACH: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("What is done each week"),
    Length.MONTH: gettext_lazy("What is done each month"),
    Length.QUARTER: gettext_lazy("What is done each quarter"),
    Length.YEAR: gettext_lazy("What is done each year"),
}
CALLED: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("Week %(number)s"),
    Length.MONTH: gettext_lazy("Month %(number)s"),
    Length.QUARTER: gettext_lazy("Quarter %(number)s"),
    Length.YEAR: gettext_lazy("Year %(number)s"),
}
IN: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("in week %(number)s"),
    Length.MONTH: gettext_lazy("in month %(number)s"),
    Length.QUARTER: gettext_lazy("in quarter %(number)s"),
    Length.YEAR: gettext_lazy("in year %(number)s"),
}
IN_SEVERAL: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("in weeks %(numbers)s"),
    Length.MONTH: gettext_lazy("in months %(numbers)s"),
    Length.QUARTER: gettext_lazy("in quarters %(numbers)s"),
    Length.YEAR: gettext_lazy("in years %(numbers)s"),
}
IN_ALL: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("over all weeks"),
    Length.MONTH: gettext_lazy("over all months"),
    Length.QUARTER: gettext_lazy("over all quarters"),
    Length.YEAR: gettext_lazy("over all years"),
}
HOURS_EACH: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("%(hours)s hours a week for each person"),
    Length.MONTH: gettext_lazy("%(hours)s hours a month for each person"),
    Length.QUARTER: gettext_lazy("%(hours)s hours a quarter for each person"),
    Length.YEAR: gettext_lazy("%(hours)s hours a year for each person"),
}
HOURS_OF: Mapping[str, Promise] = {
    Length.WEEK: gettext_lazy("%(way)s: about %(hours)s hours a week"),
    Length.MONTH: gettext_lazy("%(way)s: about %(hours)s hours a month"),
    Length.QUARTER: gettext_lazy("%(way)s: about %(hours)s hours a quarter"),
    Length.YEAR: gettext_lazy("%(way)s: about %(hours)s hours a year"),
}


def say_period(length: str, number: int) -> str:
    """``Week 3``."""
    return str(CALLED[length]) % {"number": number}


def say_in(length: str, numbers: Iterable[int]) -> str:
    """``in week 3``, ``in weeks 3, 4``; ``over all weeks`` where none is named."""
    named = [one for one in numbers if one]
    if not named:
        return str(IN_ALL[length])
    if len(named) == 1:
        return str(IN[length]) % {"number": named[0]}
    return str(IN_SEVERAL[length]) % {"numbers": ", ".join(map(str, named))}


def say_many(length: str, many: int) -> str:
    """``1 week``, ``4 weeks``."""
    texts = {
        Length.WEEK: ngettext("%(many)s week", "%(many)s weeks", many),
        Length.MONTH: ngettext("%(many)s month", "%(many)s months", many),
        Length.QUARTER: ngettext("%(many)s quarter", "%(many)s quarters", many),
        Length.YEAR: ngettext("%(many)s year", "%(many)s years", many),
    }
    return texts[Length(length)] % {"many": many}


def say_question(length: str, many: int) -> str:
    """Return the title of the question about plans."""
    return _("Which plan do we follow for %(time)s?") % {"time": say_many(length, many)}


def first_day(begins_on: date, length: str, number: int) -> date:
    """Return the first day of a period; the first one is 1.

    A month that begins on the 31st begins on the last day of shorter months.
    """
    if length == Length.WEEK:
        return begins_on + timedelta(weeks=number - 1)
    months = begins_on.month - 1 + MONTHS[length] * (number - 1)
    year, month = begins_on.year + months // 12, months % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    last = (after - timedelta(days=1)).day
    return date(year, month, min(begins_on.day, last))


def period_at(begins_on: date, length: str, day: date) -> int:
    """Return the period in which a day is; 0 before the first."""
    number = max(0, (day - begins_on).days // (DAYS[length] + 1))
    while first_day(begins_on, length, number + 1) <= day:
        number += 1
    return number
