"""Councils, messengers and mandates in plain words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.words.changes import LEAF_POSITIONS, LIMITS, MANDATES
from folkmoot.engines.consensus import Match
from folkmoot.federating.models import Delegate, Entry, Node
from folkmoot.web.when import weekday_date

KINDS, POSITIONS, RULES = MANDATES, LEAF_POSITIONS, LIMITS
PARTS: Mapping[str, Promise] = {
    Delegate.Part.SPEAKER: _("Messenger"),
    Delegate.Part.LISTENER: _("Listener"),
}
# What a messenger may say of their home; whether it was heard is counted.
SAID_POSITIONS = {
    name: word for name, word in POSITIONS.items() if name != Node.Position.NOT_HEARD
}
BASES: Mapping[str, Promise] = {
    Entry.Basis.MANDATE: _("From our mandate"),
    Entry.Basis.OWN_VIEW: _("My own view"),
}
TAGS: Mapping[str, Promise] = {
    Entry.State.HEARD: _("My own view"),
    Entry.State.COUNTED: _("From our mandate"),
    Entry.State.DIFFERS: _("Differs from our mandate"),
    Entry.State.CONFIRMED: _("Home agreed"),
    Entry.State.VOID: _("Void: home did not agree"),
}


def say_limits(limits: Iterable[Iterable[Any]]) -> list[str]:
    """Return limits as sentences: "cost: not above 40000"."""
    return [
        gettext("%(name)s: %(rule)s %(value)s")
        % {"name": name, "rule": RULES[rule], "value": say_figure(value)}
        for name, rule, value in limits
    ]


def say_figure(value: int | str) -> str:
    """Return a figure as people read it; a day with its weekday."""
    if isinstance(value, str):
        try:
            return weekday_date(date.fromisoformat(value))
        except ValueError:
            return value
    return number_format(value, force_grouping=True)


def say_difference(difference: Mapping[str, Any]) -> str:
    """Return one way in which an entry differs from its mandate."""
    code, values = difference["code"], dict(difference["values"])
    for name in ("limit", "said"):
        if name in values and code == "limit_broken":
            values[name] = say_figure(values[name])
    if code == "other_position":
        values = {name: POSITIONS[value] for name, value in values.items()}
    if "rule" in values:
        values["rule"] = RULES[values["rule"]]
    if "kind" in values:
        values["kind"] = KINDS[values["kind"]]
    return str(DIFFERENCES[code]) % values


def say_match(found: Match | None) -> list[str]:
    """Return what an entry would differ in, before it is said."""
    if found is None or not found.differences:
        return [str(DIFFERENCES["no_mandate"])]
    return [
        say_difference({"code": one.code, "values": one.values})
        for one in found.differences
    ]


DIFFERENCES: Mapping[str, Promise] = {
    "no_mandate": _("We have not asked our messenger to say anything on this yet."),
    "outside_term": _("What we asked holds for another time."),
    "other_position": _("Our answer is: %(mandate)s. It was said: %(said)s."),
    "limit_broken": _(
        "Our limit for %(name)s: %(rule)s %(limit)s. It was said: %(said)s."
    ),
    "figure_missing": _(
        "It settles the matter without %(name)s. Our limit: %(rule)s %(limit)s."
    ),
    "no_power_to_settle": _("We asked: %(kind)s. Nothing is to be settled."),
    "settling_paused": _("Our mandate is paused. Nothing is to be settled."),
    "not_to_settle": _("We did not say that %(name)s may be settled."),
}
