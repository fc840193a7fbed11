"""Being left out of lots, and being drawn again."""

import pytest
from tests.cast import DAY, NOW, collective, member, signed_in

from folkmoot.deciding.models import FirstReply
from folkmoot.deciding.operations import raise_question
from folkmoot.people.models import Term
from folkmoot.people.operations import (
    answer_filling,
    ask_for_role,
    choose_lots,
    settle_fillings,
)
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm():
    return collective(preset="branch", members=("Ann", "Bo", "Di", "Eve"))


def leave_out(elm, *names):
    for name in names:
        choose_lots(member=member(elm, name), is_in=False, now=NOW)


def test_is_said_on_the_page_of_roles_and_on_record(elm):
    client = signed_in(member(elm, "Bo"))
    url = f"/c/{elm.slug}/roles/"
    assert "Leave me out of lots" in client.get(url).content.decode()
    client.post(url + "lots/", {"is_in": "no"})
    assert not member(elm, "Bo").in_lots
    assert "No lot draws you." in client.get(url).content.decode()
    client.post(url + "lots/", {"is_in": "yes"})
    assert member(elm, "Bo").in_lots
    assert Entry.objects.filter(kind="member.lots_chosen").count() == 2


def test_twice_the_same_is_said_once(elm):
    leave_out(elm, "Bo", "Bo")
    assert Entry.objects.filter(kind="member.lots_chosen").count() == 1


def test_hosts_and_first_replies_are_drawn_from_the_others(elm):
    leave_out(elm, "Bo")
    for number in range(3):
        raise_question(member=member(elm), title=f"Idea {number}", now=NOW)
    drawn = Term.objects.filter(about_id__isnull=False)
    names = set(drawn.values_list("member__name", flat=True))
    assert names == {"Di", "Eve"}
    assert not FirstReply.objects.filter(member__name="Bo").exists()


def test_a_role_goes_to_no_silent_member_who_left_the_lots(elm):
    leave_out(elm, "Ann", "Bo", "Di")
    ask_for_role(member=member(elm), role=Term.Role.CARE, now=NOW)
    settle_fillings(collective=elm, now=NOW + 30 * DAY)
    assert Term.objects.get(role="care").member.name == "Eve"


def test_who_is_willing_is_in_the_lot_all_the_same(elm):
    leave_out(elm, "Bo")
    filling = ask_for_role(member=member(elm), role=Term.Role.CARE, now=NOW)
    answer_filling(member=member(elm, "Bo"), filling=filling, is_willing=True, now=NOW)
    settle_fillings(collective=elm, now=NOW + 30 * DAY)
    assert Term.objects.get(role="care").member.name == "Bo"
