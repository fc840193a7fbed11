"""What templates say about recipes and plans: ``{% load plans %}``."""

from collections.abc import Mapping
from typing import Any

from django import template

from folkmoot.needs.words.units import unit_said
from folkmoot.planning.models import Exchange
from folkmoot.planning.tables import Row
from folkmoot.planning.words import plans as words
from folkmoot.planning.words.exchanges import say_goods, say_promise
from folkmoot.planning.words.periods import EACH, say_in, say_many

register = template.Library()


@register.filter
def amount(value: str) -> str:
    """Return a number as people read it."""
    return words.number(value)


@register.filter
def counted(row: Row) -> str:
    """``0.6 kg``; ``60`` of what is counted in pieces."""
    text = words.number(row["amount"])
    return f"{text} {unit_said(row['unit'], float(row['amount']))}".rstrip()


@register.filter
def many(periods: int, length: str) -> str:
    """``4 weeks``."""
    return say_many(length, periods)


@register.filter
def when(need: Row, length: str) -> str:
    """``each week``, or ``in week 3`` where a need names a period."""
    period = need.get("period")
    return say_in(length, [int(period)]) if period else str(EACH[length])


@register.filter
def aim(value: str) -> str:
    """Return what a plan is called."""
    return words.say_aim(value)


@register.filter
def goods(exchange: Exchange) -> str:
    """Return what is exchanged, by name."""
    return say_goods(exchange.goods)


@register.filter
def promise(one: Mapping[str, Any], length: str) -> str:
    """Return what a plan counts with of what was agreed with others."""
    return say_promise(one, length)
