"""Drawn economies: techniques, needs and means that look like real ones."""

from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array, csc_array

from folkmoot.engines.provision import Needs, Plan, Situation, Technology, free_means

BY_PRODUCTS = 0.08  # of techniques have a second output
MAKERS = 2  # techniques for each good


def make_technology(rng, n_goods, inputs=6, n_resources=2, makers=MAKERS):
    """Return a technology that can reproduce itself, in units of every size."""
    n_techniques = makers * n_goods
    main = np.tile(np.arange(n_goods), makers)
    units = np.exp(rng.normal(0, 2, n_goods))  # hours in one unit of each good
    # Half of what is used is what everybody uses, half is the technique's own.
    many = np.clip(rng.poisson(inputs, n_techniques), 0, n_goods - 1)
    by = np.repeat(np.arange(n_techniques), many)
    popular = np.minimum(rng.zipf(1.6, many.sum()) - 1, n_goods - 1)
    used = np.where(
        rng.random(many.sum()) < 0.5, popular, rng.integers(n_goods, size=many.sum())
    )
    keep = used != main[by]
    by, used = by[keep], used[keep]
    share = rng.random(len(by))
    share *= (
        rng.uniform(0.25, 0.65, n_techniques)
        / np.bincount(by, share, n_techniques).clip(1e-9)
    )[by]
    shape = n_goods, n_techniques
    inputs_ = coo_array(
        (share * units[main[by]] / units[used], (used, by)), shape=shape
    )
    made, makers_ = [main], [np.arange(n_techniques)]
    amounts = [np.ones(n_techniques)]
    second = np.flatnonzero(rng.random(n_techniques) < BY_PRODUCTS)
    if n_goods > 1 and len(second):
        others = (main[second] + rng.integers(1, n_goods, len(second))) % n_goods
        made.append(others)
        makers_.append(second)
        amounts.append(0.2 * units[main[second]] / units[others])
    outputs = coo_array(
        (np.concatenate(amounts), (np.concatenate(made), np.concatenate(makers_))),
        shape=shape,
    )
    work = units[main] * rng.uniform(0.3, 0.7, n_techniques)
    uses = csc_array(rng.random((n_resources, n_techniques)) * units[main])
    return Technology(
        goods=[f"good {one}" for one in range(n_goods)],
        techniques=[f"technique {one}" for one in range(n_techniques)],
        resources=[f"resource {one}" for one in range(n_resources)],
        outputs=csc_array(outputs),
        inputs=csc_array(inputs_),
        hours=work,
        uses=uses,
    ), units


def make_situation(
    seed, n_goods=20, n_periods=1, n_classes=3, squeeze=None, wanted=0.6, **wishes
):
    """Return a situation; ``squeeze`` is the part of the work needed that there is."""
    rng = np.random.default_rng(seed)
    technology, units = make_technology(rng, n_goods, **wishes)
    is_wanted = rng.random((n_periods, n_goods)) < wanted
    is_wanted[0, 0] = True
    periods, goods = np.nonzero(is_wanted)
    amounts = rng.uniform(5, 50, len(goods)) / units[goods]
    classes = rng.integers(1, n_classes + 1, n_goods)[goods]
    needs = Needs(goods, classes, amounts, periods + 1, n_periods)
    means = free_means(technology, n_periods)
    if squeeze is not None:
        work = float((amounts * units[goods]).sum()) / n_periods
        means = replace(means, hours=np.full(n_periods, squeeze * work))
    return Situation(technology, needs, means)


def add_building(situation, seed, part=0.3):
    """Return the situation with capacities that wear out and can be built up."""
    rng = np.random.default_rng(seed)
    technology, means = situation.technology, situation.means
    n_goods, n_techniques = technology.outputs.shape
    has = rng.random(n_techniques) < part
    demand = situation.needs.totals(n_goods).mean(axis=1)
    main = np.tile(np.arange(n_goods), MAKERS)[:n_techniques]
    usual = demand[main] + demand[demand > 0].min()
    builds = np.zeros((n_goods, n_techniques)) if n_goods < 3000 else None
    kinds = rng.integers(n_goods, size=n_techniques)
    values = np.where(has, 0.5 * technology.hours, 0.0)
    units = np.zeros(n_goods)
    np.maximum.at(units, main, technology.hours * 2)
    builds = csc_array(
        coo_array(
            ((values / units[kinds])[has], (kinds[has], np.flatnonzero(has))),
            shape=(n_goods, n_techniques),
        )
    )
    return replace(
        situation,
        means=replace(
            means,
            capacities=np.where(has, 3 * usual, np.inf),
            end_capacities=np.where(has, 2 * usual, 0.0),
            wear=np.where(has, 0.1, 0.0),
            leads=np.where(has, 1, 0),
            builds=builds,
            build_hours=np.where(has, 0.5 * technology.hours, 0.0),
            losses=np.where(rng.random(n_goods) < 0.7, 0.02, 1.0),
        ),
    )


def growing_situation(seed, n_goods, n_periods, by=0.6):
    """Return a situation in which more is needed each period, so that all build."""
    some = make_situation(seed, n_goods, n_periods, n_classes=1)
    situation = add_building(some, seed)
    needs = situation.needs
    amounts = needs.amounts * (1 + by * (needs.periods - 1))
    return replace(situation, needs=replace(needs, amounts=amounts))


def after_first_period(situation, plan):
    """Return what is left of a situation after its first period, and of its plan.

    What was built stays, what was begun arrives, what was used up is gone.
    """
    technology, means, needs = situation.technology, situation.means, situation.needs
    able = (means.capacities + means.arriving[0]) * (1 - means.wear)
    arriving = means.arriving[1:].copy()
    is_there = means.leads == 0
    able += np.where(is_there, plan.starts[0] * (1 - means.wear), 0.0)
    for technique in np.flatnonzero((plan.starts[0] > 0) & ~is_there):
        arriving[means.leads[technique] - 1, technique] += plan.starts[0, technique]
    work = plan.makes[0] @ technology.hours + plan.starts[0] @ means.build_hours
    later = needs.periods > 1
    rest = Situation(
        technology,
        replace(
            needs,
            goods=needs.goods[later],
            classes=needs.classes[later],
            amounts=needs.amounts[later],
            periods=needs.periods[later] - 1,
            n_periods=needs.n_periods - 1,
        ),
        replace(
            means,
            limits=means.limits[1:],
            budgets=np.maximum(0, means.budgets - technology.uses @ plan.makes[0]),
            hours=means.hours[1:],
            hours_budget=max(0.0, means.hours_budget - work),
            stocks=plan.stocks[0] * (1 - means.losses),
            capacities=able,
            arriving=arriving,
        ),
    )
    return rest, Plan(
        makes=plan.makes[1:],
        stocks=plan.stocks[1:],
        gets=plan.gets[1:],
        starts=plan.starts[1:],
        met=plan.met[later],
    )
