"""Recipes and plans in a browser: 12 weeks, 30 people, 60 goods, decided and followed."""

import pytest
from django.urls import reverse
from tests import cast
from tests.browser.looking import EVERY, look
from tests.planning.plans.followed import Follower, agree
from tests.planning.plans.kitchen import BAKING, NOW, Kitchen
from tests.planning.plans.sixty import sixty_goods

from folkmoot.deciding.models import Question
from folkmoot.doing.models import Commitment
from folkmoot.planning.models import Planning, Replanning, WayReport
from folkmoot.planning.queries.plans.recipes import id_of_way

pytestmark = pytest.mark.django_db(transaction=True)


def say(page, words):
    page.get_by_role("button", name=words).click()


def follow_first_week(page, elm, planning):
    """Follow what was decided: write one way as planned, one with less, look ahead."""
    page.goto(reverse("planning:planning", args=(elm.slug, planning.id)))
    say(page, "Follow the plan that was decided")
    page.get_by_text("Week 1 of 12 weeks").wait_for()
    page.get_by_role("button", name="As planned").first.click()
    page.get_by_role("heading", name="Planned and done").wait_for()
    page.get_by_role("link", name="Week 1:").first.click()
    page.get_by_label("How often was it done?").fill("1")
    say(page, "Write it down")
    page.get_by_role("heading", name="What went differently").wait_for()
    assert WayReport.objects.count() == 2
    say(page, "See what would change")
    page.get_by_role("heading", name="What changes for whom").wait_for()
    assert Replanning.objects.get().state == "open"


class TestAPlanForTwelveWeeks:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_goes_from_files_to_the_first_week(self, page_at, tmp_path, javascript):
        """Ann brings 60 goods; all decide on a plan for 12 weeks and follow the first."""
        people = ("Ann", "Bo", "Di", *(f"Member {one}" for one in range(27)))
        elm = cast.collective(members=people)
        page = page_at(360, who=cast.member(elm, "Ann"), javascript=javascript)
        page.goto(reverse("planning:import_recipes", args=(elm.slug,)))
        page.get_by_label("Files").set_input_files(sixty_goods(tmp_path))
        say(page, "Bring them")
        page.get_by_label("For how many weeks?").fill("12")
        assert page.get_by_label("How many people").input_value() == "30"
        say(page, "Make plans")

        page.get_by_role("heading", name="Side by side").wait_for()
        planning = Planning.objects.get()
        assert len(planning.tables["goods.csv"]) == 60
        say(page, "Bring these plans before everybody")
        page.get_by_text("Which plan do we follow for 12 weeks?").first.wait_for()
        page.get_by_text("We follow plan 1: Least work.").first.wait_for()

        question = Question.objects.get()
        first = planning.alternatives.get(number=1)
        assert question.variants > 1
        agree(elm, question, cast.NOW, version=first.version)
        assert question.stage in ("decided", "carrying")
        tasks = Commitment.objects.filter(question_id=question.id, version=None)
        assert tasks.count() == 12
        follow_first_week(page, elm, planning)


class TestItsPages:
    @pytest.mark.parametrize("name", ["plans", "goods", "means", "wanted", "new_way"])
    def test_recipes_have_no_fault(self, signed_in_page, axe, name):
        kitchen = Kitchen()
        page = signed_in_page(kitchen.ann)
        page.goto(reverse(f"planning:{name}", args=(kitchen.elm.slug,)))
        look(page, axe, f"plans-{name}", EVERY)

    def test_plans_have_no_fault(self, signed_in_page, axe):
        kitchen = Kitchen()
        planning = kitchen.plan()
        page = signed_in_page(kitchen.ann)
        slug = kitchen.elm.slug
        for name, parts in (
            ("planning", (planning.id,)),
            ("alternative", (planning.id, 2)),
            ("way", (id_of_way(kitchen.elm, BAKING),)),
            ("import_recipes", ()),
        ):
            page.goto(reverse(f"planning:{name}", args=(slug, *parts)))
            look(page, axe, f"plans-{name}", EVERY)

    def test_a_plan_that_is_followed_has_no_fault(self, signed_in_page, axe):
        home = Follower()
        home.follow()
        home.report(part=0.5, told={"in:firewood": 30.0})
        change = home.replan(NOW)
        page = signed_in_page(home.ann)
        args = (home.elm.slug, home.planning.id)
        way = id_of_way(home.elm, BAKING)
        for name, parts in (
            ("following", args),
            ("report", (*args, 1, way)),
            ("replan", (*args, change.number)),
        ):
            page.goto(reverse(f"planning:{name}", args=parts))
            look(page, axe, f"plans-{name}", EVERY)
