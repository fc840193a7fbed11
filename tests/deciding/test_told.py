"""Who has no mail is told in person: counted as asked from then on, with the teller."""

from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.deciding.group import Group, kinds, page

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
