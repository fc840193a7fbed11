"""What templates say with: times, minutes, names, text, bars. Loaded everywhere."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from math import ceil
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.web import tallies
from folkmoot.web import when as times
from folkmoot.web.chance import new_id

LIMIT_TOLD = 2_000  # characters; hardly anybody writes more in one go
WORDS_PER_MINUTE = 180  # slow, quiet reading aloud
ADDRESS = re.compile(r"(?<!\S)(/[cf]/(?:[\w-]+/)+)(?!\S)", re.ASCII)
register = template.Library()


@register.simple_tag
def new_submission_key() -> str:
    """Return a key that makes one form have one effect."""
    return new_id().hex


@register.filter
def weekday_date(at: date | None) -> str:
    """``Sunday 14 June 2026``."""
    return times.weekday_date(at) if at else ""


@register.simple_tag(takes_context=True)
def day(context: Context, at: date | None) -> str:
    """``Sunday 14 June``; with its year where that is not near."""
    now = getattr(getattr(context, "request", None), "now", None)
    if at is None or now is None:
        return weekday_date(at)
    return times.day(at, now)


@register.filter
def deadline(at: datetime | None) -> str:
    """``Sunday 14 June, 20:00`` in the reader's zone."""
    return times.deadline(at) if at else ""


@register.filter
def from_now(at: datetime | None, now: datetime | None) -> str:
    """``in 3 days``, ``2 hours ago``."""
    return times.from_now(at, now) if at and now else ""


@register.simple_tag(takes_context=True)
def when(context: Context, at: datetime, zone: str = "") -> times.When:
    """Return an instant as the reader and the collective read it."""
    request = getattr(context, "request", None)
    own = getattr(getattr(request, "person", None), "time_zone", "")
    return times.describe(at, own, zone or "", getattr(request, "now", None))


@register.filter
def minutes(count: float | None) -> str:
    """``2 min``; nothing for no number."""
    if count is None:
        return ""
    return _("%(count)s min") % {"count": ceil(count)}


@register.filter
def reading_minutes(text: str) -> int:
    """Return the minutes it takes to read ``text`` slowly; at least one."""
    return max(1, ceil(len(str(text).split()) / WORDS_PER_MINUTE))


@register.filter
def grouped(number: int) -> str:
    """``20,000`` as the language groups digits."""
    return number_format(number, force_grouping=True)


@register.filter
def of_people(count: int, total: int) -> str:
    """``7 of 10 people``."""
    words = ngettext(
        "%(count)s of %(total)s person", "%(count)s of %(total)s people", total
    )
    return words % {"count": count, "total": total}


@register.filter
def bdi(name: object) -> SafeString:
    """Return a name that cannot turn the direction of the sentence around it."""
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def paragraphs(text: str) -> SafeString:
    """Return people's text as paragraphs, each in its own direction.

    An address of this server, as ``/c/elm-street/q/3/``, is a link.
    """
    blocks = re.split(r"\n\s*\n", str(text).replace("\r\n", "\n").strip())
    lines = (
        (
            format_html_join(
                SafeString("<br>"), "{}", ((_linked(x),) for x in block.split("\n"))
            ),
        )
        for block in blocks
        if block.strip()
    )
    return format_html_join("\n", '<p dir="auto">{}</p>', lines)


def _linked(line: str) -> SafeString:
    parts = enumerate(ADDRESS.split(line))
    link = '<a href="{0}">{0}</a>'
    shown = ((format_html(link, x) if place % 2 else x,) for place, x in parts)
    return format_html_join("", "{}", shown)


@register.simple_tag
def lay_out_tally(
    counts: Iterable[tuple[str, int, str]], name: str = ""
) -> tallies.Tally:
    """Return the bar for a list of ``(word, count, kind)``."""
    return tallies.lay_out(counts, name)


@register.simple_tag
def path_summary(steps: Iterable[tuple[str, str, datetime | None]]) -> dict[str, Any]:
    """Return where a question is (``here``), what comes next, and how far it got."""
    rows = [{"label": label, "state": state, "when": at} for label, state, at in steps]
    here = next((row for row in rows if row["state"] == "here"), None)
    after = next((row for row in rows if row["state"] == "next"), None)
    past = sum(row["state"] == "past" for row in rows)
    return {"steps": rows, "here": here, "after": after, "past": past}


@register.simple_tag
def draw_field(field: BoundField) -> SafeString:
    """Return the widget, described by its help, its limit and what to mend."""
    ids = [
        f"{field.auto_id}_{part}"
        for part, there in (
            ("helptext", field.help_text),
            ("limit", limit_of(field)),
            ("error", field.errors),
        )
        if there
    ]
    # A group of choices is described on its fieldset instead.
    if ids and not field.use_fieldset:
        return field.as_widget(attrs={"aria-describedby": " ".join(ids)})
    return field.as_widget()


@register.filter
def limit_of(field: BoundField) -> int | None:
    """Return how long a text may be, where people are likely to come near it."""
    limit = getattr(field.field, "max_length", None) if _is_long(field) else None
    return limit if limit is not None and limit <= LIMIT_TOLD else None


def _is_long(field: BoundField) -> bool:
    return field.widget_type == "textarea"
