"""Plans from the make and use tables of the United States: 402 goods, a fifth less work."""

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.provision.real import read_bea

from folkmoot.engines.provision import (
    Aim,
    Needs,
    Situation,
    check_plan,
    explain_shortages,
    free_means,
    make_plans,
)

pytestmark = pytest.mark.long

FIRST, SECOND = ("1", "22", "311", "62", "61"), ("23", "3", "48", "51")


def class_of(code):
    """Food, water and energy, health and school come first, then what is built."""
    return 1 if code.startswith(FIRST) else 2 if code.startswith(SECOND) else 3


@pytest.fixture(scope="module")
def plans():
    technology, demand, _published = read_bea()
    goods = np.flatnonzero(demand > 0)
    needs = Needs(
        goods=goods,
        classes=np.array([class_of(technology.goods[one]) for one in goods]),
        amounts=demand[goods],
        periods=np.ones(len(goods), dtype=np.int64),
    )
    net = np.asarray((technology.outputs - technology.inputs).sum(axis=1)).ravel()
    # What was imported on balance may be had from outside, as much as it was.
    outside = np.maximum(np.maximum(demand, 0) - net, 0.0)
    hours = 0.8 * float(technology.hours.sum())
    means = replace(
        free_means(technology),
        outside=outside,
        hours=np.array([hours]),
        capacities=np.full(len(technology.techniques), 1.1),
    )
    return make_plans(
        Situation(technology, needs, means), aims=[Aim.OTHER_WAYS], is_tested=False
    )


def test_every_plan_holds_in_kind(plans):
    for one in plans.alternatives:
        assert check_plan(plans.situation, one.plan) == ()


def test_the_first_class_is_met_before_the_last(plans):
    met = [one.share for one in plans.best.figures.met]
    assert met[0] > 0.999
    assert met[0] >= met[1] >= met[2]
    assert met[2] < 1


def test_what_is_short_has_a_reason(plans):
    for one in explain_shortages(plans, most=4):
        assert one.reasons
        assert one.reasons[0].gain > 0
