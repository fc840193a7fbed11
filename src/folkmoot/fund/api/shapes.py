"""The fund as programs read it: amounts are whole numbers of a unit's smallest part."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, Strict

from folkmoot.fund.models import (
    FundAccount,
    FundBooking,
    FundPromise,
    FundUnit,
    Payment,
    Statement,
    StatementLine,
)
from folkmoot.fund.queries.caps import Paid
from folkmoot.fund.queries.pages import ShownPromise
from folkmoot.fund.queries.standing import Standing
from folkmoot.fund.words.money import LIMIT
from folkmoot.people.api.shapes import Fellow, fellow_of, fellow_or_none
from folkmoot.web.wire.cursors import Part

Amount = Annotated[
    int,
    Strict(),
    Field(gt=0, le=LIMIT, description="In the unit's smallest part, such as cents."),
]
Sum = Annotated[int, Strict(), Field(ge=0, le=LIMIT)]


class UnitShown(Schema):
    """A currency or a good, and what members decided for it."""

    id: UUID
    code: str
    is_money: bool
    digits: int = Field(description="Places after the point.")
    reserve: int
    ask_from: int | None = Field(
        description="From this on what is left over opens a question by itself."
    )
    hour_cap: int | None = Field(description="What an average member's hour brings.")
    rules_by_id: UUID | None


class FundStandingShown(Schema):
    """How a unit stands."""

    unit: UnitShown
    there: int
    promised: int
    locked: int = Field(description="Waits for a decision on what is left over.")
    left_over: int = Field(description="Below 0: missing to the reserve.")


class PaidShown(Schema):
    """Pay and expenses beside what an average member has for the same hours."""

    member_id: UUID
    name: str
    unit: str
    minutes: int
    pay: int
    expenses: int
    cap: int | None
    is_above: bool


class FundShown(Schema):
    """The fund as it stands."""

    units: list[FundStandingShown]
    paid: list[PaidShown]


class AccountShown(Schema):
    """An account and what stands on it."""

    id: UUID
    name: str
    kind: FundAccount.Kind
    unit_id: UUID
    unit: str
    balance: int = Field(description="What came to it less what went from it.")


class AccountPart(Part):
    """A part of the accounts."""

    accounts: list[AccountShown]


class LedgerLineShown(Schema):
    """One booking: an amount from one account to another."""

    id: UUID
    number: int
    unit: str
    digits: int
    day: date
    from_account: str
    to_account: str
    amount: int
    text: str
    member: Fellow
    corrects_id: UUID | None
    created_at: datetime


class LedgerPart(Part):
    """A part of the ledger, the newest day first."""

    bookings: list[LedgerLineShown]


class PromiseShown(Schema):
    """What a decision reserves."""

    id: UUID
    agreed_id: UUID = Field(
        description="The decision; of a federation its question to all groups."
    )
    question_title: str
    what: str
    unit: str
    amount: int
    left: int
    payer: Fellow | None
    may_exceed: bool
    is_held: bool = Field(
        description="Its decision is open again: nothing is paid from it until then."
    )
    freed_at: datetime | None


class PromisePart(Part):
    """A part of what is promised, the oldest first."""

    promises: list[PromiseShown]


class PaymentShown(Schema):
    """A payment and its two names."""

    id: UUID
    promise_id: UUID
    agreed_id: UUID
    unit: str
    amount: int
    kind: Payment.Kind
    to_whom: str
    text: str
    day: date
    paid_member: Fellow | None
    minutes: int | None
    state: Payment.State
    first: Fellow
    second: Fellow | None
    booking_id: UUID | None
    reason: str


class PaymentPart(Part):
    """A part of the payments, the newest first."""

    payments: list[PaymentShown]


class BankStatementShown(Schema):
    """A bank's file."""

    id: UUID
    account_id: UUID
    form: Statement.Form
    name: str
    columns: dict[str, int | str | bool | None]
    rows: int = Field(description="That wait to be read.")
    read_at: datetime | None


class BankStatementPart(Part):
    """A part of the bank's files, the newest first."""

    statements: list[BankStatementShown]


class BankLineShown(Schema):
    """One line of a bank's file."""

    id: UUID
    day: date
    amount: int = Field(description="Above 0 came in, below 0 went out.")
    who: str
    text: str
    reference: str
    booking_id: UUID | None
    aside: str


class LinePart(Part):
    """A part of a file's lines, the oldest first."""

    lines: list[BankLineShown]


def show_unit(unit: FundUnit) -> UnitShown:
    """Return a currency or a good."""
    names = UnitShown.model_fields
    return UnitShown(**{name: getattr(unit, name) for name in names})


def show_standing(one: Standing) -> FundStandingShown:
    """Return how a unit stands."""
    return FundStandingShown(
        unit=show_unit(one.unit),
        there=one.there,
        promised=one.promised,
        locked=one.locked,
        left_over=one.left_over,
    )


def show_paid(one: Paid) -> PaidShown:
    """Return what a person had for their hours."""
    return PaidShown(
        member_id=one.member_id,
        name=one.name,
        unit=one.unit.code,
        minutes=one.minutes,
        pay=one.pay,
        expenses=one.expenses,
        cap=one.cap,
        is_above=one.is_above,
    )


def show_account(row: FundAccount, balance: int) -> AccountShown:
    """Return an account."""
    return AccountShown(
        id=row.id,
        name=row.name,
        kind=FundAccount.Kind(row.kind),
        unit_id=row.unit_id,
        unit=row.unit.code,
        balance=balance,
    )


def show_booking(row: FundBooking) -> LedgerLineShown:
    """Return a booking."""
    return LedgerLineShown(
        id=row.id,
        number=row.number,
        unit=row.unit.code,
        digits=row.unit.digits,
        day=row.day,
        from_account=row.from_account.name,
        to_account=row.to_account.name,
        amount=row.amount,
        text=row.text,
        member=fellow_of(row.member),
        corrects_id=row.corrects_id,
        created_at=row.created_at,
    )


def show_promise(
    row: FundPromise, made: int = 0, waits: int = 0, *, is_held: bool = False
) -> PromiseShown:
    """Return what a decision reserves."""
    left = 0 if row.freed_at else ShownPromise(row, made, waits).left
    return PromiseShown(
        id=row.id,
        agreed_id=row.agreed_id,
        question_title=row.question_title,
        what=row.what,
        unit=row.unit.code,
        amount=row.amount,
        left=left,
        payer=fellow_or_none(row.payer),
        may_exceed=row.may_exceed,
        is_held=is_held,
        freed_at=row.freed_at,
    )


def show_payment(row: Payment) -> PaymentShown:
    """Return a payment."""
    return PaymentShown(
        id=row.id,
        promise_id=row.promise_id,
        agreed_id=row.promise.agreed_id,
        unit=row.unit.code,
        amount=row.amount,
        kind=Payment.Kind(row.kind),
        to_whom=row.to_whom,
        text=row.text,
        day=row.day,
        paid_member=fellow_or_none(row.paid_member),
        minutes=row.minutes,
        state=Payment.State(row.state),
        first=fellow_of(row.first),
        second=fellow_or_none(row.second),
        booking_id=row.booking_id,
        reason=row.reason,
    )


def show_statement(row: Statement) -> BankStatementShown:
    """Return a bank's file."""
    return BankStatementShown(
        id=row.id,
        account_id=row.account_id,
        form=Statement.Form(row.form),
        name=row.name,
        columns=row.columns,
        rows=len(row.rows),
        read_at=row.read_at,
    )


def show_line(row: StatementLine) -> BankLineShown:
    """Return a line of a bank's file."""
    names = BankLineShown.model_fields
    return BankLineShown(**{name: getattr(row, name) for name in names})
