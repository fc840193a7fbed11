"""What the pages of home say with."""

import re
from collections.abc import Sequence

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def marked(text: str, words: Sequence[str]) -> SafeString:
    """Return ``text`` escaped, with each of ``words`` set in a mark."""
    if not words:
        return conditional_escape(text)
    either = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    parts, at = [], 0
    for hit in either.finditer(text):
        parts.append(conditional_escape(text[at : hit.start()]))
        parts.append(format_html("<mark>{}</mark>", hit.group()))
        at = hit.end()
    parts.append(conditional_escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 -- every part was escaped above
