"""One text for stops of several groups, and standing by such a text."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.stops import AnswerForm

CHOOSE = {"required": _("Please choose at least one stop.")}


class StopsField(forms.TypedMultipleChoiceField):
    """Stops by their ids."""

    def __init__(self) -> None:
        super().__init__(coerce=UUID, error_messages=CHOOSE, label=_("Stops"))

    def valid_value(self, value: Any) -> bool:
        """Take any id: the operation looks whether the stop still waits."""
        try:
            UUID(str(value))
        except ValueError:
            return False
        return True


class AnswersForm(AnswerForm):
    """What is done about these stops, in at most 120 words."""

    stops = StopsField()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, today: date, **kwargs: Any
    ) -> None:
        super().__init__(data, today=today, **kwargs)
        self.chosen = [str(one) for one in (self["stops"].value() or [])]


class SecondForm(forms.Form):
    """Standing by the answers to these stops."""

    stops = StopsField()
