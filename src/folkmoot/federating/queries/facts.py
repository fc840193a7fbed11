"""What happened to a federated question, summed from its leaves for the engine."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from folkmoot.deciding.queries.facts import asking_key
from folkmoot.deciding.queries.led import count_reached
from folkmoot.engines.consensus import (
    Asking,
    Check,
    Draft,
    Facts,
    FederatedTally,
    Hearing,
    LeafPosition,
    Shaping,
    Stage,
    State,
    Tally,
    Work,
)
from folkmoot.federating.models import (
    FederatedQuestion,
    Node,
    OfferedTask,
)
from folkmoot.federating.queries.drafters import themes_in
from folkmoot.federating.queries.panels import has_fundamental, tries_confirmed_at
from folkmoot.federating.queries.versions import (
    JOIN_LEAST,
    are_clustered,
    latest_version,
    leading_in,
    weigh,
)

CHECKED = (Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)
ASKED = (Stage.HEARING, Stage.CHECKING, Stage.LAST_CALL)


def root_of(question: FederatedQuestion) -> Node | None:
    """Return the node of the whole."""
    return Node.objects.filter(question=question, parent=None).first()


def facts_of(question: FederatedQuestion, state: State) -> Facts:
    """Return all that `advance` needs for the present stage."""
    root = root_of(question)
    return Facts(
        asking=_asking_of(question, state, root),
        place_reached_at=question.backed_at,
        last_event_at=question.last_event_at,
        shaping=Shaping(is_complete=True, forwarded_at=question.backed_at),
        hearing=Hearing(
            contributions=root.heard if root else 0,
            tries_real_at=_tries_real_at(question, state),
        ),
        draft=draft_of(question),
        check=_check_of(question, state, root),
        work=_work_of(question, state),
    )


def _tries_real_at(question: FederatedQuestion, state: State) -> datetime | None:
    if state.stage is not Stage.HEARING or not state.rules.is_grave:
        return None
    return tries_confirmed_at(question, state.since)


def _asking_of(question: FederatedQuestion, state: State, root: Node | None) -> Asking:
    if root is None:
        return Asking(members=0)
    heard = root.heard if state.stage is Stage.HEARING else tally_of(root).heard
    latest, undelivered = None, 0
    if state.stage in ASKED and state.closes_at is not None:
        reached = count_reached(question.id, asking_key(state), state.closes_at)
        latest, undelivered = reached.latest, reached.undelivered
    return Asking(
        members=root.members,
        heard=heard,
        undelivered=undelivered,
        latest_delivery_at=latest,
    )


def tally_of(node: Node) -> Tally:
    """Return the positions below a node."""
    return Tally(node.yes, node.aside, node.stop, node.need_more)


def groups_of(node: Node) -> FederatedTally:
    """Return both keys' numbers: leaves by what they come to, and people."""
    return FederatedTally(
        members=max(node.members, 1),  # before the first count nobody is known
        people=tally_of(node),
        agree=node.agree,
        divided=node.divided,
        objecting=node.objecting,
        not_heard=node.not_heard,
    )


def _deciding_groups(question: FederatedQuestion, root: Node) -> FederatedTally:
    """Return the leaves that have to agree: all, or those that join where it is optional.

    An optional answer binds the leaves that agree, and needs two of them.
    """
    whole = groups_of(root)
    if question.scope == FederatedQuestion.Scope.SHARED:
        return whole
    agree = Node.objects.filter(question=question, position=Node.Position.AGREES)
    joined = sum((groups_of(node) for node in agree), FederatedTally())
    return joined if joined.agree >= min(JOIN_LEAST, whole.leaves) else whole


def _check_of(question: FederatedQuestion, state: State, root: Node | None) -> Check:
    if root is None or state.stage not in CHECKED:
        return Check()
    open_tasks = count_open_tasks(question)
    if question.variants and state.stage is Stage.CHECKING:
        return leading_in(weigh(question, state, root, open_tasks=open_tasks)).check
    return Check(
        tally=tally_of(root),
        unanswered_stops=root.unanswered,
        fundamental=root.stop > 0 and has_fundamental(question),
        cluster=root.stop > 0 and has_cluster(question),
        tasks_without_carrier=open_tasks,
        groups=_deciding_groups(question, root),
    )


def count_open_tasks(question: FederatedQuestion) -> int:
    """Return how many tasks on offer nobody does."""
    gone = Q(carrier=None) | Q(carrier__ended_at__isnull=False)
    return OfferedTask.objects.filter(gone, question=question).count()


def inputs_of(question: FederatedQuestion, state: State) -> dict[str, Any]:
    """Return everything that the outcome is computed from, as the record keeps it."""
    root = root_of(question)
    check = _check_of(question, replace(state, stage=Stage.LAST_CALL), root)
    groups = check.groups
    if root is None or groups is None:
        return {}
    return {
        "class": question.klass,
        "scope": question.scope,
        "members": groups.members,
        **groups.people._asdict(),
        "agree": groups.agree,
        "divided": groups.divided,
        "objecting": groups.objecting,
        "not_heard": groups.not_heard,
        "checks": max(1, state.checks),
        "answered": check.unanswered_stops == 0,
        "fundamental": check.fundamental,
        "cluster": check.cluster,
        "extended": state.is_check_extended,
    }


def has_cluster(question: FederatedQuestion) -> bool:
    """Say whether half of the heard leaves of a region, or of those affected, object."""
    leaves = Node.objects.filter(question=question, is_leaf=True)
    heard = leaves.exclude(position__in=("", LeafPosition.NOT_HEARD.value))
    return are_clustered(heard.values_list("region", "is_affected", "position"))


def draft_of(question: FederatedQuestion) -> Draft:
    """Return what the draft has and lacks: every theme is answered before a check."""
    version = latest_version(question)
    return Draft(
        submitted_at=question.submitted_at,
        unlinked=themes_in(question).filter(use="").count(),
        has_text=version is not None and bool(version.text.strip()),
        has_tasks=True,
        has_look_back=version is not None,
    )


def _work_of(question: FederatedQuestion, state: State) -> Work:
    """Say when a newer version, or the same text again, was sent on in this round."""
    submitted = question.submitted_at
    if submitted is None or submitted < state.since:
        return Work()
    return Work(max(submitted, question.answered_at or submitted))


def leaf_questions(question: FederatedQuestion) -> dict[UUID, Node]:
    """Return the leaves of a question by the id of their own question."""
    rows = Node.objects.filter(question=question, leaf_question_id__isnull=False)
    return {row.leaf_question_id: row for row in rows if row.leaf_question_id}
