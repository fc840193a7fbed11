"""What templates say about the fund: ``{% load fund %}``."""

from django import template

from folkmoot.fund.models import FundUnit
from folkmoot.fund.words.money import write_amount

register = template.Library()


@register.filter
def amount(parts: int, unit: FundUnit) -> str:
    """``1,234.50 EUR``: an amount in its smallest parts, with its unit."""
    return write_amount(parts, unit.code, unit.digits)
