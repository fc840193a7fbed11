"""Pay and expenses of roles, beside what an average member's hour brings."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Sum

from folkmoot.fund.models import FundUnit, Payment
from folkmoot.fund.words.money import write_amount
from folkmoot.people.models import Collective

KINDS = (Payment.Kind.PAY, Payment.Kind.EXPENSES)


@dataclass(frozen=True)
class Paid:
    """What one person had for their hours, and the cap for these hours."""

    member_id: UUID
    name: str
    unit: FundUnit
    minutes: int
    pay: int
    expenses: int
    cap: int | None

    @property
    def is_above(self) -> bool:
        """Whether pay and expenses together are above the cap."""
        return self.cap is not None and self.pay + self.expenses > self.cap

    @property
    def hours(self) -> float:
        """The hours, to one place."""
        return round(self.minutes / 60, 1)

    @property
    def pay_words(self) -> str:
        """The pay with its unit."""
        return write_amount(self.pay, self.unit.code, self.unit.digits)

    @property
    def expenses_words(self) -> str:
        """The expenses with their unit."""
        return write_amount(self.expenses, self.unit.code, self.unit.digits)

    @property
    def cap_words(self) -> str:
        """The cap with its unit; nothing where none is decided."""
        if self.cap is None:
            return ""
        return write_amount(self.cap, self.unit.code, self.unit.digits)


def cap_for(unit: FundUnit, minutes: int) -> int | None:
    """Return what an average member has for this time; None while none is decided."""
    return None if unit.hour_cap is None else unit.hour_cap * minutes // 60


def list_paid(collective: Collective) -> list[Paid]:
    """Return everybody who had pay or expenses, by name."""
    pay, expenses = (Q(kind=kind) for kind in KINDS)
    rows = Payment.objects.filter(
        collective=collective, state=Payment.State.MADE, kind__in=KINDS
    )
    summed = rows.values_list("paid_member", "paid_member__name", "unit").annotate(
        minutes=Sum("minutes"),
        pay=Sum("amount", filter=pay),
        expenses=Sum("amount", filter=expenses),
    )
    units = {unit.id: unit for unit in FundUnit.objects.filter(collective=collective)}
    return [
        Paid(
            member_id,
            name,
            units[unit_id],
            minutes or 0,
            paid or 0,
            spent or 0,
            cap_for(units[unit_id], minutes or 0),
        )
        for member_id, name, unit_id, minutes, paid, spent in summed.order_by(
            "paid_member__name", "paid_member", "unit"
        )
    ]
