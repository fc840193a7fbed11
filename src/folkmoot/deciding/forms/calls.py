"""The line that goes with a signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.forms import LineField


class CallForm(forms.Form):
    """A tap; some kinds need a line with it."""

    text = LineField(max_length=300, required=False)

    def __init__(
        self, *args: Any, asks: str = "", needs_line: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = asks
        self.fields["text"].required = bool(asks) and needs_line
        self.fields["text"].error_messages["required"] = _("Please write one line.")
