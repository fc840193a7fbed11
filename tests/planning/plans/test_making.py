"""Plans are made from recipes once, kept with their figures, and told in words."""

from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse
from scipy.sparse import csc_array
from tests.planning.plans.kitchen import NOW, Kitchen

from folkmoot.engines import provision
from folkmoot.planning.models import Alternative, Book, Planning
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.plans import plan_sentences, show_planning
from folkmoot.planning.tables import FLOWS, NEEDS, WAYS
from folkmoot.planning.words.files import say_why
from folkmoot.planning.words.plans import add_up, number, share

pytestmark = pytest.mark.django_db


class TestAskForPlans:
    def test_the_same_recipes_give_the_same_plans(self):
        kitchen = Kitchen()
        first = kitchen.plan()

        again = plans.ask_for_plans(member=kitchen.bo, weeks=4, people=30, now=NOW)

        assert again.id == first.id
        assert kitchen.kinds().count("plans.asked_for") == 1

    def test_refuses_without_needs(self):
        kitchen = Kitchen()
        plans.change_table(member=kitchen.ann, name=NEEDS, rows=[], now=NOW)

        with pytest.raises(plans.NoPlanError):
            plans.ask_for_plans(member=kitchen.ann, weeks=4, people=30, now=NOW)

    def test_a_large_one_is_left_to_the_worker(self):
        kitchen = Kitchen()
        row = plans.ask_for_plans(member=kitchen.ann, weeks=404, people=3, now=NOW)
        row.tables[WAYS] = row.tables[WAYS] * 10

        assert not plans.is_small(row)

    def test_the_worker_makes_what_waits(self):
        kitchen = Kitchen()
        plans.ask_for_plans(member=kitchen.ann, weeks=4, people=30, now=NOW)

        assert plans.make_due_plans(NOW) == 1
        assert plans.make_due_plans(NOW) == 0

        assert Planning.objects.get().state == "made"
        assert kitchen.kinds()[-1] == "plans.made"

    def test_says_why_no_plan_can_be_made(self):
        kitchen = Kitchen()
        row = plans.ask_for_plans(member=kitchen.ann, weeks=4, people=30, now=NOW)
        row.tables[NEEDS][0]["good"] = "manna"

        plans.make_plans_of(planning=row, now=NOW)

        row.refresh_from_db()
        assert (row.state, "manna" in row.problem) == ("failed", True)

    def test_says_in_the_language_of_the_house_that_numbers_are_out_of_reach(self):
        kitchen = Kitchen()
        kitchen.elm.language = "es"
        kitchen.elm.save()
        row = plans.ask_for_plans(member=kitchen.ann, weeks=4, people=30, now=NOW)
        slip = {"direction": "in", "name": "dough", "amount": "1e15", "unit": "kg"}
        for way in ("knead by hand", "knead with the machine"):
            row.tables[FLOWS].append({"technique": way, **slip})

        plans.make_plans_of(planning=row, now=NOW)

        row.refresh_from_db()
        assert row.state == "failed"
        assert "receta" in row.problem


def test_a_loop_is_told_with_the_way_round():
    recipes = provision.Recipes(
        goods=["seed", "wheat"],
        units=["kg", "kg"],
        techniques=np.array([0, 1]),
        outputs=np.ones(2),
        inputs=csc_array([[0.0, 1.2], [1.0, 0.0]]),
        hours=np.ones(2),
    )
    with pytest.raises(provision.LoopError) as caught:
        provision.labour_values(recipes)
    assert "wheat → seed → wheat" in say_why(caught.value)


class TestPlans:
    def test_each_has_the_same_six_figures(self):
        kitchen = Kitchen()

        page = show_planning(kitchen.plan(weeks=4), kitchen.ann)

        assert len(page.plans) >= 3
        for plan in page.plans:
            assert plan.hours.said.endswith("for each person")
            assert len(plan.met) == 3
            assert plan.emissions[0].said.endswith("kg")
            assert plan.runs_out
            assert len(plan.sure) == 2
        assert any(plan.changes for plan in page.plans)

    def test_the_longest_bar_is_full(self):
        kitchen = Kitchen()

        page = show_planning(kitchen.plan(weeks=4), kitchen.ann)

        assert max(plan.hours.width for plan in page.plans) == 100

    def test_nearly_the_same_plans_stand_together_with_how_they_differ(self):
        garden = Kitchen("vegetable-garden-weeks")

        page = show_planning(garden.plan(weeks=12), garden.ann)

        assert page.is_one, "less than a tenth of the work differs in any of them"
        assert page.plans[0].same == [
            (
                "The same in all figures: More of the other needs, Most in reserve, "
                "Most from here, Other ways of making it."
            ),
            (
                "Nearly the same: Least emissions (2% more work, 6% less CO2, room for "
                "“grow salad outdoors” runs out first, 5% of the work moves)."
            ),
        ]

    def test_a_country_has_one_plan_and_says_so(self):
        country = Kitchen("germany-2014")

        page = show_planning(country.plan(weeks=1), country.ann)

        assert page.is_one
        said = "The same in all figures: Most in reserve, Most from here."
        assert page.plans[0].same == [said]
        shown = country.client().get(
            reverse("planning:planning", args=(country.elm.slug, page.row.id))
        )
        assert "only one plan comes out" in shown.content.decode()

    def test_says_what_is_short_and_why(self):
        kitchen = Kitchen("repair-workshop-weeks")

        page = show_planning(kitchen.plan(weeks=4), kitchen.ann)

        if page.short:
            assert page.reasons
            assert "is used up" in page.reasons[0]

    def test_sentences_add_up(self):
        kitchen = Kitchen()
        kitchen.plan()

        for row in Alternative.objects.all():
            assert plan_sentences(row)
            for one in row.findings["work"]:
                total, parts = add_up(one["hours"], one["parts"])
                assert sum(hours for _way, hours in parts) == total
                assert float(total) == pytest.approx(one["hours"], abs=0.01)


class TestWords:
    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (0, "0"),
            (1 / 3, "0.33"),
            (12.345, "12.3"),
            (1234.5, "1234"),
            ("", ""),
            (1e-9, "0"),
            (0.0123, "0.012"),
        ],
    )
    def test_numbers_are_short(self, value, said):
        assert number(value) == said

    def test_nearly_all_is_not_all(self):
        assert (share(0.9996), share(1.0)) == ("99%", "100%")

    def test_a_sum_is_never_off_by_rounding(self):
        total, parts = add_up(1.0, [["a", 1 / 3], ["b", 1 / 3], ["c", 1 / 3]])

        assert total == sum(hours for _way, hours in parts) == Decimal("1.00")

    def test_a_book_says_who_changed_it(self):
        kitchen = Kitchen()

        assert Book.objects.get().changed_by == kitchen.ann
