"""What templates of hearings draw with."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def map_mark(index: int) -> SafeString:
    """Return the mark of a group as on the map: made of numbers alone."""
    from folkmoot.engines.opinion import draw_mark  # with all of SciPy: once needed

    return SafeString(draw_mark(index))
