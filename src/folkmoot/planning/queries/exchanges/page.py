"""The page of an exchange: who takes part, who gives what to whom, whose hours.

Of other collectives it has their names, their yes or no, what they give and get, and
their hours where they want it. Nothing else of theirs is read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.doing.days import today_in
from folkmoot.needs.words.units import name_unit
from folkmoot.people.models import Membership
from folkmoot.planning.gifts import Gift, gifts_of, shared_goods
from folkmoot.planning.models import Exchange, ExchangePart, ExchangeSeat, Following
from folkmoot.planning.queries.exchanges.asking import (
    AskedAll,
    asked_all,
    has_decided_yes,
    is_asking,
    why_ask_all,
)
from folkmoot.planning.queries.exchanges.listing import LEAST, MOST_ROUNDS
from folkmoot.planning.queries.exchanges.picture import Picture, draw
from folkmoot.planning.queries.exchanges.promises import parts_in
from folkmoot.planning.queries.exchanges.sent import periods_of
from folkmoot.planning.queries.plans.followed import followings_of
from folkmoot.planning.queries.plans.recipes import tables_of
from folkmoot.planning.words import exchanges as words
from folkmoot.planning.words import plans as numbers
from folkmoot.planning.words.periods import first_day

State = Exchange.State


@dataclass(frozen=True)
class SeatShown:
    """One collective: how far it is."""

    name: str
    is_own: bool
    is_in: bool
    is_out: bool
    has_accepted: bool
    has_proposed: bool
    has_first: bool


@dataclass(frozen=True)
class HoursShown:
    """The work of one collective, alone and together; nothing where it tells none."""

    name: str
    is_own: bool
    alone: str
    together: str
    alone_width: float
    together_width: float

    @property
    def is_told(self) -> bool:
        """Whether there is a number."""
        return bool(self.alone)


@dataclass(frozen=True)
class GiftShown:
    """Who gives what to whom, in words and by period."""

    giver: str
    getter: str
    good: str
    unit: str
    said: str
    cells: Sequence[str]
    total: str
    is_own: bool


@dataclass(frozen=True)
class ExchangeShown:
    """An exchange as one of its collectives sees it."""

    row: Exchange
    seat: ExchangeSeat
    title: str
    last_day: object
    seats: Sequence[SeatShown]
    goods: Sequence[tuple[str, str, str, bool]]  # good, unit, hours, in our recipes
    gifts: Sequence[GiftShown]
    periods: Sequence[str]
    hours: Sequence[HoursShown]
    own_hours: str
    own_rounds: str
    meets_more: bool
    picture: Picture | None
    n_in: int
    waits_for: Sequence[str]
    has_recipes: bool
    may_decide: bool
    has_said: bool
    has_accepted: bool
    is_begun: bool
    asked: AskedAll | None
    why_all: str
    may_ask_all: bool
    may_accept: bool
    is_decided: bool
    followed: Following | None
    may_join: bool
    may_begin: bool
    may_ask: bool
    may_reopen: bool
    may_call_off: bool
    may_leave: bool


def show_exchange(row: Exchange, member: Membership, now: datetime) -> ExchangeShown:
    """Return the page."""
    seats = seats_of(row)
    seat = next(one for one in seats if one.collective_id == member.collective_id)
    # Who takes no part reads nothing of what others give and get.
    parts = parts_in(row) if row.rounds and seat.is_in else []
    _version, tables = tables_of(member.collective)
    own_goods = shared_goods(tables, row.goods)
    today = today_in(member.collective, now)
    inside = [one for one in seats if one.is_in]
    is_full = member.takes_positions
    is_begun = row.begins_on <= today
    gifts = gifts_of([one.trade for one in parts], len(row.goods))
    own = next((one for one in parts if one.collective_id == seat.collective_id), None)
    answers = (
        is_full
        and seat.is_in
        and row.state == State.SETTLED
        and seat.accepted_at is None
    )
    asked = asked_all(row, seat) if seat.is_in else None
    why_all = why_ask_all(own, member.collective)
    return ExchangeShown(
        row=row,
        seat=seat,
        title=words.say_goods(row.goods),
        last_day=first_day(row.begins_on, row.length, row.weeks + 1),
        seats=[_seat(row, one, seat) for one in seats],
        goods=[
            (
                one["good"],
                name_unit(one["unit"]),
                numbers.number(one["hours"]),
                one["good"] in own_goods,
            )
            for one in row.goods
        ],
        gifts=[_gift(row, one, parts, seat) for one in gifts],
        periods=periods_of(row),
        hours=_hours(parts, seat),
        own_hours=words.say_hours(own.alone, own.together) if own else "",
        own_rounds=_own_rounds(row, seat) if row.rounds > 1 else "",
        meets_more=bool(own and own.missing < own.missing_alone - 1e-6),
        picture=draw(gifts, parts, len(row.goods), seat.collective_id),
        n_in=len(inside),
        waits_for=[one.collective.name for one in inside if not one.accepted_at],
        has_recipes=bool(own_goods),
        may_decide=is_full,
        has_said=seat.first_by_id == member.id,
        has_accepted=seat.accepted_first_by_id == member.id,
        is_begun=is_begun,
        asked=asked,
        why_all=why_all,
        may_ask_all=answers and (asked is None or asked.state == AskedAll.State.ENDED),
        may_accept=answers
        and seat.accepted_first_by_id != member.id
        and (asked.state == AskedAll.State.OTHER if asked else not why_all),
        is_decided=has_decided_yes(seat),
        followed=(
            followings_of(member.collective).first()
            if row.state == State.AGREED
            else None
        ),
        may_join=is_full
        and not seat.is_in
        and seat.first_by_id != member.id
        and row.state in {State.PROPOSED, State.OPEN},
        may_begin=is_full
        and seat.is_in
        and row.state == State.PROPOSED
        and len(inside) >= LEAST,
        may_ask=is_full
        and seat.is_in
        and row.state == State.OPEN
        and not row.is_computing
        and row.rounds < MOST_ROUNDS,
        may_reopen=is_full
        and seat.is_in
        and row.state == State.SETTLED
        and not any(one.accepted_at or is_asking(row, one) for one in inside),
        may_call_off=is_full
        and row.state == State.PROPOSED
        and row.collective_id == member.collective_id,
        may_leave=is_full
        and seat.left_at is None
        and row.state != State.ENDED
        and not (row.state == State.AGREED and is_begun)
        and not has_decided_yes(seat)
        and not is_asking(row, seat),
    )


def seats_of(row: Exchange) -> list[ExchangeSeat]:
    """Return the seats by the name of their collective."""
    rows = row.seats.select_related(
        *("collective", "first_by", "second_by", "left_by"),
        *("accepted_first_by", "accepted_second_by"),
    ).defer("tables")
    return list(rows.order_by("collective__name", "id"))


def _seat(row: Exchange, one: ExchangeSeat, own: ExchangeSeat) -> SeatShown:
    return SeatShown(
        name=one.collective.name,
        is_own=one.id == own.id,
        is_in=one.is_in,
        is_out=one.left_at is not None,
        has_accepted=one.accepted_at is not None,
        has_proposed=one.collective_id == row.collective_id,
        # How far another collective is inside stays inside.
        has_first=one.id == own.id and one.first_by_id is not None,
    )


def _gift(
    row: Exchange, one: Gift, parts: Sequence[ExchangePart], seat: ExchangeSeat
) -> GiftShown:
    good = row.goods[one.good]
    giver, getter = parts[one.giver].collective, parts[one.getter].collective
    amounts = words.say_amounts(one.amounts, good["unit"], row.length)
    return GiftShown(
        giver=giver.name,
        getter=getter.name,
        good=good["good"],
        unit=name_unit(good["unit"]),
        said=words.say_gift(giver.name, getter.name, good["good"], amounts),
        cells=[numbers.number(amount) for amount in one.amounts],
        total=numbers.number(one.total),
        is_own=seat.collective_id in {giver.id, getter.id},
    )


def _hours(parts: Sequence[ExchangePart], own: ExchangeSeat) -> list[HoursShown]:
    """Return hours; of others where they want it."""
    told = [one for one in parts if one.seat.tells_hours or one.seat_id == own.id]
    most = max((one.alone for one in told), default=0.0) or 1.0
    found = []
    for one in parts:
        is_told = one in told
        found.append(
            HoursShown(
                name=one.collective.name,
                is_own=one.seat_id == own.id,
                alone=numbers.number(one.alone) if is_told else "",
                together=numbers.number(one.together) if is_told else "",
                alone_width=100 * one.alone / most if is_told else 0.0,
                together_width=100 * one.together / most if is_told else 0.0,
            )
        )
    return found


def _own_rounds(row: Exchange, seat: ExchangeSeat) -> str:
    """Return one's own hours after each round."""
    rows = row.parts.filter(edition=row.edition, seat=seat).order_by("number")
    hours = rows.values_list("together", flat=True)
    return ", ".join(numbers.number(one) for one in hours)
