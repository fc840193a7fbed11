"""What is said about a plan that is followed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.needs.words.units import name_unit
from folkmoot.planning.models import Replanning
from folkmoot.planning.rest import HOURS
from folkmoot.planning.words import plans as words
from folkmoot.planning.words.periods import say_in, say_period

type Found = Mapping[str, Any]
MOST_SAID = 12


def say_part(part: str, unit: str) -> str:
    """Return what a number of a recipe is of: ``flour in, kg``."""
    if part == HOURS:
        return _("hours of work")
    direction, _colon, name = part.partition(":")
    texts = {
        "out": _("%(name)s that came out, %(unit)s"),
        "in": _("%(name)s that went in, %(unit)s"),
        "use": _("%(name)s that was used, %(unit)s"),
    }
    return texts[direction] % {"name": name, "unit": name_unit(unit)}


def say_off(
    way: str, part: str, unit: str, period: str, planned: float, done: float
) -> str:
    """Return in a sentence how something differs from the plan."""
    values = {
        "way": way,
        "period": period,
        "what": _("hours of work") if part == HOURS else part.partition(":")[2],
        "unit": name_unit(unit, done),
        "done": words.number(done),
        "planned": words.number(planned),
        "off": words.number(abs(done - planned)),
    }
    if part == HOURS:
        if done > planned:
            text = _(
                "%(period)s, %(way)s: %(done)s hours of work where %(planned)s were "
                "planned, %(off)s more."
            )
        else:
            text = _(
                "%(period)s, %(way)s: %(done)s hours of work where %(planned)s were "
                "planned, %(off)s less."
            )
    elif done > planned:
        text = _(
            "%(period)s, %(way)s: %(done)s %(unit)s %(what)s where %(planned)s were "
            "planned, %(off)s more."
        )
    else:
        text = _(
            "%(period)s, %(way)s: %(done)s %(unit)s %(what)s where %(planned)s were "
            "planned, %(off)s less."
        )
    return text % values


def say_lesson(
    way: str, part: str, unit: str, before: float, value: float, seen: Sequence[float]
) -> str:
    """Return why a number of a recipe seems to be another one."""
    values = {
        "way": way,
        "what": say_part(part, unit),
        "before": words.number(before),
        "value": words.number(value),
        "seen": words.number(sum(seen) / len(seen)),
        "many": len(seen),
    }
    text = ngettext(
        "%(way)s, %(what)s: the recipe says %(before)s each time. It was %(seen)s, "
        "written down once. We would plan with %(value)s.",
        "%(way)s, %(what)s: the recipe says %(before)s each time. It was %(seen)s on "
        "average, written down %(many)s times. We would plan with %(value)s.",
        len(seen),
    )
    return text % values


def say_change(one: Found) -> str:
    """Return what becomes more or less for the people of one way of making."""
    more = one["hours_after"] - one["hours_before"]
    values = {
        "way": one["way"],
        "hours": words.number(abs(more)),
        "before": words.number(one["hours_before"]),
        "after": words.number(one["hours_after"]),
    }
    if abs(more) < 0.005:  # noqa: PLR2004 -- of an hour: it only moves
        return _("%(way)s: as many hours, at other times") % values
    if more > 0:
        return (
            _("%(way)s: %(hours)s hours more, %(after)s instead of %(before)s") % values
        )
    return _("%(way)s: %(hours)s hours less, %(after)s instead of %(before)s") % values


def say_broken(one: Found) -> str:
    """Return which need would be met less."""
    values = {
        "good": one["good"],
        "more": words.number(one["more"]),
        "unit": name_unit(one["unit"], one["more"]),
    }
    return _("%(good)s: %(more)s %(unit)s more would be missing") % values


def say_impossible(one: Found, length: str) -> str:
    """Return what cannot be done as it stands for the time that runs."""
    values = {"way": one["way"], "period": say_period(length, one["week"])}
    return _("%(period)s, %(way)s: it cannot be done as it stands") % values


def replan_words(row: Replanning, length: str) -> str:
    """Return a change as the text of a draft."""
    found = row.findings
    lines = [
        _("From %(period)s on, the rest of our plan changes so:")
        % {"period": say_period(length, row.begins)}
    ]
    lines += [f"- {say_change(one)}" for one in found["changes"][:MOST_SAID]]
    rest = len(found["changes"]) - MOST_SAID
    if rest > 0:
        text = ngettext(
            "- %(many)s way of making more", "- %(many)s ways of making more", rest
        )
        lines.append(text % {"many": rest})
    lines += [f"- {say_broken(one)}" for one in found["broken"][:MOST_SAID]]
    lines.append(
        _("%(share)s of the work that is left moves. What was done stays as it was.")
        % {"share": words.share(found["moved"])}
    )
    return "\n".join(lines)


def say_taken(row: Replanning, length: str) -> str:
    """Return since when a change counts."""
    names = [one.name for one in (row.named_by, row.seconded_by) if one]
    values = {
        "number": row.number,
        "period": say_in(length, [row.begins]),
        "names": _(" and ").join(names),
    }
    if names:
        return _("Change %(number)s begins %(period)s: %(names)s said yes.") % values
    return _("Change %(number)s begins %(period)s: everybody decided it.") % values
