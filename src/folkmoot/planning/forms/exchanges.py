"""What is asked for an exchange with other collectives."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.needs.words.units import name_unit
from folkmoot.people.models import Collective
from folkmoot.planning.operations.exchanges import Wanted
from folkmoot.planning.tables import GOODS, Tables
from folkmoot.planning.words.periods import HOW_MANY
from folkmoot.web.forms import DayField

MOST_HOURS = 1000
TELLS = _("The other groups may see our hours of work, alone and together")


class ProposeForm(forms.Form):
    """With whom, what, for how long, from when on."""

    others = forms.MultipleChoiceField(
        label=_("With whom?"), widget=forms.CheckboxSelectMultiple
    )
    weeks = forms.IntegerField(label="", min_value=1, max_value=104, initial=4)
    begins_on = DayField(label=_("From which day on?"))
    tells_hours = forms.BooleanField(label=TELLS, required=False)

    def __init__(
        self,
        *args: Any,
        sisters: Sequence[Collective],
        tables: Tables,
        length: str,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        others = self.fields["others"]
        assert isinstance(others, forms.MultipleChoiceField)  # noqa: S101 -- for mypy
        others.choices = [(str(one.id), one.name) for one in sisters]
        self.fields["weeks"].label = str(HOW_MANY[length])
        self.fields["begins_on"].widget.attrs["min"] = today.isoformat()
        self.goods = [(row["good"], row["unit"]) for row in tables[GOODS]]
        for place, (good, unit) in enumerate(self.goods):
            self.fields[f"good_{place}"] = forms.BooleanField(
                label=good, required=False
            )
            self.fields[f"hours_{place}"] = forms.FloatField(
                label=gettext("Hours of fetching 1 %(unit)s")
                % {"unit": name_unit(unit, 1)},
                min_value=0,
                max_value=MOST_HOURS,
                required=False,
                widget=forms.NumberInput(attrs={"step": "any"}),
            )

    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Yield the two fields of each good."""
        for place in range(len(self.goods)):
            yield self[f"good_{place}"], self[f"hours_{place}"]

    def clean_begins_on(self) -> date:
        """Refuse a day that is over."""
        day: date = self.cleaned_data["begins_on"]
        if day < self.today:
            raise forms.ValidationError(gettext("The first day is over already."))
        return day

    def clean(self) -> dict[str, Any]:
        """Return what was said, with the goods that were chosen."""
        data = super().clean() or self.cleaned_data
        chosen = [
            Wanted(good, data.get(f"hours_{place}") or 0.0)
            for place, (good, _unit) in enumerate(self.goods)
            if data.get(f"good_{place}")
        ]
        if not chosen:
            self.add_error(None, gettext("Please choose what is to be exchanged."))
        return {**data, "chosen": chosen}

    def said(self) -> dict[str, Any]:
        """Return the arguments of the operation."""
        data = self.cleaned_data
        return {
            "others": [UUID(one) for one in data["others"]],
            "goods": data["chosen"],
            "weeks": data["weeks"],
            "begins_on": data["begins_on"],
            "tells_hours": data["tells_hours"],
        }


class JoinForm(forms.Form):
    """A yes, and whether the others see one's hours."""

    tells_hours = forms.BooleanField(label=TELLS, required=False)


class RoundsForm(forms.Form):
    """How many rounds more."""

    many = forms.IntegerField(min_value=1, max_value=20)


class RoundForm(forms.Form):
    """Which round was looked at."""

    edition = forms.IntegerField(min_value=0)
    number = forms.IntegerField(min_value=0)
