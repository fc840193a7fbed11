"""A group founds, joins and leaves federations by founding questions of its own."""

import pytest
from tests import cast
from tests.cast import NOW
from tests.federating.world import World

from folkmoot.deciding.models import Question
from folkmoot.federating.models import FederatedQuestion, Joining, Link
from folkmoot.federating.operations.structure import carry_out_in_leaf
from folkmoot.people.models import Collective

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm():
    return cast.collective("Elm Street")


@pytest.fixture
def world():
    return World(leaves=2)


def raised(collective: Collective, act: str, **form: str) -> Question:
    ann = cast.signed_in(cast.member(collective))
    address = f"/c/{collective.slug}/q/new/?topic=federation&act={act}"
    answer = ann.post(address, {"why_now": "We share a wall.", **form})
    assert answer.status_code == 302, answer.content.decode()
    return Question.objects.get(collective=collective, topic="federation")


def test_a_group_founds_one(elm):
    question = raised(elm, "found", name="All streets")
    assert question.klass == "founding"
    assert question.title == "Do we found a federation: All streets?"
    carry_out_in_leaf(question, question.change, NOW)
    assert Link.objects.get().child == elm


def test_a_group_asks_to_join_by_its_link(elm, world):
    link = f"https://example.org/f/{world.federation.slug}/"
    question = raised(elm, "join", federation=link, region="North")
    assert "All houses" in question.title
    page = cast.signed_in(cast.member(elm)).get(f"/c/{elm.slug}/q/{question.number}/")
    assert "We would join" in page.content.decode()
    carry_out_in_leaf(question, question.change, NOW)
    asked = FederatedQuestion.objects.get(topic="join")
    assert Joining.objects.get().question_id == asked.id
    shown = cast.signed_in(cast.member(world.leaves[0])).get(
        f"/f/{world.federation.slug}/"
    )
    assert "Groups that ask to join" in shown.content.decode()


@pytest.mark.parametrize("typed", ["nowhere", "https://example.org/", "<script>"])
def test_an_address_that_leads_nowhere_is_said(elm, typed):
    ann = cast.signed_in(cast.member(elm))
    address = f"/c/{elm.slug}/q/new/?topic=federation&act=join"
    answer = ann.post(address, {"why_now": "Why", "federation": typed})
    assert answer.status_code == 422
    assert "No federation has this address." in answer.content.decode()


def test_a_group_leaves_and_reads_what_it_keeps(world):
    leaf = world.leaves[0]
    ann = cast.signed_in(cast.member(leaf))
    slug = world.federation.slug
    address = f"/c/{leaf.slug}/q/new/?topic=federation&act=leave&federation={slug}"
    page = ann.get(address).content.decode()
    assert "We keep all decisions" in page
    question = raised(leaf, "leave", federation=slug)
    carry_out_in_leaf(question, question.change, NOW)
    assert not Link.objects.filter(child=leaf, ended_at=None).exists()
    assert ann.get(f"/f/{slug}/").status_code == 404


def test_one_it_is_part_of_cannot_be_joined_again(world):
    leaf = world.leaves[0]
    ann = cast.signed_in(cast.member(leaf))
    address = f"/c/{leaf.slug}/q/new/?topic=federation&act=join"
    form = {"why_now": "Why", "federation": world.federation.slug}
    assert "part of it already" in ann.post(address, form).content.decode()


def test_without_an_act_the_ways_are_shown(elm):
    ann = cast.signed_in(cast.member(elm))
    page = ann.get(f"/c/{elm.slug}/q/new/?topic=federation").content.decode()
    assert "Found a federation" in page
    assert "Leave a federation" not in page


def test_what_would_change_can_be_written_anew(elm):
    people = cast.collective("Long Street", preset="local")
    question = raised(people, "found", name="All streets")
    ann = cast.signed_in(cast.member(people))
    address = f"/c/{people.slug}/q/{question.number}/change/"
    assert "All streets" in ann.get(address).content.decode()
    assert ann.post(address, {"name": "Our streets"}).status_code == 302
    question.refresh_from_db()
    assert question.change["name"] == "Our streets"
