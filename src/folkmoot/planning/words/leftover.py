"""What is said about what could be done with what is left over."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.fund.models import Surplus
from folkmoot.needs.words.units import name_unit
from folkmoot.planning.words.periods import HOURS_EACH, say_many
from folkmoot.planning.words.plans import number, share

type Found = Mapping[str, Any]
COVERED = 4  # periods that the engine takes for a full reserve

TITLES: Mapping[str, Promise] = {
    "less work": gettext_lazy("Less work for all"),
    "more needs": gettext_lazy("More needs met"),
    "bigger stocks": gettext_lazy("Bigger stocks"),
    "more capacity": gettext_lazy("Room to make more"),
    "give": gettext_lazy("For another group"),
}


def say_title(kind: str) -> str:
    """Return what could be done, in a few words."""
    return str(TITLES[kind])


def say_picture(one: Found, length: str) -> str:
    """Return what the bar of an option is measured by; ``length`` is of a period."""
    texts = {
        "less work": _("of the hours that are offered stay free"),
        "more needs": _("of a quarter more than is needed"),
        "bigger stocks": _("of what is needed in %(time)s")
        % {"time": say_many(length, COVERED)},
        "more capacity": _("of a quarter more room"),
        "give": _("of what they ask for"),
    }
    said = _("%(share)s %(of)s")
    return said % {"share": share(reached(one)), "of": texts[one["kind"]]}


def reached(one: Found) -> float:
    """Return how long the bar of an option is, 0 to 1."""
    if one["kind"] != "less work":
        return float(one["reached"])
    freed = one["freed"] or 0.0
    offered = freed + one["hours_each"]
    return float(freed / offered) if offered > 0 else 0.0


def say_option(one: Found, length: str) -> list[str]:
    """Return the sentences of an option: what there is then, and with how much work."""
    each = f"{_hours_each(one['hours_each'], length)}."
    if one["kind"] == "less work":
        return [each, _say_freed(one["freed"], length)]
    return [*map(_say_more, one["more"]), each]


def _hours_each(hours: float, length: str) -> str:
    return str(HOURS_EACH[length]) % {"hours": number(hours)}


def _say_freed(freed: float | None, length: str) -> str:
    if freed is None:
        return _("Nobody wrote down how many hours are offered.")
    if not number(freed).strip("0.,"):
        return _("All hours that are offered are needed.")
    said = _("Of what is offered stays free: %(hours)s.")
    return said % {"hours": _hours_each(freed, length)}


def _say_more(one: Found) -> str:
    values = {
        "name": one["name"],
        "after": number(one["after"]),
        "before": number(one["before"]),
        "unit": name_unit(one["unit"], one["after"]),
    }
    if not one["unit"]:
        return _("%(name)s: room for %(after)s, not %(before)s, is begun.") % values
    return _("%(name)s: %(after)s %(unit)s in place of %(before)s.") % values


def say_missing(kind: str) -> str:
    """Return why a thing that could be done is not among the options."""
    texts = {
        "more needs": _(
            "More needs met: there is no room for more of what is asked for."
        ),
        "bigger stocks": _("Bigger stocks: nothing more can be made and kept."),
        "more capacity": _(
            "Room to make more: nothing is written down that can be built."
        ),
        "give": _("For another group: none asks us for something in these recipes."),
    }
    return texts[kind]


def say_limits(surplus: Surplus) -> list[str]:
    """Return what a plan cannot tell about a surplus of this kind."""
    if surplus.kind == Surplus.Kind.HOURS:
        return [
            _(
                "A plan counts the hours that the recipes say are offered. Hours that do "
                "not stand there come on top."
            )
        ]
    if surplus.kind == Surplus.Kind.THINGS:
        return [
            _(
                "A plan counts what the recipes say is in stock. What does not stand "
                "there comes on top."
            )
        ]
    if surplus.unit is not None and not surplus.unit.is_money:
        return [_("A plan counts what the recipes say is in stock, not this ledger.")]
    return [
        _("A plan counts hours and things. What this money could buy it cannot tell.")
    ]
