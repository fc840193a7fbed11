"""How a task goes: a line, an obstacle, the end."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.doing.models import Commitment, Progress
from folkmoot.doing.operations.errors import (
    NotAgreedYetError,
    NotCarrierError,
    WordsMissingError,
)
from folkmoot.doing.operations.rights import lock_member, lock_open_task
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

State = Commitment.State


@transaction.atomic
def report(
    *,
    member: Membership,
    commitment: Commitment,
    text: str,
    needs_help: bool,
    now: datetime,
    fails: bool = False,
) -> Progress:
    """Add a line about a task; anybody may, the carrier's says whether help is wanted.

    ``fails`` is the carrier's word that what was agreed does not work, which opens the
    look-back. Locks the task.

    Raises
    ------
    WordsMissingError
        If the line is empty.
    NotAgreedYetError
        If the question is not decided.
    TaskEndedError
        If the task is done, dropped or removed.
    """
    held = lock_open_task(commitment)
    writer = lock_member(member, held.collective_id)
    _check_agreed(held)
    if not text.strip():
        raise WordsMissingError(_("Please write a line about how it goes."))
    is_carrier = held.carrier_id == writer.id
    line = Progress.objects.create(
        commitment=held,
        collective_id=held.collective_id,
        member=writer,
        text=text.strip(),
        needs_help=needs_help and is_carrier,
        fails=fails and is_carrier,
        created_at=now,
    )
    if is_carrier:
        held.help_wanted = needs_help
        held.save()
    append_entry(
        collective_id=held.collective_id,
        kind="task.reported",
        details={
            "task": str(held.id),
            "text": line.text,
            "needs_help": line.needs_help,
            "fails": line.fails,
        },
        now=now,
        about_id=held.question_id,
        member_id=writer.id,
    )
    return line


@transaction.atomic
def finish(*, member: Membership, commitment: Commitment, now: datetime) -> Commitment:
    """Say that one's task is done. Locks the task.

    Raises
    ------
    NotCarrierError
        If somebody else carries it, or nobody.
    NotAgreedYetError
        If the question is not decided, or this is a watch: it ends with the look-back.
    TaskEndedError
        If the task is done, dropped or removed.
    """
    held = lock_open_task(commitment)
    carrier = lock_member(member, held.collective_id)
    _check_agreed(held)
    if held.is_watch:
        raise NotAgreedYetError(_("Watching goes on until you all look back."))
    if held.state != State.ACCEPTED or held.carrier_id != carrier.id:
        message = _("Only the person who does a task can say it is done.")
        raise NotCarrierError(message)
    return _end(held, carrier, State.DONE, now)


@transaction.atomic
def drop(
    *, member: Membership, commitment: Commitment, reason: str, now: datetime
) -> Commitment:
    """Drop a task with a reason: its carrier may, and anybody while nobody carries it.

    Locks the task.

    Raises
    ------
    WordsMissingError
        If no reason is given.
    NotCarrierError
        If somebody else carries it.
    NotAgreedYetError
        If the question is not decided: until then only a new draft drops a task.
    TaskEndedError
        If the task is done, dropped or removed.
    """
    held = lock_open_task(commitment)
    who = lock_member(member, held.collective_id)
    _check_agreed(held)
    if not reason.strip():
        raise WordsMissingError(_("Please say in a few words why it is dropped."))
    if held.is_carried and held.carrier_id != who.id:
        message = _("Somebody does this task. Only they can drop it.")
        raise NotCarrierError(message)
    held.reason, held.reason_by = reason.strip(), who
    return _end(held, who, State.DROPPED, now)


def _check_agreed(held: Commitment) -> None:
    if not held.is_agreed:
        message = _("This is still a draft. It begins when you have all agreed.")
        raise NotAgreedYetError(message)


def _end(
    held: Commitment, member: Membership, state: Commitment.State, now: datetime
) -> Commitment:
    held.state, held.ended_at, held.help_wanted = state, now, False
    held.save()
    append_entry(
        collective_id=held.collective_id,
        kind="task.done" if state == State.DONE else "task.dropped",
        details={"task": str(held.id), "what": held.what, "reason": held.reason},
        now=now,
        about_id=held.question_id,
        member_id=member.id,
    )
    return held
