"""Inviting, and joining by an invitation."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field, Strict

from folkmoot.people import operations
from folkmoot.people.access import (
    get_invitation,
    get_invitation_for,
    get_member_for,
)
from folkmoot.people.api.collectives import MembershipShown
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.models import Invitation, Membership
from folkmoot.people.places import full_address
from folkmoot.people.queries import count_members, get_agreement, list_invitations
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Limit, Line, Name, Sent

router = Router()
ALL = "/collectives/{slug:slug}/invitations"
ONE = ALL + "/{uuid:invitation_id}"
OPENED = "/invitations/{str:token}"


class InvitationShown(Schema):
    """A link with which people join."""

    id: UUID
    link: str
    token: str
    standing: Membership.Standing
    note: str
    uses_left: int
    created_at: datetime
    expires_at: datetime
    made_by: Fellow


class InvitationPart(Part):
    """A part of the invitations, newest first."""

    invitations: list[InvitationShown]


class Inviting(Sent):
    """Whom a link is for, how often it works, and how long."""

    standing: Membership.Standing = Membership.Standing.MEMBER
    uses: Annotated[int, Strict(), Field(ge=1, le=200)] = 1
    days: Annotated[int, Strict(), Field(ge=1, le=90)] = 30
    note: Line = Field(default="", max_length=120)


class Opened(Schema):
    """What an invitation leads to."""

    collective: str
    standing: Membership.Standing
    members: int
    agreement: str = Field(description="The three-minute version.")


class Joining(Sent):
    """The name one wants to use there; who asks first comes as a friend."""

    name: Name
    answer: Literal["in", "ask"] = "in"


def _show(row: Invitation) -> InvitationShown:
    return InvitationShown(
        id=row.id,
        link=full_address(reverse("people:join", kwargs={"token": row.token})),
        token=row.token,
        standing=Membership.Standing(row.standing),
        note=row.note,
        uses_left=row.uses_left,
        created_at=row.created_at,
        expires_at=row.expires_at,
        made_by=fellow_of(row.member),
    )


@router.get(ALL, response=InvitationPart)
def get_invitations(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> InvitationPart:
    """List the invitations that still work."""
    rows = list_invitations(
        get_member_for(request.person, slug).collective, request.now
    )
    part = cut(rows, ("-created_at", "-id"), cursor, limit)
    return InvitationPart(invitations=[_show(row) for row in part.rows], next=part.next)


@router.post(ALL, response={201: InvitationShown})
def invite(
    request: PersonRequest, slug: str, data: Inviting
) -> Status[InvitationShown]:
    """Make an invitation."""
    member = get_member_for(request.person, slug)
    row = operations.invite(member=member, now=request.now, **data.dict())
    return Status(201, _show(row))


@router.get(ONE, response=InvitationShown)
def read_invitation(
    request: PersonRequest, slug: str, invitation_id: UUID
) -> InvitationShown:
    """Read an invitation."""
    member = get_member_for(request.person, slug)
    return _show(get_invitation_for(member, invitation_id))


@router.delete(ONE, response={204: None})
def end_invitation(
    request: PersonRequest, slug: str, invitation_id: UUID
) -> Status[None]:
    """Take an invitation back."""
    member = get_member_for(request.person, slug)
    row = get_invitation_for(member, invitation_id)
    operations.end_invitation(member=member, invitation=row, now=request.now)
    return Status(204, None)


@router.get(OPENED, response=Opened)
def open_invitation(request: PersonRequest, token: str) -> Opened:
    """Read what an invitation leads to."""
    row = get_invitation(token, request.person, request.now)
    return Opened(
        collective=row.collective.name,
        standing=Membership.Standing(row.standing),
        members=count_members(row.collective),
        agreement=get_agreement(row.collective).short_text,
    )


@router.post(f"{OPENED}/acceptance", response={201: MembershipShown})
def join(request: PersonRequest, token: str, data: Joining) -> Status[Membership]:
    """Join by an invitation."""
    row = get_invitation(token, request.person, request.now)
    membership = operations.join(
        invitation=row,
        person=request.person,
        name=data.name,
        ask_first=data.answer == "ask",
        now=request.now,
    )
    return Status(201, membership)
