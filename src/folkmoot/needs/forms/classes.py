"""The question what comes first among needs."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.founding import FoundingForm
from folkmoot.needs.forms.needs import LEAST
from folkmoot.needs.queries.classes import change_from, classes_of
from folkmoot.needs.words.needs import UNITS
from folkmoot.people.models import Membership
from folkmoot.web.forms import LineField

MOST = 5
PLACES = (_("First"), _("Second"), _("Third"), _("Fourth"), _("Fifth"))


class ClassesForm(FoundingForm):
    """The classes in their order, each with the most for one person if there is one."""

    topic = "needs"
    heading = _("Decide what comes first")
    notes = (
        _("What stands first is covered first when something is short."),
        _("An empty line is left out. Its needs go to the last class."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            del self.fields["title"]
        for place in range(MOST):
            self.fields[f"name_{place}"] = LineField(
                label=PLACES[place], max_length=80, required=place == 0
            )
            self.fields[f"ceiling_{place}"] = forms.DecimalField(
                label=_("The most for each person"),
                min_value=LEAST,
                max_digits=8,
                decimal_places=2,
                required=False,
            )
            self.fields[f"unit_{place}"] = forms.ChoiceField(
                label=_("Counted in"), choices=UNITS.items(), required=False
            )
        if "why_now" in self.fields:
            self.order_fields([*(n for n in self.fields if n != "why_now"), "why_now"])

    def clean(self) -> dict[str, Any]:
        """Refuse the same name twice, and word the question."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        names = [one["name"].casefold() for one in self._classes()]
        if len(set(names)) < len(names):
            self.add_error(None, gettext("Each class needs a name of its own."))
        said["title"] = gettext("What comes first among our needs?")
        return said

    def get_change(self) -> dict[str, Any]:
        """Return the classes in their order."""
        return change_from(self._classes())

    def _classes(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        return [
            {
                "name": " ".join(said[f"name_{place}"].split()),
                "ceiling": said.get(f"ceiling_{place}"),
                "ceiling_unit": said.get(f"unit_{place}", ""),
            }
            for place in range(MOST)
            if said.get(f"name_{place}", "").strip()
        ]


def make_form(
    member: Membership, data: Any, initial: Mapping[str, Any], **more: Any
) -> ClassesForm:
    """Return the form; it begins with what is so now, or what was asked before."""
    rows = initial.get("classes") or [
        {"name": one.name, "ceiling": one.ceiling, "ceiling_unit": one.ceiling_unit}
        for one in classes_of(member.collective)
    ]
    begins = dict(initial)
    for place, row in enumerate(rows[:MOST]):
        begins[f"name_{place}"] = row["name"]
        begins[f"ceiling_{place}"] = row["ceiling"]
        begins[f"unit_{place}"] = row["ceiling_unit"]
    return ClassesForm(data, initial=begins, **more)


def choices(_member: Membership) -> list[tuple[str, str]]:
    """Return the acts to choose from: there is only this one."""
    return []
