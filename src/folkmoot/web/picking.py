"""Choosing one of the rows that are offered, however many there are.

Few stand in a list to choose from. Of many one writes the words: browsers offer what
fits (``<datalist>``), and where they do not, some letters are enough: the form comes
back with the rows that have them.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LISTED_AT_MOST = 40
OFFERED_AT_MOST = 1_000
ENOUGH = gettext_lazy("Some letters are enough.")
CHOOSE = gettext_lazy("Please choose")
SELECTED = SafeString(" selected")
type Row = tuple[UUID, str]


class PlainSelect(forms.Select):
    """A list without groups, put together at once: a template a row takes long."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        """Return the list with what is chosen."""
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SELECTED if str(key) in chosen else "", words)
                for key, words in self.choices
            ),
        )
        shown = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(shown), options)


class OfferingInput(forms.TextInput):
    """A line to write in. Browsers offer the ``words`` of the list ``list_id``.

    Other fields of the page that offer the same give no words: the list stands once.
    ``keys`` are the ids of the words, for a form that a device signs. ``empty`` says
    what it means to write nothing.
    """

    def __init__(
        self,
        list_id: str,
        words: Sequence[str] = (),
        keys: Sequence[UUID] = (),
        empty: Any = "",
    ) -> None:
        said = {"placeholder": empty} if empty else {}
        super().__init__(attrs={"list": list_id, **said})
        self.words, self.keys = words, keys

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        """Return the line, with the list after it if this field holds it."""
        line = super().render(name, value, attrs, renderer)
        if not self.words:
            return line
        options = (
            format_html_join(
                "",
                '<option value="{}" data-key="{}">',
                zip(self.words, self.keys, strict=True),
            )
            if self.keys
            else format_html_join(
                "", '<option value="{}">', ((one,) for one in self.words)
            )
        )
        listed = '{}<datalist id="{}">{}</datalist>'
        return format_html(listed, line, self.attrs["list"], options)


class PickField(forms.CharField):
    """One of ``rows``: returns its id, or None.

    ``nothing`` stands in a list where none is chosen. ``list_id`` names what browsers
    offer; ``offers`` is false where another field of the page offers the same.
    """

    unknown = gettext_lazy(
        "Nothing here is called that. Some letters of it are enough."
    )

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        nothing: Any = CHOOSE,
        list_id: str = "rows",
        offers: bool = True,
        is_signed: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=400, **kwargs)
        self.rows, self.nothing = rows, nothing
        if len(rows) <= LISTED_AT_MOST:
            self.widget = PlainSelect(choices=[("", nothing), *_keyed(rows)])
        else:
            self.help_text = self.help_text or (ENOUGH if offers else "")
            offered = rows[:OFFERED_AT_MOST] if offers else ()
            empty = "" if self.required else nothing
            words = [words for _key, words in offered]
            keys = [key for key, _words in offered] if is_signed else ()
            self.widget = OfferingInput(list_id, words, keys, empty)

    def prepare_value(self, value: Any) -> Any:
        """Return what the widget shows for a row's id."""
        if value is None or isinstance(self.widget, forms.Select):
            return value
        key = str(value)
        return next((words for row, words in self.rows if str(row) == key), value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what was shown with what came back."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    def clean(self, value: Any) -> UUID | None:
        """Return the row's id; None for none.

        Raises
        ------
        ValidationError
            If no row is called that, or none alone. Those with these letters are then
            listed to choose from.
        """
        text = " ".join(str(super().clean(value) or "").split())
        if not text:
            return None
        keys = [key for key, _words in self.rows if str(key) == text]
        same = keys or [key for key, words in self.rows if self.is_it(text, words)]
        if len(same) == 1:
            return same[0]
        raise ValidationError(self._ask_which(self.reduce(text)))

    def is_it(self, text: str, words: str) -> bool:
        """Whether somebody who wrote ``text`` means the row with these words."""
        return self.reduce(text) == self.reduce(words)

    def reduce(self, text: str) -> str:
        """Return what is compared of a text."""
        return " ".join(text.casefold().split())

    def _ask_which(self, letters: str) -> str:
        found = [row for row in self.rows if letters and letters in self.reduce(row[1])]
        if not found:
            return str(self.unknown)
        if len(found) > LISTED_AT_MOST:
            return _("Too many have these letters. Please write more of them.")
        # The one that begins so stands first, and is what the list shows.
        found.sort(key=lambda row: not self.reduce(row[1]).startswith(letters))
        none = [] if self.required else [("", self.nothing)]
        self.widget = PlainSelect(choices=[*_keyed(found), *none])
        return _("Which of these? Please choose.")


def _keyed(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [(str(key), words) for key, words in rows]


class NumberedField(PickField):
    """One of rows whose words begin with their number, as ``12: A lamp``."""

    def is_it(self, text: str, words: str) -> bool:
        """Whether it is the number or the words."""
        return text == words.partition(":")[0] or super().is_it(text, words)
