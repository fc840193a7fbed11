"""What programs read and send about exchanges between collectives."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, Strict

from folkmoot.people.models import Membership
from folkmoot.planning.gifts import gifts_of
from folkmoot.planning.models import Exchange, ExchangePart, ExchangeSeat, Length
from folkmoot.planning.queries.exchanges.asking import AskedAll, asked_all, why_ask_all
from folkmoot.planning.queries.exchanges.page import seats_of
from folkmoot.planning.queries.exchanges.promises import parts_in
from folkmoot.web.wire.cursors import Part
from folkmoot.web.wire.fields import Count, Sent, Text

MOST_GOODS = 40


class ExchangeGood(Schema):
    """What is exchanged."""

    good: str
    unit: str
    hours: float = Field(description="Of work for fetching one, by who gets it.")


class WantedGood(Sent):
    """What is to be exchanged."""

    good: Annotated[Text, Field(max_length=200)] = Field(
        description="As in one's own recipes."
    )
    hours: Annotated[float, Field(ge=0, le=1000)] = 0.0


class ProposingExchange(Sent):
    """With whom, what, for how long, from when on."""

    others: Annotated[list[UUID], Field(min_length=1, max_length=100)] = Field(
        description="Sister collectives."
    )
    goods: Annotated[list[WantedGood], Field(min_length=1, max_length=MOST_GOODS)]
    weeks: Annotated[int, Strict(), Field(ge=1, le=104)]
    begins_on: date
    tells_hours: bool = False


class JoiningExchange(Sent):
    """A yes for one's collective."""

    tells_hours: bool = Field(
        default=False, description="Whether the others see its hours of work."
    )


class MoreRounds(Sent):
    """How many rounds more."""

    many: Annotated[int, Strict(), Field(ge=1, le=20)] = 1


class RoundSeen(Sent):
    """Which round was looked at."""

    edition: Count
    number: Count


class ExchangeSeatShown(Schema):
    """One collective of an exchange."""

    collective_id: UUID
    name: str
    is_own: bool
    takes_part: bool
    has_left: bool
    has_accepted: bool
    alone: float | None = Field(description="Hours, where it tells them.")
    together: float | None


class ExchangeGift(Schema):
    """What one gives to another."""

    giver_id: UUID
    getter_id: UUID
    good: str
    unit: str
    amounts: list[float] = Field(description="For each period.")


class ExchangeBrief(Schema):
    """An exchange in a list."""

    id: UUID
    state: Exchange.State
    proposed_by_id: UUID
    proposed_at: datetime
    goods: list[ExchangeGood]
    weeks: int = Field(description="How many periods.")
    length: Length
    begins_on: date
    edition: int = Field(description="Of those who take part.")
    rounds: int
    wanted: int = Field(description="Rounds asked for.")
    problem: str


class ExchangeAsked(Schema):
    """The question to all members of one's collective whether it takes a round."""

    number: int
    title: str
    state: AskedAll.State


class ExchangeTold(ExchangeBrief):
    """An exchange, as one of its collectives sees it."""

    seats: list[ExchangeSeatShown]
    gifts: list[ExchangeGift] = Field(
        description="Nothing where one's own collective takes no part."
    )
    why_all: str = Field(
        description="Why two names are not enough for the last round; empty if they are."
    )
    asked: ExchangeAsked | None = Field(
        description="The question to all members about the last round."
    )


class ExchangeList(Part):
    """A part of the list of exchanges, newest first."""

    exchanges: list[ExchangeBrief]


class ExchangeLetter(Schema):
    """One question to one's collective, and what it answered."""

    kind: str
    told: list[float | None] = Field(description="Good after good, in each period.")
    said: list[float | None]
    hours: list[float] = Field(description="Of work, and of what is missing.")


class ExchangeSent(Schema):
    """All that left one's collective in one round."""

    number: int
    letters: list[ExchangeLetter]


def tell_briefly(row: Exchange) -> ExchangeBrief:
    """Return an exchange as lists have it."""
    return ExchangeBrief(
        id=row.id,
        state=Exchange.State(row.state),
        proposed_by_id=row.collective_id,
        proposed_at=row.proposed_at,
        goods=[ExchangeGood(**one) for one in row.goods],
        weeks=row.weeks,
        length=Length(row.length),
        begins_on=row.begins_on,
        edition=row.edition,
        rounds=row.rounds,
        wanted=row.wanted,
        problem=row.problem,
    )


def tell_exchange(row: Exchange, member: Membership) -> ExchangeTold:
    """Return an exchange with what the member's collective may see of the others."""
    seats = seats_of(row)
    own = next(one for one in seats if one.collective_id == member.collective_id)
    parts = parts_in(row) if row.rounds and own.is_in else []
    asked = asked_all(row, own) if own.is_in else None
    found = {one.seat_id: one for one in parts}
    gifts = gifts_of([one.trade for one in parts], len(row.goods))
    return ExchangeTold(
        **tell_briefly(row).model_dump(),
        seats=[_seat(one, member, found.get(one.id)) for one in seats],
        gifts=[
            ExchangeGift(
                giver_id=parts[one.giver].collective_id,
                getter_id=parts[one.getter].collective_id,
                good=row.goods[one.good]["good"],
                unit=row.goods[one.good]["unit"],
                amounts=list(one.amounts),
            )
            for one in gifts
        ],
        why_all=why_ask_all(found.get(own.id), member.collective),
        asked=_asked(asked) if asked else None,
    )


def _asked(one: AskedAll) -> ExchangeAsked:
    return ExchangeAsked(number=one.number, title=one.title, state=one.state)


def _seat(
    one: ExchangeSeat, member: Membership, part: ExchangePart | None
) -> ExchangeSeatShown:
    is_own = one.collective_id == member.collective_id
    is_told = part is not None and (is_own or one.tells_hours)
    return ExchangeSeatShown(
        collective_id=one.collective_id,
        name=one.collective.name,
        is_own=is_own,
        takes_part=one.is_in,
        has_left=one.left_at is not None,
        has_accepted=one.accepted_at is not None,
        alone=part.alone if part and is_told else None,
        together=part.together if part and is_told else None,
    )


def tell_sent(part: ExchangePart) -> ExchangeSent:
    """Return what left the collective in one round."""
    letters = [ExchangeLetter(**one) for one in part.letters]
    return ExchangeSent(number=part.number, letters=letters)
