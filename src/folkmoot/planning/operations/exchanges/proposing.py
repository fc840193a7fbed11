"""Who takes part in an exchange: a proposal, yes with two names, no with one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.doing.days import today_in
from folkmoot.engines.tlog import Value
from folkmoot.needs.operations.rights import lock_part
from folkmoot.needs.queries.neighbours import sisters_of
from folkmoot.people.models import Collective, Membership
from folkmoot.planning import tables as files
from folkmoot.planning.gifts import shared_goods
from folkmoot.planning.models import Book, Exchange, ExchangeSeat
from folkmoot.planning.operations.exchanges.shared import (
    State,
    begin_anew,
    joined,
    lock_exchange,
    lock_inside,
    record,
    refuse_if_all_decide,
    still_counts,
)
from folkmoot.planning.operations.plans.errors import (
    ExchangeError,
    NoPlanError,
    TwoNamesError,
)
from folkmoot.planning.queries.exchanges.listing import LEAST
from folkmoot.planning.tables import Tables
from folkmoot.planning.words.files import say_why
from folkmoot.planning.words.periods import LENGTHS, say_many

MOST_OPEN = 10  # proposals of one collective that are not over
MOST_GOODS = 40
MOST_HOURS = 1000.0


@dataclass(frozen=True)
class Wanted:
    """A good that is to be exchanged, and the hours of fetching one."""

    good: str
    hours: float = 0.0


@transaction.atomic
def propose_exchange(
    *,
    member: Membership,
    others: Collection[UUID],
    goods: Sequence[Wanted],
    weeks: int,
    begins_on: date,
    tells_hours: bool = False,
    now: datetime,
) -> Exchange:
    """Propose to sister collectives to plan together; it is the first yes of one's own.

    Nothing leaves a collective by it but the names of the goods. Locks the collective.

    Raises
    ------
    ExchangeError
        If the others are no sisters, or the collective proposed enough.
    NoPlanError
        If its own recipes do not know a good, or no plan can be made from them.
    """
    held = lock_part(member, is_full=True)
    Collective.objects.select_for_update(no_key=True).get(id=held.collective_id)
    _refuse_others(held.collective, set(others))
    if begins_on < today_in(held.collective, now):
        raise ExchangeError(_("The first day is over already."))
    book = _book_of(held.collective)
    row = Exchange.objects.create(
        collective_id=held.collective_id,
        member=held,
        proposed_at=now,
        goods=_goods_of(book.tables, goods),
        weeks=weeks,
        length=book.length,
        begins_on=begins_on,
        changed_at=now,
    )
    _refuse_unfit(book, row)
    ids = sorted({held.collective_id, *others})
    seats = [ExchangeSeat(exchange=row, collective_id=one) for one in ids]
    for seat in seats:
        if seat.collective_id == held.collective_id:
            seat.first_by, seat.tells_hours = held, tells_hours
    ExchangeSeat.objects.bulk_create(seats)
    details: dict[str, Value] = {
        "by": held.collective.name,
        "goods": _names(row),
        "weeks": weeks,
    }
    record("exchange.proposed", seats, details, held, now)
    return row


@transaction.atomic
def join_exchange(
    *, member: Membership, exchange: Exchange, tells_hours: bool = False, now: datetime
) -> ExchangeSeat:
    """Say yes for one's collective; with the second yes it takes part.

    It takes part with its recipes as they are then. Where rounds were made already,
    they begin anew with it. Locks the membership and the exchange.

    Raises
    ------
    ExchangeError
        If it takes part already, or a round is before everybody.
    NoPlanError
        If no plan can be made from its recipes, or they do not fit the exchange.
    TwoNamesError
        If the same person said yes already.
    """
    held, row, seat = lock_exchange(member, exchange)
    if row.state not in {State.PROPOSED, State.OPEN}:
        raise ExchangeError(_("Nobody can join this exchange now."))
    if seat.is_in:
        raise ExchangeError(_("This group takes part already."))
    if row.collective_id not in {held.collective_id, *sisters_of(held.collective)}:
        raise ExchangeError(_("Only sister groups of one federation plan together."))
    book = _book_of(held.collective)
    _refuse_unfit(book, row)
    if not still_counts(seat.first_by):
        seat.first_by, seat.tells_hours = held, tells_hours
        seat.left_by, seat.left_at = None, None
        seat.save()
        record("exchange.yes_said", [seat], {"step": "join"}, held, now)
        return seat
    if seat.first_by_id == held.id:
        message = _("Your yes is noted. It counts with another member's yes.")
        raise TwoNamesError(message)
    seat.second_by, seat.joined_at = held, now
    seat.tables = book.tables
    seat.input_sha256 = files.digest_of(book.tables, row.weeks, book.length)
    seat.save()
    details = {"group": held.collective.name, "input_sha256": seat.input_sha256}
    record("exchange.joined", [seat], details, held, now)
    others = row.seats.exclude(id=seat.id)
    record("exchange.joined", others, {"group": held.collective.name}, None, now)
    if row.state == State.OPEN:
        begin_anew(row, now)
    return seat


@transaction.atomic
def leave_exchange(
    *, member: Membership, exchange: Exchange, now: datetime
) -> ExchangeSeat:
    """Say no for one's collective, or leave: one member's word is enough.

    Rounds begin anew without it. Until the others agreed it can come back with two
    yeses. Locks the membership and the exchange.

    Raises
    ------
    ExchangeError
        If it is out already, all its members decided to be in, or what was agreed has
        begun.
    """
    held, row, seat = lock_exchange(member, exchange)
    if row.state == State.ENDED or seat.left_at is not None:
        raise ExchangeError(_("This group does not take part now."))
    refuse_if_all_decide(row, seat)
    today = today_in(held.collective, now)
    if row.state == State.AGREED and row.begins_on <= today:
        message = _("It has begun: others count on it. Please talk to them.")
        raise ExchangeError(message)
    was_in = seat.is_in
    seat.first_by, seat.second_by, seat.joined_at = None, None, None
    seat.tables, seat.input_sha256, seat.agreed_id = {}, "", None
    seat.left_by, seat.left_at = held, now
    seat.save()
    if was_in and row.state != State.PROPOSED:
        begin_anew(row, now)
    details = {"group": held.collective.name}
    record("exchange.left", row.seats.all(), details, held, now)
    return seat


@transaction.atomic
def begin_exchange(
    *, member: Membership, exchange: Exchange, now: datetime
) -> Exchange:
    """Begin with those who said yes; the first round is made. Locks as `lock_inside`.

    Raises
    ------
    ExchangeError
        If it began already, or fewer than two take part.
    """
    held, row, _seat = lock_inside(member, exchange)
    if row.state != State.PROPOSED:
        raise ExchangeError(_("This exchange has begun already."))
    if len(joined(row)) < LEAST:
        raise ExchangeError(_("It takes two groups that said yes."))
    begin_anew(row, now)
    groups = ", ".join(one.collective.name for one in joined(row))
    record("exchange.begun", joined(row), {"groups": groups}, held, now)
    return row


@transaction.atomic
def call_off_exchange(
    *, member: Membership, exchange: Exchange, now: datetime
) -> Exchange:
    """Take a proposal of one's own collective back. Locks it.

    Raises
    ------
    ExchangeError
        If another collective proposed it, or it has begun.
    """
    held, row, _seat = lock_exchange(member, exchange)
    if row.collective_id != held.collective_id or row.state != State.PROPOSED:
        raise ExchangeError(_("This proposal cannot be taken back now."))
    row.state, row.changed_at = State.ENDED, now
    row.save()
    record("exchange.called_off", row.seats.all(), {}, held, now)
    return row


def _refuse_others(collective: Collective, others: set[UUID]) -> None:
    sisters = sisters_of(collective)
    if not sisters:
        raise ExchangeError(_("This group is in no federation with others."))
    if not others or not others <= sisters:
        raise ExchangeError(_("Please choose sister groups to plan with."))
    rows = Exchange.objects.filter(collective=collective)
    if rows.exclude(state__in=(State.AGREED, State.ENDED)).count() >= MOST_OPEN:
        raise ExchangeError(_("This group has proposed enough for now."))


def _book_of(collective: Collective) -> Book:
    book = Book.objects.filter(collective=collective).first()
    if book is None or not (book.tables[files.NEEDS] and book.tables[files.WAYS]):
        message = _("Say first what is needed here, and one way of making it.")
        raise NoPlanError(message)
    return book


def _goods_of(tables: Tables, goods: Sequence[Wanted]) -> list[dict[str, object]]:
    names = list(dict.fromkeys(one.good for one in goods))
    known = set(files.names_in(tables, files.GOODS))
    if not 0 < len(names) <= MOST_GOODS or not set(names) <= known:
        raise ExchangeError(_("Please choose goods of your recipes."))
    hours = {one.good: one.hours for one in goods}
    if any(not 0 <= hours[one] <= MOST_HOURS for one in names):
        raise ExchangeError(_("Please write hours from 0 to 1000."))
    return [
        {"good": one, "unit": files.unit_of(tables, one), "hours": hours[one]}
        for one in names
    ]


def _refuse_unfit(book: Book, row: Exchange) -> None:
    """Say why a collective cannot take part with its recipes.

    Raises
    ------
    NoPlanError
        With what to change.
    """
    from folkmoot.engines import provision  # with all of SciPy
    from folkmoot.planning.exchanging import read_seat

    _refuse_goods(book, row)
    try:
        read_seat(book.tables, row.goods, row.weeks)
    except provision.REFUSALS as error:
        raise NoPlanError(say_why(error)) from error


def _refuse_goods(book: Book, row: Exchange) -> None:
    """Say why the recipes do not fit what is exchanged, and for how long."""
    if book.length != row.length:
        values = {"own": LENGTHS[book.length], "theirs": LENGTHS[row.length]}
        message = _("Our recipes count in %(own)s, this exchange in %(theirs)s.")
        raise NoPlanError(message % values)
    shared = shared_goods(book.tables, row.goods)
    if not shared:
        raise NoPlanError(_("None of these goods stands in our recipes."))
    for one in row.goods:
        own = shared.get(one["good"], one["unit"])
        if own != one["unit"]:
            message = _("We count %(good)s in %(own)s, this exchange in %(theirs)s.")
            values = {"good": one["good"], "own": own, "theirs": one["unit"]}
            raise NoPlanError(message % values)
    last = files.last_week(book.tables)
    if last > row.weeks:
        message = _("Our recipes name number %(last)s; this exchange is for %(time)s.")
        time = say_many(row.length, row.weeks)
        raise NoPlanError(message % {"last": last, "time": time})


def _names(row: Exchange) -> str:
    return ", ".join(one["good"] for one in row.goods)
