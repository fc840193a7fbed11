"""The API of federations: from the whole to one's own group."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.federating import operations
from folkmoot.federating.access import (
    Standpoint,
    get_child_for,
    get_council_below,
    get_federation_for,
)
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.queries.federation_page import (
    EACH,
    Part,
    federation_page,
    memberships_below,
)
from folkmoot.federating.queries.founding import find_federation
from folkmoot.federating.queries.structure import federations_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import FullText, Line, Number, Sent
from folkmoot.web.wire.problems import WireError

router = Router()
ALL = "/federations"
ONE = ALL + "/{slug:slug}"
Topic = FederatedQuestion.Topic


class FederationLine(Schema):
    """A federation that one is part of."""

    slug: str
    name: str


class FederationList(Schema):
    """All federations that one is part of, by name."""

    federations: list[FederationLine]


class PartShown(Schema):
    """A council or a group in a federation."""

    id: UUID
    slug: str
    name: str
    is_council: bool
    groups: int = Field(description="Of people, below it; 1 for a group.")
    people: int = Field(description="Members of a group; 0 for a council.")
    is_mine: bool
    region: str


class HomeShown(Schema):
    """One of one's own groups in it."""

    membership_id: UUID
    group: str
    answers_here: bool


class JoiningShown(Schema):
    """A group that asks to join."""

    name: str
    asked_at: datetime
    question_id: UUID | None


class FederationShown(Schema):
    """A federation, the way to one's own group, and what is in one council."""

    id: UUID
    slug: str
    name: str
    agreement: str
    agreement_version: int
    groups: int
    way: list[PartShown]
    at: str = Field(description="The council whose parts these are.")
    parts: list[PartShown]
    count: int = Field(description=f"Of all its parts; {EACH} come at a time.")
    homes: list[HomeShown]
    joinings: list[JoiningShown]


class Choosing(Sent):
    """The group in which one answers."""

    membership_id: UUID


class Parting(Sent):
    """Parting from one group, or joining or leaving a federation; else ending it."""

    group_id: UUID | None = None
    join: Line = Field(default="", description="The address of a federation to join.")
    leave: Line = Field(default="", description="Of one that this one is part of.")
    region: Line = Field(
        default="", max_length=60, description="Where we are, for joining."
    )
    why: FullText

    @property
    def topic(self) -> Topic:
        """What should change."""
        if self.join or self.leave:
            return Topic.JOIN_UP if self.join else Topic.LEAVE
        return Topic.PART if self.group_id else Topic.END


class ChangeRaised(Schema):
    """The question that was raised; it opens when enough ask for it."""

    id: UUID
    number: int
    title: str


def _part(row: Part) -> PartShown:
    return PartShown(
        id=row.collective.id,
        slug=row.collective.slug,
        name=row.collective.name,
        is_council=row.is_council,
        groups=row.groups,
        people=row.people,
        is_mine=row.is_mine,
        region=row.region,
    )


def _show(stands: Standpoint, at: str, page: int) -> FederationShown:
    council = get_council_below(stands, at) if at else None
    shown = federation_page(stands.federation, stands.member, council, page)
    return FederationShown(
        id=stands.federation.id,
        slug=stands.federation.slug,
        name=stands.federation.name,
        agreement=shown.agreement.text,
        agreement_version=shown.agreement.version,
        groups=shown.groups,
        way=[_part(row) for row in shown.path],
        at=shown.focus.collective.slug,
        parts=[_part(row) for row in shown.parts],
        count=shown.count,
        homes=[
            HomeShown(
                membership_id=row.id,
                group=row.collective.slug,
                answers_here=row.id == stands.member.id,
            )
            for row in shown.mine
        ],
        joinings=[
            JoiningShown(
                name=row.child.name, asked_at=row.asked_at, question_id=row.question_id
            )
            for row in shown.joinings
        ],
    )


@router.get(ALL, response=FederationList)
def get_federations(request: PersonRequest) -> FederationList:
    """List the federations one is part of, at any height."""
    rows = federations_of(request.person)
    lines = [FederationLine(slug=row.slug, name=row.name) for row in rows]
    return FederationList(federations=lines)


@router.get(ONE, response=FederationShown)
def get_federation(
    request: PersonRequest, slug: str, at: Line = "", page: Number = 1
) -> FederationShown:
    """Read a federation, opened down at one of its councils."""
    return _show(get_federation_for(request.person, slug), at, max(page, 1))


@router.put(f"{ONE}/home", response=FederationShown)
def choose_home_leaf(
    request: PersonRequest, slug: str, data: Choosing
) -> FederationShown:
    """Choose the group in which one answers for the federation."""
    stands = get_federation_for(request.person, slug)
    own = {row.id: row for row in memberships_below(request.person, stands.federation)}
    if data.membership_id not in own:
        message = _("Please choose one of your groups in this federation.")
        raise WireError(422, "not_a_home", message, {"membership_id": message})
    operations.choose_home_leaf(
        person=request.person,
        federation=stands.federation,
        member=own[data.membership_id],
        now=request.now,
    )
    return _show(get_federation_for(request.person, slug), "", 1)


@router.post(f"{ONE}/changes", response={201: ChangeRaised})
def raise_change(
    request: PersonRequest, slug: str, data: Parting
) -> Status[ChangeRaised]:
    """Ask all groups to part from one, to end, or to join or leave a federation."""
    stands = get_federation_for(request.person, slug)
    topic = data.topic
    child = None
    if topic == Topic.PART and data.group_id:
        child = get_child_for(stands, data.group_id)
    row = operations.raise_change(
        member=stands.member,
        federation=stands.federation,
        topic=topic,
        why=data.why,
        child=child,
        above=find_federation(data.join or data.leave),
        region=data.region,
        now=request.now,
    )
    return Status(201, ChangeRaised(id=row.id, number=row.number, title=row.title))
