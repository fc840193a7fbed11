"""Who is part of what: no circles, several parents, each person once."""

import pytest
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.world import World

from folkmoot.deciding.models import Seat
from folkmoot.federating.models import Link
from folkmoot.federating.operations import (
    StructureError,
    choose_home_leaf,
    link,
    make_federation,
    unlink,
)
from folkmoot.federating.queries.structure import (
    federations_of,
    ids_above,
    leaves_of,
    tree_of,
)
from folkmoot.people.operations import invite, join

pytestmark = pytest.mark.django_db


def test_a_tree_of_any_depth_is_reached_from_below_and_above():
    world = World(leaves=4)
    top = make_federation(name="All towns", children=[world.federation], now=NOW)
    leaf = world.leaves[0]
    assert ids_above([leaf.id]) == {world.federation.id, top.id}
    assert set(leaves_of(top.id)) == {one.id for one in world.leaves}
    assert [branch.level for branch in tree_of(top.id)][:2] == [0, 1]
    person = world.members_of(leaf)[0].person
    assert [one.name for one in federations_of(person)] == ["All houses", "All towns"]


def test_no_circle_closes():
    world = World(leaves=2)
    top = make_federation(name="All towns", children=[world.federation], now=NOW)
    for child, into in ((top, world.federation), (top, top)):
        with pytest.raises(StructureError):
            link(child=child, federation=into, now=NOW)
    with pytest.raises(StructureError):
        link(child=world.leaves[0], federation=world.federation, now=NOW)


def test_a_leaf_with_two_parents_stands_once_in_the_tree_above_both():
    world = World(leaves=3)
    other = make_federation(name="Gardens", children=world.leaves[:1], now=NOW)
    top = make_federation(name="Everyone", children=[world.federation, other], now=NOW)
    assert sorted(leaves_of(top.id)) == sorted(one.id for one in world.leaves)


def test_who_left_keeps_the_record_and_is_asked_no_more():
    world = World(leaves=3)
    held = Link.objects.get(child=world.leaves[2])
    unlink(link=held, now=NOW)
    unlink(link=held, now=NOW + DAY)
    assert Link.objects.get(id=held.id).ended_at == NOW
    assert len(leaves_of(world.federation.id)) == 2


def test_a_person_in_two_leaves_is_asked_in_one():
    world = World(leaves=3)
    ash, birch = world.leaves[:2]
    ann = world.members_of(ash)[0]
    invitation = invite(
        member=world.members_of(birch)[0], now=NOW - 300 * DAY, standing="member"
    )
    join(
        invitation=invitation, person=ann.person, name="Ann of Ash", now=NOW - 300 * DAY
    )
    there = birch.memberships.get(name="Ann of Ash")
    choose_home_leaf(
        person=ann.person, federation=world.federation, member=there, now=NOW
    )
    question = world.ask(scope="shared")
    world.draft()
    seats = Seat.objects.filter(question__led_by_id=question.id)
    assert seats.count() == 9
    assert not seats.filter(member=ann).exists()
    assert seats.filter(member=there).exists()


def test_a_home_leaf_is_one_s_own():
    world = World(leaves=2)
    outside = cast.collective("Elsewhere", now=NOW)
    ann, bo = world.members_of(world.leaves[0])[:2]
    for member in (bo, cast.member(outside, "Ann")):
        with pytest.raises(StructureError):
            choose_home_leaf(
                person=ann.person, federation=world.federation, member=member, now=NOW
            )
