"""Roles: who holds which until when, and finding somebody by lot."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.people import operations
from folkmoot.people.access import (
    get_fellow_for,
    get_filling_for,
    get_learner_for,
    get_member_for,
    get_membership_for,
    get_term_for,
    read_role,
)
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.models import Membership, Term
from folkmoot.people.queries import list_roles, list_shown_roles
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Flag, Limit, Sent

router = Router()
ONE = "/collectives/{slug:slug}"
ALL = ONE + "/roles"
SEARCH = ALL + "/{slug:role}/search"


class RoleShown(Schema):
    """A role for a limited time; drawn by lot with a seed, or given by a question."""

    id: UUID
    role: Term.Role
    member: Fellow
    seed: str
    given_by_id: UUID | None
    starts_at: datetime
    ends_at: datetime


class RolePart(Part):
    """A part of the roles, soonest to end first."""

    roles: list[RoleShown]


class SearchShown(Schema):
    """Somebody is looked for; without ``closes_at`` nobody is."""

    role: Term.Role
    closes_at: datetime | None
    willing: list[str]
    named: list[str]
    own_answer: bool | None
    may_ask: bool = Field(description="Whether a search may be opened now.")
    learners: list[str] = Field(description="Who learns it beside its holder.")
    may_learn: bool


class WillingSent(Sent):
    """Whether one would take the role."""

    is_willing: Flag


class LotsChosen(Sent):
    """Whether one may be drawn by lot."""

    is_in: Flag


class NameSent(Sent):
    """Whom one names."""

    member_id: UUID


def _role(term: Term) -> RoleShown:
    return RoleShown(
        id=term.id,
        role=Term.Role(term.role),
        member=fellow_of(term.member),
        seed=term.seed,
        given_by_id=term.given_by_id,
        starts_at=term.starts_at,
        ends_at=term.ends_at,
    )


@router.get(ALL, response=RolePart)
def get_roles(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> RolePart:
    """List the roles that are held now, soonest to end first."""
    collective = get_membership_for(request.person, slug).collective
    rows = list_roles(collective, request.now)
    part = cut(rows, ("ends_at", "id"), cursor, limit)
    return RolePart(roles=[_role(term) for term in part.rows], next=part.next)


@router.get(f"{ONE}/role-searches", response=list[SearchShown])
def get_role_searches(request: PersonRequest, slug: str) -> list[SearchShown]:
    """List every role with who is willing, where somebody is looked for."""
    member = get_membership_for(request.person, slug)
    operations.settle_fillings(collective=member.collective, now=request.now)
    return _searches(member, request.now)


@router.post(SEARCH, response={201: list[SearchShown]})
def ask_for_role(
    request: PersonRequest, slug: str, role: str
) -> Status[list[SearchShown]]:
    """Ask everybody who would take a role."""
    member = get_member_for(request.person, slug)
    operations.ask_for_role(member=member, role=read_role(role), now=request.now)
    return Status(201, _searches(member, request.now))


@router.put(f"{SEARCH}/answer", response=list[SearchShown])
def answer_filling(
    request: PersonRequest, slug: str, role: str, data: WillingSent
) -> list[SearchShown]:
    """Say whether one would take a role."""
    member = get_member_for(request.person, slug)
    operations.answer_filling(
        member=member,
        filling=get_filling_for(member, role),
        is_willing=data.is_willing,
        now=request.now,
    )
    return _searches(member, request.now)


@router.post(f"{SEARCH}/names", response={201: list[SearchShown]})
def name_for_role(
    request: PersonRequest, slug: str, role: str, data: NameSent
) -> Status[list[SearchShown]]:
    """Name somebody else for a role; they are asked."""
    member = get_member_for(request.person, slug)
    operations.name_for_role(
        member=member,
        filling=get_filling_for(member, role),
        fellow=get_fellow_for(member, data.member_id),
        now=request.now,
    )
    return Status(201, _searches(member, request.now))


@router.put(f"{ALL}/{{slug:role}}/learning", response=list[SearchShown])
def learn_role(request: PersonRequest, slug: str, role: str) -> list[SearchShown]:
    """Learn a role beside who holds it, without its powers."""
    member = get_member_for(request.person, slug)
    operations.learn_role(member=member, role=read_role(role), now=request.now)
    return _searches(member, request.now)


@router.delete(f"{ALL}/{{slug:role}}/learning", response={204: None})
def stop_learning(request: PersonRequest, slug: str, role: str) -> Status[None]:
    """Stop learning a role."""
    member = get_member_for(request.person, slug)
    learner = get_learner_for(member, role)
    operations.stop_learning(learner=learner, now=request.now)
    return Status(204, None)


@router.get(ONE + "/lots", response=LotsChosen)
def get_lots(request: PersonRequest, slug: str) -> LotsChosen:
    """Read whether one may be drawn by lot."""
    return LotsChosen(is_in=get_member_for(request.person, slug).in_lots)


@router.put(ONE + "/lots", response=LotsChosen)
def choose_lots(request: PersonRequest, slug: str, data: LotsChosen) -> LotsChosen:
    """Say whether one may be drawn by lot."""
    member = get_member_for(request.person, slug)
    row = operations.choose_lots(member=member, is_in=data.is_in, now=request.now)
    return LotsChosen(is_in=row.in_lots)


@router.delete(ALL + "/{uuid:term_id}", response={204: None})
def lay_down(request: PersonRequest, slug: str, term_id: UUID) -> Status[None]:
    """Lay one's own role down before its end."""
    member = get_member_for(request.person, slug)
    operations.lay_down(term=get_term_for(member, term_id), now=request.now)
    return Status(204, None)


def _searches(member: Membership, now: datetime) -> list[SearchShown]:
    return [
        SearchShown(
            role=Term.Role(shown.role),
            closes_at=search.closes_at if search else None,
            willing=list(search.willing) if search else [],
            named=list(search.named) if search else [],
            own_answer=search.own_answer if search else None,
            may_ask=shown.may_ask,
            learners=[one.member.name for one in shown.learners],
            may_learn=shown.may_learn,
        )
        for shown in list_shown_roles(member, now)
        for search in (shown.search,)
    ]
