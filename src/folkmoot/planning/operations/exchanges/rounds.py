"""The rounds of an exchange: asked for by people, made by the page or the worker."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from folkmoot.engines.tlog import Value
from folkmoot.people.models import Membership
from folkmoot.planning import tables as files
from folkmoot.planning.models import Exchange, ExchangePart, ExchangeSeat
from folkmoot.planning.operations.exchanges.shared import (
    State,
    joined,
    lock_inside,
    record,
)
from folkmoot.planning.operations.plans.errors import ExchangeError
from folkmoot.planning.queries.exchanges.listing import MOST_ROUNDS
from folkmoot.planning.words.files import say_why

SMALL = 6_000  # cells of all, times rounds: made while the page waits
log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_rounds(
    *, member: Membership, exchange: Exchange, many: int = 1, now: datetime
) -> Exchange:
    """Ask for the next rounds. Locks the membership and the exchange.

    Raises
    ------
    ExchangeError
        If no rounds are made now, or there were enough.
    """
    held, row, _seat = lock_inside(member, exchange)
    if row.state != State.OPEN:
        raise ExchangeError(_("No rounds are made now."))
    if row.is_computing:
        return row
    if row.rounds >= MOST_ROUNDS:
        raise ExchangeError(_("More rounds would bring nothing new."))
    row.wanted = min(row.rounds + max(many, 1), MOST_ROUNDS)
    row.problem, row.changed_at = "", now
    row.save()
    record("exchange.rounds_asked", joined(row), {"rounds": row.wanted}, held, now)
    return row


def is_small_exchange(exchange: Exchange) -> bool:
    """Say whether making its rounds keeps nobody waiting."""
    cells = 0
    for seat in joined(exchange):
        cells += sum(len(seat.tables[name]) for name in (files.GOODS, files.WAYS))
    return cells * exchange.weeks * exchange.wanted <= SMALL


def make_small_rounds(*, exchange: Exchange, now: datetime) -> Exchange:
    """Make the rounds that wait, if that keeps nobody waiting; else the worker does."""
    row = Exchange.objects.get(id=exchange.id)
    if row.is_computing and is_small_exchange(row):
        return make_rounds(exchange=row, now=now)
    return row


def make_rounds(
    *, exchange: Exchange, now: datetime, go_on: Callable[[], bool] = lambda: True
) -> Exchange:
    """Make the rounds that were asked for, each kept in one short transaction.

    They are made from the beginning: the same recipes bring the same rounds, so only
    what is new is kept.
    """
    from folkmoot.engines import provision  # with all of SciPy
    from folkmoot.planning.exchanging import rounds_of

    row = Exchange.objects.select_related("collective").get(id=exchange.id)
    seats = joined(row)
    if not row.is_computing:
        return row
    try:
        found = rounds_of([one.tables for one in seats], row.goods, row.weeks)
        for number, (parts, worth) in enumerate(found, start=1):
            if number > row.rounds:
                kept = [
                    ExchangePart(
                        exchange=row,
                        seat=seat,
                        collective_id=seat.collective_id,
                        edition=row.edition,
                        number=number,
                        trade=list(part.trade),
                        worth=worth,
                        alone=part.alone,
                        together=part.together,
                        missing_alone=part.missing_alone,
                        missing=part.missing,
                        letters=[letter.as_data() for letter in part.letters],
                        made_at=now,
                    )
                    for seat, part in zip(seats, parts, strict=True)
                ]
                if not _keep_round(exchange=row, parts=kept, number=number, now=now):
                    break
            if number >= row.wanted or not go_on():
                break
    except provision.REFUSALS as error:
        with override(row.collective.language):
            problem = say_why(error)
        _fail_rounds(exchange=row, problem=problem, now=now)
    return Exchange.objects.get(id=row.id)


def make_due_rounds(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Make the rounds that wait, the oldest first; for the worker."""
    made = 0
    due = Exchange.objects.filter(state=State.OPEN, rounds__lt=F("wanted"))
    for row in due.order_by("changed_at", "id"):
        if not go_on():
            break
        try:
            make_rounds(exchange=row, now=now, go_on=go_on)
            made += 1
        except (DatabaseError, ValueError):
            log.exception("rounds_not_made", extra={"exchange": str(row.id)})
    return made


@transaction.atomic
def _keep_round(
    *, exchange: Exchange, parts: Sequence[ExchangePart], number: int, now: datetime
) -> bool:
    """Keep a round, unless people stopped or left meanwhile; locks the exchange."""
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    is_same = row.edition == exchange.edition and row.state == State.OPEN
    if not is_same or row.rounds != number - 1 or not row.is_computing:
        return False
    ExchangePart.objects.bulk_create(parts)
    row.rounds, row.changed_at = number, now
    row.save()
    seats: list[ExchangeSeat] = [one.seat for one in parts]
    trades = [[str(one.seat_id), list(map(files.text_of, one.trade))] for one in parts]
    details: dict[str, Value] = {"number": number, "print": files.digest_of({}, trades)}
    record("exchange.round_made", seats, details, None, now)
    return True


@transaction.atomic
def _fail_rounds(*, exchange: Exchange, problem: str, now: datetime) -> None:
    """Keep why there is no next round; locks the exchange."""
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    if row.edition == exchange.edition and row.is_computing:
        row.problem, row.wanted, row.changed_at = problem, row.rounds, now
        row.save()
        record("exchange.round_failed", joined(row), {}, None, now)
