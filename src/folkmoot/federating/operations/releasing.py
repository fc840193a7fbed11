"""A leaf or a council leaves a federated question: from now on it decides alone.

What was said there stays with it. Its numbers go out of all sums above, which thereby
stay the sums of the leaves that take part; the others go on.
"""

from datetime import datetime
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import Shape, let_arise
from folkmoot.deciding.operations.parting import Parting, part_led
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import BEFORE_DECIDED
from folkmoot.federating.models import (
    Delegate,
    FederatedDrafter,
    FederatedQuestion,
    Mandate,
    Node,
    OfferedTask,
    VersionSum,
)
from folkmoot.federating.operations.counting import take_out_of_sums
from folkmoot.federating.operations.drawing import replace_gone
from folkmoot.federating.operations.raising import raise_in_part
from folkmoot.federating.queries.panels import leaves_below
from folkmoot.people.models import Collective

WHY = "ours_alone"


def let_go(
    question: FederatedQuestion, part: Collective, at: datetime, now: datetime
) -> UUID | None:
    """Take a part out of a locked question; return what it decides alone instead.

    None where the question is over already, or the part is in it no longer.
    """
    node = Node.objects.filter(question=question, collective=part).first()
    state = state_of(question)
    if node is None or state.stage not in BEFORE_DECIDED:
        return None
    leaves = list(leaves_below(node).select_for_update(of=("self",)).order_by("id"))
    groups = [leaf.collective_id for leaf in leaves]
    led = [leaf.leaf_question_id for leaf in leaves if leaf.leaf_question_id]
    own, into = _begin_alone(question, node, led, now)
    parting = Parting(state, at, WHY, into)
    part_led(questions=led, parting=parting, now=now)
    take_out_of_sums(question, node)
    _remove(node)
    _free(question, groups, at)
    replace_gone(question, now)
    return own


def _begin_alone(
    question: FederatedQuestion, node: Node, led: list[UUID], now: datetime
) -> tuple[UUID, dict[UUID, UUID]]:
    """Let the part's own question begin; return it, and what leads to it in a leaf."""
    if not node.is_leaf:
        return raise_in_part(node.collective, question, now).id, {}
    own: Question = let_arise(
        collective=node.collective,
        title=question.title,
        shape=Shape(
            why_now=question.why_now,
            affected=question.affected,
            short_text=question.short_text,
            facts=question.facts,
        ),
        klass=question.klass,
        why=WHY,
        now=now,
    )
    return own.id, dict.fromkeys(led, own.id)


def _remove(node: Node) -> None:
    """Remove a part of the tree, the lowest first."""
    below = [node.id]
    levels = [below]
    while below:
        rows = Node.objects.filter(parent__in=below)
        below = list(rows.values_list("id", flat=True))
        levels.append(below)
    for ids in reversed(levels):
        VersionSum.objects.filter(node__in=ids).delete()
        Node.objects.filter(id__in=ids).delete()


def _free(question: FederatedQuestion, groups: list[UUID], at: datetime) -> None:
    """Give back what people of these groups had taken on for all groups."""
    tasks = OfferedTask.objects.filter(
        question=question, carrier__collective__in=groups
    )
    tasks.update(carrier=None, taken_at=None)
    writing = FederatedDrafter.objects.filter(question=question, ended_at=None)
    writing.filter(member__collective__in=groups).update(ended_at=at)
    for model in (Delegate, Mandate):
        sent = model.objects.filter(question=question, collective__in=groups)
        sent.filter(ends_at__gt=at).update(ends_at=at)
