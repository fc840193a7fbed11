"""All leaves follow: the question is opened and moved in every collective below.

The federated question moves in one instant; its leaves follow in parts, each part one
transaction, so that pages stay quick while hundreds of thousands are asked. What is
left over is done by the next call, here or in another worker.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.db.models import F

from folkmoot.deciding.operations.leading import (
    LedDraft,
    LedMove,
    LedText,
    move_led,
    open_led,
)
from folkmoot.deciding.states import read_state
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import (
    FederatedQuestion,
    FederatedStep,
    Node,
    Version,
)
from folkmoot.federating.operations.mandating import mandates_arise
from folkmoot.federating.operations.tasks import hand_down
from folkmoot.federating.queries.structure import members_away, tree_of
from folkmoot.web.rewriting import rewrite

AT_ONCE = 40  # leaves in one transaction: whoever answers there waits for it
BATCH = 2000


def plant_tree(question: FederatedQuestion) -> None:
    """Write the tree below the federation as it stands now, each collective once."""
    nodes: dict[UUID, Node] = {}
    affected = set(question.change.get("affected", ()))
    # A tree lists parents first, so that leaves are counted from its end.
    for branch in tree_of(question.collective_id):
        parent = nodes.get(branch.parent) if branch.parent else None
        nodes[branch.collective_id] = Node(
            question=question,
            collective_id=branch.collective_id,
            parent=parent,
            level=branch.level,
            is_leaf=branch.is_leaf,
            is_affected=str(branch.collective_id) in affected,
            region=branch.region,
            step=question.steps,
            leaves=int(branch.is_leaf),
        )
    for node in reversed(nodes.values()):
        if node.parent is not None:
            node.parent.leaves += node.leaves
    Node.objects.bulk_create(nodes.values(), batch_size=BATCH)


def follow_due(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Let leaves that lag behind follow; return how many did. For the worker."""
    behind = FederatedQuestion.objects.filter(
        nodes__is_leaf=True, nodes__step__lt=F("steps")
    ).distinct()
    followed = 0
    for row in behind:
        while go_on() and (moved := follow(question_id=row.id, now=now)):
            followed += moved
    return followed


@transaction.atomic
def follow(*, question_id: UUID, now: datetime) -> int:
    """Let the next `AT_ONCE` leaves take their next step; return how many did."""
    question = FederatedQuestion.objects.select_related("collective").get(
        id=question_id
    )
    behind = Node.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        question=question, is_leaf=True, step__lt=question.steps
    )
    nodes = list(behind.order_by("step", "collective_id")[:AT_ONCE])
    by_step: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        by_step[node.step + 1].append(node)
    for order, group in by_step.items():
        _take_step(question, order, group, now)
        for node in group:
            node.step = order
    rewrite(nodes, ("step", "leaf_question_id"))
    return len(nodes)


def _take_step(
    question: FederatedQuestion, order: int, nodes: Sequence[Node], now: datetime
) -> None:
    step = FederatedStep.objects.get(question=question, order=order)
    move = _move_of(question, step, nodes)
    held = [node.leaf_question_id for node in nodes if node.leaf_question_id]
    if held and move.state.stage is Stage.DECIDED:
        hand_down(question, held, move.binds, now)
    if held:
        move_led(questions=held, move=move, now=now)
        mandates_arise(question, [n for n in nodes if n.leaf_question_id], step, now)
    new = [node for node in nodes if node.leaf_question_id is None]
    if new and move.state.stage is Stage.HEARING:
        opened = open_led(
            collectives=[node.collective_id for node in new],
            text=_text_of(question),
            move=move,
            now=now,
        )
        for node in new:
            node.leaf_question_id = opened.get(node.collective_id)
        mandates_arise(question, new, step, now)


def _text_of(question: FederatedQuestion) -> LedText:
    return LedText(
        leader_id=question.id,
        title=question.title,
        klass=question.klass,
        short_text=question.short_text,
        why_now=question.why_now,
        affected=question.affected,
        facts=question.facts,
    )


def _move_of(
    question: FederatedQuestion, step: FederatedStep, nodes: Sequence[Node]
) -> LedMove:
    state = read_state(step.state)
    is_decided = state.stage is Stage.DECIDED
    return LedMove(
        state=state,
        at=step.at,
        why=step.why,
        facts=step.facts,
        drafts=_drafts_at(question, step) if state.stage is Stage.CHECKING else (),
        goes_on=step.version if "goes_on" in step.facts else None,
        away=_away(question.collective_id, question.id, step.order),
        # Where it is optional, a decision binds the leaves that agree.
        binds=_those_who(Node.Position.AGREES, nodes)
        if is_decided and question.scope == FederatedQuestion.Scope.OPTIONAL
        else None,
        # Where a group as a whole says stop, it looks back soon.
        early=_those_who(Node.Position.OBJECTS, nodes) if is_decided else (),
        inputs=question.result.get("inputs", {}) if is_decided else {},
    )


def _drafts_at(question: FederatedQuestion, step: FederatedStep) -> list[LedDraft]:
    """Return the versions that a check opened on; the first is the draft itself."""
    rows = Version.objects.filter(question=question)
    beside = rows.filter(round=step.state["checks"]).order_by("variant")
    several = list(beside)
    alone = rows.filter(number=step.version) if step.version else rows.none()
    return [
        LedDraft(
            version=version.number,
            text=version.text,
            what_changed=version.what_changed,
            look_back_date=version.look_back_date,
            minutes=version.minutes,
            label=version.label,
            variant=version.variant if several else None,
        )
        for version in several or alone
    ]


@lru_cache(maxsize=4)
def _away(federation_id: UUID, question_id: UUID, _order: int) -> frozenset[UUID]:
    """Return who answers elsewhere; the same for all parts of one step."""
    leaves = Node.objects.filter(question=question_id, is_leaf=True)
    ids = list(leaves.values_list("collective_id", flat=True))
    return frozenset(members_away(federation_id, ids))


def _those_who(position: Node.Position, nodes: Sequence[Node]) -> set[UUID]:
    """Return the questions of those of these leaves that come to ``position``."""
    found = [node.leaf_question_id for node in nodes if node.position == position]
    return {one for one in found if one is not None}
