"""Ways back in that somebody asked for: vouching for them, stopping them."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from folkmoot.people import operations
from folkmoot.people.access import (
    get_member_for,
    get_membership_for,
    get_recovery_for,
    get_stoppable_for,
)
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.models import Recovery
from folkmoot.people.queries import (
    list_own_recoveries,
    list_recoveries,
    list_vouchers,
)
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, FullLine, Limit, Sent

router = Router()
ALL = "/collectives/{slug:slug}/recoveries"
ONE = ALL + "/{uuid:recovery_id}"


class RecoveryShown(Schema):
    """Somebody asks for a way back in."""

    id: UUID
    collective: str = Field(description="Its short name in addresses.")
    member: Fellow
    asked_at: datetime
    opens_at: datetime | None
    stopped_at: datetime | None
    vouchers: list[Fellow] = Field(description="Who said that it is them.")


class RecoveryPart(Part):
    """A part of the ways back that are asked for, newest first."""

    recoveries: list[RecoveryShown]


class Stopping(Sent):
    """Why it is stopped."""

    reason: FullLine


def _show(row: Recovery) -> RecoveryShown:
    return RecoveryShown(
        id=row.id,
        collective=row.membership.collective.slug,
        member=fellow_of(row.membership),
        asked_at=row.asked_at,
        opens_at=row.opens_at,
        stopped_at=row.stopped_at,
        vouchers=[fellow_of(each.member) for each in list_vouchers(row)],
    )


@router.get(ALL, response=RecoveryPart)
def get_recoveries(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> RecoveryPart:
    """List who asks for a way back in; friends see what is asked in their name."""
    member = get_membership_for(request.person, slug)
    part = cut(list_recoveries(member), ("-asked_at", "-id"), cursor, limit)
    return RecoveryPart(recoveries=[_show(row) for row in part.rows], next=part.next)


@router.get("/me/recoveries", response=RecoveryPart)
def get_own_recoveries(
    request: PersonRequest, cursor: Cursor = "", limit: Limit = 50
) -> RecoveryPart:
    """List the ways back that are asked for in one's own name."""
    rows = list_own_recoveries(request.person)
    part = cut(rows, ("-asked_at", "-id"), cursor, limit)
    return RecoveryPart(recoveries=[_show(row) for row in part.rows], next=part.next)


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
