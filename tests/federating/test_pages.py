"""The pages of a federated question, as people of its groups open them."""

from typing import Any

import pytest
from django.test import Client
from tests import cast
from tests.federating.world import World

from folkmoot.deciding.models import Position
from folkmoot.people.models import Membership

Value = Position.Value
pytestmark = pytest.mark.django_db
BELOW = ("", "said/", "stops/", "stops/answer/", "draft/")


@pytest.fixture
def world(clock: Any) -> World:
    made = World(leaves=3)
    made.clock = clock  # type: ignore[attr-defined]
    return made


def browse(world: World, who: Membership) -> Client:
    world.clock.set(world.now)  # type: ignore[attr-defined]
    return cast.signed_in(who, world.now)


def url(world: World, rest: str = "") -> str:
    question = world.question
    assert question is not None
    return f"/f/{world.federation.slug}/q/{question.number}/{rest}"


def get(world: World, who: Membership, rest: str = "") -> str:
    answer = browse(world, who).get(url(world, rest))
    assert answer.status_code == 200, (rest, answer.status_code)
    return answer.content.decode()


def see_everything(world: World) -> None:
    """Open every page as a member of each leaf, and each leaf's own page."""
    for leaf in world.leaves:
        ann, *_rest = world.members_of(leaf)
        for rest in BELOW:
            get(world, ann, rest)
        for other in world.leaves:
            get(world, ann, f"groups/{other.id}/")
        own = world.led(leaf)
        page = browse(world, ann).get(f"/c/{leaf.slug}/q/{own.number}/")
        assert page.status_code == 200
        assert f"/f/questions/{own.led_by_id}/" in page.content.decode()


def test_every_page_opens_at_every_stage(world):
    world.ask(scope="shared")
    see_everything(world)
    world.hear()
    question = world.until("drafting")
    see_everything(world)
    world.draft()
    see_everything(world)
    world.say_all()
    see_everything(world)
    world.until("last_call")
    see_everything(world)
    question = world.until("decided")
    see_everything(world)
    ann, *_rest = world.members_of(world.leaves[0])
    page = get(world, ann)
    assert "We agreed" in page
    assert "3 of 3 groups agree; 9 of 9 people heard say yes" in page
    assert "It binds all 3 groups." in page
    assert "It is the same" in get(world, ann, "result/computation/")
    found = browse(world, ann).get(f"/f/questions/{question.id}/")
    assert found.headers["Location"] == url(world)
