"""What templates say about recipes and plans: ``{% load plans %}``."""

from django import template

from folkmoot.planning.words import plans as words

register = template.Library()


@register.filter
def amount(value: str) -> str:
    """Return a number as people read it."""
    return words.number(value)


@register.filter
def aim(value: str) -> str:
    """Return what a plan is called."""
    return words.say_aim(value)
