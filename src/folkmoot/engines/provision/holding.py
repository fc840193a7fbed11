"""A plan is handed on only if somebody who adds it up anew finds nothing in it."""

from collections.abc import Callable

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.checking import check_plan
from folkmoot.engines.provision.figures import uses_of
from folkmoot.engines.provision.linear import Solution, TooLongError, UnsolvedError
from folkmoot.engines.provision.plans import Plan, read_plan

BEARABLE = 1e-2  # of a large plan, by which it may be smaller without another solve
TRIFLE = 1e-6  # of a plan, which may be lost to rounding


def hold(programme: Programme, solution: Solution) -> Plan:
    """Return the plan of a solution, a trifle smaller where rounding exceeds a limit.

    Raises
    ------
    UnsolvedError
        If it does not hold: numbers are too far apart to be added up.
    """
    plan = read_plan(programme, solution)
    if check_plan(programme.situation, plan):
        plan, part = within_limits(programme, plan)
        if part < 1 - TRIFLE or check_plan(programme.situation, plan):
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


def if_it_holds[T](work: Callable[[], T]) -> T | None:
    """Return what some work gives; nothing where no solution was found that holds."""
    try:
        return work()
    except TooLongError:
        raise
    except UnsolvedError:
        return None
