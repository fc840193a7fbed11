"""Every sum opens down to the groups in at most two taps, whatever lies between."""

import re

import pytest
from tests import cast
from tests.again import once
from tests.cast import DAY, NOW
from tests.federating.world import LEAVES, NAMES, World

from folkmoot.federating.models import Node
from folkmoot.federating.operations import make_federation

pytestmark = [pytest.mark.django_db, pytest.mark.long]
LINK = re.compile(r'href="(/f/[^"]*/groups/([0-9a-f-]{36})/(?:\?page=\d+)?)"')
LEVELS = 3  # councils of two, above eight groups


class Deep(World):
    """Eight groups, two to a council, under three layers of councils."""

    @once
    def __init__(self) -> None:
        self.now, self.question = NOW, None
        self.leaves = [
            cast.collective(f"{name} House", members=NAMES, now=NOW - 400 * DAY)
            for name in LEAVES
        ]
        below = self.leaves
        for level in range(LEVELS):
            below = [
                make_federation(
                    name=f"Council {level} {place}", children=pair, now=NOW - DAY
                )
                for place, pair in enumerate(zip(below[::2], below[1::2], strict=True))
            ]
        (self.federation,) = below


@pytest.fixture
def deep(clock):
    """Return a world in which everybody has answered, one with a stop."""
    world = Deep()
    world.ask(scope="shared")
    world.draft()
    world.say_all(world.members_of(world.leaves[5])[2])
    clock.set(world.now)
    return world


def opened(client, address: str) -> dict[str, str]:
    """Return the address of every part that a page opens, by collective."""
    text = client.get(address).content.decode().partition("<main")[2]
    return {collective: part for part, collective in LINK.findall(text)}


def test_every_group_is_two_taps_from_the_sum_of_all(deep):
    client = cast.signed_in(deep.members_of(deep.leaves[0])[0], deep.now)
    top = f"/f/{deep.federation.slug}/q/{deep.question.number}/"
    first = opened(client, top)
    reached = set(first)
    for address in first.values():
        reached |= set(opened(client, address))
    assert {str(leaf.id) for leaf in deep.leaves} <= reached


def test_each_sum_is_that_of_the_groups_below_it(deep):
    nodes = {node.id: node for node in Node.objects.filter(question=deep.question)}
    leaves = [node for node in nodes.values() if node.is_leaf]
    assert len(nodes) == 8 + 4 + 2 + 1
    for node in nodes.values():
        below = [leaf for leaf in leaves if node in above(leaf, nodes)]
        for name in ("members", "yes", "aside", "stop", "need_more"):
            assert getattr(node, name) == sum(getattr(leaf, name) for leaf in below)
    root = next(node for node in nodes.values() if node.parent_id is None)
    assert (root.members, root.yes, root.stop) == (24, 23, 1)


def above(node: Node, nodes: dict) -> list[Node]:
    """Return a node with all above it."""
    chain = [node]
    while chain[-1].parent_id is not None:
        chain.append(nodes[chain[-1].parent_id])
    return chain


def test_a_group_s_page_shows_its_own_numbers(deep):
    client = cast.signed_in(deep.members_of(deep.leaves[0])[0], deep.now)
    top = f"/f/{deep.federation.slug}/q/{deep.question.number}/"
    shown = client.get(f"{top}groups/{deep.leaves[5].id}/").content.decode()
    assert "2 of 3" in shown.partition("<main")[2]
