"""The rest of a plan in plain data: what changes for whom, and what of it is too much."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines import provision
from folkmoot.planning import tables as files
from folkmoot.planning.computing import tell_by_good, tell_short
from folkmoot.planning.rest import Followed, Rest

MOST_MOVED = 0.2  # of the hours of the rest; more is for everybody to decide
MISSED = 0.01  # of a need; less is rounding
SMALL = 1e-6
type Found = dict[str, Any]


def compute_rest(rest: Rest, plan: Followed, people: int) -> Found:
    """Return the rest of a plan that moves little, and what of it changes for whom.

    Raises
    ------
    engines.provision.ProvisionError
        If no plan can be made from the tables.
    """
    many = rest.periods - rest.begins + 1
    situation = files.situation_of(rest.tables, many)
    technology = situation.technology
    names = technology.techniques
    arriving = _by_way(rest.arriving, names, many)
    situation = replace(situation, means=replace(situation.means, arriving=arriving))
    building = situation.means.build_hours
    before = np.array([rest.before[way] for way in technology.techniques]).T
    promised = np.zeros(before.shape, dtype=bool)
    promised[0] = rest.is_running
    nothing = np.zeros((many, len(technology.goods)))
    present = provision.Plan(
        before, nothing, nothing, _by_way(rest.begun, names, many), np.ones(0)
    )
    found = provision.replan(situation, present, promised=promised, people=people)
    short = tell_short(situation, found.plan)
    _shift(short, rest.begins)
    broken = _broken(plan.short, short, rest)
    impossible = [
        {"way": technology.techniques[way], "week": period + rest.begins - 1}
        for period, way in found.impossible
    ]
    return {
        "made": _whole(
            {way: found.plan.makes[:, place] for place, way in enumerate(names)},
            rest.begins,
        ),
        "gets": _shifted(tell_by_good(situation, found.plan.gets), rest.begins),
        "begun": _whole(
            {
                way: found.plan.starts[:, place]
                for place, way in enumerate(names)
                if found.plan.starts[:, place].any()
            },
            rest.begins,
        ),
        "goes": _goes(situation, found.plan, rest.begins),
        "short": short,
        "moved": found.moved,
        "changes": _changes(technology, before, found.plan.makes, rest.begins),
        "hours_before": float(
            (before @ technology.hours + present.starts @ building).sum()
        ),
        "hours_after": float(
            (found.plan.makes @ technology.hours + found.plan.starts @ building).sum()
        ),
        "broken": broken,
        "impossible": impossible,
        "is_large": bool(broken or impossible or found.moved > MOST_MOVED),
    }


def _by_way(
    found: Mapping[str, Sequence[float]], ways: Sequence[str], periods: int
) -> NDArray[np.float64]:
    """Return numbers by period and way; nothing for ways that are not named."""
    nothing = [0.0] * periods
    return np.array([found.get(way, nothing) for way in ways]).T


def _changes(
    technology: provision.Technology,
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    begins: int,
) -> list[Found]:
    """Return what becomes more or less in each way, the most hours first."""
    rows: list[Found] = []
    for place, way in enumerate(technology.techniques):
        old, new = before[:, place], after[:, place]
        size = max(float(np.abs(old).max(initial=0)), float(np.abs(new).max(initial=0)))
        if float(np.abs(new - old).max(initial=0)) <= SMALL * max(size, 1):
            continue
        each = float(technology.hours[place])
        rows.append(
            {
                "way": way,
                "begins": begins,
                "before": [round(float(one), 9) for one in old],
                "after": [round(float(one), 9) for one in new],
                "hours_before": float(old.sum()) * each,
                "hours_after": float(new.sum()) * each,
            }
        )
    return sorted(rows, key=lambda one: -abs(one["hours_after"] - one["hours_before"]))


def _broken(
    before: Sequence[Mapping[str, Any]], after: Sequence[Found], rest: Rest
) -> list[Found]:
    """Return the needs that would be met less than members decided.

    For the period that runs no decision comes in time: it counts for neither.
    """
    first = rest.begins + rest.is_running

    def missing(one: Mapping[str, Any]) -> float:
        return sum(float(amount) for week, amount in one["each"] if week >= first)

    missed = {(one["class"], one["good"]): missing(one) for one in before}
    return [
        {"class": one["class"], "good": one["good"], "unit": one["unit"], "more": more}
        for one in after
        if (more := missing(one) - missed.get((one["class"], one["good"]), 0.0))
        > MISSED * one["of"]
    ]


def _goes(
    situation: provision.Situation, plan: provision.Plan, begins: int
) -> dict[str, list[float]]:
    """Return what leaves the stock of each good for needs."""
    technology, means = situation.technology, situation.means
    net = plan.makes @ (technology.outputs - technology.inputs).T
    kept = np.vstack([means.stocks, plan.stocks[:-1] * (1 - means.losses)])
    goes = kept + net + plan.gets - plan.stocks
    names = technology.goods
    return _whole({name: goes[:, place] for place, name in enumerate(names)}, begins)


def _whole(
    found: Mapping[str, NDArray[np.float64]], begins: int
) -> dict[str, list[float]]:
    """Return numbers by period with nothing for the periods before."""
    gone = [0.0] * (begins - 1)
    return {
        name: [*gone, *(round(float(one), 9) for one in each)]
        for name, each in found.items()
    }


def _shifted(found: Mapping[str, Sequence[float]], begins: int) -> dict[str, Any]:
    return {name: [*[0.0] * (begins - 1), *each] for name, each in found.items()}


def _shift(short: Sequence[Found], begins: int) -> None:
    """Count weeks from the beginning of the whole plan."""
    for one in short:
        one["weeks"] = [week + begins - 1 for week in one["weeks"]]
        one["each"] = [[week + begins - 1, amount] for week, amount in one["each"]]
