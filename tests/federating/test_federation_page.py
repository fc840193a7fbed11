"""The page of a federation: the picture, the list beside it, one's own groups."""

import pytest
from django.urls import reverse
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.world import World

from folkmoot.federating.models import FederatedQuestion, HomeLeaf
from folkmoot.federating.operations import make_federation
from folkmoot.federating.queries.chart import MOST, Row, draw_chart
from folkmoot.people.operations import invite, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(leaves=3)


def page_of(world: World, name: str = "Ann", query: str = "", leaf: int = 0) -> str:
    member = cast.member(world.leaves[leaf], name)
    answer = cast.signed_in(member).get(f"/f/{world.federation.slug}/{query}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_leads_from_the_whole_to_my_table(world):
    shown = page_of(world)
    assert "3 groups decide together here" in shown.replace("\n", " ")
    assert "my table" in shown
    assert shown.count("<circle") == 1 + 1 + 3
    listed = shown.partition('id="parts"')[2].partition("</div>")[0]
    for leaf in world.leaves:
        assert listed.count(leaf.name) == 1


def test_leads_to_the_common_fund(world):
    address = reverse("fund:fund", args=(world.federation.slug,))
    assert f'<a href="{address}">Common fund</a>' in page_of(world)
    fund = cast.signed_in(cast.member(world.leaves[0], "Ann")).get(address)
    assert f'<a href="{address}" aria-current="page">' in fund.content.decode()


def test_opens_down_into_a_council(world):
    far = [cast.collective(f"{name} Court") for name in ("Oak", "Pine")]
    north = make_federation(name="North", children=far, now=NOW)
    from folkmoot.federating.operations import link

    link(child=north, federation=world.federation, now=NOW)
    shown = page_of(world)
    assert f"?at={north.slug}" in shown
    assert "5 groups decide" in shown
    below = page_of(world, query=f"?at={north.slug}")
    assert "Oak Court" in below
    assert (
        cast.signed_in(cast.member(world.leaves[0]))
        .get(f"/f/{north.slug}/")
        .status_code
        == 404
    )
    assert (
        cast.signed_in(cast.member(far[0]))
        .get(f"/f/{world.federation.slug}/")
        .status_code
        == 200
    )


def test_nothing_outside_can_be_opened(world):
    other = make_federation(
        name="Elsewhere", children=[cast.collective("Ivy Lane")], now=NOW
    )
    ann = cast.signed_in(cast.member(world.leaves[0]))
    address = f"/f/{world.federation.slug}/?at={other.slug}"
    assert ann.get(address).status_code == 404


def test_who_is_in_two_groups_chooses_where(world):
    first, second = world.leaves[:2]
    ann = cast.member(first)
    invitation = invite(member=cast.member(second), now=NOW)
    join(invitation=invitation, person=ann.person, name="Annie", now=NOW)
    annie = cast.member(second, "Annie")
    shown = page_of(world)
    assert "You count once" in shown
    browser = cast.signed_in(ann)
    address = f"/f/{world.federation.slug}/home/"
    assert browser.post(address, {"member": str(annie.id)}).status_code == 302
    assert HomeLeaf.objects.get().member_id == annie.id
    wrong = browser.post(address, {"member": str(cast.member(second, "Bo").id)})
    assert wrong.status_code == 422


def test_all_groups_are_asked_to_part_from_one(world):
    ann = cast.signed_in(cast.member(world.leaves[0]))
    address = f"/f/{world.federation.slug}/change/"
    assert ann.get(address).status_code == 200
    gone = world.leaves[2]
    wrong = ann.post(address, {"topic": "part", "why": "They moved"})
    assert wrong.status_code == 422
    form = {"topic": "part", "why": "They moved", "child": str(gone.id)}
    assert ann.post(address, form).status_code == 302
    question = FederatedQuestion.objects.get()
    assert (question.topic, question.klass, question.scope) == (
        "part",
        "founding",
        "shared",
    )
    assert question.change == {"child_id": str(gone.id)}
    assert gone.name in page_of(world)


def test_a_large_federation_draws_no_more_than_fits():
    rows = [Row(["All"], 1, 0), Row(["Ours"] * MOST, 40, MOST - 1)]
    chart = draw_chart(rows)
    assert len(chart.circles) == 1 + MOST
    assert [count for _x, _y, count in chart.more] == [40 - MOST]
    assert sum(circle.is_filled for circle in chart.circles) == 2
    assert all(0 <= circle.x <= chart.width for circle in chart.circles)
    assert [caption.text for caption in chart.captions] == ["All", "Ours"]


def test_every_circle_has_its_name_where_there_is_room():
    chart = draw_chart([Row(["All"], 1, 0), Row(["Low town", "High town"], 2, 1)])
    shown = [(caption.text, caption.is_mine) for caption in chart.captions]
    assert shown == [("All", True), ("Low town", False), ("High town", True)]


def test_an_empty_federation_says_so(world):
    assert "No question to all groups is open." in page_of(world)


def test_costs_the_same_however_many_groups(world, django_assert_max_num_queries):
    more = [cast.collective(f"House {n}", members=("Ann", "Bo")) for n in range(8)]
    from folkmoot.federating.operations import link

    for one in more:
        link(child=one, federation=world.federation, now=NOW + DAY)
    browser = cast.signed_in(cast.member(world.leaves[0]))
    browser.get(f"/f/{world.federation.slug}/")
    with django_assert_max_num_queries(32):
        browser.get(f"/f/{world.federation.slug}/")
