"""Statements as tables: CSV in whatever way a bank writes it."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import StringIO
from itertools import islice

from folkmoot.fund.bank.lines import (
    BYTES_AT_MOST,
    LINES_AT_MOST,
    REFERENCE,
    TEXT,
    WHO,
    BadLine,
    BankFileError,
    BankLine,
    Fault,
    clean_cell,
    read_figures,
)

type Rows = list[list[str]]
COLUMNS_AT_MOST = 40
DELIMITERS = ";,\t|"
NUMBERS = re.compile(r"\d{1,4}")
CENTURY = 2000
# What banks call their columns, in small letters; the first that is found is guessed.
HEADS: Mapping[str, Sequence[str]] = {
    "day": ("booking date", "buchungstag", "buchungsdatum", "fecha", "date", "datum"),
    "amount": ("amount", "betrag", "importe", "monto", "umsatz", "value"),
    "came": ("credit", "haben", "abono", "paid in", "money in"),
    "went": ("debit", "soll", "cargo", "paid out", "money out"),
    "who": (
        "counterparty",
        "payee",
        "name",
        "begünstigter",
        "beneficiario",
        "auftraggeber",
    ),
    "text": ("purpose", "verwendungszweck", "concepto", "description", "text", "memo"),
    "reference": ("reference", "referenz", "referencia", "end-to-end"),
}
ORDERS = {"ymd": (0, 1, 2), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}


@dataclass(frozen=True)
class Columns:
    """Which column of a table holds what; None where it has none."""

    day: int = 0
    amount: int | None = None
    came: int | None = None
    went: int | None = None
    who: int | None = None
    text: int | None = None
    reference: int | None = None
    day_order: str = "dmy"
    has_comma: bool = False
    heads: int = 1  # rows before the first line

    def to_dict(self) -> dict[str, int | str | bool | None]:
        """Return it as it is kept."""
        return asdict(self)


def read_rows(content: bytes) -> Rows:
    """Return the rows of a table as text.

    Raises
    ------
    BankFileError
        If it is too large, or no table.
    """
    if len(content) > BYTES_AT_MOST:
        raise BankFileError(Fault.TOO_LARGE)
    text = _decode(content)
    if "\x00" in text:
        raise BankFileError(Fault.NO_TABLE)
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(DELIMITERS, key=head.count)
    if delimiter not in head:
        raise BankFileError(Fault.NO_TABLE)
    rows = list(islice(_filled(text, delimiter), LINES_AT_MOST + 1))
    if len(rows) > LINES_AT_MOST:
        raise BankFileError(Fault.TOO_MANY)
    if not rows:
        raise BankFileError(Fault.EMPTY)
    return rows


def _filled(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows in which something stands."""
    try:
        for row in csv.reader(StringIO(text), delimiter=delimiter, strict=True):
            if any(cell.strip() for cell in row):
                yield [clean_cell(cell, TEXT) for cell in row[:COLUMNS_AT_MOST]]
    except csv.Error as error:
        raise BankFileError(Fault.NO_TABLE) from error


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise BankFileError(Fault.NO_TABLE) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Every byte is a letter there, or nothing: what banks on old systems write.
        return content.decode("cp1252", errors="replace")


def guess_columns(rows: Rows) -> Columns:
    """Return what the heads of a table suggest; people look at it and mend it."""
    heads, place = _heads_of(rows)
    found: dict[str, int] = {}
    for name, words in HEADS.items():
        for word in words:
            fits = [n for n, head in enumerate(heads) if word in head]
            fits = [n for n in fits if n not in found.values()]
            if fits:
                found[name] = fits[0]
                break
    body = rows[place + 1 :] or rows
    day, amount = found.get("day", 0), found.get("amount", found.get("came"))
    return Columns(
        day=day,
        amount=found.get("amount"),
        came=None if "amount" in found else found.get("came"),
        went=None if "amount" in found else found.get("went"),
        who=found.get("who"),
        text=found.get("text"),
        reference=found.get("reference"),
        day_order=_order_of([_cell(row, day) for row in body]),
        has_comma=_has_comma([_cell(row, amount) for row in body]),
        heads=place + 1 if found else 0,
    )


def _heads_of(rows: Rows) -> tuple[list[str], int]:
    """Return the row that looks most like heads, of the first twenty, and its place."""
    words = [word for each in HEADS.values() for word in each]

    def known(row: list[str]) -> int:
        return sum(any(word in cell.lower() for word in words) for cell in row)

    place = max(range(min(20, len(rows))), key=lambda n: (known(rows[n]), -n))
    return [cell.lower() for cell in rows[place]], place


def _order_of(days: Sequence[str]) -> str:
    for order in ("ymd", "dmy", "mdy"):
        if days and all(_read_day(day, order) for day in days[:50] if day):
            return order
    return "dmy"


def _has_comma(amounts: Sequence[str]) -> bool:
    marks = ["".join(c for c in one if c in ".,")[-1:] for one in amounts]
    return marks.count(",") > marks.count(".")


def read_table(
    rows: Rows, columns: Columns, digits: int
) -> tuple[list[BankLine], list[BadLine]]:
    """Return the lines of a table by its columns, and the rows that are none."""
    good: list[BankLine] = []
    bad: list[BadLine] = []
    for number, row in enumerate(rows[columns.heads :], start=columns.heads + 1):
        day = _read_day(_cell(row, columns.day), columns.day_order)
        amount = _amount_of(row, columns, digits)
        if day is None:
            bad.append(BadLine(number, "day"))
        elif not amount:
            bad.append(BadLine(number, "amount"))
        else:
            who = clean_cell(_cell(row, columns.who), WHO)
            text = clean_cell(_cell(row, columns.text), TEXT)
            reference = clean_cell(_cell(row, columns.reference), REFERENCE)
            good.append(BankLine(day, amount, who, text, reference))
    return good, bad


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and 0 <= place < len(row) else ""


def _amount_of(row: Sequence[str], columns: Columns, digits: int) -> int | None:
    def read(place: int | None) -> int | None:
        return read_figures(_cell(row, place), digits, has_comma=columns.has_comma)

    if columns.amount is not None:
        return read(columns.amount)
    came, went = read(columns.came), read(columns.went)
    if came is None and went is None:
        return None
    return abs(came or 0) - abs(went or 0)


def _read_day(value: str, order: str) -> date | None:
    parts = NUMBERS.findall(value.split("T", maxsplit=1)[0])[:3]
    if len(parts) < len(ORDERS["ymd"]):
        return None
    year, month, day = (int(parts[place]) for place in ORDERS.get(order, (0, 1, 2)))
    try:
        return date(year + CENTURY if year < 100 else year, month, day)  # noqa: PLR2004 -- two figures of a year
    except ValueError:
        return None
