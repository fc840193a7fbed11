"""A question goes to all leaves, is answered there, and decided by both keys."""

from tests.cast import DAY, NOW
from tests.federating.world import World

from folkmoot.deciding.models import Decision, Position, Question
from folkmoot.federating.models import Node


def test_a_shared_question_is_decided_by_groups_and_people(db: None) -> None:
    world = World(leaves=4)
    question = world.ask(scope="shared")
    assert question.stage == "hearing"
    assert Question.objects.filter(led_by_id=question.id, stage="hearing").count() == 4
    question = world.draft()
    assert question.stage == "checking", question.stage
    world.reach()
    for leaf in world.leaves:
        for member in world.members_of(leaf):
            world.say(member, Position.Value.CONSENT)
    question = world.at(NOW + 60 * DAY)
    assert question.stage == "decided", question.stage
    assert question.result["outcome"] == "consensus"
    root = Node.objects.get(question=question, parent=None)
    assert (root.agree, root.yes, root.members) == (4, 12, 12)
    assert Decision.objects.count() == 4
