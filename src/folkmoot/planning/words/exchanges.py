"""What is said about exchanges between collectives."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.planning.words.periods import EACH, say_in
from folkmoot.planning.words.plans import number
from folkmoot.planning.words.units import name_unit

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


def say_goods(goods: Sequence[Mapping[str, Any]]) -> str:
    """Return the names of what is exchanged; of many goods the first ones."""
    names = ", ".join(str(one["good"]) for one in goods[:MOST_NAMED])
    if len(goods) <= MOST_NAMED:
        return names
    return _("%(names)s and %(many)s more") % {
        "names": names,
        "many": len(goods) - MOST_NAMED,
    }
