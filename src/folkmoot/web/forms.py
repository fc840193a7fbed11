"""The base of every form: calm fields, text that can be stored, a submission key."""

import unicodedata
from abc import ABCMeta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

TEXT_LIMIT = 20_000
SURROGATES = range(0xD800, 0xE000)


class AbstractForm(DeclarativeFieldsMetaclass, ABCMeta):
    """The kind of forms of which others are made, with abstract methods."""


class Renderer(TemplatesSetting):
    """Fields are drawn by the shared component."""

    field_template_name = "components/field.html"


def clean_text(value: str) -> str:
    """Return ``value`` in NFC; refuse what no database can keep.

    Raises
    ------
    ValidationError
        If a NUL or half of a surrogate pair is inside.
    """
    if "\x00" in value or any(ord(c) in SURROGATES for c in value):
        raise ValidationError(_("This contains a character that cannot be stored."))
    return unicodedata.normalize("NFC", value)


def clean_name(value: str) -> str:
    """Return a name with something visible in it, on one line.

    Raises
    ------
    ValidationError
        If nothing visible is left.
    """
    seen = "".join(c for c in clean_text(value) if unicodedata.category(c)[0] != "C")
    seen = " ".join(seen.split())
    if not any(unicodedata.category(c)[0] in "LNS" for c in seen):
        raise ValidationError(_("Please write a name with letters."))
    return seen


class TextField(forms.CharField):
    """Text of people: several lines, with the limit said beforehand.

    ``words`` is how many it may have at most.
    """

    def __init__(
        self, *, rows: int = 4, words: int | None = None, **kwargs: Any
    ) -> None:
        self.words = words
        kwargs.setdefault("max_length", TEXT_LIMIT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text in NFC, its lines ended as the database keeps them."""
        text: str = super().to_python(value) or ""
        return clean_text(text.replace("\r\n", "\n"))

    def validate(self, value: str) -> None:
        """Ask for no more words than there may be.

        Raises
        ------
        ValidationError
            If there are more.
        """
        super().validate(value)
        words = len(value.split())
        if self.words is not None and words > self.words:
            message = _("These are %(words)s words. Please say it in %(most)s.")
            numbers = {"words": words, "most": self.words}
            raise ValidationError(message, params=numbers)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out maxlength: browsers would silently cut what is pasted."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        if self.words is not None:
            attrs["data-words"] = str(self.words)
        return attrs


class LineField(forms.CharField):
    """Text of people on one line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text in NFC."""
        return clean_text(super().to_python(value) or "")


class DayField(forms.DateField):
    """A day to choose from the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)


class MomentField(forms.DateTimeField):
    """A day and an hour to choose, in the reader's zone."""

    def __init__(self, **kwargs: Any) -> None:
        kind = {"type": "datetime-local"}
        widget = forms.DateTimeInput(attrs=kind, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)
