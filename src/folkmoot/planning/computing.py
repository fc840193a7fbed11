"""From recipes to plans in plain data, as they are kept and shown.

Everything that the pages say about plans is computed here once, from the tables that
were kept with them; anybody can do it again.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines import provision
from folkmoot.planning import tables as files
from folkmoot.planning.leftover import options_of
from folkmoot.planning.models import Planning

MOST_EXPLAINED = 6
MOST_TOLD = 60
FULL = 1 - 1e-6
type Found = dict[str, Any]
type Floats = NDArray[np.float64]


def compute(
    planning: Planning,
    tell: Callable[[int], None],
    asked: Mapping[str, float] | None = None,
) -> Found:
    """Return plans with figures, what is short, and what could be done with the rest.

    ``asked`` is what other collectives ask for, by good.

    Raises
    ------
    engines.provision.ProvisionError
        If no plan can be made from the tables.
    """
    situation = files.situation_of(planning.tables, planning.weeks)
    tell(1)
    plans = provision.make_plans(situation, people=planning.people)
    tell(2)
    shortages = provision.explain_shortages(plans, MOST_EXPLAINED)
    return {
        "alternatives": _alternatives(plans),
        "shortages": [_shortage(situation, one) for one in shortages],
        "options": options_of(plans, planning.people, asked or {}),
        "left_out": [str(aim) for aim in plans.left_out],
    }


def _alternatives(plans: provision.Plans) -> list[Found]:
    aims = [one.aim for one in plans.alternatives]
    found = []
    for one in plans.alternatives:
        same = aims.index(one.same_as) + 1 if one.same_as else None
        found.append(
            {
                "aim": str(one.aim),
                "same_as": same,
                **_figures(plans.situation, one.figures),
                "ways": tell_ways(plans.situation, one.plan),
                "short": tell_short(plans.situation, one.plan),
                "work": _work(plans, one.plan),
                "stocks": tell_by_good(plans.situation, one.plan.stocks),
                "gets": tell_by_good(plans.situation, one.plan.gets),
            }
        )
    return found


def _figures(situation: provision.Situation, figures: provision.Figures) -> Found:
    technology = situation.technology
    sure = figures.sureness
    return {
        "hours": figures.hours,
        "hours_each": figures.hours_per_person,
        "met": [
            {
                "class": one.number,
                "share": one.share,
                "worst": one.worst,
                "needs": one.n_needs,
                "short": one.n_short,
            }
            for one in figures.met
        ],
        "emissions": [
            {
                "name": technology.resources[place],
                "unit": technology.resource_units[place],
                "amount": amount,
            }
            for place, amount in figures.emissions
        ],
        "runs_out": [_use(situation, one) for one in figures.runs_out],
        "changes": [
            {
                "way": technology.techniques[one.technique],
                "before": one.before,
                "after": one.after,
            }
            for one in figures.changes
        ],
        "moved": figures.moved,
        "sure": (
            {"needs": sure.needs_rise, "yields": sure.yields_fall} if sure else None
        ),
    }


def _use(situation: provision.Situation, one: provision.Use) -> Found:
    name, unit = _named(situation, one.kind, one.place)
    return {
        "kind": str(one.kind),
        "name": name,
        "unit": unit,
        "week": one.period,
        "used": one.used,
        "limit": one.limit,
    }


def _named(
    situation: provision.Situation, kind: provision.Scarce, place: int
) -> tuple[str, str]:
    technology = situation.technology
    if kind == provision.Scarce.HOURS:
        return "", "h"
    if kind in {provision.Scarce.RESOURCE, provision.Scarce.BUDGET}:
        return technology.resources[place], technology.resource_units[place]
    if kind == provision.Scarce.CAPACITY:
        return technology.techniques[place], ""
    return technology.goods[place], technology.units[place]


def tell_ways(situation: provision.Situation, plan: provision.Plan) -> list[Found]:
    """Return what is done in each way and period, and what room for more is begun.

    With the hours of work of each; those for more room stand beside it.
    """
    technology = situation.technology
    totals, built = plan.makes.sum(axis=0), plan.starts.sum(axis=0)
    hours, building = totals * technology.hours, built * situation.means.build_hours
    order = np.argsort(-(hours + building), kind="stable")
    found: list[Found] = []
    for place in order.tolist():
        if totals[place] <= 0 and built[place] <= 0:
            continue
        one = {
            "way": technology.techniques[place],
            "hours": float(hours[place]),
            "made": [round(float(one), 9) for one in plan.makes[:, place]],
        }
        if built[place] > 0:
            one["begun"] = [float(one) for one in plan.starts[:, place]]
            one["begun_hours"] = float(building[place])
        found.append(one)
    return found


def tell_short(situation: provision.Situation, plan: provision.Plan) -> list[Found]:
    """Return what is missing, by good and class, with the weeks in which it is."""
    needs, technology = situation.needs, situation.technology
    found: dict[tuple[int, int], Found] = {}
    for place in np.flatnonzero(plan.met < FULL).tolist():
        amount = float(needs.amounts[place])
        if not amount:
            continue
        good = int(needs.goods[place])
        one = found.setdefault(
            (int(needs.classes[place]), good),
            {"missing": 0.0, "of": 0.0, "weeks": [], "each": []},
        )
        missing = (1 - float(plan.met[place])) * amount
        one["missing"] += missing
        one["of"] += amount
        week = int(needs.periods[place])
        one["each"].append([week, missing])
        if week not in one["weeks"]:
            one["weeks"].append(week)
    return [
        {
            "class": number,
            "good": technology.goods[good],
            "unit": technology.units[good],
            **one,
        }
        for (number, good), one in sorted(found.items())[:MOST_TOLD]
    ]


def _work(plans: provision.Plans, plan: provision.Plan) -> list[Found]:
    """Return the hours of work in one unit of each good that is needed, and where."""
    technology = plans.situation.technology
    needed = list(dict.fromkeys(plans.situation.needs.goods.tolist()))[:MOST_TOLD]
    found = []
    for good in needed:
        inside = provision.work_inside(plans, plan, good)
        if inside.hours > 0:
            parts = [[technology.techniques[at], hours] for at, hours in inside.parts]
            found.append(
                {
                    "good": technology.goods[good],
                    "unit": technology.units[good],
                    "hours": inside.hours,
                    "parts": parts,
                }
            )
    return found


def tell_by_good(situation: provision.Situation, amounts: Floats) -> Found:
    """Return an amount for each period of each good that has one."""
    goods = situation.technology.goods
    return {
        goods[place]: [round(float(one), 9) for one in amounts[:, place]]
        for place in np.flatnonzero(amounts.any(axis=0)).tolist()
    }


def _shortage(situation: provision.Situation, one: provision.Shortage) -> Found:
    technology = situation.technology
    return {
        "good": technology.goods[one.good],
        "unit": technology.units[one.good],
        "class": one.number,
        "week": one.period,
        "share": one.share,
        "missing": one.missing,
        "is_joint": one.is_joint,
        "reasons": [_reason(situation, reason) for reason in one.reasons],
    }


def _reason(situation: provision.Situation, one: provision.Reason) -> Found:
    name, unit = _named(situation, one.kind, one.place)
    return {
        "kind": str(one.kind),
        "name": name,
        "unit": unit,
        "week": one.period,
        "limit": one.limit,
        "wanted": one.wanted,
    }
