"""What is said about recipes and plans."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.needs.words.units import name_unit, unit_said
from folkmoot.planning.words.periods import say_in

type Found = Mapping[str, Any]
MOST_PARTS = 4  # of a sum in words; the rest is said together
# How finely hours of work are told, from so many on.
STEPS = (
    (100, Decimal(1)),
    (10, Decimal("0.1")),
    (0.2, Decimal("0.01")),
    (0, Decimal("0.001")),
)

AIMS: Mapping[str, Promise] = {
    "least work": gettext_lazy("Least work"),
    "least emissions": gettext_lazy("Least emissions"),
    "most needs": gettext_lazy("More of the other needs"),
    "most reserve": gettext_lazy("Most in reserve"),
    "fewest changes": gettext_lazy("Fewest changes"),
    "most local": gettext_lazy("Most from here"),
    "other ways": gettext_lazy("Other ways of making it"),
}
MEANINGS: Mapping[str, Promise] = {
    "least work": gettext_lazy("Meets what can be met with the fewest hours."),
    "least emissions": gettext_lazy("Gives off as little as can be."),
    "most needs": gettext_lazy("What comes second is met as far as it can be."),
    "most reserve": gettext_lazy("Keeps more in stock, for a bad week."),
    "fewest changes": gettext_lazy("Keeps to what people do now."),
    "most local": gettext_lazy("Gets as little as can be from outside."),
    "other ways": gettext_lazy("Nearly as little work, made in another way."),
}


class Example(NamedTuple):
    """An example of the library: what it is and, where others made it, where it is from."""

    title: Promise
    said: Promise
    source: Promise | str = ""
    worth: Promise | str = ""


EXAMPLES: Mapping[str, Example] = {
    "bread-for-30": Example(
        gettext_lazy("Bread for 30 people"),
        gettext_lazy("Two ovens, a mill, and who can bake."),
    ),
    "repair-workshop-weeks": Example(
        gettext_lazy("A repair workshop"),
        gettext_lazy("Bicycles, lamps and clothes, with new or old parts."),
    ),
    "vegetable-garden-weeks": Example(
        gettext_lazy("A vegetable garden"),
        gettext_lazy("Beds, a glasshouse, compost and a kitchen."),
    ),
    "germany-2014": Example(
        gettext_lazy("A whole country: Germany 2014"),
        gettext_lazy(
            "What 56 branches of work took from each other in a year, with all hours."
        ),
        gettext_lazy(
            "World Input-Output Database 2016, Timmer and others (2015), "
            "doi 10.34894/PJ2M1C, licence CC BY 4.0; names and rounding are ours."
        ),
        gettext_lazy(
            "It counts in millions of euros at basic prices. Prices are not needs: "
            "dear things count for much, unpaid work for nothing. "
            "So it shows how work hangs together, not what people need."
        ),
    ),
}


def number(value: float | Decimal | str | None) -> str:
    """Return a number as people read it: three digits that count, no more."""
    if value is None or value == "":
        return ""
    exact = float(value)
    if abs(exact) < 5e-7:  # noqa: PLR2004 -- dust of a computation
        exact = 0.0
    places = 0 if abs(exact) >= 100 else 1 if abs(exact) >= 10 else 2  # noqa: PLR2004
    if 0 < abs(exact) < 0.1:  # noqa: PLR2004
        places = 3
    text = f"{exact:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return number_format(Decimal(text or "0"), force_grouping=abs(exact) >= 10_000)  # noqa: PLR2004


def share(value: float) -> str:
    """Return a part of 1 as percent: "100 %" for the whole alone, never by rounding."""
    percent = round(value * 100)
    if percent == 100 and value < 1 - 1e-6:  # noqa: PLR2004 -- percent
        percent = 99
    return _("%(percent)s%%") % {"percent": percent}


def say_aim(aim: str) -> str:
    """Return what a plan is called."""
    return str(AIMS.get(aim, aim))


def say_meaning(aim: str) -> str:
    """Return what a plan is made for."""
    return str(MEANINGS.get(aim, ""))


def say_alike(aims: Sequence[str]) -> str:
    """Return which plans have the same figures as this one."""
    return _("The same in all figures: %(aims)s.") % {"aims": ", ".join(aims)}


def say_nearly(aim: str, differences: Sequence[str]) -> str:
    """Return how a plan differs that is nearly the same as this one."""
    values = {"aim": say_aim(aim), "differences": ", ".join(differences)}
    return _("Nearly the same: %(aim)s (%(differences)s).") % values


def say_more_work(part: float) -> str:
    """Return how much more or less work a plan takes, as a part of it."""
    values = {"percent": share(abs(part))}
    if part > 0:
        return _("%(percent)s more work") % values
    return _("%(percent)s less work") % values


def say_more_of(what: str, part: float) -> str:
    """Return how much more or less of something a plan gives off."""
    values = {"percent": share(abs(part)), "what": what}
    if part > 0:
        return _("%(percent)s more %(what)s") % values
    return _("%(percent)s less %(what)s") % values


def say_met(one: Found, names: Sequence[str]) -> str:
    """Return how far the needs of a class are met."""
    values = {"class": say_class(one["class"], names), "share": share(one["share"])}
    return _("%(class)s: %(share)s met") % values


def say_first_out(one: Found) -> str:
    """Return what a plan uses up first."""
    return _("%(what)s runs out first") % {"what": say_scarce(one)}


def say_moved(part: float) -> str:
    """Return how much of the work is done in another way."""
    return _("%(share)s of the work moves") % {"share": share(part)}


def say_surer(theirs: float, mine: float) -> str:
    """Return whether a plan is surer than this one."""
    return _("surer") if theirs >= mine else _("less sure")


def say_class(place: int, names: Sequence[str]) -> str:
    """Return the name of a class of needs; the first is 1."""
    if 0 < place <= len(names):
        return names[place - 1]
    if place == 1:
        return _("Comes first")
    if place == 2:  # noqa: PLR2004 -- as said
        return _("Comes second")
    return _("Comes as number %(place)s") % {"place": place}


def say_scarce(one: Found) -> str:
    """Return what of something there is too little of."""
    texts = {
        "hours": _("hours of work"),
        "capacity": _("room for “%(name)s”"),
        "outside": _("%(name)s from outside"),
        "stock": _("%(name)s in stock"),
    }
    return texts.get(one["kind"], "%(name)s") % {"name": one["name"]}


def say_use(one: Found, length: str) -> str:
    """Return how far something is used: "baking: 24 of 24 h, in week 1"."""
    values = {
        "what": say_scarce(one),
        "used": number(one["used"]),
        "limit": number(one["limit"]),
        "unit": name_unit(one["unit"], one["limit"]),
        "week": say_in(length, [one["week"]]),
    }
    if one["unit"]:
        return _("%(what)s: %(used)s of %(limit)s %(unit)s, %(week)s") % values
    return _("%(what)s: %(used)s of %(limit)s, %(week)s") % values


def say_change(one: Found) -> str:
    """Return what becomes more or less for the people of one way of making."""
    more = one["after"] - one["before"]
    values = {"way": one["way"], "hours": number(abs(more))}
    if more > 0:
        return _("%(way)s: %(hours)s hours more") % values
    return _("%(way)s: %(hours)s hours less") % values


def say_short(one: Found, length: str) -> str:
    """Return how much of something is missing."""
    values = {
        "good": one["good"],
        "missing": number(one["missing"]),
        "of": number(one["of"]),
        "unit": name_unit(one["unit"], one["of"]),
        "when": say_in(length, one["weeks"]),
    }
    text = _("%(good)s: %(missing)s of %(of)s %(unit)s are missing, %(when)s")
    return text % values


def say_reasons(one: Found) -> str:
    """Return why something is short, and what would help."""
    values = {"good": one["good"], "week": one["week"]}
    if not one["reasons"]:
        return _("Nobody here can make more %(good)s.") % values
    said = list(dict.fromkeys(say_scarce(reason) for reason in one["reasons"]))
    first = one["reasons"][0]
    values |= {
        "reasons": _(" and ").join(said) if one["is_joint"] else said[0],
        "more": number(first["wanted"]),
        "unit": name_unit(first["unit"], first["wanted"]),
        "what": said[0],
    }
    if one["is_joint"]:
        return _("%(good)s is short because all of these are used up: %(reasons)s.") % (
            values
        )
    if first["unit"]:
        return (
            _(
                "%(good)s is short because %(what)s is used up. "
                "%(more)s %(unit)s more would give 1 of 100 of what is needed."
            )
            % values
        )
    return _("%(good)s is short because %(what)s is used up.") % values


def say_work(one: Found) -> str:
    """Return the work in one unit of a good, as a sum whose numbers add up."""
    total, parts = add_up(one["hours"], one["parts"])
    values = {
        "unit": unit_said(one["unit"], 1),
        "good": one["good"],
        "hours": _hours(total),
        "parts": ", ".join(
            _("%(hours)s %(way)s") % {"hours": _hours(hours), "way": way}
            for way, hours in parts
        ),
    }
    is_bare, is_alone = not values["unit"], len(parts) == 1
    if is_bare and is_alone:
        text = _("1 %(good)s takes %(hours)s hours of work: %(parts)s.")
    elif is_bare:
        text = _("1 %(good)s takes %(hours)s hours of everyone's work: %(parts)s.")
    elif is_alone:
        text = _("1 %(unit)s of %(good)s takes %(hours)s hours of work: %(parts)s.")
    else:
        text = _(
            "1 %(unit)s of %(good)s takes %(hours)s hours of everyone's work: %(parts)s."
        )
    return text % values


def _hours(exact: Decimal) -> str:
    return number_format(exact, force_grouping=exact >= 10_000)  # noqa: PLR2004


def add_up(
    hours: float, parts: Sequence[Sequence[Any]]
) -> tuple[Decimal, list[tuple[str, Decimal]]]:
    """Return rounded parts that add up to the rounded whole; small ones together."""
    step = next(step for least, step in STEPS if hours >= least)
    said = [(str(way), float(each)) for way, each in parts[:MOST_PARTS]]
    rest = hours - sum(each for _way, each in said)
    if rest > float(step) / 2:
        said.append((_("other work"), rest))
    total = round(hours / float(step))
    exact = [each / float(step) for _way, each in said]
    whole = [int(one) for one in exact]
    order = sorted(range(len(said)), key=lambda at: whole[at] - exact[at])
    for at in order[: max(0, total - sum(whole))]:
        whole[at] += 1
    total = sum(whole)
    rows = zip(said, whole, strict=True)
    return total * step, [(way, many * step) for (way, _each), many in rows if many]
