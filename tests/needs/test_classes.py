"""What comes first among needs is decided by a question."""

from decimal import Decimal

import pytest
from django.urls import reverse
from tests import cast
from tests.cast import NOW
from tests.needs.builders import House

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.carrying_out import carry_out_change
from folkmoot.needs.models import Need, NeedClass
from folkmoot.needs.operations import set_need_classes
from folkmoot.needs.queries.classes import change_from, classes_of
from folkmoot.needs.queries.needs import get_board
from folkmoot.web.chance import new_id

pytestmark = pytest.mark.django_db
NEW = [
    {"name": "Wishes", "ceiling": None, "ceiling_unit": ""},
    {"name": "Food, health, home", "ceiling": Decimal(5), "ceiling_unit": "kg"},
]


def names(house: House) -> list[str]:
    return [one.name for one in classes_of(house.elm)]


class TestSetNeedClasses:
    def test_puts_them_in_order_and_loses_no_need(self):
        house = House()
        wish, ease = house.need(place=2), house.need(place=1, what="A lift")

        set_need_classes(
            collective=house.elm,
            classes=change_from(NEW)["classes"],
            question_id=new_id(),
            now=NOW,
        )

        assert names(house) == ["Wishes", "Food, health, home"]
        kept = {need.id: need.klass.name for need in Need.objects.all()}
        assert kept == {wish.id: "Wishes", ease.id: "Food, health, home"}
        board = get_board(house.ann, NOW)
        assert [len(rows) for _klass, rows in board.groups] == [1, 1]

    def test_starts_before_anybody_stated_a_need(self):
        house = House()

        assert names(house)[0] == "Food, health, home"
        assert NeedClass.objects.count() == 0


class TestTheQuestion:
    def test_is_raised_on_a_page_and_carried_out(self):
        house = House()
        client = cast.signed_in(house.ann)
        address = reverse("deciding:raise_question", args=(house.elm.slug,))
        sent = {
            "name_0": "Health",
            "name_1": "Food",
            "ceiling_1": "2.5",
            "unit_1": "kg",
            "why_now": "Winter",
        }

        page = client.get(f"{address}?topic=needs").content.decode()
        answer = client.post(f"{address}?topic=needs", sent)

        assert 'value="Food, health, home"' in page
        assert answer.status_code == 302
        question = Question.objects.get()
        assert (question.topic, question.klass) == ("needs", "ordinary")
        carry_out_change(question, NOW)
        assert names(house) == ["Health", "Food"]
        food = NeedClass.objects.get(name="Food", ended_at=None)
        assert (food.ceiling, food.question_id) == (Decimal("2.5"), question.id)
        shown = client.get(answer["Location"]).content.decode()
        assert "2. Food, up to 2.5 kg for each person" in shown

    def test_needs_a_name_of_its_own_for_each(self):
        house = House()
        client = cast.signed_in(house.ann)
        address = reverse("deciding:raise_question", args=(house.elm.slug,))
        sent = {"name_0": "Food", "name_1": "food", "why_now": "Winter"}

        answer = client.post(f"{address}?topic=needs", sent)

        assert answer.status_code == 422
        assert 'value="food"' in answer.content.decode()
