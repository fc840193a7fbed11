"""A plan that was decided is followed: members write what was done of it."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse
from tests import cast
from tests.planning.plans.followed import WEEK, Follower
from tests.planning.plans.kitchen import BAKING, DAY, NOW, Kitchen

from folkmoot.deciding.models import Decision
from folkmoot.planning.models import Following, WayReport
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.followed import followed_now, is_in_force, plan_now
from folkmoot.planning.queries.plans.following_page import show_following
from folkmoot.planning.queries.plans.recipes import id_of_way
from folkmoot.planning.rest import stocks_at

pytestmark = pytest.mark.django_db


class TestFollowPlan:
    def test_the_plan_that_was_decided_is_followed(self):
        home = Follower(number=2)

        assert plans.follow_due_plans(NOW) == 1
        assert plans.follow_due_plans(NOW) == 0

        row = Following.objects.get()
        assert row.alternative.number == 2
        assert row.begins_on == NOW.date()
        assert home.kinds().count("plan.followed") == 1

    def test_nothing_is_followed_before_a_decision(self):
        kitchen = Kitchen()
        planning = kitchen.plan()
        plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)

        assert plans.follow_plan(planning=planning, now=NOW) is None

    def test_a_text_that_is_no_plan_is_not_followed(self):
        home = Follower()
        home.planning.alternatives.update(version=7)

        assert plans.follow_plan(planning=home.planning, now=NOW) is None

    def test_a_decision_made_anew_is_followed_again_and_reports_stay(self):
        home = Follower()
        row = home.follow()
        home.report()
        first = Decision.objects.get()
        first.state = Decision.State.SUPERSEDED
        first.save()
        assert not is_in_force(row)
        assert plans.follow_due_plans(NOW) == 0
        first.id, first.state = uuid4(), Decision.State.IN_FORCE
        first.save(force_insert=True)

        assert plans.follow_due_plans(NOW + DAY) == 1

        row.refresh_from_db()
        assert is_in_force(row)
        assert row.begins_on == NOW.date()
        assert row.reports.count() == 1


class TestReportWay:
    def test_keeps_what_stood_there_before(self):
        home = Follower()
        home.follow()
        home.report()
        home.report(by="Di", part=0.5)

        first, second = WayReport.objects.order_by("version")
        assert (first.corrected_at, second.corrected_at) == (NOW, None)
        assert second.times == pytest.approx(first.times / 2)
        assert home.kinds().count("plan.done_told") == 2

    def test_what_nobody_looked_at_goes_as_the_recipe_says(self):
        home = Follower()
        home.follow()

        row = home.report(part=0.5, told={"in:firewood": 1.25, "in:gold": 7})

        assert row.told == ["in:firewood"]
        assert row.amounts["in:firewood"] == 1.25
        assert row.amounts["in:dough"] == pytest.approx(0.85 * row.times)
        assert "in:gold" not in row.amounts

    def test_not_before_its_time(self):
        home = Follower()
        home.follow()

        with pytest.raises(plans.NotDoneError):
            home.report(period=2)
        home.report(period=2, now=NOW + WEEK)

    @pytest.mark.parametrize("times", [-1, float("nan"), 1e12])
    def test_refuses_what_is_no_number(self, times):
        home = Follower()
        following = home.follow()

        with pytest.raises(plans.NotDoneError):
            plans.report_way(
                member=home.bo,
                following=following,
                way=BAKING,
                period=1,
                times=times,
                now=NOW,
            )

    def test_stocks_follow_what_was_done(self):
        home = Follower()
        plan = plan_now(home.follow())
        as_planned = stocks_at(plan, {}, 2)
        for good, at in as_planned.items():
            planned = home.planning.alternatives.get(number=1).findings["stocks"]
            rows = {row["good"]: row for row in plan.tables["goods.csv"]}
            keeps = 1 - float(rows[good].get("loss") or 0)
            assert at == pytest.approx(planned.get(good, [0])[0] * keeps, abs=1e-6)


class TestPage:
    def test_shows_planned_and_done_in_things_and_hours(self):
        home = Follower()
        following = home.follow()
        row = home.report(part=0.5)

        page = show_following(following, home.ann, NOW)

        assert page.called == "Week 1"
        assert BAKING not in {one.way for one in page.to_tell}
        assert page.hours[0].done_width == pytest.approx(50)
        assert "less" in " ".join(page.off)
        assert row.way in {way for way, _id, _cells in page.rows}

    def test_what_is_followed_comes_first_until_it_is_over(self):
        home = Follower()
        home.follow()
        address = reverse("planning:following", args=(home.elm.slug, home.planning.id))
        wanted = f'<a class="button" href="{address}">How did it go?</a>'

        page = home.client().get(reverse("planning:plans", args=(home.elm.slug,)))

        assert wanted in page.content.decode()
        assert followed_now(home.elm, NOW + 4 * WEEK - DAY)
        assert followed_now(home.elm, NOW + 4 * WEEK + DAY) is None

    def test_a_difference_is_with_its_people_first(self):
        home = Follower()
        following = home.follow()
        plans.join_way(member=home.bo, way=BAKING, now=NOW)
        home.report(part=0.5)

        of_ann = show_following(following, home.ann, NOW)
        of_bo = show_following(following, home.bo, NOW)

        assert (list(of_ann.off), of_ann.first_theirs) == ([], [BAKING])
        assert of_ann.hours == []
        assert of_bo.off

    def test_when_it_lasts_all_see_it(self):
        home = Follower()
        following = home.follow()
        plans.join_way(member=home.bo, way=BAKING, now=NOW)
        home.report(part=0.5)
        home.report(part=0.5, period=2, now=NOW + WEEK)

        page = show_following(following, home.ann, NOW + WEEK)

        assert page.off
        assert not page.first_theirs

    def test_a_difference_smaller_than_theirs_is_none(self):
        home = Follower()
        following = home.follow()
        plans.join_way(member=home.bo, way=BAKING, now=NOW)
        plans.set_telling(member=home.bo, way=BAKING, days=7, percent=60, now=NOW)
        home.report(part=0.5)

        assert list(show_following(following, home.bo, NOW).off) == []


class TestByHand:
    def address(self, home, name, *parts):
        args = (home.elm.slug, home.planning.id, *parts)
        return reverse(f"planning:{name}", args=args)

    def test_from_the_plans_to_the_first_week(self):
        home = Follower()
        client = home.client(home.bo)
        way = id_of_way(home.elm, BAKING)
        page = client.get(self.address(home, "planning")).content.decode()
        assert "Follow the plan that was decided" in page

        begun = client.post(self.address(home, "follow"))
        Following.objects.update(begins_on="2026-01-05")
        shown = client.get(begun.url).content.decode()
        form = client.get(self.address(home, "report", 1, way))
        sent = {name: field.value() for name, field in _fields(form)}
        told = client.post(
            self.address(home, "report", 1, way), {**sent, "part-0": "1"}
        )
        after = client.get(told.url).content.decode()
        client.post(self.address(home, "as_planned", 2, way))

        assert "How did it go?" in shown
        assert told.status_code == 302
        first, second = WayReport.objects.order_by("period")
        assert len(first.told) == 1
        assert second.told == []
        assert "What went differently" in after
        again = client.get(self.address(home, "report", 1, way)).content.decode()
        assert "What was written before" in again

    def test_what_was_typed_stands(self):
        home = Follower()
        home.follow()
        way = id_of_way(home.elm, BAKING)

        page = home.client().post(
            self.address(home, "report", 1, way), {"times": "-3", "part-0": "77"}
        )

        assert page.status_code == 422
        assert 'value="77"' in page.content.decode()

    def test_the_plan_and_what_was_done_as_valueflows(self):
        home = Follower()
        home.follow()
        home.report()

        page = home.client().get(self.address(home, "export_followed"))

        graph = json.loads(page.content)["@graph"]
        kinds = [one["@type"] for one in graph]
        ids = {one["@id"]: one for one in graph if "@id" in one}
        assert "attachment" in page["Content-Disposition"]
        assert kinds.count("Plan") == 1
        assert kinds.count("Commitment") > kinds.count("EconomicEvent") > 0
        for one in graph:
            if one["@type"] == "EconomicEvent":
                promised = ids[one["fulfills"]]
                assert promised["action"] == one["action"]
                assert promised["@type"] == "Commitment"

    def test_another_collective_finds_nothing(self):
        home = Follower()
        home.follow()
        cy = cast.signed_in(cast.person())

        assert cy.get(self.address(home, "following")).status_code == 404


def _fields(page):
    form = page.context["form"]
    return [(field.html_name, field) for field in form]
