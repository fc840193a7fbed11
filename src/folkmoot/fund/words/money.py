"""Amounts as people write and read them, and as they are kept."""

from decimal import Decimal, InvalidOperation
from functools import cache

from django.utils.formats import number_format
from iso4217 import Currency

LIMIT = 10**15  # a browser counts exactly a little further


@cache
def currency_digits() -> dict[str, int]:
    """Return the places of every currency of ISO 4217 that has an amount."""
    return {one.code: one.exponent for one in Currency if one.exponent is not None}


def write_amount(amount: int, code: str, digits: int) -> str:
    """Return an amount with its unit, in the reader's own figures: 1,234.50 EUR."""
    value = Decimal(amount).scaleb(-digits)
    figures = number_format(
        value, decimal_pos=digits, use_l10n=True, force_grouping=True
    )
    return f"{figures}\N{NO-BREAK SPACE}{code}"


def plain_amount(amount: int, digits: int) -> str:
    """Return an amount for other programs: 1234.50."""
    return f"{Decimal(amount).scaleb(-digits):.{digits}f}"


def read_amount(value: Decimal, digits: int) -> int | None:
    """Return an amount in its smallest parts; None if it has more places than there are."""
    try:
        parts = value.scaleb(digits)
        whole = int(parts)
    except (InvalidOperation, OverflowError, ValueError):
        return None
    return whole if whole == parts and abs(whole) <= LIMIT else None
