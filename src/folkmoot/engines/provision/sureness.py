"""How sure a plan is: what would hold if people need more or less comes out."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from folkmoot.engines.provision.building import Programme, build
from folkmoot.engines.provision.figures import Sureness
from folkmoot.engines.provision.linear import Solver
from folkmoot.engines.provision.plans import Plan
from folkmoot.engines.provision.situation import Situation

type Floats = NDArray[np.float64]

SHOCK = 0.05
ROOM = 1.10  # how far an activity can rise at once, when it has to
ALL = 1 - 1e-9  # the solver's rounding
CLASS_STEP = 0.05  # what a class weighs beside the one before it


def sureness_of(programme: Programme, plan: Plan) -> Sureness:
    """Return what of a plan's promises would still be met after two shocks.

    Parameters
    ----------
    programme : Programme
        What the plan was made from.
    plan : Plan
        Its promises, and who does what.

    Returns
    -------
    Sureness
        The part of the promises that is still met, each weighing as much as the work it
        takes: if all needs rise by 5 %, and if each technique yields 5 % less.

    Notes
    -----
    What people do may rise by a tenth and no further, techniques that the plan does not
    use stay unused, and means stay what they are; then as much as possible is met, the
    most urgent first.
    """
    situation = programme.situation
    needs, technology = situation.needs, situation.technology
    promised = replace(needs, amounts=needs.amounts * plan.met)
    more = replace(promised, amounts=promised.amounts * (1 + SHOCK))
    less = replace(technology, outputs=csc_array(technology.outputs * (1 - SHOCK)))
    return Sureness(
        needs_rise=_still_met(replace(situation, needs=more), plan),
        yields_fall=_still_met(
            replace(situation, needs=promised, technology=less), plan
        ),
    )


def _still_met(situation: Situation, plan: Plan) -> float:
    # What has to be there after the end was kept by the plan as far as possible; in a
    # bad year it is what is drawn on last, after the needs.
    programme = build(situation)
    columns, claims = programme.columns, programme.claims
    if not len(claims.goods):
        return 1.0
    solver = Solver(programme.linear)
    makes = columns.makes.ravel()
    most = plan.makes.ravel() * ROOM / programme.sizes[makes]
    upper = np.minimum(solver.upper[makes], most)
    solver.bound(makes, 0.0, upper)
    worth = claims.amounts * programme.weights[claims.goods]
    worth /= worth.sum()
    step = CLASS_STEP ** np.minimum(claims.classes - claims.most_urgent, 4)
    costs = np.zeros(columns.n_columns)
    costs[columns.met] = -worth * step
    shares = solver.minimise(costs).columns[columns.met]
    met = float((worth * shares).sum())
    return 1.0 if met > ALL else met
