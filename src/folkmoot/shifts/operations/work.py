"""What was worked: as planned unless its member says otherwise, or without a place."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.doing.days import today_in
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import Job, Turn, Work
from folkmoot.shifts.models.jobs import USUAL
from folkmoot.shifts.operations.errors import (
    NotTheirsError,
    ShiftError,
    ShiftIncompleteError,
)
from folkmoot.shifts.operations.rights import lock_helper

MOST_MINUTES = 24 * 60
LOOK_BACK = timedelta(days=62)


@transaction.atomic
def record_turn(*, member: Membership, turn: Turn, minutes: int, now: datetime) -> Work:
    """Say how long one really worked at a turn; 0 for not at all.

    It may be corrected later. How long stands in no record. Locks the membership.

    Raises
    ------
    NotTheirsError
        If it was somebody else's.
    ShiftError
        If its day is still to come, or it was not theirs in the end.
    """
    worker = lock_helper(member, turn.collective_id)
    if turn.member_id != worker.id:
        raise NotTheirsError(_("Everybody says for themselves what they worked."))
    if turn.state != Turn.State.TAKEN:
        raise ShiftError(_("This place is not yours any more."))
    if turn.shift.day > today_in(turn.collective, now):
        raise ShiftError(_("This shift is still to come."))
    _check_minutes(minutes, least=0)
    row, _made = Work.objects.update_or_create(
        turn=turn,
        defaults={
            "collective_id": turn.collective_id,
            "member": worker,
            "job_id": turn.shift.job_id,
            "day": turn.shift.last_day,
            "minutes": minutes,
            "weight": turn.shift.weight,
            "at": now,
        },
    )
    _append(row, now)
    return row


@transaction.atomic
def add_work(
    *,
    member: Membership,
    job: Job | None,
    what: str,
    day: date,
    minutes: int,
    now: datetime,
) -> Work:
    """Write down work that one did without having signed up. Locks the membership.

    Raises
    ------
    ShiftIncompleteError
        If it says neither a job nor what it was, or its day is not in the last two
        months.
    """
    worker = lock_helper(member, member.collective_id)
    _check_minutes(minutes, least=1)
    if job is None and not what.strip():
        raise ShiftIncompleteError(_("Please choose a job, or say what you did."))
    today = today_in(member.collective, now)
    if not today - LOOK_BACK <= day <= today:
        raise ShiftIncompleteError(_("Please choose a day of the last two months."))
    row = Work.objects.create(
        collective_id=worker.collective_id,
        member=worker,
        job=job,
        what=" ".join(what.split()),
        day=day,
        minutes=minutes,
        weight=job.weight if job else USUAL,
        at=now,
    )
    _append(row, now)
    return row


@transaction.atomic
def remove_work(*, member: Membership, work: Work, now: datetime) -> None:
    """Take back what one wrote down; a turn counts as planned again.

    Raises
    ------
    NotTheirsError
        If it is somebody else's.
    """
    if work.member_id != member.id:
        raise NotTheirsError(_("Everybody says for themselves what they worked."))
    gone, _rows = Work.objects.filter(id=work.id).delete()
    if gone:
        append_entry(
            collective_id=work.collective_id,
            kind="work.withdrawn",
            details={"day": work.day.isoformat()},
            now=now,
            member_id=member.id,
        )


def _append(row: Work, now: datetime) -> None:
    append_entry(
        collective_id=row.collective_id,
        kind="work.recorded",
        details={"day": row.day.isoformat()},
        now=now,
        member_id=row.member_id,
    )


def _check_minutes(minutes: int, *, least: int) -> None:
    if not least <= minutes <= MOST_MINUTES:
        raise ShiftIncompleteError(_("Please say how long it takes, up to a day."))
