"""What templates say about tasks: ``{% load doing %}``."""

from datetime import datetime

from django import template

from folkmoot.doing import words
from folkmoot.doing.models import Commitment
from folkmoot.people.models import Membership

register = template.Library()


@register.filter
def due_words(commitment: Commitment, now: datetime) -> str:
    """``3 days to go``, ``until tonight``, ``planned for yesterday``."""
    return words.due_words(commitment, now)


@register.filter
def conclusion_words(conclusion: str) -> str:
    """``Keep it as it is``, ``Change it``, ``End it``."""
    return str(words.CONCLUSIONS.get(conclusion, ""))


@register.filter
def is_carried_by(commitment: Commitment, member: Membership | None) -> bool:
    """Whether the reader has taken it on."""
    is_theirs = member is not None and commitment.carrier_id == member.id
    return is_theirs and commitment.is_carried
