"""Locks of an exchange, its beginning anew, and what each record says of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.engines.tlog import Value
from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Membership
from folkmoot.planning.models import Exchange, ExchangeSeat
from folkmoot.planning.operations.plans.errors import ExchangeError
from folkmoot.planning.queries.exchanges.asking import has_decided_yes, is_asking
from folkmoot.planning.queries.exchanges.listing import LEAST
from folkmoot.record.operations import append_entry

State = Exchange.State


def lock_exchange(
    member: Membership, exchange: Exchange
) -> tuple[Membership, Exchange, ExchangeSeat]:
    """Return the membership and the exchange, both locked, and the collective's seat."""
    held = lock_part(member, is_full=True)
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    seat = row.seats.get(collective_id=held.collective_id)
    return held, row, seat


def lock_inside(
    member: Membership, exchange: Exchange
) -> tuple[Membership, Exchange, ExchangeSeat]:
    """Return them where the collective takes part.

    Raises
    ------
    ExchangeError
        If it does not.
    """
    held, row, seat = lock_exchange(member, exchange)
    if not seat.is_in:
        raise ExchangeError(_("This group does not take part now."))
    return held, row, seat


def joined(row: Exchange) -> list[ExchangeSeat]:
    """Return the seats that take part, always in the same order."""
    rows = row.seats.select_related("collective").order_by("id")
    return [one for one in rows if one.is_in]


def still_counts(who: Membership | None) -> bool:
    """Say whether somebody's first yes counts: who left the collective said none."""
    return who is not None and who.is_open and who.takes_positions


def refuse_if_all_decide(row: Exchange, seat: ExchangeSeat) -> None:
    """Refuse what one member does where all are asked, or their decision stands.

    Raises
    ------
    ExchangeError
        Then one member cannot undo it.
    """
    if row.state == State.SETTLED and is_asking(row, seat):
        raise ExchangeError(_("All of us are asked about it now."))
    if has_decided_yes(seat):
        message = _("All of us decided it. Only a decision of all of us undoes it.")
        raise ExchangeError(message)


def begin_anew(row: Exchange, now: datetime) -> None:
    """Forget yeses to a round that is none any more; rounds begin with who is there."""
    row.seats.update(
        accepted_first_by=None,
        accepted_second_by=None,
        accepted_at=None,
        agreed_id=None,
    )
    row.edition += 1
    row.rounds, row.problem, row.changed_at = 0, "", now
    if len(joined(row)) < LEAST:
        row.state, row.wanted = State.PROPOSED, 0
    else:
        row.state, row.wanted = State.OPEN, max(row.wanted, 1)
    row.save()


def agree_if_all(row: Exchange, now: datetime) -> None:
    """Make a locked exchange a promise once each collective has said its yes."""
    seats = joined(row)
    if all(one.accepted_at for one in seats):
        row.state, row.changed_at = State.AGREED, now
        row.save()
        record("exchange.agreed", seats, {"number": row.rounds}, None, now)


def record(
    kind: str,
    seats: Iterable[ExchangeSeat],
    details: Mapping[str, Value],
    actor: Membership | None,
    now: datetime,
) -> None:
    """Write it into the record of each; others than the actor's read no name."""
    # In one order everywhere, so that nobody waits for one who waits.
    for seat in sorted(seats, key=lambda one: one.collective_id):
        is_own = actor is not None and seat.collective_id == actor.collective_id
        append_entry(
            collective_id=seat.collective_id,
            kind=kind,
            details=dict(details),
            now=now,
            about_id=seat.exchange_id,
            member_id=actor.id if actor and is_own else None,
        )
