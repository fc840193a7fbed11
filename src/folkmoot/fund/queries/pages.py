"""What the pages of the fund show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from folkmoot.federating.queries.structure import leaves_of
from folkmoot.fund.models import (
    FundAccount,
    FundBooking,
    FundPromise,
    FundUnit,
    Payment,
    Statement,
    StatementLine,
)
from folkmoot.fund.queries.agreed import standing_ids
from folkmoot.fund.queries.standing import (
    Standing,
    balances_of,
    list_standing,
    paid_under,
)
from folkmoot.fund.words.money import write_amount
from folkmoot.people.models import Collective, Membership
from folkmoot.people.queries import list_members
from folkmoot.web.paging import Page, cut

PAYERS_AT_MOST = 2_000


@dataclass(frozen=True)
class ShownAccount:
    """An account and what stands on it, as others see it: sources count what came."""

    account: FundAccount
    balance: int

    @property
    def words(self) -> str:
        """Return the balance with its unit."""
        unit = self.account.unit
        is_source = self.account.kind == FundAccount.Kind.SOURCE
        shown = -self.balance if is_source else self.balance
        return write_amount(shown, unit.code, unit.digits)


@dataclass(frozen=True)
class ShownPromise:
    """A promise, what was paid of it and what is left.

    It is held while its decision is open again.
    """

    promise: FundPromise
    made: int
    waits: int
    is_held: bool = False

    @property
    def left(self) -> int:
        """Return what can still be paid."""
        return self.promise.amount - self.made - self.waits

    def _write(self, amount: int) -> str:
        unit = self.promise.unit
        return write_amount(amount, unit.code, unit.digits)

    @property
    def amount_words(self) -> str:
        """Return all that was promised."""
        return self._write(self.promise.amount)

    @property
    def left_words(self) -> str:
        """Return what is left, with its unit."""
        return self._write(self.left)

    @property
    def share_left(self) -> int:
        """Return what is left in hundredths of what was promised."""
        return 100 * self.left // self.promise.amount


@dataclass(frozen=True)
class Slice:
    """A part of the picture of what is there: where it begins and how wide, of 100."""

    name: str
    begins: float
    width: float


@dataclass(frozen=True)
class UnitPart:
    """One unit on the fund's page."""

    standing: Standing
    held: Sequence[ShownAccount]
    sources: Sequence[ShownAccount]
    uses: Sequence[ShownAccount]

    @property
    def words(self) -> dict[str, str]:
        """Return its sums in words, by what they are."""
        one = self.standing
        sums = {
            "there": one.there,
            "promised": one.promised,
            "locked": one.locked,
            "reserve": one.unit.reserve,
            "left_over": one.left_over,
        }
        return {name: one.write(amount) for name, amount in sums.items()}

    @property
    def slices(self) -> list[Slice]:
        """Return what is there, cut into what it is for; nothing where more is promised."""
        one = self.standing
        free = {"reserve": one.unit.reserve, "left-over": one.left_over}
        parts = {"promised": one.promised, "locked": one.locked, **free}
        if one.there <= 0 or min(parts.values()) < 0:
            return []
        slices, begins = [], 0.0
        for name, amount in parts.items():
            slices.append(Slice(name, begins, 100 * amount / one.there))
            begins += slices[-1].width
        return [one for one in slices if one.width]


@dataclass(frozen=True)
class FundPage:
    """Everything on the fund's first page."""

    parts: Sequence[UnitPart]
    promises: Page[ShownPromise]
    waiting: Page[Payment]


def get_fund_page(collective: Collective, promises: int, waiting: int) -> FundPage:
    """Return the fund as it stands; a fixed number of queries.

    ``promises`` and ``waiting`` are the numbers of the pages of these lists.
    """
    balances = balances_of(collective)
    shown = [
        ShownAccount(one, balances.get(one.id, 0)) for one in list_accounts(collective)
    ]
    parts = [
        UnitPart(
            standing,
            *(
                [
                    one
                    for one in shown
                    if one.account.unit_id == standing.unit.id
                    and one.account.kind == kind
                ]
                for kind in (
                    FundAccount.Kind.HELD,
                    FundAccount.Kind.SOURCE,
                    FundAccount.Kind.USE,
                )
            ),
        )
        for standing in list_standing(collective)
    ]
    waits = list_payments(collective).filter(state=Payment.State.WAITING)
    return FundPage(
        parts,
        show_promises(collective, promises),
        cut(waits, waiting, name="waiting"),
    )


def show_promises(collective: Collective, number: int = 1) -> Page[ShownPromise]:
    """Return one page of what is promised and not freed, the oldest first."""
    paid = paid_under(collective)
    rows = list_promises(collective).filter(freed_at=None)
    page: Page[FundPromise] = cut(rows, number, name="promises")
    stand = standing_ids(collective, [row.agreed_id for row in page.rows])
    shown = [
        ShownPromise(row, *paid.get(row.id, (0, 0)), is_held=row.agreed_id not in stand)
        for row in page.rows
    ]
    return Page(shown, page.newer, page.older)


def is_held(promise: FundPromise) -> bool:
    """Say whether the decision behind a promise is open again."""
    return not standing_ids(promise.collective, [promise.agreed_id])


def list_accounts(collective: Collective) -> QuerySet[FundAccount]:
    """Return every account with its unit, by unit, kind and name."""
    rows = FundAccount.objects.filter(collective=collective)
    return rows.select_related("unit").order_by("unit__code", "kind", "name")


def list_units(collective: Collective) -> QuerySet[FundUnit]:
    """Return every currency and good, money first."""
    return FundUnit.objects.filter(collective=collective)


def list_promises(collective: Collective) -> QuerySet[FundPromise]:
    """Return every promise, the oldest first."""
    rows = FundPromise.objects.filter(collective=collective)
    return rows.select_related("unit", "payer", "collective").order_by(
        "created_at", "id"
    )


def list_payments(collective: Collective) -> QuerySet[Payment]:
    """Return every payment, the newest first."""
    rows = Payment.objects.filter(collective=collective).select_related(
        *("unit", "promise", "from_account", "use_account"),
        *("first", "second", "paid_member", "booking"),
    )
    return rows.order_by("-created_at", "-id")


def list_bookings(collective: Collective) -> QuerySet[FundBooking]:
    """Return every booking, the newest first."""
    rows = FundBooking.objects.filter(collective=collective).select_related(
        *("unit", "from_account", "to_account", "member"),
        *("corrects", "corrected_by", "payment__promise", "payment__second"),
    )
    return rows.order_by("-day", "-created_at", "-id")


def page_of_bookings(collective: Collective, number: int) -> Page[FundBooking]:
    """Return one page of the ledger, the newest first."""
    return cut(list_bookings(collective), number, each=30)


def list_statements(collective: Collective) -> QuerySet[Statement]:
    """Return the bank's files that were not dropped, the newest first."""
    rows = Statement.objects.filter(collective=collective, dropped_at=None)
    return rows.select_related("account__unit", "member")


def lines_of(statement: Statement) -> QuerySet[StatementLine]:
    """Return the lines that were new when the file was read, the oldest first."""
    rows = statement.lines.select_related("account__unit", "booking__payment", "member")
    return rows.order_by("day", "id")


def payments_for(
    lines: Sequence[StatementLine],
) -> dict[tuple[object, int], list[Payment]]:
    """Return payments that no line stands for, by account and amount below 0."""
    accounts = {line.account_id for line in lines}
    rows = Payment.objects.filter(
        from_account__in=accounts,
        state=Payment.State.MADE,
        booking__statement_line=None,
    )
    found: dict[tuple[object, int], list[Payment]] = {}
    for row in rows.select_related("promise").order_by("day", "id"):
        found.setdefault((row.from_account_id, -row.amount), []).append(row)
    return found


def payers_of(collective: Collective) -> list[Membership]:
    """Return who may be named; of a federation, the members of its groups."""
    if not collective.is_federation:
        return list(list_members(collective))
    rows = Membership.objects.filter(
        collective__in=leaves_of(collective.id),
        standing=Membership.Standing.MEMBER,
        ended_at=None,
    )
    return list(rows.order_by("name", "id")[:PAYERS_AT_MOST])
