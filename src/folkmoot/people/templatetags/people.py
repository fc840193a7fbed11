"""What the pages of people say with."""

from django import template
from django.utils.functional import Promise

from folkmoot.people.words import ROLES

register = template.Library()


@register.filter
def role_word(role: str) -> Promise | str:
    """Return what a role is called."""
    return ROLES.get(role, role)
