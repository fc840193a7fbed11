"""Writing what was done: a few numbers, what was planned filled in already."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.planning.forms.plans import amount
from folkmoot.planning.rest import amounts_of
from folkmoot.planning.tables import text_of
from folkmoot.planning.words.following import say_part


class ReportForm(forms.Form):
    """How often something was done, and what came out and went in.

    A field that stays as it was filled in goes as the recipe says: who did it less
    often writes that alone.
    """

    times = amount(gettext_lazy("How often was it done?"), required=True)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parts: Mapping[str, float],
        units: Mapping[str, str],
        planned: float,
        written: Mapping[str, float] | None = None,
        times: float | None = None,
    ) -> None:
        self.parts = dict(parts)
        amounts = {**amounts_of(parts, planned), **(written or {})}
        filled = {
            f"part-{at}": _filled(amounts[part]) for at, part in enumerate(self.parts)
        }
        filled["times"] = _filled(planned if times is None else times)
        super().__init__(data, initial=filled, use_required_attribute=False)
        self.fields["times"].help_text = _("Planned: %(planned)s.") % {
            "planned": text_of(planned)
        }
        self.written = dict(written or {})
        for at, part in enumerate(self.parts):
            self.fields[f"part-{at}"] = amount(say_part(part, units.get(part, "")))

    @property
    def told(self) -> dict[str, float]:
        """What was written by hand, now or before."""
        found = {}
        for at, part in enumerate(self.parts):
            name = f"part-{at}"
            value: Decimal | None = self.cleaned_data.get(name)
            is_told = name in self.changed_data or part in self.written
            if value is not None and is_told:
                found[part] = float(value)
        return found


def _filled(number: float) -> Decimal:
    """Return a number as a browser sends it back, so that it counts as unchanged."""
    return Decimal(f"{Decimal(text_of(number)):f}")


class LessonForm(forms.Form):
    """An answer to a number that was learned."""

    way = forms.CharField(max_length=200)
    part = forms.CharField(max_length=220)
    value = forms.CharField(max_length=40)
    agrees = forms.BooleanField(required=False)
