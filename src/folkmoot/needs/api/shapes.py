"""What programs read and send about needs, offers and their meeting."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, Strict

from folkmoot.needs.models import Match, Need, NeedClass, NeedKind, Offer, Unit
from folkmoot.needs.operations import NeedText, OfferText
from folkmoot.needs.queries.needs import left_in
from folkmoot.needs.queries.pages import MatchPage
from folkmoot.people.api.shapes import Fellow, fellow_or_none
from folkmoot.people.models import Membership
from folkmoot.web.wire.cursors import Part
from folkmoot.web.wire.fields import Day, Flag, FullLine, Line, Sent, Text

Amount = Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=2)]
What = Annotated[FullLine, Field(max_length=120)]
Note = Annotated[Text, Field(max_length=1000)]
Reach = Annotated[
    Line,
    Field(
        max_length=200,
        description="How you can be reached; the other side reads it after two yes.",
    ),
]
People = Annotated[int, Strict(), Field(ge=1, le=9999)]
OUTSIDE = "None where it is of a sister group."


class NeedClassShown(Schema):
    """What comes first among needs, as the members decided."""

    id: UUID
    name: str
    ceiling: Decimal | None = Field(description="The most for each person.")
    ceiling_unit: str
    question_id: UUID | None


class Shown(Schema):
    """What a need and an offer have in common."""

    id: UUID
    member: Fellow | None = Field(description=OUTSIDE)
    helper: Fellow | None
    collective: str
    kind: NeedKind
    what: str
    note: str
    amount: Decimal
    left: Decimal = Field(description="What is not promised yet.")
    unit: Unit
    goes_out: bool = Field(description="Sister groups see it, without a name.")
    state: Need.State
    created_at: datetime


class NeedShown(Shown):
    """What somebody needs."""

    class_id: UUID
    urgency: Need.Urgency = Field(description="0 is today or tomorrow, 2 can wait.")
    due_date: date | None
    people: int
    question_id: UUID | None = Field(description="Where it came before everybody.")


class OfferShown(Shown):
    """What somebody can give."""

    until_date: date | None


class NeedPart(Part):
    """A part of a list of needs, newest first."""

    needs: list[NeedShown]


class OfferPart(Part):
    """A part of a list of offers, newest first."""

    offers: list[OfferShown]


class MatchShown(Schema):
    """A need and an offer that are brought together, as one of the two sides sees it."""

    id: UUID
    need_id: UUID
    offer_id: UUID
    what: str
    amount: Decimal
    unit: Unit
    state: Match.State
    is_of_need: bool = Field(description="Whether yours is the need.")
    waits_for_me: bool
    other: Fellow | None = Field(
        description="In a sister group only after both said yes."
    )
    reach: str


class MatchPart(Part):
    """A part of a list of meetings, newest first."""

    matches: list[MatchShown]


class Stating(Sent):
    """What a need and an offer have in common."""

    kind: NeedKind
    what: What
    amount: Amount
    unit: Unit
    note: Note = ""
    goes_out: Flag = False


class StatingNeed(Stating):
    """What somebody needs."""

    class_id: UUID
    urgency: Need.Urgency = Need.Urgency.SOON
    due_date: Day | None = None
    people: People = 1

    def read(self) -> NeedText:
        """Return it for the operation."""
        said = self.dict(exclude={"class_id", "for_member_id"})
        return NeedText(klass_id=self.class_id, **said)


class StatingOffer(Stating):
    """What somebody can give."""

    until_date: Day | None = None

    def read(self) -> OfferText:
        """Return it for the operation."""
        return OfferText(**self.dict(exclude={"for_member_id"}))


ForWhom = Annotated[
    UUID | None, Field(description="Somebody without a device, for whom you write.")
]


class StatingNewNeed(StatingNeed):
    """What somebody needs, oneself or another."""

    for_member_id: ForWhom = None


class StatingNewOffer(StatingOffer):
    """What somebody can give, oneself or another."""

    for_member_id: ForWhom = None


class Helping(Sent):
    """Offering what a need asks for."""

    amount: Amount
    note: Line = ""
    reach: Reach = ""


class UsingOffer(Sent):
    """MatchAsking for what is offered."""

    amount: Amount
    class_id: UUID
    reach: Reach = ""


class MatchAsking(Sent):
    """A yes for one's own side of a pair."""

    need_id: UUID
    offer_id: UUID
    amount: Amount
    reach: Reach = ""


class MatchAnswering(Sent):
    """The second yes."""

    reach: Reach = ""


def show_class(row: NeedClass) -> NeedClassShown:
    """Return a class of needs."""
    return NeedClassShown(
        id=row.id,
        name=row.name,
        ceiling=row.ceiling,
        ceiling_unit=row.ceiling_unit,
        question_id=row.question_id,
    )


def show_need(row: Need, reader: Membership) -> NeedShown:
    """Return a need; of a sister group without name, note and class."""
    return NeedShown(
        **_common(row, reader),
        class_id=row.klass_id,
        urgency=Need.Urgency(row.urgency),
        due_date=row.due_date,
        people=row.people,
        question_id=row.question_id,
    )


def show_offer(row: Offer, reader: Membership) -> OfferShown:
    """Return an offer; of a sister group without name and note."""
    return OfferShown(**_common(row, reader), until_date=row.until_date)


def show_match(page: MatchPage) -> MatchShown:
    """Return a meeting as one of the two sides sees it."""
    row = page.match
    return MatchShown(
        id=row.id,
        need_id=row.need_id,
        offer_id=row.offer_id,
        what=row.need.what,
        amount=row.amount,
        unit=Unit(row.need.unit),
        state=Match.State(row.state),
        is_of_need=page.is_of_need,
        waits_for_me=page.waits_for_me,
        other=fellow_or_none(page.other),
        reach=page.reach,
    )


def _common(row: Need | Offer, reader: Membership) -> dict[str, Any]:
    is_inside = row.collective_id == reader.collective_id
    return {
        "id": row.id,
        "member": fellow_or_none(row.member) if is_inside else None,
        "helper": fellow_or_none(row.helper) if is_inside else None,
        "collective": row.collective.name,
        "kind": NeedKind(row.kind),
        "what": row.what,
        "note": row.note if is_inside else "",
        "amount": row.amount,
        "left": left_in(row),
        "unit": Unit(row.unit),
        "goes_out": row.goes_out,
        "state": Need.State(row.state),
        "created_at": row.created_at,
    }


class CalendarShown(Schema):
    """The secret address of one's calendar, told once."""

    address: str
