"""What templates of hearings draw with."""

from uuid import UUID

from django import template
from django.utils.safestring import SafeString

from folkmoot.record.keys.signatures import signed_as

register = template.Library()


@register.simple_tag
def map_mark(index: int) -> SafeString:
    """Return the mark of a group as on the map: made of numbers alone."""
    from folkmoot.engines.opinion import draw_mark  # with all of SciPy: once needed

    return SafeString(draw_mark(index))


@register.simple_tag
def signs_statement(about: UUID) -> str:
    """Return what a device signs of the form for a short statement."""
    fields = {"text": "text"}
    return signed_as(kind="statement.added", about=str(about), fields=fields)


@register.simple_tag
def signs_words(about: UUID, kind: str) -> str:
    """Return what a device signs of a form for words of one kind."""
    said = {"about": str(about), "kind_of_words": kind}
    fields: dict[str, object] = {"text": "text"}
    if kind == "text":
        fields["file"] = {"file": "upload"}
    if kind == "talk":
        fields["people"] = "people"
        return signed_as(kind="contribution.added", fields=fields, **said)
    if kind == "nothing":
        fields, said = {}, said | {"text": ""}
    return signed_as(kind="contribution.added", fields=fields, people=1, **said)


@register.simple_tag
def signs_file() -> str:
    """Return what a device signs of a form whose file comes with a new question."""
    return signed_as(kind="attachment.added", fields={"file": {"file": "upload"}})
