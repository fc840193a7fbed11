"""Plans of several sizes: levels, alternatives, periods, a shock, a small collective.

Run ``python bench/provision/plans.py``. Economies are drawn; a plan counts only if the
checker finds nothing. Beside each stands one solve of the same rows and columns by
HiGHS alone, or by SciPy, in the same run. Seconds are of the processor.
"""

import os
import resource
import sys
from dataclasses import replace
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import numpy as np  # noqa: E402
from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: E402
from tests.engines.provision.economies import (  # noqa: E402
    add_building,
    make_situation,
)

from folkmoot.engines.provision import (  # noqa: E402
    check_plan,
    explain_shortages,
    make_plans,
    replan,
    surplus_options,
)
from folkmoot.engines.provision.linear import Solver  # noqa: E402

SEED = 5


def timed(work):
    """Return what some work gives, and the seconds of the processor that it took."""
    start = resource.getrusage(resource.RUSAGE_SELF)
    found = work()
    end = resource.getrusage(resource.RUSAGE_SELF)
    return found, end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def faults(plans):
    """Return how many breaches there are in all plans."""
    return sum(len(check_plan(plans.situation, one.plan)) for one in plans.alternatives)


def bound_solver(plans):
    """Return a solver of the last step alone: least work with all levels fixed."""
    programme = plans.programme
    solver, columns = Solver(programme.linear), programme.columns
    shares = np.concatenate([columns.met, columns.kept, columns.able])
    is_there = shares >= 0
    solver.bound(shares[is_there], plans.levels.shares[is_there] - 1e-7, 1.0)
    return solver


def by_highs(plans):
    """Solve the last step alone in HiGHS."""
    return timed(lambda: bound_solver(plans).minimise(plans.programme.costs))[1]


def by_scipy(plans):
    """Solve the last step alone in SciPy."""
    solver, linear = bound_solver(plans), plans.programme.linear
    rows = LinearConstraint(linear.matrix, linear.row_lower, linear.row_upper)

    def solve():
        return milp(
            plans.programme.costs,
            constraints=rows,
            bounds=Bounds(solver.lower, solver.upper),
        )

    return timed(solve)[1]


def levels():
    """402 goods, a fifth of the work missing, three classes."""
    situation = make_situation(SEED, 402, inputs=40, squeeze=0.8, makers=1, wanted=0.9)
    plans, took = timed(lambda: make_plans(situation, aims=[], is_tested=False))
    short, explained = timed(lambda: explain_shortages(plans, most=3))
    show("P6 levels, 402 goods, 3 classes", took, 3.0, plans)
    print(f"   {len(plans.levels.steps)} levels; 3 of what is short: {explained:.2f} s")
    print(f"   without a reason: {sum(not one.reasons for one in short)}")


def alternatives():
    """1,000 goods: all alternatives with their figures."""
    situation = make_situation(SEED, 1000, inputs=28, squeeze=0.9)
    usual = situation.needs.totals(1000)[:, 0]
    means = replace(situation.means, outside=0.1 * usual)
    situation = replace(situation, means=means)
    # Now the same is done as would be for needs a tenth smaller, without a limit.
    free = replace(means, hours=np.full(1, np.inf))
    last_year = replace(situation, means=free)
    now = 0.9 * make_plans(last_year, aims=[], is_tested=False).best.plan.makes
    plans, took = timed(lambda: make_plans(situation, now=now))
    show(f"P7 {len(plans.alternatives)} plans, 1,000 goods", took, 10.0, plans)
    for one in plans.alternatives:
        print(f"   {one.aim}: {one.figures.moved:.1%} differ; same as {one.same_as}")


def periods(n_goods, limit):
    """Five periods with stocks, capacities and building."""
    situation = add_building(make_situation(SEED, n_goods, 5, inputs=25, squeeze=1), 3)
    plans, took = timed(lambda: make_plans(situation, aims=[], is_tested=False))
    show(f"P5 {n_goods} goods, 5 periods", took, limit, plans, peers=False)


def shock():
    """600 goods; needs change by 5 %, 3 % of techniques lose 40 %, a cap falls by 3 %."""
    rng = np.random.default_rng(SEED)
    situation = make_situation(SEED, 600, inputs=23, n_classes=1)
    least = make_plans(situation, aims=[], is_tested=False).best.plan
    used = least.makes @ situation.technology.uses.T
    means = replace(situation.means, limits=used * [0.9, 0.9])
    situation = replace(situation, means=means)
    before = make_plans(situation, aims=[], is_tested=False).best.plan
    outputs = situation.technology.outputs.copy()
    weak = rng.random(outputs.shape[1]) < 0.03
    outputs.data = outputs.data * np.repeat(
        np.where(weak, 0.6, 1.0), np.diff(outputs.indptr)
    )
    amounts = situation.needs.amounts * rng.uniform(0.95, 1.05, situation.needs.n_needs)
    now = replace(
        situation,
        needs=replace(situation.needs, amounts=amounts),
        technology=replace(situation.technology, outputs=outputs),
        means=replace(means, limits=means.limits * [0.97, 1.0]),
    )
    fresh = make_plans(now, now=before.makes, aims=[], is_tested=False)
    for price in (0.0, 0.05, 0.2):
        found, took = timed(lambda price=price: replan(now, before, price=price))
        more = found.figures.hours / fresh.best.figures.hours - 1
        print(
            f"P11 change price {price}: {found.moved:.1%} of hours move"
            f" (from nothing {fresh.best.figures.moved:.1%}), {more:+.2%} hours,"
            f" {took:.2f} s, {len(check_plan(now, found.plan))} faults"
        )


def small():
    """30 members, 60 goods, 12 weeks: plans, reasons, options."""
    situation = make_situation(SEED, 60, 12, squeeze=1.0)

    def everything():
        plans = make_plans(situation, people=30)
        return plans, explain_shortages(plans), surplus_options(plans, people=30)

    (plans, _, options), took = timed(everything)
    show(f"P12 60 goods, 12 weeks, {len(options)} options", took, 2.0, plans)


def show(name, took, limit, plans, *, peers=True):
    """Print one line, with the peers that solve one step of it."""
    rows, columns = plans.programme.linear.matrix.shape
    print(
        f"{name}: {took:.2f} s (limit {limit:g}), {plans.levels.solves} solves for"
        f" levels, {rows} x {columns}, {faults(plans)} faults"
    )
    if peers:
        highs, scipy = by_highs(plans), by_scipy(plans)
        print(f"   one solve: HiGHS {highs:.2f} s, SciPy {scipy:.2f} s")


def main():
    print(f"load {os.getloadavg()[0]:.1f}")
    small()
    levels()
    periods(1000, 5)
    shock()
    alternatives()
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
