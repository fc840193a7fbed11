"""What could be done with what a plan leaves over, in plain data.

Each option is a whole plan that keeps every need where the plans have it; only what is
told of it on a page is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines import provision

MOST_TOLD = 5
LITTLE = 1e-6  # of what was there before: less is rounding
type Found = dict[str, Any]
type Floats = NDArray[np.float64]


def options_of(
    plans: provision.Plans, people: int, asked: Mapping[str, float]
) -> list[Found]:
    """Return the options; ``asked`` is what other collectives ask for, by good."""
    wanted = _asked(plans.situation, asked)
    best = plans.best.plan
    return [
        {
            "kind": str(one.kind),
            "reached": one.reached,
            "freed": one.freed if np.isfinite(one.freed) else None,
            "hours_each": one.figures.hours_per_person,
            "more": _more(plans.situation, best, one),
        }
        for one in provision.surplus_options(plans, people=people, asked=wanted)
    ]


def _asked(
    situation: provision.Situation, asked: Mapping[str, float]
) -> provision.Needs | None:
    """Return what others ask for as needs of the last period; none for none."""
    goods = [name for name in situation.technology.goods if asked.get(name)]
    if not goods:
        return None
    places = {name: at for at, name in enumerate(situation.technology.goods)}
    n_periods = situation.means.n_periods
    return provision.Needs(
        goods=np.array([places[name] for name in goods], dtype=np.int64),
        classes=np.ones(len(goods), dtype=np.int64),
        amounts=np.array([asked[name] for name in goods]),
        periods=np.full(len(goods), n_periods, dtype=np.int64),
        n_periods=n_periods,
    )


def _more(
    situation: provision.Situation, best: provision.Plan, one: provision.Option
) -> list[Found]:
    """Return what there is more of than in the plan with the least work."""
    technology = situation.technology
    if one.kind == provision.Leftover.MORE_CAPACITY:
        before, after = best.starts.sum(axis=0), one.plan.starts.sum(axis=0)
        return _rows(technology.techniques, [""] * len(before), before, after)
    if one.kind == provision.Leftover.BIGGER_STOCKS:
        before, after = best.stocks[-1], one.plan.stocks[-1]
        return _rows(technology.goods, technology.units, before, after)
    if one.kind in {provision.Leftover.MORE_NEEDS, provision.Leftover.GIVE}:
        before = _met(situation, best)
        after = _met(one.situation, one.plan)
        return _rows(technology.goods, technology.units, before, after)
    return []


def _met(situation: provision.Situation, plan: provision.Plan) -> Floats:
    """Return how much of each good goes to needs."""
    needs = situation.needs
    found = np.zeros(len(situation.technology.goods))
    np.add.at(found, needs.goods, needs.amounts * plan.met)
    return found


def _rows(
    names: Sequence[str], units: Sequence[str], before: Floats, after: Floats
) -> list[Found]:
    more = after - before
    is_more = more > LITTLE * np.maximum(1.0, before)
    part = np.divide(more, before, out=np.full(len(more), np.inf), where=before > 0)
    order = [at for at in np.argsort(-part, kind="stable").tolist() if is_more[at]]
    return [
        {
            "name": names[at],
            "unit": units[at],
            "before": float(before[at]),
            "after": float(after[at]),
        }
        for at in order[:MOST_TOLD]
    ]
