"""Large drawn economies: as sparse and as uneven as real ones, and able to make themselves.

Inputs of a technique: lognormal, median 23, mean 30. Half of them are goods that many
use (Zipf), half are near neighbours. A quarter to three quarters of what a technique
takes, counted in hours, are inputs and the rest is work. Units are lognormal(0, 2), so
that nothing may depend on them.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csc_array

from folkmoot.engines.provision import Technology

MEDIAN, SPREAD = 23, 0.73
APART = 0.15
NEAR = 50  # goods among which a local input is drawn
RESOURCES = 6


class Economy(NamedTuple):
    technology: Technology
    demand: np.ndarray
    limits: np.ndarray  # of each resource; infinite unless asked for


def draw_economy(
    seed, n_goods, each=1, n_resources=0, joint=0.0, median=MEDIAN, apart=APART
):
    """Return techniques, about ``each`` for each good, and what is asked for.

    ``apart`` says how far techniques for the same good are from each other in what they
    cost in all: the less, the more a small change makes others the best.
    """
    rng = np.random.default_rng(seed)
    sizes = np.exp(2 * rng.normal(size=n_goods))  # hours in one unit, about
    makes = _products(rng, n_goods, each)
    cost = np.exp(apart * rng.normal(size=len(makes)))
    inputs, share = _inputs(rng, sizes, makes, cost, median)
    names = [f"good {n}" for n in range(n_goods)]
    technology = Technology(
        goods=names,
        techniques=[f"technique {n}" for n in range(len(makes))],
        resources=[f"resource {n}" for n in range(n_resources)],
        outputs=_outputs(rng, sizes, makes, joint),
        inputs=inputs,
        hours=(1 - share) * cost * sizes[makes],
        uses=_uses(rng, n_resources, sizes[makes]),
        units=["kg"] * n_goods,
        resource_units=["ha"] * n_resources,
    )
    demand = rng.exponential(size=n_goods) * (rng.random(n_goods) < 0.6) / sizes
    return Economy(technology, demand, np.full(n_resources, np.inf))


def _products(rng, n_goods, each):
    """Return what each technique makes: one for every good, the others by lot."""
    more = rng.integers(n_goods, size=round((each - 1) * n_goods))
    return np.concatenate([np.arange(n_goods), np.sort(more)])


def _inputs(rng, sizes, makes, cost, median):
    n_goods, many = len(sizes), len(makes)
    counts = np.exp(np.log(median) + SPREAD * rng.normal(size=many))
    counts = np.clip(counts.astype(np.int32), 1, max(n_goods // 2, 1))
    column = np.repeat(np.arange(many, dtype=np.int32), counts)
    popular = rng.permutation(n_goods).astype(np.int32)
    chance = rng.random(len(column), dtype=np.float32)
    ranks = np.minimum(np.exp(chance * np.log(n_goods)), n_goods - 1)
    goods = popular[ranks.astype(np.int32)]
    is_near = rng.random(len(column), dtype=np.float32) < 0.5
    steps = rng.integers(1, NEAR, size=int(is_near.sum()), dtype=np.int32)
    goods[is_near] = (makes[column[is_near]] + steps) % n_goods
    weights = np.exp(rng.normal(size=len(column)))
    share = rng.uniform(0.25, 0.75, size=many)
    weights *= (share * cost / np.bincount(column, weights, minlength=many))[column]
    weights *= sizes[makes][column]
    weights /= sizes[goods]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    inputs = csc_array((weights, goods, starts), shape=(n_goods, many))
    inputs.sum_duplicates()
    return inputs, share


def _outputs(rng, sizes, makes, joint):
    many = len(makes)
    also = np.flatnonzero(rng.random(many) < joint)
    second = (makes[also] + rng.integers(1, len(sizes), size=len(also))) % len(sizes)
    amounts = 0.3 * sizes[makes[also]] / sizes[second]
    cells = np.concatenate([np.ones(many), amounts])
    rows = np.concatenate([makes, second])
    columns = np.concatenate([np.arange(many), also])
    return csc_array((cells, (rows, columns)), shape=(len(sizes), many))


def _uses(rng, n_resources, hours):
    many = len(hours)
    taken = rng.random((n_resources, many)) < 0.3
    amounts = np.exp(rng.normal(size=(n_resources, many))) * hours
    return csc_array(np.where(taken, amounts, 0.0))
