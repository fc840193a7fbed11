"""What a plan tells about something left over, on its page."""

from decimal import Decimal

import pytest
from tests import cast
from tests.cast import NOW
from tests.fund import funds
from tests.fund.surpluses import note
from tests.fund.test_surplus_pages import browser, page, url
from tests.needs.builders import sisters
from tests.planning.plans.kitchen import Kitchen

from folkmoot.fund.models import Surplus
from folkmoot.fund.queries.surplus.options import get_options
from folkmoot.people.models import Collective
from folkmoot.planning import library
from folkmoot.planning.models import Planning
from folkmoot.planning.operations import plans
from folkmoot.planning.words.leftover import say_option, say_picture

pytestmark = pytest.mark.django_db


def test_without_a_plan_it_says_what_it_cannot_tell():
    elm = cast.collective()
    row = note(elm)
    text = page(browser(elm), url(elm, "surplus", row.id))
    assert "There is no plan. So we cannot tell" in text
    assert "plan-cards" not in text


def test_all_groups_together_have_no_plan():
    city = Collective(name="City", preset="federation")
    shown = get_options(Surplus(collective=city))
    assert shown is None


def test_each_option_is_a_card_with_sentences():
    kitchen = Kitchen()
    row = note(kitchen.elm)
    kitchen.plan()
    text = page(browser(kitchen.elm), url(kitchen.elm, "surplus", row.id))
    assert "Less work for all" in text
    # 13.2 hours of 26 are needed each week, by 30 people.
    assert "Of what is offered stays free: 0.44 hours a week for each person." in text
    assert "Each is a whole plan for 4 weeks." in text
    assert "none asks us for something in these recipes" in text
    assert "Hours that do not stand there come on top." in text


def test_what_sisters_ask_for_can_be_given():
    elm, oak = sisters()
    oak.need(what="Loaf", amount=Decimal(12), unit="piece", goes_out=True)
    oak.need("bo", what="Roll", amount=Decimal(9), unit="piece")
    plans.import_recipes(
        member=elm.ann,
        tables=library.read_example("bread-for-30"),
        source="test",
        now=NOW,
    )
    planning = plans.ask_for_plans(member=elm.ann, weeks=4, people=30, now=NOW)
    made = plans.make_plans_of(planning=planning, now=NOW)
    give = next(one for one in made.findings["options"] if one["kind"] == "give")
    assert give["reached"] == pytest.approx(1)
    (loaf,) = give["more"]
    assert (loaf["name"], loaf["before"]) == ("loaf", pytest.approx(260))
    assert loaf["after"] == pytest.approx(272, abs=1e-3)


def test_plans_from_before_say_so():
    kitchen = Kitchen()
    row = note(kitchen.elm)
    planning = kitchen.plan()
    Planning.objects.filter(id=planning.id).update(findings={"shortages": []})
    text = page(browser(kitchen.elm), url(kitchen.elm, "surplus", row.id))
    assert "These plans are from before this was counted." in text


def test_money_says_what_a_plan_cannot_tell():
    kitchen = Kitchen()
    kitchen.plan()
    row = note(kitchen.elm, kind="things", counted_in="boxes")
    assert "in stock" in get_options(row).limits[0]
    row.kind = "fund"
    row.unit = funds.build(kitchen.elm).unit
    assert "What this money could buy" in get_options(row).limits[0]


def test_options_are_told_in_the_length_of_the_plan():
    one = {"kind": "less work", "freed": 2.0, "hours_each": 6.0, "reached": 1.0}
    assert say_option(one, "month") == [
        "6 hours a month for each person.",
        "Of what is offered stays free: 2 hours a month for each person.",
    ]
    stocks = {**one, "kind": "bigger stocks"}
    assert say_picture(stocks, "month").endswith("of what is needed in 4 months")
