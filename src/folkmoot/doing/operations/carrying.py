"""Taking a task on, giving it back, taking it over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.doing.models import Commitment
from folkmoot.doing.operations.errors import (
    NotCarrierError,
    TaskTakenError,
    WordsMissingError,
)
from folkmoot.doing.operations.rights import lock_member, lock_open_task
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

State = Commitment.State


@transaction.atomic
def accept(*, member: Membership, commitment: Commitment, now: datetime) -> Commitment:
    """Say yes to a task one was named for; a second yes changes nothing.

    Locks the task.

    Raises
    ------
    NotCarrierError
        If the draft names somebody else, or nobody.
    TaskEndedError
        If the task is done, dropped or removed.
    """
    held = lock_open_task(commitment)
    carrier = lock_member(member, held.collective_id)
    if held.carrier_id != carrier.id:
        message = _(
            "This task was offered to somebody else. You can take it over "
            "while nobody has said yes."
        )
        raise NotCarrierError(message)
    if held.state == State.ACCEPTED:
        return held
    return _carry(held, carrier, "task.accepted", now)


@transaction.atomic
def take_over(
    *, member: Membership, commitment: Commitment, now: datetime
) -> Commitment:
    """Take a task that nobody carries: offered, given back, or its carrier left.

    Locks the task. Taking what one carries already changes nothing.

    Raises
    ------
    TaskTakenError
        If somebody carries it.
    TaskEndedError
        If the task is done, dropped or removed.
    """
    held = lock_open_task(commitment)
    carrier = lock_member(member, held.collective_id)
    if held.is_carried:
        if held.carrier_id == carrier.id:
            return held
        raise TaskTakenError(_("Somebody took this task on a moment ago."))
    return _carry(held, carrier, "task.taken_over", now)


@transaction.atomic
def release(
    *, member: Membership, commitment: Commitment, now: datetime, reason: str = ""
) -> Commitment:
    """Give a task back, or decline the offer; after the decision help is wanted.

    Locks the task. Who had accepted says why; "not me" to an offer needs no reason.

    Raises
    ------
    NotCarrierError
        If the task is not this person's.
    WordsMissingError
        If it was accepted and no reason is given.
    TaskEndedError
        If the task is done, dropped or removed.
    """
    held = lock_open_task(commitment)
    carrier = lock_member(member, held.collective_id)
    if held.carrier_id != carrier.id:
        raise NotCarrierError(_("Only the person who does a task can give it back."))
    if held.state == State.ACCEPTED:
        if not reason.strip():
            raise WordsMissingError(_("Please say in a few words why."))
        held.released_at = now
    held.state, held.carrier, held.reason = State.OFFERED, None, reason.strip()
    held.reason_by, held.help_wanted = carrier, held.is_agreed
    held.save()
    append_entry(
        collective_id=held.collective_id,
        kind="task.released",
        details={"task": str(held.id), "what": held.what, "reason": held.reason},
        now=now,
        about_id=held.question_id,
        member_id=carrier.id,
    )
    return held


def _carry(
    held: Commitment, carrier: Membership, kind: str, now: datetime
) -> Commitment:
    held.state, held.carrier, held.accepted_at = State.ACCEPTED, carrier, now
    held.help_wanted, held.reason, held.reason_by = False, "", None
    held.reminded = Commitment.Reminder.NONE
    held.save()
    append_entry(
        collective_id=held.collective_id,
        kind=kind,
        details={"task": str(held.id), "what": held.what},
        now=now,
        about_id=held.question_id,
        member_id=carrier.id,
    )
    return held
