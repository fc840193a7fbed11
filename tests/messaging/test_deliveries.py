from uuid import UUID, uuid4

import pytest
from tests.messaging.conftest import NOW, delivery

from folkmoot.messaging.models import Delivery
from folkmoot.messaging.operations import ask, ask_again, mark_delivered, mark_seen

pytestmark = pytest.mark.django_db
ABOUT, ANN, BO = uuid4(), uuid4(), uuid4()


def ask_both(asking: str = "hearing") -> None:
    ask(delivery(about_id=ABOUT, asking=asking, member_id=who) for who in (ANN, BO))


def reached(asking: str) -> dict[UUID, tuple[bool, int]]:
    """Return by member whether they were reached, and after how many tries."""
    rows = Delivery.objects.filter(about_id=ABOUT, asking=asking)
    return {row.member_id: (row.delivered_at is not None, row.tries) for row in rows}


class TestAsk:
    def test_counts_each_member_once_per_occasion(self):
        ask_both()
        ask_both()
        ask_both("check 1")
        assert reached("hearing") == {ANN: (False, 1), BO: (False, 1)}

    def test_counts_the_tries_of_who_was_not_reached(self):
        ask_both()
        mark_seen(about_id=ABOUT, member_id=BO, now=NOW)
        assert ask_again(about_id=ABOUT, asking="hearing") == 1
        ask_again(about_id=ABOUT, asking="hearing")
        assert reached("hearing") == {ANN: (False, 3), BO: (True, 1)}


class TestMarkDelivered:
    def test_keeps_the_earliest_way(self):
        ask_both()
        fact = {"about_id": ABOUT, "asking": "hearing", "member_id": ANN, "now": NOW}
        told = mark_delivered(**fact, way=Delivery.Way.TOLD, told_by_id=BO)
        again = mark_delivered(**fact, way=Delivery.Way.MAIL)
        row = Delivery.objects.get(member_id=ANN)
        assert (told, again) == (True, False)
        assert (row.way, row.told_by_id, row.delivered_at) == ("told", BO, NOW)


class TestMarkSeen:
    def test_marks_every_open_asking_of_this_member_only(self):
        ask_both()
        ask_both("check 1")
        assert mark_seen(about_id=ABOUT, member_id=ANN, now=NOW) == 2
        mine = Delivery.objects.filter(member_id=ANN)
        assert [row.way for row in mine] == ["page", "page"]
        assert not Delivery.objects.exclude(delivered_at=None).filter(member_id=BO)
