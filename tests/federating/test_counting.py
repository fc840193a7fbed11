"""Sums above: what was answered is in them at the next look, however late it commits."""

from datetime import timedelta

import pytest
from tests.federating.world import LATER, World

from folkmoot.deciding.models import Position, Question
from folkmoot.federating.models import Node
from folkmoot.federating.operations import count_due

SECOND = timedelta(seconds=1)
YES = Position.Value.CONSENT

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def world():
    made = World()
    made.ask()
    made.draft()
    made.reach()
    return made


def counted(world: World, after: float) -> int:
    """Return who said yes in all, as of so many seconds later."""
    count_due(world.now + after * SECOND)
    return Node.objects.get(question=world.question, parent=None).yes


def test_an_answer_is_counted_at_the_next_look(world):
    ann, bo, *_others = world.members_of(world.leaves[0])
    world.say(ann, YES)
    assert counted(world, 1) == 1
    world.say(bo, YES, world.now + 2 * SECOND)
    assert counted(world, 3) == 2


@pytest.mark.parametrize("late", [40, 130])
def test_one_that_commits_late_is_counted_when_its_time_is_a_while_ago(world, late):
    for leaf in world.leaves[1:]:
        world.say(world.members_of(leaf)[0], YES, world.now + (late - 1) * SECOND)
    before = counted(world, late)
    world.say(world.members_of(world.leaves[0])[0], YES)
    assert counted(world, late + 1) == before
    assert counted(world, 182) == before + 1


def test_only_a_group_with_a_stop_looks_again_by_itself(world):
    led = Question.objects.filter(led_by_id=world.question.id)
    assert led.count() == len(world.leaves)
    assert not led.filter(look_at__isnull=False).exists()
    ann, *_others = world.members_of(world.leaves[0])
    world.say_all(ann)
    assert world.at(world.question.closes_at + LATER).stage == "working"
    assert led.get(look_at__isnull=False).collective == world.leaves[0]
