"""Collectives: one's own, their founding agreement, their settings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from ninja import Router, Schema, Status
from pydantic import Field, field_validator

from folkmoot.people import operations
from folkmoot.people.access import get_member_for, get_membership_for
from folkmoot.people.api.me import check_zone
from folkmoot.people.models import Agreement, Collective, Membership
from folkmoot.people.operations import Newcomer, Plan
from folkmoot.people.presets import SHORT_TEXT
from folkmoot.people.queries import (
    count_members,
    get_agreement,
    get_settings,
    list_agreements,
    list_memberships,
)
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Limit, Line, Name, Sent, Text, Title

router = Router()
ALL = "/collectives"
ONE = ALL + "/{slug:slug}"


class MembershipShown(Schema):
    """One's own place in a collective."""

    id: UUID
    name: str
    standing: Membership.Standing
    invited_as: Membership.Standing
    group: str
    joined_at: datetime


class CollectiveLine(Schema):
    """A collective, and one's own place in it."""

    slug: str
    name: str
    preset: Collective.Preset
    language: str
    time_zone: str
    created_at: datetime
    membership: MembershipShown


class CollectivePart(Part):
    """A part of one's collectives, by name."""

    collectives: list[CollectiveLine]


class CollectiveShown(CollectiveLine):
    """A collective with how many take positions in it."""

    id: UUID
    members: int


class Starting(Sent):
    """A new collective; who starts it is its first member."""

    name: Title = Field(max_length=120)
    preset: Collective.Preset = Collective.Preset.HOME
    member_name: Name
    short_text: Text = Field(
        default="", max_length=4000, description="What you agree to be; or the usual."
    )
    time_zone: Line = "UTC"
    key: str = Field(default="", max_length=64, description="From the server's link.")

    @field_validator("time_zone")
    @classmethod
    def check_time_zone(cls, value: str) -> str:
        """Take a zone that there is."""
        return check_zone(value)


class AgreementShown(Schema):
    """One version of the founding agreement and the settings, and what decided it."""

    version: int
    short_text: str
    text: str
    settings: dict[str, Any]
    question_id: UUID | None
    member_id: UUID | None
    created_at: datetime


class AgreementPart(Part):
    """A part of the versions, newest first."""

    versions: list[AgreementShown]


class SettingsShown(Schema):
    """Every setting as it is now."""

    values: dict[str, Any]


class ChangeSettings(Sent):
    """The settings to change; the rest stays."""

    values: dict[str, Any] = Field(min_length=1)


def _line(member: Membership) -> dict[str, Any]:
    collective = member.collective
    return {
        "slug": collective.slug,
        "name": collective.name,
        "preset": collective.preset,
        "language": collective.language,
        "time_zone": collective.time_zone,
        "created_at": collective.created_at,
        "membership": MembershipShown.model_validate(member),
    }


def _show(member: Membership) -> CollectiveShown:
    collective = member.collective
    return CollectiveShown(
        **_line(member), id=collective.id, members=count_members(collective)
    )


@router.get(ALL, response=CollectivePart)
def get_collectives(
    request: PersonRequest, cursor: Cursor = "", limit: Limit = 50
) -> CollectivePart:
    """List the collectives one is part of."""
    rows = list_memberships(request.person)
    part = cut(rows, ("collective__name", "id"), cursor, limit)
    lines = [CollectiveLine(**_line(row)) for row in part.rows]
    return CollectivePart(collectives=lines, next=part.next)


@router.post(ALL, response={201: CollectiveShown})
def start_collective(request: PersonRequest, data: Starting) -> Status[CollectiveShown]:
    """Start a collective."""
    language = get_language() or "en"
    _person, collective = operations.found(
        person=request.person,
        newcomer=Newcomer(name=data.member_name, language=language),
        plan=Plan(
            name=data.name,
            preset=data.preset,
            short_text=data.short_text or str(SHORT_TEXT),
            language=language,
            time_zone=data.time_zone,
        ),
        link_token=data.key,
        now=request.now,
    )
    return Status(201, _show(get_membership_for(request.person, collective.slug)))


@router.get(ONE, response=CollectiveShown)
def get_collective(request: PersonRequest, slug: str) -> CollectiveShown:
    """Read a collective."""
    return _show(get_membership_for(request.person, slug))


@router.get(f"{ONE}/agreement", response=AgreementShown)
def read_agreement(request: PersonRequest, slug: str) -> Agreement:
    """Read the founding agreement as it stands."""
    return get_agreement(get_membership_for(request.person, slug).collective)


@router.get(f"{ONE}/agreement/versions", response=AgreementPart)
def get_agreements(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> AgreementPart:
    """List every version of the founding agreement and the settings."""
    collective = get_membership_for(request.person, slug).collective
    part = cut(list_agreements(collective), ("-version",), cursor, limit)
    versions = [AgreementShown.model_validate(row) for row in part.rows]
    return AgreementPart(versions=versions, next=part.next)


@router.get(f"{ONE}/settings", response=SettingsShown)
def read_settings(request: PersonRequest, slug: str) -> SettingsShown:
    """Read every setting."""
    collective = get_membership_for(request.person, slug).collective
    return SettingsShown(values=get_settings(collective))


@router.patch(f"{ONE}/settings", response=SettingsShown)
def change_settings(
    request: PersonRequest, slug: str, data: ChangeSettings
) -> SettingsShown:
    """Change settings, before the third member joins.

    Afterwards a founding question changes them.
    """
    member = get_member_for(request.person, slug)
    changed = operations.change_settings(
        collective=member.collective,
        values=data.values,
        member=member,
        now=request.now,
    )
    return SettingsShown(values=get_settings(changed.collective))


@router.put(f"{ONE}/membership/standing", response=MembershipShown)
def step_in(request: PersonRequest, slug: str) -> Membership:
    """Become a member after having asked first."""
    membership = get_membership_for(request.person, slug)
    return operations.step_in(membership=membership, now=request.now)


@router.delete(f"{ONE}/membership", response={204: None})
def leave(request: PersonRequest, slug: str) -> Status[None]:
    """Leave a collective."""
    membership = get_membership_for(request.person, slug)
    operations.leave(membership=membership, now=request.now)
    return Status(204, None)
