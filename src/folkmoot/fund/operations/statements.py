"""Bringing a bank's statement, reading its table, and what each line stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.fund.bank.camt import read_camt
from folkmoot.fund.bank.lines import BankFileError, BankLine, keyed
from folkmoot.fund.bank.tables import Columns, guess_columns, read_rows, read_table
from folkmoot.fund.models import (
    FundAccount,
    FundBooking,
    FundUnit,
    Payment,
    Statement,
    StatementLine,
)
from folkmoot.fund.operations.booking import book_in_fund
from folkmoot.fund.operations.errors import FundIncompleteError, FundMovedOnError
from folkmoot.fund.operations.locking import (
    erasable_by,
    lock_member,
    lock_unit,
    signed_by,
)
from folkmoot.fund.words.fund import FILE_FAULTS
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

BATCH = 500


@dataclass(frozen=True)
class BankFile:
    """A file as it was brought."""

    name: str
    content: bytes


@transaction.atomic
def bring_statement(
    *, member: Membership, account: FundAccount, file: BankFile, now: datetime
) -> Statement:
    """Bring a bank's file; a camt.053 is read at once, a table when its columns are.

    Locks the unit.

    Raises
    ------
    FundIncompleteError
        If it cannot be read, in words that say why.
    """
    unit = lock_unit(account.unit_id, account.collective)
    person = lock_member(member, unit.collective)
    if account.kind != FundAccount.Kind.HELD or not unit.is_money:
        raise FundIncompleteError(_("A bank's file belongs to an account with money."))
    is_xml = file.content.lstrip()[:1] == b"<" or b"<\x00" in file.content[:8]
    try:
        lines = read_camt(file.content, unit.code, unit.digits) if is_xml else []
        rows = [] if is_xml else read_rows(file.content)
    except BankFileError as error:
        raise FundIncompleteError(str(FILE_FAULTS[error.args[0]])) from error
    statement = Statement.objects.create(
        collective=unit.collective,
        account=account,
        form=Statement.Form.CAMT if is_xml else Statement.Form.CSV,
        name=file.name[-120:],
        rows=rows,
        columns={} if is_xml else guess_columns(rows).to_dict(),
        member=person,
        created_at=now,
    )
    new = _keep(statement, lines, now) if is_xml else None
    _record(statement, unit, person, "bank_statement.brought", now, new)
    return statement


@transaction.atomic
def read_statement(
    *, member: Membership, statement: Statement, columns: Columns, now: datetime
) -> Statement:
    """Read a table by its columns; lines that are there already are left out.

    Locks the unit.

    Raises
    ------
    FundMovedOnError
        If it was read or dropped before.
    FundIncompleteError
        If no row of it can be read like this.
    """
    unit = lock_unit(statement.account.unit_id, statement.collective)
    person = lock_member(member, unit.collective)
    row = _open(statement)
    good, _bad = read_table(row.rows, columns, unit.digits)
    if not good:
        raise FundIncompleteError(_("No row can be read with these columns."))
    row.columns, row.rows = columns.to_dict(), []
    new = _keep(row, good, now)
    _record(row, unit, person, "bank_statement.read", now, new)
    return row


@transaction.atomic
def drop_statement(
    *, member: Membership, statement: Statement, now: datetime
) -> Statement:
    """Take a statement back while none of its lines stands for anything; locks the unit.

    Raises
    ------
    FundMovedOnError
        If it was dropped before, or a line of it was used.
    """
    unit = lock_unit(statement.account.unit_id, statement.collective)
    person = lock_member(member, unit.collective)
    row = Statement.objects.select_for_update(of=("self",)).get(id=statement.id)
    used = row.lines.exclude(booking=None, aside="")
    if row.dropped_at is not None or used.exists():
        raise FundMovedOnError(_("Lines of it are used already, or it is gone."))
    row.lines.all().delete()
    row.rows, row.dropped_at = [], now
    row.save()
    _record(row, unit, person, "bank_statement.dropped", now)
    return row


@transaction.atomic
def match_line(
    *, member: Membership, line: StatementLine, payment: Payment, now: datetime
) -> StatementLine:
    """Say that a line that went out is a payment that was made; locks the unit.

    Raises
    ------
    FundMovedOnError
        If either stands for something already.
    FundIncompleteError
        If account or amount differ, or the payment lacks its second name.
    """
    unit = lock_unit(line.account.unit_id, line.collective)
    person = lock_member(member, unit.collective)
    row = _unmatched(line)
    paid = Payment.objects.select_related("booking").get(id=payment.id)
    if paid.booking is None or paid.state != Payment.State.MADE:
        raise FundIncompleteError(_("This payment still waits for its second name."))
    if (paid.from_account_id, -paid.amount) != (row.account_id, row.amount):
        raise FundIncompleteError(_("Account or amount are not the same."))
    _stand_for(row, paid.booking, person, unit, now)
    return row


@transaction.atomic
def book_line(
    *,
    member: Membership,
    line: StatementLine,
    from_account: FundAccount,
    now: datetime,
) -> StatementLine:
    """Book a line that came in, from an account; locks the unit.

    Raises
    ------
    FundMovedOnError
        If it stands for something already.
    FundIncompleteError
        If it went out, or the account does not fit.
    """
    unit = lock_unit(line.account.unit_id, line.collective)
    row = _unmatched(line)
    if row.amount <= 0:
        raise FundIncompleteError(
            _("What goes out is a payment. It needs a decision and two names.")
        )
    text = ": ".join(part for part in (row.who, row.text) if part)[:300]
    booking = book_in_fund(
        member=member,
        from_account=from_account,
        to_account=row.account,
        amount=row.amount,
        day=row.day,
        text=text or row.reference or unit.code,
        now=now,
    )
    _stand_for(row, booking, member, unit, now)
    return row


@transaction.atomic
def set_line_aside(
    *, member: Membership, line: StatementLine, reason: str, now: datetime
) -> StatementLine:
    """Say why a line stands for no booking; locks the unit.

    Raises
    ------
    FundMovedOnError
        If it stands for something already.
    FundIncompleteError
        If nothing says why.
    """
    unit = lock_unit(line.account.unit_id, line.collective)
    person = lock_member(member, unit.collective)
    row = _unmatched(line)
    if not reason.strip():
        raise FundIncompleteError(_("Please say in a few words why."))
    row.aside, row.member = reason.strip(), person
    row.save(update_fields=["aside", "member"])
    append_entry(
        collective_id=row.collective_id,
        kind="bank_line.set_aside",
        details={
            "day": row.day.isoformat(),
            "reason": row.aside,
            **signed_by(person, unit.collective),
        },
        now=now,
        about_id=row.id,
        member_id=erasable_by(person, unit.collective),
    )
    return row


def _open(statement: Statement) -> Statement:
    row = Statement.objects.select_for_update(of=("self",)).get(id=statement.id)
    if row.read_at is not None or row.dropped_at is not None:
        raise FundMovedOnError(_("This statement was read or dropped already."))
    return row


def _unmatched(line: StatementLine) -> StatementLine:
    rows = StatementLine.objects.select_for_update(of=("self",))
    row = rows.select_related("account__unit", "account__collective").get(id=line.id)
    if row.booking_id or row.aside:
        raise FundMovedOnError(_("This line stands for something already."))
    return row


def _stand_for(
    row: StatementLine,
    booking: FundBooking,
    member: Membership,
    unit: FundUnit,
    now: datetime,
) -> None:
    if StatementLine.objects.filter(booking=booking).exists():
        raise FundMovedOnError(_("Another line stands for this payment already."))
    row.booking, row.member = booking, member
    row.save(update_fields=["booking", "member"])
    append_entry(
        collective_id=row.collective_id,
        kind="bank_line.matched",
        details={
            "day": row.day.isoformat(),
            "booking": booking.number,
            "unit": unit.code,
            **signed_by(member, unit.collective),
        },
        now=now,
        about_id=row.id,
        member_id=erasable_by(member, unit.collective),
    )


def _keep(statement: Statement, lines: Sequence[BankLine], now: datetime) -> int:
    """Write the lines that are new on this account; return how many."""
    found = keyed(lines)
    known = set(
        StatementLine.objects.filter(
            account=statement.account, key__in=[key for key, _line in found]
        ).values_list("key", flat=True)
    )
    new = [
        StatementLine(
            collective_id=statement.collective_id,
            statement=statement,
            account=statement.account,
            day=line.day,
            amount=line.amount,
            who=line.who,
            text=line.text,
            reference=line.reference,
            key=key,
        )
        for key, line in found
        if key not in known
    ]
    StatementLine.objects.bulk_create(new, batch_size=BATCH)
    statement.read_at = now
    statement.save()
    return len(new)


def _record(
    statement: Statement,
    unit: FundUnit,
    member: Membership,
    kind: str,
    now: datetime,
    lines: int | None = None,
) -> None:
    append_entry(
        collective_id=unit.collective_id,
        kind=kind,
        details={
            "account": statement.account.name,
            "lines": lines,
            **signed_by(member, unit.collective),
        },
        now=now,
        about_id=statement.id,
        member_id=erasable_by(member, unit.collective),
    )
