"""Tasks on offer to all groups: taken on by members, carried in their own collective."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.doing.operations import Task, agree_tasks, set_tasks
from folkmoot.doing.queries import tasks_of
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import FederatedQuestion, Node, OfferedTask
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.queries.structure import ids_above
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

BEFORE = (
    Stage.DRAFTING.value,
    Stage.WORKING.value,
    Stage.CHECKING.value,
    Stage.LAST_CALL.value,
)
TAKEN_IN = (*BEFORE, Stage.DECIDED.value)


class TaskRefusedError(Exception):
    """Somebody has the task, it is not this person's, or its time is over."""


@transaction.atomic
def take_task(*, member: Membership, task: OfferedTask, now: datetime) -> OfferedTask:
    """Take on a task that a draft offers to all groups; locks the question.

    Once it is decided the task is at once one of the member's own collective.

    Raises
    ------
    TaskRefusedError
        If somebody has it, the question has moved on, or the decision does not bind
        the member's group.
    """
    locked = lock_question(task.question_id)
    row = OfferedTask.objects.select_for_update().get(id=task.id)
    person = Membership.objects.select_for_update(of=("self",)).get(id=member.id)
    is_held = row.carrier is not None and row.carrier.is_open
    if locked.stage not in TAKEN_IN or is_held:
        raise TaskRefusedError(_("Somebody has taken this on already."))
    above = ids_above([person.collective_id])
    if not person.takes_positions or locked.collective_id not in above:
        raise TaskRefusedError(_("Members of our groups take tasks on."))
    if locked.stage == Stage.DECIDED:
        _carry_at_once(locked, row, person, now)
    row.carrier, row.taken_at = person, now
    row.save()
    _record(locked, row, person, "federated.task_taken", now)
    return row


@transaction.atomic
def give_task_back(
    *, member: Membership, task: OfferedTask, now: datetime
) -> OfferedTask:
    """Offer a task to all groups again before the decision; locks the question.

    Afterwards it is given back in the member's own collective, as every task.

    Raises
    ------
    TaskRefusedError
        If it is somebody else's, or was decided.
    """
    locked = lock_question(task.question_id)
    row = OfferedTask.objects.select_for_update().get(id=task.id)
    if row.carrier_id != member.id:
        raise TaskRefusedError(_("Only the person who does a task can give it back."))
    if locked.stage not in BEFORE:
        raise TaskRefusedError(_("It is a task of your own group now: look there."))
    row.carrier, row.taken_at = None, None
    row.save()
    _record(locked, row, member, "federated.task_given_back", now)
    return row


def _record(
    question: FederatedQuestion,
    row: OfferedTask,
    member: Membership,
    kind: str,
    now: datetime,
) -> None:
    append_entry(
        collective_id=member.collective_id,
        kind=kind,
        details={"task": row.text},
        now=now,
        about_id=question.id,
        member_id=member.id,
    )


def _carry_at_once(
    question: FederatedQuestion, row: OfferedTask, member: Membership, now: datetime
) -> None:
    node = Node.objects.filter(question=question, collective=member.collective_id)
    leaf = Question.objects.select_for_update(of=("self",)).filter(
        id__in=node.values("leaf_question_id"), decisions__isnull=False
    )
    own = leaf.select_related("collective").first()
    if own is None or own.stage == Question.Stage.NO_DECISION:
        raise TaskRefusedError(_("This does not bind your group."))
    add_tasks(own, [row], {row.id: member}, now)
    agree_tasks(collective=own.collective, question_id=own.id, now=now)


def add_tasks(
    question: Question,
    rows: Sequence[OfferedTask],
    carriers: Mapping[UUID, Membership],
    now: datetime,
) -> None:
    """Put tasks that were taken on beside those of a leaf's own question."""
    held = [
        Task(task.what, task.due_date, task.carrier_id, is_watch=task.is_watch)
        for task in tasks_of(question.id)
        if task.is_open
    ]
    for row in rows:
        carrier = carriers[row.id]
        held.append(Task(row.text, row.due_date, carrier.id))
        # Each carrier names themself for it, and so has accepted.
        set_tasks(
            collective=question.collective,
            question_id=question.id,
            tasks=held,
            now=now,
            member=carrier,
        )


def hand_down(
    question: FederatedQuestion,
    leaf_questions: Sequence[UUID],
    bound: Collection[UUID] | None,
    now: datetime,
) -> None:
    """Make tasks that were taken on tasks of the carriers' own collectives.

    ``bound`` are the questions that the decision binds, None for all: where it does
    not bind, a task is on offer again.
    """
    rows = Question.objects.filter(id__in=leaf_questions).select_related("collective")
    by_collective = {row.collective_id: row for row in rows}
    taken = OfferedTask.objects.filter(
        question=question, carrier__collective__in=by_collective
    ).select_related("carrier")
    of_leaf: dict[UUID, list[OfferedTask]] = defaultdict(list)
    carriers: dict[UUID, Membership] = {}
    for task in taken.order_by("created_at", "id"):
        carrier = task.carrier
        if carrier is None:
            continue
        leaf = by_collective[carrier.collective_id]
        if not carrier.is_open or (bound is not None and leaf.id not in bound):
            task.carrier, task.taken_at = None, None
            task.save()
            continue
        carriers[task.id] = carrier
        of_leaf[leaf.id].append(task)
    for leaf in by_collective.values():
        if of_leaf[leaf.id]:
            add_tasks(leaf, of_leaf[leaf.id], carriers, now)
