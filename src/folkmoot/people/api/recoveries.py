"""Ways back in that somebody asked for: vouching for them, stopping them."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema

from folkmoot.people import operations
from folkmoot.people.access import (
    get_member_for,
    get_membership_for,
    get_recovery_for,
    get_stoppable_for,
)
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.models import Recovery
from folkmoot.people.queries import list_recoveries
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import FullLine, Sent

router = Router()
ALL = "/collectives/{slug:slug}/recoveries"
ONE = ALL + "/{uuid:recovery_id}"


class RecoveryShown(Schema):
    """Somebody asks for a way back in."""

    id: UUID
    member: Fellow
    asked_at: datetime
    opens_at: datetime | None
    stopped_at: datetime | None


class Stopping(Sent):
    """Why it is stopped."""

    reason: FullLine


def _show(row: Recovery) -> RecoveryShown:
    return RecoveryShown(
        id=row.id,
        member=fellow_of(row.membership),
        asked_at=row.asked_at,
        opens_at=row.opens_at,
        stopped_at=row.stopped_at,
    )


@router.get(ALL, response=list[RecoveryShown])
def get_recoveries(request: PersonRequest, slug: str) -> list[RecoveryShown]:
    """List who asks for a way back in."""
    collective = get_membership_for(request.person, slug).collective
    return [_show(row) for row in list_recoveries(collective)]


@router.put(f"{ONE}/voucher", response=RecoveryShown)
def vouch(request: PersonRequest, slug: str, recovery_id: UUID) -> RecoveryShown:
    """Say that somebody is who they say."""
    member = get_member_for(request.person, slug)
    recovery = get_recovery_for(member, recovery_id)
    return _show(operations.vouch(member=member, recovery=recovery, now=request.now))


@router.post(f"{ONE}/stop", response=RecoveryShown)
def stop_recovery(
    request: PersonRequest, slug: str, recovery_id: UUID, data: Stopping
) -> RecoveryShown:
    """Stop a way back in."""
    member = get_membership_for(request.person, slug)
    recovery = get_stoppable_for(member, recovery_id)
    stopped = operations.stop_recovery(
        member=member, recovery=recovery, reason=data.reason, now=request.now
    )
    return _show(stopped)
