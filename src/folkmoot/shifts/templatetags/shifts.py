"""What templates say about shifts: ``{% load shifts %}``."""

from django import template

from folkmoot.shifts.models import Job, Shift
from folkmoot.shifts.words import times

register = template.Library()


@register.filter
def shift_when(shift: Shift, zone: str) -> str:
    """``Monday 8 March, 17:00``, ``some time in the week of 8 March``."""
    return times.shift_when(shift, zone)


@register.filter
def span(minutes: float) -> str:
    """``2 hours``, ``1 h 30 min``."""
    return times.span(minutes)


@register.filter
def rhythm_words(job: Job) -> str:
    """``every day, 17:00``, ``every month, on the last Friday``."""
    return times.rhythm_words(job)


@register.filter
def weekday_words(weekday: int) -> str:
    """``Monday`` for 1."""
    return times.weekday_words(weekday)


@register.filter
def shift_hour(shift: Shift, zone: str) -> str:
    """``17:00``; nothing where a shift has no hour."""
    return times.shift_hour(shift, zone)


@register.filter
def part_words(part: str) -> str:
    """``Morning``, ``Afternoon``, ``Evening``."""
    return str(times.PARTS[part])
