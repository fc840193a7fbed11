"""What templates say about needs and work: ``{% load needs %}``."""

from datetime import date
from decimal import Decimal

from django import template

from folkmoot.needs.models import Booking, Need, Offer
from folkmoot.needs.queries.needs import left_in
from folkmoot.needs.words import needs as words
from folkmoot.needs.words import things
from folkmoot.people.models import Membership

register = template.Library()


@register.filter
def amount_in(amount: Decimal, unit: str) -> str:
    """``2.5 kg``."""
    return words.amount_words(amount, unit)


@register.filter
def amount_of(row: Need | Offer) -> str:
    """Return how much it is of in all."""
    return words.amount_words(row.amount, row.unit)


@register.filter
def left_words(row: Need | Offer) -> str:
    """Return how much of it is not promised yet."""
    return words.amount_words(left_in(row), row.unit)


@register.filter
def left_number(row: Need | Offer) -> Decimal:
    """Return the same as a number."""
    return left_in(row)


register.filter("class_words", words.class_words)


@register.filter
def kind_words(kind: str) -> str:
    """Return what a kind is called."""
    return str(words.KINDS.get(kind, ""))


@register.filter
def urgency_words(urgency: int) -> str:
    """Return what an urgency is called."""
    return str(words.URGENCIES.get(urgency, ""))


@register.filter
def is_of(row: Need | Offer, member: Membership) -> bool:
    """Whether it is the reader's own, or written down by them."""
    return row.is_of(member)


@register.filter
def hours_on(booking: Booking, day: date) -> str:
    """Return from when to when somebody has a thing on one day."""
    return things.hours_on(booking, day)
