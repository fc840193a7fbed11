"""The API of what is left over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.fund import operations
from folkmoot.fund.access import (
    get_fund_for,
    get_idea_for,
    get_own_fund_for,
    get_surplus_for,
    get_unit_for,
)
from folkmoot.fund.api.shapes import Amount, Sum
from folkmoot.fund.models import Surplus, SurplusIdea
from folkmoot.fund.queries.surplus.pages import (
    get_surplus_page,
    list_ideas,
    list_surpluses,
    own_marking,
)
from folkmoot.people.api.shapes import Fellow, fellow_of, fellow_or_none
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut, map_rows
from folkmoot.web.wire.fields import Cursor, FullLine, Limit, Lines, Sent, Title

router = Router()
ALL = "/collectives/{slug:slug}/left-over"
ONE = ALL + "/{uuid:surplus_id}"
IDEA = ALL + "/ideas/{uuid:idea_id}"


class SurplusLine(Schema):
    """Something left over."""

    id: UUID
    what: str
    kind: Surplus.Kind
    amount: int = Field(description="In the smallest part of what it is counted in.")
    counted_in: str
    digits: int
    question_id: UUID
    is_found: bool = Field(description="The ledger showed it.")
    noted_at: datetime
    settled_at: datetime | None
    ended_at: datetime | None


class SurplusPart(Part):
    """A part of what was left over, the newest first."""

    surpluses: list[SurplusLine]


class SharesShown(Schema):
    """The fair shares with their working."""

    people: int
    seed: str
    rounds: list[dict[str, Any]] = Field(
        description="What is carried: idea, cost, people, each (a fraction), or marks."
    )
    left_out: list[dict[str, Any]]
    rest: int
    own: dict[str, str] = Field(description="What one's own share paid for, by idea.")


class SurplusShown(SurplusLine):
    """Something left over, and how far it is."""

    takes_marks: bool
    may_draw: bool
    may_write: bool
    shares: SharesShown | None


class IdeaShown(Schema):
    """An idea, its cost and who would carry it out."""

    id: UUID
    title: str
    why: str
    cost: int
    member: Fellow
    carrier: Fellow | None
    checked_by: Fellow | None


class IdeasPart(Part):
    """A part of the ideas, the oldest first."""

    ideas: list[IdeaShown]


class MarksShown(Schema):
    """One's own marks."""

    ideas: list[UUID]


class SplitShown(Schema):
    """The amounts in a version of the draft."""

    version: int
    parts: dict[str, int]


class SurplusUseShown(Schema):
    """Hours or things that were used."""

    id: UUID
    what: str
    amount: int
    agreed_id: UUID


class SurplusSent(Sent):
    """What is left over: ``unit_id`` for what is of the fund."""

    what: Title
    amount: Amount
    kind: Surplus.Kind = Surplus.Kind.FUND
    unit_id: UUID | None = None
    counted_in: str = Field(default="", max_length=40)


class IdeaSent(Sent):
    """An idea."""

    title: str = Field(min_length=1, max_length=120)
    cost: Amount
    why: Lines = ""
    carrier_id: UUID | None = None


class MarksSent(Sent):
    """The ideas one finds worth funding; they take the place of earlier marks."""

    ideas: list[UUID] = Field(max_length=100)


class AmountsSent(Sent):
    """How much each idea gets in the draft."""

    amounts: dict[UUID, Sum] = Field(max_length=100)


class UseSent(Sent):
    """Hours or things that were used."""

    what: FullLine
    amount: Amount


def _line(row: Surplus) -> SurplusLine:
    names = SurplusLine.model_fields
    return SurplusLine(**{name: getattr(row, name) for name in names})


def _idea(row: SurplusIdea) -> IdeaShown:
    return IdeaShown(
        id=row.id,
        title=row.title,
        why=row.why,
        cost=row.cost,
        member=fellow_of(row.member),
        carrier=fellow_or_none(row.carrier),
        checked_by=fellow_or_none(row.checked_by),
    )


def _shown(request: PersonRequest, slug: str, surplus_id: UUID) -> SurplusShown:
    place = get_fund_for(request.person, slug)
    row = get_surplus_for(place, surplus_id)
    page = get_surplus_page(row, place.member, request.now)
    shares = None
    if page.shares is not None:
        made = page.shares.shares
        shares = SharesShown(
            people=made.people,
            seed=made.seed,
            rounds=made.rounds,
            left_out=made.left_out,
            rest=made.rest,
            own=made.paid.get(str(place.member.id), {}),
        )
    return SurplusShown(
        **_line(row).dict(),
        takes_marks=page.takes_marks,
        may_draw=page.may_draw,
        may_write=page.may_write,
        shares=shares,
    )


@router.get(ALL, response=SurplusPart)
def get_surpluses(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> SurplusPart:
    """List what is or was left over, the newest first."""
    place = get_fund_for(request.person, slug)
    operations.settle_surplus_of(collective_id=place.collective.id, now=request.now)
    rows = list_surpluses(place.collective)
    part = cut(rows, ("-noted_at", "-id"), cursor, limit)
    return SurplusPart(surpluses=map_rows(part, _line), next=part.next)


@router.post(ALL, response={201: SurplusLine})
def note_surplus(
    request: PersonRequest, slug: str, data: SurplusSent
) -> Status[SurplusLine]:
    """Say that something is left over; its question opens by itself."""
    place = get_own_fund_for(request.person, slug)
    unit = get_unit_for(place, data.unit_id) if data.unit_id else None
    row = operations.note_surplus(
        member=place.member,
        collective=place.collective,
        surplus=operations.SurplusText(
            data.what, data.amount, data.kind, unit, data.counted_in
        ),
        now=request.now,
    )
    return Status(201, _line(row))


@router.get(ONE, response=SurplusShown)
def get_surplus(request: PersonRequest, slug: str, surplus_id: UUID) -> SurplusShown:
    """Read how far a surplus is, and its fair shares once they are computed."""
    place = get_fund_for(request.person, slug)
    row = get_surplus_for(place, surplus_id)
    operations.settle_surplus(surplus=row, now=request.now)
    return _shown(request, slug, surplus_id)


@router.get(f"{ONE}/ideas", response=IdeasPart)
def get_surplus_ideas(
    request: PersonRequest,
    slug: str,
    surplus_id: UUID,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> IdeasPart:
    """List the ideas, the oldest first."""
    place = get_fund_for(request.person, slug)
    rows = list_ideas(get_surplus_for(place, surplus_id))
    part = cut(rows, ("created_at", "id"), cursor, limit)
    return IdeasPart(ideas=map_rows(part, _idea), next=part.next)


@router.post(f"{ONE}/ideas", response={201: IdeaShown})
def add_surplus_idea(
    request: PersonRequest, slug: str, surplus_id: UUID, data: IdeaSent
) -> Status[IdeaShown]:
    """Add an idea."""
    place = get_own_fund_for(request.person, slug)
    row = operations.add_surplus_idea(
        member=place.member,
        surplus=get_surplus_for(place, surplus_id),
        idea=operations.IdeaText(**data.dict()),
        now=request.now,
    )
    return Status(201, _idea(row))


@router.put(IDEA, response=IdeaShown)
def change_surplus_idea(
    request: PersonRequest, slug: str, idea_id: UUID, data: IdeaSent
) -> IdeaShown:
    """Change one's own idea, or one that one would carry out."""
    place = get_own_fund_for(request.person, slug)
    row = operations.change_surplus_idea(
        member=place.member,
        idea=get_idea_for(place, idea_id),
        text=operations.IdeaText(**data.dict()),
        now=request.now,
    )
    return _idea(row)


@router.delete(IDEA, response={204: None})
def drop_surplus_idea(request: PersonRequest, slug: str, idea_id: UUID) -> Status[None]:
    """Take one's own idea back."""
    place = get_own_fund_for(request.person, slug)
    operations.drop_surplus_idea(
        member=place.member, idea=get_idea_for(place, idea_id), now=request.now
    )
    return Status(204, None)


@router.put(f"{IDEA}/cost", response=IdeaShown)
def agree_with_cost(request: PersonRequest, slug: str, idea_id: UUID) -> IdeaShown:
    """Say, as one of those drawn by lot, that the cost is about right."""
    place = get_own_fund_for(request.person, slug)
    row = operations.agree_with_cost(
        member=place.member, idea=get_idea_for(place, idea_id), now=request.now
    )
    return _idea(row)


@router.get(f"{ONE}/marks", response=MarksShown)
def get_own_marks(request: PersonRequest, slug: str, surplus_id: UUID) -> MarksShown:
    """Read one's own marks; nobody else's are ever shown."""
    place = get_own_fund_for(request.person, slug)
    row = own_marking(get_surplus_for(place, surplus_id), place.member)
    return MarksShown(ideas=row.ideas if row else [])


@router.put(f"{ONE}/marks", response=MarksShown)
def mark_ideas(
    request: PersonRequest, slug: str, surplus_id: UUID, data: MarksSent
) -> MarksShown:
    """Mark the ideas one finds worth funding; none is an answer too."""
    place = get_own_fund_for(request.person, slug)
    row = operations.mark_ideas(
        member=place.member,
        surplus=get_surplus_for(place, surplus_id),
        ideas=data.ideas,
        now=request.now,
    )
    return MarksShown(ideas=row.ideas)


@router.post(f"{ONE}/shares", response={201: SurplusShown})
def draw_shares(
    request: PersonRequest, slug: str, surplus_id: UUID
) -> Status[SurplusShown]:
    """Compute the fair shares, once marking is over."""
    place = get_own_fund_for(request.person, slug)
    operations.draw_shares(
        member=place.member,
        surplus=get_surplus_for(place, surplus_id),
        now=request.now,
    )
    return Status(201, _shown(request, slug, surplus_id))


@router.post(f"{ONE}/draft", response={201: SplitShown})
def write_shares_into_draft(
    request: PersonRequest, slug: str, surplus_id: UUID, data: AmountsSent
) -> Status[SplitShown]:
    """Write the question's draft with these amounts, as one of its drafters."""
    place = get_own_fund_for(request.person, slug)
    row = operations.write_shares_into_draft(
        member=place.member,
        surplus=get_surplus_for(place, surplus_id),
        amounts=data.amounts,
        now=request.now,
    )
    return Status(201, SplitShown(version=row.version, parts=row.parts))


@router.post(f"{ONE}/uses", response={201: SurplusUseShown})
def use_left_over(
    request: PersonRequest, slug: str, surplus_id: UUID, data: UseSent
) -> Status[SurplusUseShown]:
    """Mark hours or things as used, under the decision on them."""
    place = get_own_fund_for(request.person, slug)
    row = operations.use_left_over(
        member=place.member,
        surplus=get_surplus_for(place, surplus_id),
        what=data.what,
        amount=data.amount,
        now=request.now,
    )
    return Status(
        201,
        SurplusUseShown(
            id=row.id, what=row.what, amount=row.amount, agreed_id=row.agreed_id
        ),
    )
