"""What a line of a statement says, and when two say the same."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from hashlib import sha256

from folkmoot.fund.words.money import LIMIT

BYTES_AT_MOST = 2_000_000
LINES_AT_MOST = 5_000
WHO, TEXT, REFERENCE = 140, 600, 80
# Figures, with one kind of mark before the places and another between thousands.
FIGURES = re.compile(r"[+-]?\d{1,15}(\.\d{1,4})?")
SPACES = str.maketrans("", "", " \u00a0\u202f'\u2019_")


class Fault(StrEnum):
    """Why a file cannot be read."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NO_TABLE = "no_table"
    NO_STATEMENT = "no_statement"
    HAS_DOCTYPE = "has_doctype"
    OTHER_CURRENCY = "other_currency"
    EMPTY = "empty"


class BankFileError(Exception):
    """A file that cannot be read; its one argument is the fault."""


@dataclass(frozen=True)
class BankLine:
    """One line; above 0 came in, below 0 went out, in the smallest part."""

    day: date
    amount: int
    who: str = ""
    text: str = ""
    reference: str = ""


@dataclass(frozen=True)
class BadLine:
    """A row that could not be read: its number in the file, and a code."""

    number: int
    why: str


def keyed(lines: Iterable[BankLine]) -> list[tuple[str, BankLine]]:
    """Return each line with its key: the same line brought again has the same one.

    Two lines of one file that say the same are two: each counts those before it.
    """
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        said = "\x1f".join(
            (
                line.day.isoformat(),
                str(line.amount),
                line.who,
                line.text,
                line.reference,
            )
        )
        seen[said] += 1
        key = sha256(f"{said}\x1f{seen[said]}".encode()).hexdigest()
        found.append((key, line))
    return found


def clean_cell(value: str, limit: int) -> str:
    """Return what a cell says on one line, without what cannot be stored."""
    kept = "".join(c if c.isprintable() else " " for c in value)
    return " ".join(kept.split())[:limit]


def read_figures(value: str, digits: int, *, has_comma: bool) -> int | None:
    """Return an amount in its smallest part, or None if these are no figures."""
    text = value.strip().translate(SPACES).replace("\u2212", "-")
    if text.endswith(("-", "+")):  # some banks write the sign behind
        text = text[-1] + text[:-1]
    text = (
        text.replace(".", "").replace(",", ".") if has_comma else text.replace(",", "")
    )
    if not FIGURES.fullmatch(text):
        return None
    try:
        parts = Decimal(text).scaleb(digits)
    except InvalidOperation:
        return None
    whole = int(parts)
    return whole if whole == parts and abs(whole) <= LIMIT else None
