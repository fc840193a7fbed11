"""Who works in a way is asked what was done, when a period of its plan is over."""

from datetime import UTC, datetime, time

import pytest
from tests.planning.plans.followed import Follower
from tests.planning.plans.kitchen import BAKING, DAY, NOW

from folkmoot.deciding.models import Decision
from folkmoot.home.queries.waiting import Item, list_waiting
from folkmoot.people.models import Membership
from folkmoot.planning.models import Following
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.followed import plan_now
from folkmoot.planning.tables import WAYS, names_in

pytestmark = [pytest.mark.django_db, pytest.mark.long]
WEEK = 7 * DAY


@pytest.fixture
def kitchen() -> Follower:
    kitchen = Follower()
    kitchen.follow()
    plans.join_way(member=kitchen.bo, way=BAKING, now=NOW)
    return kitchen


def asked(member: Membership, weeks: float) -> list[Item]:
    """Return what a member is asked to write so long after the plan began."""
    begins = datetime.combine(Following.objects.get().begins_on, time(12), UTC)
    found = list_waiting([member], begins + weeks * WEEK)
    return [item for item in found if item.act == "What was done?"]


def test_from_the_end_of_a_week_to_the_end_of_the_next(kitchen):
    assert not asked(kitchen.bo, 0)
    for week in range(1, 5):
        (item,) = asked(kitchen.bo, week)
        assert item.about == f"{BAKING}, Week {week}"
        assert kitchen.client(kitchen.bo).get(item.href).status_code == 200
    assert not asked(kitchen.bo, 5)


def test_whoever_works_elsewhere_is_not_asked(kitchen):
    assert not asked(kitchen.ann, 1)
    plans.join_way(member=kitchen.ann, way="bake cakes", now=NOW)
    assert all("cakes" in item.about for item in asked(kitchen.ann, 1))
    plans.leave_way(member=kitchen.bo, way=BAKING, now=NOW)
    assert not asked(kitchen.bo, 1)


def test_what_somebody_wrote_is_not_asked_again(kitchen):
    kitchen.report(by="Ann")
    assert not asked(kitchen.bo, 1)
    assert asked(kitchen.bo, 2)


def test_of_what_was_not_planned_nobody_is_asked(kitchen):
    planned = plan_now(Following.objects.get())
    ways = names_in(kitchen.planning.tables, WAYS)
    (idle, *_more) = [way for way in ways if not planned.planned(way, 1)]
    plans.join_way(member=kitchen.ann, way=idle, now=NOW)
    assert not asked(kitchen.ann, 1)


def test_a_plan_whose_decision_ended_asks_nobody(kitchen):
    Decision.objects.update(state=Decision.State.ENDED)
    assert not asked(kitchen.bo, 1)
