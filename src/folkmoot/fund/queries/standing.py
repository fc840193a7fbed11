"""What is there, what is promised, and what is free, per unit."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Sum

from folkmoot.fund.models import (
    FundAccount,
    FundBooking,
    FundPromise,
    FundUnit,
    Payment,
    Surplus,
)
from folkmoot.fund.words.money import write_amount
from folkmoot.people.models import Collective


@dataclass(frozen=True)
class Standing:
    """One unit of the fund, in its smallest parts.

    ``locked`` waits for a decision on what is left over.
    """

    unit: FundUnit
    there: int
    promised: int
    locked: int

    @property
    def free(self) -> int:
        """What is there and neither promised nor locked; the reserve is part of it."""
        return self.there - self.promised - self.locked

    @property
    def left_over(self) -> int:
        """What is free beyond the reserve that members set; below 0 it is missing."""
        return self.free - self.unit.reserve

    def write(self, amount: int) -> str:
        """Return an amount with its unit."""
        return write_amount(amount, self.unit.code, self.unit.digits)


def balances_of(collective: Collective) -> dict[UUID, int]:
    """Return what stands on each account: what came in less what went out."""
    rows = FundBooking.objects.filter(collective=collective).order_by()
    came = rows.values_list("to_account").annotate(sum=Sum("amount"))
    went = rows.values_list("from_account").annotate(sum=Sum("amount"))
    balances: dict[UUID, int] = dict(came)
    for account_id, amount in went:
        balances[account_id] = balances.get(account_id, 0) - amount
    return balances


def balance_of(account: FundAccount) -> int:
    """Return what stands on one account."""
    rows = FundBooking.objects.filter(
        Q(from_account=account) | Q(to_account=account)
    ).aggregate(
        came=Sum("amount", filter=Q(to_account=account)),
        went=Sum("amount", filter=Q(from_account=account)),
    )
    return (rows["came"] or 0) - (rows["went"] or 0)


def paid_under(collective: Collective) -> dict[UUID, tuple[int, int]]:
    """Return what was paid under each promise, and what waits for a second name."""
    made, waits = Q(state=Payment.State.MADE), Q(state=Payment.State.WAITING)
    rows = Payment.objects.filter(collective=collective).values_list("promise")
    summed = rows.annotate(
        made=Sum("amount", filter=made), waits=Sum("amount", filter=waits)
    ).order_by()
    return {key: (made or 0, waits or 0) for key, made, waits in summed}


def left_of(promise: FundPromise) -> int:
    """Return what can still be paid under a promise: less what waits, too."""
    if promise.freed_at is not None:
        return 0
    states = (Payment.State.MADE, Payment.State.WAITING)
    rows = promise.payments.filter(state__in=states)
    paid = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    return promise.amount - paid


def standing_of(unit: FundUnit) -> Standing:
    """Return one unit as it stands."""
    return list_standing(unit.collective, unit=unit)[0]


def list_standing(
    collective: Collective, unit: FundUnit | None = None
) -> list[Standing]:
    """Return every unit as it stands, money first; a fixed number of queries."""
    rows = FundUnit.objects.filter(collective=collective)
    units = [unit] if unit else list(rows)
    there = _there(collective)
    promised = _promised(collective)
    locked = _locked(collective)
    return [
        Standing(
            one,
            there.get(one.id, 0),
            promised.get(one.id, 0),
            locked.get(one.id, 0),
        )
        for one in units
    ]


def _there(collective: Collective) -> dict[UUID, int]:
    rows = FundBooking.objects.filter(collective=collective).order_by()
    held = FundAccount.Kind.HELD
    summed = rows.values_list("unit").annotate(
        came=Sum("amount", filter=Q(to_account__kind=held)),
        went=Sum("amount", filter=Q(from_account__kind=held)),
    )
    return {key: (came or 0) - (went or 0) for key, came, went in summed}


def _promised(collective: Collective) -> dict[UUID, int]:
    """Return what open promises still hold; what waits for a name is not paid yet."""
    made = Q(payments__state=Payment.State.MADE)
    rows = FundPromise.objects.filter(collective=collective, freed_at=None).annotate(
        paid=Sum("payments__amount", filter=made)
    )
    sums: dict[UUID, int] = {}
    for unit_id, amount, paid in rows.order_by().values_list(
        "unit_id", "amount", "paid"
    ):
        sums[unit_id] = sums.get(unit_id, 0) + amount - (paid or 0)
    return sums


def _locked(collective: Collective) -> dict[UUID, int]:
    """Return what waits for a decision on what is left over."""
    rows = Surplus.objects.filter(
        collective=collective, settled_at=None, ended_at=None, unit__isnull=False
    )
    return dict(rows.values_list("unit_id", "amount"))
