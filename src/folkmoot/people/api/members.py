"""Who is part of a collective."""

from datetime import datetime
from uuid import UUID

from ninja import Router

from folkmoot.people.access import get_member_for, get_membership_for
from folkmoot.people.api.shapes import Fellow, FellowPart, fellow_part
from folkmoot.people.models import Membership
from folkmoot.people.queries import all_fellows, list_without_way
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Limit

router = Router()
ONE = "/collectives/{slug:slug}"


class MemberShown(Fellow):
    """Somebody in a collective."""

    standing: Membership.Standing
    group: str
    joined_at: datetime
    invited_by_id: UUID | None


class MemberPart(Part):
    """A part of the list of members and friends, by name."""

    members: list[MemberShown]


@router.get(f"{ONE}/members", response=MemberPart)
def get_members(
    request: PersonRequest,
    slug: str,
    standing: Membership.Standing | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> MemberPart:
    """List the members and friends of a collective."""
    collective = get_membership_for(request.person, slug).collective
    rows = all_fellows(collective, standing)
    part = cut(rows, ("name", "id"), cursor, limit)
    members = [MemberShown.model_validate(row) for row in part.rows]
    return MemberPart(members=members, next=part.next)


@router.get(f"{ONE}/members/without-way", response=FellowPart)
def get_without_way(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> FellowPart:
    """List whose only way in is a slip that a member prints for them."""
    member = get_member_for(request.person, slug)
    rows = list_without_way(member.collective)
    part = cut(rows, ("name", "id"), cursor, limit)
    return fellow_part(part)
