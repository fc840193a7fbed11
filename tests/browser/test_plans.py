"""Recipes and plans in a browser: 12 weeks, 30 people, 60 goods, brought before all."""

import pytest
from django.urls import reverse
from tests import cast
from tests.browser.looking import EVERY, look
from tests.planning.plans.kitchen import BAKING, Kitchen
from tests.planning.plans.sixty import sixty_goods

from folkmoot.deciding.models import Question
from folkmoot.doing.models import Commitment
from folkmoot.planning.models import Planning
from folkmoot.planning.queries.plans.recipes import id_of_way

pytestmark = pytest.mark.django_db(transaction=True)
MOST_MS = 2_000  # of working out, on one core


def say(page, words):
    page.get_by_role("button", name=words).click()


class TestAPlanForTwelveWeeks:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_goes_from_files_to_a_draft_with_tasks(self, page_at, tmp_path, javascript):
        """Ann brings 60 goods, makes plans, asks everybody, takes one as the draft."""
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
        assert planning.took_ms < MOST_MS, planning.took_ms
        say(page, "Bring these plans before everybody")
        page.get_by_text("Which plan do we follow for 12 weeks?").first.wait_for()

        page.goto(reverse("planning:planning", args=(elm.slug, planning.id)))
        page.get_by_role("link", name="1. Least work").click()
        say(page, "Take this plan as the draft")
        page.get_by_text("We follow plan 1: Least work.").first.wait_for()
        tasks = Commitment.objects.filter(question_id=Question.objects.get().id)
        assert tasks.count() == 12


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
