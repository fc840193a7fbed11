"""A way of making: its name, how much of it is possible, and room for more of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.planning.forms.plans import amount, say_length
from folkmoot.planning.models import Length
from folkmoot.planning.queries.plans.recipes import WAY_COLUMNS
from folkmoot.planning.tables import Row, text_of
from folkmoot.web.forms import LineField


class WayForm(forms.Form):
    """A way of making: its name and how much of it is possible."""

    name = LineField(label=_("What is done"), max_length=200)
    capacity = amount(
        _("How often %(each)s, at most"),
        help_text=_("All amounts below are for doing it once."),
    )
    hours = amount(
        _("Hours of work"),
        help_text=_("Leave it empty where you name the abilities below."),
    )
    build_hours = amount(
        _("Hours of work for room to do it once more %(each)s"),
        help_text=_("Goods that are needed for that stand in the rows above."),
    )
    lead = forms.IntegerField(
        label=_("How long until it can be used"),
        help_text=_("Weeks, months or what the recipes count in. 0 is at once."),
        min_value=0,
        max_value=104,
        required=False,
    )
    wear = amount(_("Wears out %(each)s, percent"), max_value=Decimal(100))
    end_capacity = amount(_("How often it has to be possible at the end"))
    lump = amount(_("More comes only in pieces for doing it so many times"))
    building = ("build_hours", "lead", "wear", "end_capacity", "lump")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        length: str = Length.WEEK,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        say_length(self, length)

    @property
    def building_fields(self) -> list[forms.BoundField]:
        """The fields about more room for it."""
        return [self[name] for name in self.building]

    @property
    def is_building(self) -> bool:
        """Whether one of them holds something."""
        return any(
            field.value() not in {None, ""} or field.errors
            for field in self.building_fields
        )

    def get_row(self) -> Row:
        """Return what it says as a row of techniques."""
        said = self.cleaned_data
        wear = said["wear"]
        return {
            "technique": said["name"].strip(),
            **{name: text_of(said[name]) for name in WAY_COLUMNS},
            "wear": "" if wear is None else text_of(wear / 100),
        }
