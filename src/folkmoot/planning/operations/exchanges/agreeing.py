"""From a round to a promise: stop the rounds, and each collective says its own yes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership
from folkmoot.planning.models import Exchange, ExchangeSeat
from folkmoot.planning.operations.exchanges.shared import (
    State,
    agree_if_all,
    joined,
    lock_inside,
    record,
    refuse_if_all_decide,
    still_counts,
)
from folkmoot.planning.operations.plans.errors import (
    ExchangeError,
    PlanMovedOnError,
    TwoNamesError,
)
from folkmoot.planning.queries.exchanges.asking import (
    AskedAll,
    asked_all,
    is_asking,
    own_part,
    why_ask_all,
)


@transaction.atomic
def settle_exchange(
    *,
    member: Membership,
    exchange: Exchange,
    edition: int,
    number: int,
    now: datetime,
) -> Exchange:
    """Stop the rounds: each collective says for itself whether it takes the last one.

    Locks the membership and the exchange.

    Raises
    ------
    ExchangeError
        If there is no round.
    PlanMovedOnError
        If another round came since.
    """
    held, row, _seat = lock_inside(member, exchange)
    if row.state != State.OPEN or not row.rounds:
        raise ExchangeError(_("There is no round to stop at."))
    if (row.edition, row.rounds) != (edition, number):
        raise PlanMovedOnError(_("Another round came since. Please look again."))
    row.state, row.wanted, row.changed_at = State.SETTLED, row.rounds, now
    row.save()
    record("exchange.settled", joined(row), {"number": row.rounds}, held, now)
    return row


@transaction.atomic
def reopen_exchange(
    *, member: Membership, exchange: Exchange, now: datetime
) -> Exchange:
    """Go on with rounds, as long as no collective has said yes to the last one.

    Locks the membership and the exchange.

    Raises
    ------
    ExchangeError
        If one has, or is asking all its members, or the rounds go on anyway.
    """
    held, row, _seat = lock_inside(member, exchange)
    seats = joined(row)
    if row.state != State.SETTLED or any(one.accepted_at for one in seats):
        raise ExchangeError(_("A group has said yes to it already."))
    if any(is_asking(row, one) for one in seats):
        raise ExchangeError(_("A group is asking all its members about it."))
    row.seats.update(accepted_first_by=None, accepted_second_by=None)
    row.state, row.changed_at = State.OPEN, now
    row.save()
    record("exchange.reopened", seats, {}, held, now)
    return row


@transaction.atomic
def accept_exchange(
    *,
    member: Membership,
    exchange: Exchange,
    edition: int,
    number: int,
    now: datetime,
) -> ExchangeSeat:
    """Say yes to a round for one's collective; two names make it its yes.

    When all have said yes, it is a promise, and plans count with it. Locks the
    membership and the exchange.

    Raises
    ------
    ExchangeError
        If the rounds are not over, the collective said yes already, or all its members
        are asked or have to be.
    PlanMovedOnError
        If it is another round than the one that was looked at.
    TwoNamesError
        If the same person said yes already.
    """
    held, row, seat = lock_inside(member, exchange)
    if row.state != State.SETTLED:
        raise ExchangeError(_("There is nothing to say yes to now."))
    if (row.edition, row.rounds) != (edition, number):
        raise PlanMovedOnError(_("Another round came since. Please look again."))
    if seat.accepted_at:
        raise ExchangeError(_("This group has said yes already."))
    _refuse_two_names(row, seat)
    if not still_counts(seat.accepted_first_by):
        seat.accepted_first_by = held
        seat.save()
        record("exchange.yes_said", [seat], {"step": "accept"}, held, now)
        return seat
    if seat.accepted_first_by_id == held.id:
        message = _("Your yes is noted. It counts with another member's yes.")
        raise TwoNamesError(message)
    seat.accepted_second_by, seat.accepted_at = held, now
    seat.save()
    details = {"group": held.collective.name}
    record("exchange.accepted", joined(row), details, held, now)
    agree_if_all(row, now)
    return seat


def _refuse_two_names(row: Exchange, seat: ExchangeSeat) -> None:
    """Say why two names are no yes now: all are asked, or have to be."""
    asked = asked_all(row, seat)
    if asked and asked.state == AskedAll.State.OTHER:
        return
    if asked:
        raise ExchangeError(_("All of us are asked about it, so two are not enough."))
    why = why_ask_all(own_part(row, seat), seat.collective)
    if why:
        raise ExchangeError(why)


@transaction.atomic
def take_yes_back(
    *, member: Membership, exchange: Exchange, now: datetime
) -> ExchangeSeat:
    """Take one's collective's yes back while others have not all said theirs.

    Locks the membership and the exchange.

    Raises
    ------
    ExchangeError
        If there is none, or all have said yes, or it is a decision of all members.
    """
    held, row, seat = lock_inside(member, exchange)
    refuse_if_all_decide(row, seat)
    if row.state != State.SETTLED or seat.accepted_first_by_id is None:
        raise ExchangeError(_("There is no yes to take back."))
    seat.accepted_first_by = seat.accepted_second_by = seat.accepted_at = None
    seat.save()
    details = {"group": held.collective.name}
    record("exchange.yes_taken_back", joined(row), details, held, now)
    return seat
