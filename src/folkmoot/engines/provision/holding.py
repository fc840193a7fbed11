"""A plan is handed on only if somebody who adds it up anew finds nothing in it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.checking import check_plan
from folkmoot.engines.provision.figures import uses_of
from folkmoot.engines.provision.linear import Solution, TooLongError, UnsolvedError
from folkmoot.engines.provision.plans import read_plan
from folkmoot.engines.provision.situation import Plan, Situation

BEARABLE = 1e-2  # of a large plan, by which it may be smaller without another solve
TRIFLE = 1e-6  # of a plan, or of a need, which may be lost to rounding
ROUNDS = 50


def _as_it_is(plan: Plan) -> Plan:
    return plan


def hold(
    programme: Programme,
    solution: Solution,
    as_promised: Callable[[Plan], Plan] = _as_it_is,
) -> Plan:
    """Return the plan of a solution, a trifle smaller where rounding exceeds a limit.

    Parameters
    ----------
    programme : Programme
        What is planned.
    solution : Solution
        Of its rows and columns.
    as_promised : callable, optional
        Returns a plan with what was promised as it was promised, to the last digit.

    Returns
    -------
    Plan
        One in which `check_plan` finds nothing.

    Raises
    ------
    UnsolvedError
        If it does not hold: numbers are too far apart to be added up.
    """
    plan = as_promised(read_plan(programme, solution))
    if check_plan(programme.situation, plan):
        smaller, part = within_limits(programme, plan)
        found = as_promised(within_supply(programme.situation, smaller))
        lost = float(np.max(plan.met - found.met, initial=0.0))
        plan = found
        if min(part, 1 - lost) < 1 - TRIFLE or check_plan(programme.situation, plan):
            message = "no plan was found that holds when it is added up anew"
            raise UnsolvedError(message)
    return plan


def within_limits(programme: Programme, plan: Plan) -> tuple[Plan, float]:
    """Return the part of a plan that is within every limit, and which part that is.

    Every balance holds for a part of a plan as well. Where capacity was built, the
    building shrinks with it and what was there does not.
    """
    uses = uses_of(programme, plan)
    most = max((one.share for one in uses), default=0.0)
    part = 1.0 / most if most > 1 else 1.0
    smaller = Plan(
        plan.makes * part,
        plan.stocks * part,
        plan.gets * part,
        plan.starts * part,
        plan.met * part,
    )
    return smaller, part


def within_supply(situation: Situation, plan: Plan) -> Plan:
    """Return a plan in which whoever takes what is short takes that much less.

    For traces that rounding leaves: a millionth of a loaf from flour that nobody makes.
    What is made of it falls short in turn, so this goes on until nothing is short, or
    `ROUNDS` times.
    """
    makes, stocks, met = plan.makes.copy(), plan.stocks.copy(), plan.met.copy()
    needs, inputs = situation.needs, situation.technology.inputs.tocsr()
    place = {name: at for at, name in enumerate(situation.technology.goods)}
    for _round in range(ROUNDS):
        plan = replace(plan, makes=makes, stocks=stocks, met=met)
        short = [one for one in check_plan(situation, plan) if one.kind == "good"]
        for one in short:
            good, period = place[one.name], one.period - 1
            takes = inputs[[good]].toarray()[0]
            wanted = (needs.goods == good) & (needs.periods == one.period)
            away = float(takes @ makes[period] + needs.amounts[wanted] @ met[wanted])
            away += float(stocks[period, good])
            part = max(0.0, 1 - one.by / away) if away else 0.0
            makes[period, takes > 0] *= part
            stocks[period, good] *= part
            met[wanted] *= part
        if not short:
            break
    return plan


def if_it_holds[T](work: Callable[[], T]) -> T | None:
    """Return what some work gives; nothing where no solution was found that holds."""
    try:
        return work()
    except TooLongError:
        raise
    except UnsolvedError:
        return None
