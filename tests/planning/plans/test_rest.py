"""The rest of a plan in which room for more work is built."""

import pytest
from django.urls import reverse
from tests.planning.plans.followed import agree
from tests.planning.plans.kitchen import NOW, Kitchen

from folkmoot.engines import provision
from folkmoot.planning import tables as files
from folkmoot.planning.computing import tell_by_good, tell_short, tell_ways
from folkmoot.planning.computing_rest import compute_rest
from folkmoot.planning.models import Following, Length, Planning, Replanning
from folkmoot.planning.operations import plans
from folkmoot.planning.rest import first_plan, next_plan, rest_of, used_until
from folkmoot.planning.words.asking import task_words, work_of

OVEN, PERIODS = "bake", 5
TEXTS = {
    "goods.csv": "good,unit,loss\nloaf,piece,1\nbrick,piece,\n",
    "techniques.csv": (
        "technique,hours,capacity,end_capacity,wear,lead,build_hours\n"
        "bake,0.1,40,0,0.05,2,0.5\n"
        "fire bricks,0.2,,,,,\n"
    ),
    "flows.csv": (
        "technique,direction,name,amount,unit\n"
        "bake,out,loaf,1,piece\n"
        "bake,build,brick,0.3,piece\n"
        "fire bricks,out,brick,1,piece\n"
    ),
    "needs.csv": (
        "good,amount,class,period,unit\n"
        "loaf,38,1,1,piece\nloaf,38,1,2,piece\nloaf,60,1,3,piece\n"
        "loaf,80,1,4,piece\nloaf,90,1,5,piece\n"
    ),
    "resources.csv": "resource,unit,kind,amount,period\nhours,h,,200,all\n",
}


@pytest.fixture
def plan():
    """Return a plan that builds room for 60, 80 and 90 loaves in time."""
    tables = files.read_tables(TEXTS)
    situation = files.situation_of(tables, PERIODS)
    best = provision.make_plans(situation, is_tested=False).best.plan
    found = {
        "ways": tell_ways(situation, best),
        "short": tell_short(situation, best),
        "stocks": tell_by_good(situation, best.stocks),
        "gets": tell_by_good(situation, best.gets),
    }
    return first_plan(tables, PERIODS, found)


def rest(plan, begins, tables=None):
    return rest_of(plan, {}, tables or plan.tables, begins, is_running=True)


def test_what_is_begun_is_part_of_the_plan(plan):
    assert not plan.short
    assert sum(plan.begun[OVEN][:3]) > 0


def test_the_hours_of_all_ways_are_those_of_the_plan():
    situation = files.situation_of(files.read_tables(TEXTS), PERIODS)
    made = provision.make_plans(situation, is_tested=False).best
    ways = tell_ways(situation, made.plan)
    assert {one["way"] for one in ways} == {OVEN, "fire bricks"}
    assert sum(map(work_of, ways)) == pytest.approx(made.figures.hours)
    [bake] = [one for one in ways if one["way"] == OVEN]
    assert bake["begun_hours"] == pytest.approx(0.5 * sum(bake["begun"]))
    weeks = Planning(weeks=PERIODS, length=Length.WEEK)
    assert f"{round(work_of(bake) / PERIODS, 1):g} hours" in task_words(bake, weeks)


@pytest.mark.parametrize("begins", [2, 3, 4])
def test_what_was_built_stays_and_what_is_begun_is_finished(plan, begins):
    found = compute_rest(rest(plan, begins), plan, 5)
    assert found["short"] == []
    assert found["moved"] == pytest.approx(0, abs=1e-6)
    assert found["changes"] == []
    assert found["hours_after"] == pytest.approx(found["hours_before"])
    after = next_plan(plan, plan.tables, found, begins)
    for at in range(PERIODS):
        assert after.begun[OVEN][at] == pytest.approx(plan.begun[OVEN][at], abs=1e-6)


def test_without_what_is_begun_less_would_be_met(plan):
    forgotten = next_plan(plan, plan.tables, {**vars_of(plan), "begun": {}}, 1)
    assert compute_rest(rest(forgotten, 3), forgotten, 5)["short"]


def vars_of(plan):
    return {name: getattr(plan, name) for name in ("made", "gets", "goes", "short")}


def test_more_is_needed_so_more_is_begun_while_it_can_still_be_ready(plan):
    more = TEXTS["needs.csv"].replace("90,1,5", "120,1,5")
    tables = files.read_tables({**TEXTS, "needs.csv": more})
    found = compute_rest(rest(plan, 2, tables), plan, 5)
    assert found["short"] == []
    # The week that runs stays as it was: what is begun in it was promised.
    assert found["begun"][OVEN][1] == pytest.approx(plan.begun[OVEN][1], abs=1e-9)
    assert found["begun"][OVEN][2] > plan.begun[OVEN][2] + 1


def test_work_that_went_into_building_is_gone(plan):
    done = sum(plan.made[OVEN][:2]) * 0.1 + sum(plan.made["fire bricks"][:2]) * 0.2
    built = sum(plan.begun[OVEN][:2]) * 0.5
    assert used_until(plan, {}, 3)["hours"] == pytest.approx(done + built)
    left = rest(plan, 3).tables["resources.csv"][0]["amount"]
    assert float(left) == pytest.approx(200 - done - built)


@pytest.mark.django_db
def test_a_plan_that_builds_is_followed_and_changed():
    home = Kitchen("")
    tables = files.read_tables(TEXTS)
    plans.import_recipes(member=home.ann, tables=tables, source="test", now=NOW)
    planning = home.plan(weeks=PERIODS, people=5)
    question = plans.ask_about_plans(member=home.ann, planning=planning, now=NOW)
    agree(home.elm, question, NOW)  # there is one plan alone
    plans.follow_plan(planning=planning, now=NOW)
    following = Following.objects.select_related("collective").get()

    asked = plans.ask_for_replan(member=home.ann, following=following, now=NOW)
    found = plans.make_replan(replanning=asked, now=NOW)

    assert found.state == Replanning.State.OPEN
    assert found.findings["moved"] == pytest.approx(0, abs=1e-6)
    args = (home.elm.slug, planning.id, 1)
    page = home.client().get(reverse("planning:alternative", args=args))
    assert "begun, so that more can be done: bake" in page.content.decode()
