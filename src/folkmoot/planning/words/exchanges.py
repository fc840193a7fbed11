"""What is said about exchanges between collectives."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.needs.words.units import name_unit
from folkmoot.planning.words.periods import EACH, say_in, say_many
from folkmoot.planning.words.plans import number
from folkmoot.planning.words.plans import share as say_share
from folkmoot.web.when import weekday_date

MOST_SAID = 6
MOST_NAMED = 4
ASKED: Mapping[str, Promise] = {
    "own hours": gettext_lazy("How many hours of work does one of each take you?"),
    "alone": gettext_lazy(
        "One of each usually takes so many hours. How many do you work alone?"
    ),
    "offer": gettext_lazy(
        "If one of each stands for so many hours: what would you give and get?"
    ),
    "matched": gettext_lazy("This much of it fits with the others. Is it good so?"),
    "settled": gettext_lazy("This is your part. How many hours do you work then?"),
}


def say_amounts(amounts: Sequence[float], unit: str, length: str) -> str:
    """``3 kg each week``; ``3 kg in week 1, 5 kg in weeks 2, 3`` where it differs."""
    said = [number(one) for one in amounts]
    if len(set(said)) == 1:
        values = {
            "amount": said[0],
            "unit": name_unit(unit, amounts[0]),
            "when": EACH[length] if len(said) > 1 else say_in(length, [1]),
        }
        return _("%(amount)s %(unit)s %(when)s") % values
    when: dict[str, list[int]] = {}
    for period, one in enumerate(said, start=1):
        if one != "0":
            when.setdefault(one, []).append(period)
    if len(when) > MOST_SAID:
        total = sum(amounts)
        values = {"amount": number(total), "unit": name_unit(unit, total)}
        return _("%(amount)s %(unit)s in all") % values
    return "; ".join(
        _("%(amount)s %(unit)s %(when)s")
        % {"amount": one, "unit": unit_of(unit, one), "when": say_in(length, periods)}
        for one, periods in when.items()
    )


def unit_of(unit: str, said: str) -> str:
    """Return a unit after a number as it is said."""
    return name_unit(unit, 1 if said == "1" else 2)


def say_gift(giver: str, getter: str, good: str, amounts: str) -> str:
    """Return who gives what to whom, in a sentence."""
    values = {"giver": giver, "getter": getter, "good": good, "amounts": amounts}
    return _("%(giver)s gives %(getter)s %(good)s: %(amounts)s.") % values


def say_promise(one: Mapping[str, Any], length: str) -> str:
    """Return what a plan counts with, in a sentence."""
    values = {
        "other": one["other"],
        "good": one["good"],
        "amounts": say_amounts(one["amounts"], one["unit"], length),
    }
    if one["gives"]:
        return _("We give %(other)s %(good)s: %(amounts)s.") % values
    return _("We get %(good)s from %(other)s: %(amounts)s.") % values


def say_hours(alone: float, together: float) -> str:
    """Return the work of one's own collective, alone and together."""
    values = {"alone": number(alone), "together": number(together)}
    return _("We work %(together)s hours with it, %(alone)s alone.") % values


def say_question(goods: Sequence[Mapping[str, Any]], others: Sequence[str]) -> str:
    """Return the question whether we take part, as its title."""
    values = {"goods": say_goods(goods), "groups": say_groups(others)}
    return _("Do we exchange %(goods)s with %(groups)s?") % values


def say_taking(goods: Sequence[Mapping[str, Any]], others: Sequence[str]) -> str:
    """Return the first sentence of what we agree to."""
    values = {"goods": say_goods(goods), "groups": say_groups(others)}
    return _("We exchange %(goods)s with %(groups)s.") % values


def say_groups(names: Sequence[str]) -> str:
    """Return the names of groups; of many the first ones."""
    shown = ", ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return shown
    values = {"names": shown, "many": len(names) - MOST_NAMED}
    return _("%(names)s and %(many)s more") % values


def say_time(begins_on: date, length: str, many: int) -> str:
    """Return from which day on, and for how long."""
    values = {"day": weekday_date(begins_on), "time": say_many(length, many)}
    return _("It begins on %(day)s and lasts %(time)s.") % values


def say_only_this_round(number: int) -> str:
    """Return when the decision counts."""
    return _(
        "This is our yes to round %(number)s as it stands here. It becomes a promise "
        "when all groups have said theirs. If another round comes, it counts for nothing."
    ) % {"number": number}


def say_nothing_given() -> str:
    """Return that a collective neither gives nor gets."""
    return _("We give nothing and get nothing.")


def say_large(share: float, percent: int) -> str:
    """Return that an exchange is too large for two names."""
    values = {"share": say_share(share), "percent": percent}
    return (
        _(
            "%(share)s of our work would go into what is exchanged. Above %(percent)s%% "
            "all of us are asked."
        )
        % values
    )


def say_more_work() -> str:
    """Return that it brings more work than staying alone."""
    return _("We would work more than alone. So all of us are asked.")


def say_misses_more() -> str:
    """Return that less is met than alone."""
    return _("Less of what we need would be met than alone. So all of us are asked.")


def say_goods(goods: Sequence[Mapping[str, Any]]) -> str:
    """Return the names of what is exchanged; of many goods the first ones."""
    names = ", ".join(str(one["good"]) for one in goods[:MOST_NAMED])
    if len(goods) <= MOST_NAMED:
        return names
    return _("%(names)s and %(many)s more") % {
        "names": names,
        "many": len(goods) - MOST_NAMED,
    }
