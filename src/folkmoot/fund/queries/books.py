"""The ledger for bookkeepers: a table, and the plain text that Beancount reads.

Beancount (https://beancount.github.io/docs/beancount_language_syntax.html): an account
is one of five roots and parts that begin with a capital or a figure; a commodity has up
to 24 capitals, figures and ``'._-``, begins with a capital and ends with a capital or a
figure. Our words stay beside them as ``name`` and ``unit``.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from folkmoot.fund.models import FundAccount, FundBooking
from folkmoot.fund.queries.pages import list_accounts, list_bookings
from folkmoot.fund.words.money import plain_amount
from folkmoot.people.models import Collective

ROOTS = {
    FundAccount.Kind.HELD: "Assets",
    FundAccount.Kind.SOURCE: "Income",
    FundAccount.Kind.USE: "Expenses",
}
COMMODITY = 24
HEADS = (
    *("number", "unit", "day", "amount", "from", "to", "text", "written_by"),
    *("second_name", "decision", "question", "takes_back"),
)


def write_table(collective: Collective) -> str:
    """Return the ledger as CSV, the oldest booking first."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for row in _bookings(collective):
        payment = getattr(row, "payment", None)
        second = payment.second if payment else None
        cells = (
            row.number,
            row.unit.code,
            row.day.isoformat(),
            plain_amount(row.amount, row.unit.digits),
            row.from_account.name,
            row.to_account.name,
            row.text,
            row.member.name,
            second.name if second else "",
            payment.promise.agreed_id if payment else "",
            payment.promise.question_title if payment else "",
            row.corrects.number if row.corrects else "",
        )
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return text.getvalue()


def _harmless(cell: str) -> str:
    """Keep sheets from reading what somebody wrote as a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def write_beancount(collective: Collective) -> str:
    """Return the ledger as Beancount reads it; every transaction balances."""
    accounts = list(list_accounts(collective))
    names = _names_of(accounts)
    commodities = _commodities_of(accounts)
    bookings = list(_bookings(collective))
    first = min((row.day for row in bookings), default=None)
    lines = [f'option "title" "{_quoted(collective.name)}"', ""]
    for account in accounts:
        opened = account.created_at.date()
        day = min(first, opened) if first else opened
        commodity = commodities[account.unit.code]
        lines.append(f"{day.isoformat()} open {names[account.id]} {commodity}")
        lines.append(f'  name: "{_quoted(account.name)}"')
        if commodity != account.unit.code:
            lines.append(f'  unit: "{_quoted(account.unit.code)}"')
    for row in bookings:
        lines += ["", *_transaction(row, names, commodities[row.unit.code])]
    return "\n".join(lines) + "\n"


def _transaction(
    row: FundBooking, names: dict[object, str], commodity: str
) -> Iterator[str]:
    amount = plain_amount(row.amount, row.unit.digits)
    yield f'{row.day.isoformat()} * "{_quoted(row.text)}"'
    yield f"  number: {row.number}"
    payment = getattr(row, "payment", None)
    if payment is not None:
        yield f'  decision: "{payment.promise.agreed_id}"'
        yield f'  question: "{_quoted(payment.promise.question_title)}"'
    if row.corrects is not None:
        yield f"  takes_back: {row.corrects.number}"
    yield f"  {names[row.from_account_id]}  -{amount} {commodity}"
    yield f"  {names[row.to_account_id]}  {amount} {commodity}"


def _bookings(collective: Collective) -> list[FundBooking]:
    rows = list_bookings(collective).order_by("day", "created_at", "id")
    return list(rows)


def _quoted(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')


def _names_of(accounts: list[FundAccount]) -> dict[object, str]:
    """Return a name for each account that Beancount takes, each only once."""
    taken: set[str] = set()
    names: dict[object, str] = {}
    for account in accounts:
        root = ROOTS[FundAccount.Kind(account.kind)]
        words = re.sub(r"[^A-Za-z0-9]+", "-", account.name).strip("-")
        part = words[:1].upper() + words[1:] if words else "Account"
        name, again = f"{root}:{part}", 2
        while name in taken:
            name, again = f"{root}:{part}-{again}", again + 1
        taken.add(name)
        names[account.id] = name
    return names


def _commodities_of(accounts: list[FundAccount]) -> dict[str, str]:
    """Return a commodity for each unit; a currency is its own."""
    found: dict[str, str] = {}
    for code in dict.fromkeys(account.unit.code for account in accounts):
        words = re.sub(r"[^A-Z0-9]+", "-", code.upper()).strip("-")[: COMMODITY - 4]
        word = words.strip("-") if words[:1].isalpha() else f"U-{words}".strip("-")
        name, again = (word if len(word) > 1 else f"{word}-1"), 2
        while name in found.values():
            name, again = f"{word}-{again}", again + 1
        found[code] = name
    return found
