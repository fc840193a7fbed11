"""How sure a plan is: what would hold if people need more or less comes out."""

from dataclasses import replace

import numpy as np
from scipy.sparse import csc_array

from folkmoot.engines.provision.building import build
from folkmoot.engines.provision.figures import Sureness
from folkmoot.engines.provision.linear import Solver
from folkmoot.engines.provision.situation import Plan, Situation

SHOCK = 0.05
ROOM = 1.10  # how far an activity can rise at once, when it has to
MANY = 200  # goods from which four digits do: this is told in percent
STEPS = 100_000  # first-order, at most
TINY = 1e-300
ALL = 1 - 1e-9  # the solver's rounding
CLASS_STEP = 0.5  # what a class weighs beside the one before it


class Tester:
    """Puts plans for one situation to two tests, each with one warm solver.

    Parameters
    ----------
    situation : Situation
        What the plans were made from.

    Notes
    -----
    All needs rise by 5 %, or each technique yields 5 % less. What people do may rise by
    a tenth and no further, techniques that the plan does not use stay unused, and means
    stay what they are; then as much as possible is met, the most urgent first.
    """

    def __init__(self, situation: Situation) -> None:
        needs, technology = situation.needs, situation.technology
        more = replace(needs, amounts=needs.amounts * (1 + SHOCK))
        less = replace(technology, outputs=csc_array(technology.outputs * (1 - SHOCK)))
        self._needs_rise = _Test(replace(situation, needs=more))
        self._yields_fall = _Test(replace(situation, technology=less))

    def test(self, plan: Plan) -> Sureness:
        """Return what of a plan's promises would still be met."""
        return Sureness(
            needs_rise=self._needs_rise.still_met(plan),
            yields_fall=self._yields_fall.still_met(plan),
        )


class _Test:
    def __init__(self, situation: Situation) -> None:
        self.programme = programme = build(situation)
        is_large = len(situation.technology.goods) > MANY
        self.solver = Solver(programme.linear, most_steps=STEPS if is_large else 0)
        self.makes = programme.columns.makes.ravel()
        self.upper = self.solver.upper[self.makes]
        claims = programme.claims
        worth = claims.amounts * programme.weights[claims.goods]
        self.worth = worth / max(float(worth.sum()), TINY)
        step = CLASS_STEP ** np.minimum(claims.classes - claims.most_urgent, 4)
        self.costs = np.zeros(programme.columns.n_columns)
        self.costs[programme.columns.met] = -self.worth * step

    def still_met(self, plan: Plan) -> float:
        """Return the part of the promises, each weighing as much as its work."""
        met, claims = self.programme.columns.met, self.programme.claims
        promised = np.zeros(len(claims.goods))
        is_claim = claims.of_needs >= 0
        promised[claims.of_needs[is_claim]] = plan.met[is_claim]
        whole = float((self.worth * promised).sum())
        if whole <= 0:
            return 1.0
        most = plan.makes.ravel() * ROOM / self.programme.sizes[self.makes]
        self.solver.bound(self.makes, 0.0, np.minimum(self.upper, most))
        self.solver.bound(met, 0.0, promised)
        shares = self.solver.minimise(self.costs).columns[met]
        part = float((self.worth * shares).sum()) / whole
        return 1.0 if part > ALL else part
