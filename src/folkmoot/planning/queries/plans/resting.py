"""What a change of the rest of a plan is made from, as it stands now."""

from datetime import datetime

from folkmoot.planning import tables as files
from folkmoot.planning.models import Following
from folkmoot.planning.queries.exchanges.promises import count_with, promises_of
from folkmoot.planning.queries.plans.followed import (
    done_in,
    plan_now,
    reports_of,
    running_period,
)
from folkmoot.planning.queries.plans.recipes import tables_of
from folkmoot.planning.rest import Followed, Rest, rest_of


def rest_now(following: Following, now: datetime) -> tuple[Followed, Rest] | None:
    """Return the plan and its rest from the period that runs; none where it is over."""
    running = running_period(following, now)
    begins = max(1, running)
    if begins > following.planning.weeks:
        return None
    plan = plan_now(following)
    done = done_in(reports_of(following))
    _version, own = tables_of(following.collective)
    planning = following.planning
    # As they stand now: an exchange may be agreed while a plan is followed, or left.
    promises = promises_of(following.collective, planning.length, following.begins_on)
    recipes = count_with(following.collective, own, promises, planning.weeks)
    rest = rest_of(plan, done, recipes, begins, is_running=running >= begins)
    return plan, rest


def print_of(rest: Rest) -> str:
    """Return the hash of what a change is made from."""
    built = [dict(rest.arriving), dict(rest.begun)]
    more = built if any(built) else []
    return files.digest_of(rest.tables, rest.begins, dict(rest.before), *more)
