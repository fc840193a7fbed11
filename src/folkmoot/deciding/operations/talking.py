"""Inviting the owner of a stop to a talk: three times to choose from, and one chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection, Talk
from folkmoot.deciding.operations.acting import acting
from folkmoot.deciding.operations.working import (
    WORKED_ON,
    StopStateError,
    fresh_stop,
    require_other,
    require_owner,
    tell_about_stop,
)
from folkmoot.deciding.queries.stops import latest_invitation
from folkmoot.people.models import Membership

TIMES = 3
State = Objection.State
TALKED_ABOUT = (State.RAISED, State.UNDERSTOOD, State.ANSWERED, State.STANDING)


@dataclass(frozen=True)
class Invitation:
    """By phone, at a table or in a chat; which number, place or chat; three times."""

    way: Talk.Way
    where: str
    times: Sequence[datetime]


@transaction.atomic
def invite_to_talk(
    *, member: Membership, objection: Objection, invitation: Invitation, now: datetime
) -> Talk:
    """Offer the owner of a stop three times for a talk; locks the question.

    Raises
    ------
    StopStateError
        If it is one's own stop, or the times are not three that are still to come.
    """
    question = objection.question
    with acting(member, question, now, *WORKED_ON, may_be_friend=True) as act:
        row = fresh_stop(act, objection, *TALKED_ABOUT)
        require_other(act, row)
        times = sorted({time.astimezone(UTC) for time in invitation.times})
        if len(times) != TIMES or times[0] <= now:
            raise StopStateError(_("Please offer three times that are still to come."))
        line = Talk.objects.create(
            objection=row,
            collective_id=row.collective_id,
            member=act.member,
            kind=Talk.Kind.INVITES,
            text=invitation.where,
            way=invitation.way,
            times=[time.isoformat() for time in times],
            created_at=now,
        )
        tell_about_stop(act, row, "stop_talk", row.owner_id)
        # Where, which may be a number of somebody's, stays out of the record.
        act.record("stop.talk_offered", stop=row.number, way=line.way, times=line.times)
    return line


@transaction.atomic
def choose_talk(
    *, member: Membership, objection: Objection, time: datetime, now: datetime
) -> Talk:
    """Say as its owner which of the offered times one comes to; locks the question.

    Raises
    ------
    StopStateError
        If the stop is somebody else's, or the time is not offered any more.
    """
    question = objection.question
    with acting(member, question, now, *WORKED_ON, may_be_friend=True) as act:
        row = fresh_stop(act, objection, *TALKED_ABOUT)
        require_owner(act, row)
        offered = latest_invitation(row)
        if offered is None or time not in offered.times or time <= now:
            raise StopStateError(_("This time is not offered any more."))
        line = Talk.objects.create(
            objection=row,
            collective_id=row.collective_id,
            member=act.member,
            kind=Talk.Kind.COMES,
            times=[time.astimezone(UTC).isoformat()],
            created_at=now,
        )
        tell_about_stop(act, row, "stop_talk_set", offered.line.member_id)
        act.record("stop.talk_chosen", stop=row.number, time=line.times[0])
    return line
