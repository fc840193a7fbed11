"""The tasks of a draft: named with each version, binding once it is decided."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.doing.models import Commitment, Progress
from folkmoot.doing.operations.errors import CarrierGoneError
from folkmoot.doing.operations.letters import tell_offered
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import Value, append_entry

State = Commitment.State


@dataclass(frozen=True)
class Task:
    """What a draft says is to be done; ``carrier_id`` names a membership."""

    what: str
    due_date: date | None = None
    carrier_id: UUID | None = None
    is_watch: bool = False

    @property
    def key(self) -> tuple[str, bool]:
        """What makes it the same task in the next version."""
        return " ".join(self.what.split()), self.is_watch


@transaction.atomic
def set_tasks(
    *,
    collective: Collective,
    question_id: UUID,
    tasks: Sequence[Task],
    now: datetime,
    member: Membership | None = None,
    version: int | None = None,
) -> list[Commitment]:
    """Make ``tasks`` the tasks of a question and return them in order.

    A task with the same words stays, with its acceptance if its day and carrier stay;
    a draft that names nobody keeps whoever took it on. ``member`` is who wrote the
    version: what they name themself for, they have accepted. What is no longer named is
    removed; what is done or dropped stays as it is. Locks the question's tasks; the
    caller holds the question's lock. With no tasks it frees everybody, for a question
    that ends without a decision. With ``version`` they are the tasks of that version
    alone, which stands beside the draft.

    Raises
    ------
    CarrierGoneError
        If somebody named is not part of the collective.
    """
    _check_carriers(collective, tasks)
    held = lock_tasks(question_id=question_id)
    is_end = not tasks and version is None
    earlier = _by_key(row for row in held if is_end or row.version == version)
    kept: list[Commitment] = []
    offered: list[Commitment] = []
    for position, task in enumerate(tasks):
        same = earlier[task.key]
        row = same.pop(0) if same else _new(collective, question_id, task)
        row.position, row.version = position, version
        if row.is_open and _apply(row, task, member, now):
            offered.append(row)
        row.save()
        kept.append(row)
    _remove((row for rows in earlier.values() for row in rows), now)
    append_entry(
        collective_id=collective.id,
        kind="tasks.set",
        details={"tasks": [_told(row) for row in kept]},
        now=now,
        about_id=question_id,
        member_id=member.id if member else None,
    )
    tell_offered(collective=collective, commitments=offered, now=now)
    return kept


@transaction.atomic
def agree_tasks(
    *, collective: Collective, question_id: UUID, now: datetime
) -> list[Commitment]:
    """Make a question's tasks binding, when it is decided; return them in order.

    Before, a carrier who withdraws sends the draft back; from now on help is wanted,
    progress can be told, and reminders go out.
    """
    rows = [row for row in lock_tasks(question_id=question_id) if row.is_open]
    for row in rows:
        row.agreed_at = row.agreed_at or now
    Commitment.objects.bulk_update(rows, ["agreed_at"])
    append_entry(
        collective_id=collective.id,
        kind="tasks.agreed",
        details={"tasks": [_told(row) for row in rows]},
        now=now,
        about_id=question_id,
    )
    return rows


@transaction.atomic
def keep_tasks_of(
    *, collective: Collective, question_id: UUID, version: int, now: datetime
) -> list[Commitment]:
    """Keep the tasks of the version that goes on, and remove those of the others.

    One that names none has those of the draft. Locks the question's tasks; the caller
    holds the question's lock.
    """
    held = lock_tasks(question_id=question_id)
    own = [row for row in held if row.version == version]
    kept = own or [row for row in held if row.version is None]
    for row in own:
        row.version = None
    Commitment.objects.bulk_update(own, ["version"])
    ids = {row.id for row in kept}
    _remove((row for row in held if row.id not in ids), now)
    append_entry(
        collective_id=collective.id,
        kind="tasks.set",
        details={"tasks": [_told(row) for row in kept]},
        now=now,
        about_id=question_id,
    )
    return kept


@transaction.atomic
def free_tasks_not_begun(
    *, collective: Collective, question_id: UUID, now: datetime
) -> list[Commitment]:
    """Free everybody from tasks not begun, and return these; the others stay.

    For a collective that a decision does not bind any more. A task is begun once
    anything was said about how it goes. Locks the question's tasks; the caller holds
    the question's lock.
    """
    held = lock_tasks(question_id=question_id)
    said = Progress.objects.filter(commitment__in=[row.id for row in held])
    begun = set(said.values_list("commitment", flat=True))
    freed = [row for row in held if row.is_open and row.id not in begun]
    _remove(freed, now)
    gone = {row.id for row in freed}
    append_entry(
        collective_id=collective.id,
        kind="tasks.set",
        details={"tasks": [_told(row) for row in held if row.id not in gone]},
        now=now,
        about_id=question_id,
    )
    return freed


def lock_tasks(*, question_id: UUID) -> list[Commitment]:
    """Lock a question's tasks until commit, so that no carrier withdraws meanwhile.

    Removed ones are left out. Call it inside a transaction, after the question's lock
    and before reading who has accepted.
    """
    rows = Commitment.objects.select_for_update().filter(question_id=question_id)
    # One order for everybody, so that two lockers never wait for each other.
    held = list(rows.exclude(state=State.REMOVED).order_by("id"))
    return sorted(held, key=lambda row: (row.position, row.id))


def _check_carriers(collective: Collective, tasks: Sequence[Task]) -> None:
    named = {task.carrier_id for task in tasks if task.carrier_id}
    here = Membership.objects.filter(
        collective=collective, id__in=named, ended_at=None
    ).count()
    if here != len(named):
        message = _(
            "Somebody you named is not part of this group any more. "
            "Please choose somebody else."
        )
        raise CarrierGoneError(message)


def _by_key(rows: Iterable[Commitment]) -> dict[tuple[str, bool], list[Commitment]]:
    grouped: dict[tuple[str, bool], list[Commitment]] = defaultdict(list)
    for row in rows:
        # What was dropped may be named again: that is a new offer.
        if row.state != State.DROPPED:
            grouped[Task(row.what, is_watch=row.is_watch).key].append(row)
    return grouped


def _new(collective: Collective, question_id: UUID, task: Task) -> Commitment:
    return Commitment(
        collective=collective,
        question_id=question_id,
        what=task.key[0],
        is_watch=task.is_watch,
    )


def _apply(
    row: Commitment, task: Task, member: Membership | None, now: datetime
) -> bool:
    """Bring an open row to the draft; return whether its carrier is to be asked."""
    is_accepted = row.state == State.ACCEPTED
    carrier_id = task.carrier_id or (row.carrier_id if is_accepted else None)
    stays = (carrier_id, task.due_date) == (row.carrier_id, row.due_date)
    if not stays:
        row.due_date, row.reminded = task.due_date, Commitment.Reminder.NONE
    if not stays or not is_accepted:
        row.state, row.carrier_id, row.accepted_at = State.OFFERED, carrier_id, None
    if row.state == State.OFFERED and member and carrier_id == member.id:
        row.state, row.accepted_at, row.help_wanted = State.ACCEPTED, now, False
    # Who was asked the same before is not asked again with every version.
    return row.state == State.OFFERED and carrier_id is not None and not stays


def _remove(rows: Iterable[Commitment], now: datetime) -> None:
    gone = [row for row in rows if row.is_open]
    for row in gone:
        row.state, row.ended_at, row.help_wanted = State.REMOVED, now, False
    Commitment.objects.bulk_update(gone, ["state", "ended_at", "help_wanted"])


def _told(row: Commitment) -> Value:
    return {
        "task": str(row.id),
        "what": row.what,
        "due": row.due_date.isoformat() if row.due_date else None,
        "carrier": str(row.carrier_id) if row.carrier_id else None,
        "watch": row.is_watch,
        "state": row.state,
    }
