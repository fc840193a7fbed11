"""The part of the first page about recipes and plans."""

from dataclasses import dataclass
from datetime import datetime

from folkmoot.people.models import Membership
from folkmoot.planning import tables as files
from folkmoot.planning.models import Following, Planning
from folkmoot.planning.queries.plans.followed import followed_now
from folkmoot.planning.queries.plans.plans import plannings_of
from folkmoot.planning.queries.plans.recipes import tables_of


@dataclass(frozen=True)
class PlansSum:
    """How many ways of making there are, the newest plans, and the one followed."""

    ways: int
    goods: int
    newest: Planning | None
    followed: Following | None


def get_plans_sum(member: Membership, now: datetime) -> PlansSum:
    """Return what the first page tells of recipes and plans."""
    _version, tables = tables_of(member.collective)
    return PlansSum(
        ways=len(tables[files.WAYS]),
        goods=len(tables[files.GOODS]),
        newest=plannings_of(member.collective).first(),
        followed=followed_now(member.collective, now),
    )
