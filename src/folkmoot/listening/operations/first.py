"""What hosts put first, so that everybody is asked about it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.listening.models import Hearing, Statement
from folkmoot.listening.operations.rights import HearingError, lock_member
from folkmoot.listening.queries import may_put_first
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

FIRST_AT_MOST = 5  # in one hearing: hosts open the talk, they do not steer it


class NotHostError(HearingError):
    """Hosts do this."""


class TooManyFirstError(HearingError):
    """As many statements go first as may."""


@transaction.atomic
def put_first(*, member: Membership, statement: Statement, now: datetime) -> Statement:
    """Let a statement be asked before others; locks the hearing. Twice is as once.

    Raises
    ------
    NotPartError, NotHostError
        If who does it is not a host now.
    TooManyFirstError
        If `FIRST_AT_MOST` go first already.
    """
    locked = _lock(statement, member, now)
    if locked.goes_first:
        return locked
    first = locked.hearing.statements.filter(goes_first=True, folded_at=None)
    if first.count() >= FIRST_AT_MOST:
        message = _("%(limit)s go first already. That is the most.")
        raise TooManyFirstError(message % {"limit": FIRST_AT_MOST})
    return _mark(locked, member, now, goes_first=True)


@transaction.atomic
def put_back(*, member: Membership, statement: Statement, now: datetime) -> Statement:
    """Let a statement take its turn again; locks the hearing. Twice is as once.

    Raises
    ------
    NotPartError, NotHostError
        If who does it is not a host now.
    """
    locked = _lock(statement, member, now)
    return _mark(locked, member, now, goes_first=False) if locked.goes_first else locked


def _lock(statement: Statement, member: Membership, now: datetime) -> Statement:
    hearing = Hearing.objects.select_for_update().get(id=statement.hearing_id)
    if not may_put_first(lock_member(member, hearing.collective_id), now):
        raise NotHostError(_("Hosts do this. You can ask one of them."))
    return Statement.objects.select_for_update().get(id=statement.id)


def _mark(
    statement: Statement, member: Membership, now: datetime, *, goes_first: bool
) -> Statement:
    statement.goes_first = goes_first
    statement.save(update_fields=("goes_first",))
    append_entry(
        collective_id=statement.collective_id,
        kind="statement.put_first" if goes_first else "statement.put_back",
        details={"statement": str(statement.id), "number": statement.number},
        now=now,
        about_id=statement.hearing.about_id,
        member_id=member.id,
    )
    return statement
