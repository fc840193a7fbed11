"""A plan that is followed in the words of others."""

from typing import Any

from folkmoot.people.models import Membership
from folkmoot.planning import valueflows
from folkmoot.planning.models import Following
from folkmoot.planning.queries.plans.followed import plan_now
from folkmoot.planning.queries.plans.following_page import seen_reports
from folkmoot.planning.words.plans import say_aim


def followed_as_valueflows(following: Following, member: Membership) -> dict[str, Any]:
    """Return a plan as it counts now, and what was written of it, as JSON-LD."""
    plan = plan_now(following)
    return valueflows.write_plan(
        plan.tables,
        plan.made,
        {
            "id": str(following.planning_id),
            "name": say_aim(following.alternative.aim),
            "created": following.since.isoformat(),
        },
        {(one.way, one.period): one.amounts for one in seen_reports(following, member)},
    )
