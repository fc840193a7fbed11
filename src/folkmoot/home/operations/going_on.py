"""What members do for their record's log: its next key, and going on after trouble.

Each wraps the record's own operation, which appends the one entry.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.keys.paper import read_paper_key
from folkmoot.record.models import Log
from folkmoot.record.operations import (
    KeyRefusedError,
    agree_to_key,
    agree_to_sign,
    change_key,
    promise_key,
    refuse_key,
)


class LookedOtherwiseError(Exception):
    """The record stands otherwise than when the page was shown."""


@transaction.atomic
def put_key_on_paper(
    *, member: Membership, collective_id: UUID, paper: str, now: datetime
) -> Log:
    """Promise the key that ``member`` typed from the paper; it is not kept here.

    Where a key on paper counts already, a second member has to agree.

    Locks the membership and the log. Raises `PaperKeyError` for a slip of the pen,
    `NotAMemberError`, `KeyRefusedError` where no log was opened yet or this key counts
    already, and `NothingToAgreeError` if the same member asks twice.
    """
    member = lock_member(member)
    _log_of(collective_id)
    return promise_key(
        collective_id=collective_id,
        seed=read_paper_key(paper),
        member_id=member.id,
        now=now,
    )


@transaction.atomic
def agree_to_other_paper(
    *, member: Membership, collective_id: UUID, digest: str, now: datetime
) -> Log:
    """Agree as a second member that another paper counts from now on.

    Locks the membership and the log. ``digest`` is of the key that was shown. Raises
    `NotAMemberError`, and `NothingToAgreeError` if nobody asks for it, or the same
    member does.
    """
    member = lock_member(member)
    _log_of(collective_id)
    return agree_to_key(
        collective_id=collective_id, digest=digest, member_id=member.id, now=now
    )


@transaction.atomic
def refuse_other_paper(
    *, member: Membership, collective_id: UUID, digest: str, now: datetime
) -> Log:
    """Let the paper that counts go on to count.

    Locks the membership and the log. Raises `NotAMemberError`, and
    `NothingToAgreeError` if nobody asks for the key that was shown.
    """
    member = lock_member(member)
    _log_of(collective_id)
    return refuse_key(
        collective_id=collective_id, digest=digest, member_id=member.id, now=now
    )


@transaction.atomic
def bring_next_key(
    *, member: Membership, collective_id: UUID, paper: str, now: datetime
) -> Log:
    """Let the key on the paper sign from now on.

    Locks the membership and the log. Raises `PaperKeyError` for a slip of the pen,
    `NotAMemberError`, and `KeyRefusedError` if it is not the one that was promised.
    """
    member = lock_member(member)
    _log_of(collective_id)
    return change_key(
        collective_id=collective_id,
        seed=read_paper_key(paper),
        member_id=member.id,
        now=now,
    )


@transaction.atomic
def agree_to_go_on(
    *, member: Membership, collective_id: UUID, state: str, now: datetime
) -> Log:
    """Say with a second member that a record that is not signed goes on.

    Locks the membership and the log. ``state`` is what the member was shown: what
    going on means depends on it.

    Raises
    ------
    LookedOtherwiseError
        If the log has another state by now.
    NothingToAgreeError
        If the same member agrees twice.
    """
    member = lock_member(member)
    if _log_of(collective_id).state != state:
        raise LookedOtherwiseError(
            _("The record stands otherwise by now. Please read this page again.")
        )
    return agree_to_sign(collective_id=collective_id, member_id=member.id, now=now)


def _log_of(collective_id: UUID) -> Log:
    rows = Log.objects.select_for_update().filter(collective_id=collective_id)
    log = rows.first()
    if log is None:
        raise KeyRefusedError(_("This record has no key yet. Come back in a minute."))
    return log
