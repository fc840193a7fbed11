"""Who has no mail is told in person: counted as asked from then on, with the teller."""

from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.deciding.builders import a_draft
from tests.deciding.group import Group, kinds, page
from tests.deciding.house import MEMBERS, YES, House

from folkmoot.deciding.models import Decision
from folkmoot.deciding.operations import raise_question
from folkmoot.messaging.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return Group()


def tell(group, question, who, told):
    return group.browser(who).post(group.url(question, f"told/{told.id}/"))


class TestTellInPerson:
    def test_counts_as_asked_with_the_tellers_name(self, group):
        question = group.heard()
        answer = tell(group, question, group.bo, group.di)
        assert answer.status_code == 302
        delivery = Delivery.objects.get(about_id=question.id, member_id=group.di.id)
        assert (delivery.way, delivery.told_by_id) == ("told", group.bo.id)
        assert delivery.delivered_at is not None
        assert kinds(question)[-1] == "member.told"

    def test_is_offered_for_those_not_reached_only(self, group):
        question = group.heard()
        tell(group, question, group.bo, group.di)
        shown = page(group.browser(group.bo), group.url(question))
        assert f"told/{group.eve.id}/" in shown
        assert f"told/{group.di.id}/" not in shown

    def test_keeps_the_first_time_when_pressed_again(self, group):
        question = group.heard()
        tell(group, question, group.bo, group.di)
        first = Delivery.objects.get(member_id=group.di.id).delivered_at
        tell(group, question, group.ann, group.di)
        again = Delivery.objects.get(member_id=group.di.id)
        assert (again.delivered_at, again.told_by_id) == (first, group.bo.id)
        assert first >= NOW - timedelta(days=1)

    def test_is_for_members(self, group):
        question = group.heard()
        assert tell(group, question, group.flo, group.di).status_code == 422
        assert Delivery.objects.get(member_id=group.di.id).delivered_at is None


class TestWhoAnswers:
    """Without the page, through the API or through a helper, they know of it too."""

    @pytest.fixture
    def house(self):
        return House()

    @pytest.fixture
    def question(self, house):
        ann = house.who("Ann")
        raised = raise_question(
            member=ann, title="Apple trees", draft=a_draft(ann), now=NOW
        )
        return house.fresh(raised)

    def ways(self, house, question, name):
        rows = Delivery.objects.filter(
            about_id=question.id, member_id=house.who(name).id
        )
        return {(row.way, row.told_by_id) for row in rows}

    def test_was_reached(self, house, question):
        assert self.ways(house, question, "Gus") == {("", None)}
        house.say(question, "Gus")
        assert self.ways(house, question, "Gus") == {("act", None)}

    def test_was_told_by_the_helper_who_enters_it(self, house, question):
        house.say(question, "Gus", helper=house.who("Bo"))
        assert self.ways(house, question, "Gus") == {("act", house.who("Bo").id)}

    def test_has_had_the_time_for_it(self, house, question):
        """Paper answers entered on the last day prolong it for nobody."""
        ends = question.closes_at
        house.now = ends - timedelta(hours=1)
        house.say(question, "Gus", helper=house.who("Bo"))
        assert house.fresh(question).closes_at == ends

    def test_is_counted_so_in_the_decision(self, house, question):
        for name in MEMBERS:
            house.say(question, name, YES)
        decision = Decision.objects.get(question=question)
        assert (decision.asked, decision.delivered) == (6, 6)
        shown = page(house.browser("Ann"), house.url(question))
        assert "6 people were asked, it reached 6, and 6 answered." in shown
