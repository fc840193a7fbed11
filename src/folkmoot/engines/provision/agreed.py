"""A collective's own situation once its part of an exchange is agreed."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, hstack, vstack

from folkmoot.engines.provision.situation import Means, Needs, Situation
from folkmoot.engines.provision.technology import Technology
from folkmoot.engines.provision.trading import Exchange, Seat

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

GIVEN = "other collectives"
LAST_CLASS = 100


def with_trade(situation: Situation, exchange: Exchange, trade: Floats) -> Situation:
    """Return the situation of a collective that keeps to its part of an exchange.

    What it gives is a need that comes before all others; what it gets comes by carrying
    it, up to the amount agreed. Its hours of work are bounded by ``hours_budget`` alone:
    bound them with `dataclasses.replace` where nobody is to work more than before.

    Parameters
    ----------
    situation : Situation
        As it is without an exchange.
    exchange : Exchange
        What is exchanged.
    trade : array of float64, shape (exchanged,)
        What it gives, above 0, or gets, below 0.

    Returns
    -------
    Situation
        With a way “get X” for each good and period in which it gets some.
    """
    seat = Seat(situation, exchange)
    goods = np.tile(seat.goods, exchange.n_periods)
    periods = np.arange(exchange.size) // max(len(exchange.goods), 1) + 1
    gives = np.flatnonzero((trade > 0) & (goods >= 0))
    needs = situation.needs
    promised = Needs(
        np.concatenate([goods[gives], needs.goods]),
        np.concatenate(
            [
                np.ones(len(gives), dtype=np.int64),
                np.minimum(needs.classes + 1, LAST_CLASS),
            ]
        ),
        np.concatenate([trade[gives], needs.amounts]),
        np.concatenate([periods[gives], needs.periods]),
        exchange.n_periods,
        [*[GIVEN] * len(gives), *needs.who] if needs.who else (),
    )
    got = np.flatnonzero((trade < 0) & (goods >= 0))
    wide = replace(situation, needs=promised)
    return _add_carrying(wide, exchange, goods, np.where(trade < 0, -trade, 0.0), got)


def _add_carrying(
    situation: Situation, exchange: Exchange, goods: Ints, gets: Floats, got: Ints
) -> Situation:
    """Add a technique for each good that is got, and a limit of how much in a period."""
    n_kinds = max(len(exchange.goods), 1)
    kinds = np.unique(got % n_kinds)
    many = len(kinds)
    agreed = np.zeros((exchange.n_periods, many))
    for place, kind in enumerate(kinds.tolist()):
        agreed[:, place] = gets[kind::n_kinds]
    names = [exchange.goods[kind] for kind in kinds.tolist()]
    technology = situation.technology
    wide = _widen(technology, names, goods[kinds], exchange.hours[kinds])
    return Situation(wide, situation.needs, _widen_means(situation.means, agreed))


def _widen(
    technology: Technology, names: list[str], goods: Ints, hours: Floats
) -> Technology:
    n_goods, many = len(technology.goods), len(names)
    each = np.arange(many)
    made = coo_array((np.ones(many), (goods, each)), shape=(n_goods, many))
    one = coo_array((np.ones(many), (each, each)), shape=(many, many))
    before = technology.uses.shape
    none = coo_array((before[0], many)), coo_array((many, before[1]))
    units = [technology.units[good] for good in goods] if technology.units else []
    return replace(
        technology,
        techniques=[*technology.techniques, *(f"get {name}" for name in names)],
        resources=[*technology.resources, *(f"{name} agreed" for name in names)],
        outputs=csc_array(hstack([technology.outputs, made])),
        inputs=csc_array(hstack([technology.inputs, coo_array((n_goods, many))])),
        hours=np.concatenate([technology.hours, hours]),
        uses=csc_array(
            vstack([hstack([technology.uses, none[0]]), hstack([none[1], one])])
        ),
        resource_units=[*technology.resource_units, *units] if units else (),
    )


def _widen_means(means: Means, agreed: Floats) -> Means:
    many = agreed.shape[1]
    nothing, no_limit = np.zeros(many), np.full(many, np.inf)
    more: dict[str, NDArray[Any]] = {
        "budgets": no_limit,
        "abilities": np.zeros(many, dtype=bool),
        "capacities": no_limit,
        "end_capacities": nothing,
        "wear": nothing,
        "leads": np.zeros(many, dtype=np.int64),
        "build_hours": nothing,
        "lumps": nothing,
    }
    longer: dict[str, Any] = {
        name: np.concatenate([getattr(means, name), added])
        for name, added in more.items()
    }
    builds = hstack([means.builds, coo_array((means.builds.shape[0], many))])
    limits = np.hstack([means.limits, agreed])
    arriving = np.hstack([means.arriving, np.zeros((means.n_periods, many))])
    wide = {"limits": limits, "arriving": arriving, "builds": csc_array(builds)}
    return replace(means, **wide, **longer)
