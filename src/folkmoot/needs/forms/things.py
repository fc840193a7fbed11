"""A shared thing, caring for it, and booking it."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.needs.models import Thing
from folkmoot.needs.operations import ThingText
from folkmoot.web.forms import DayField, LineField, TextField
from folkmoot.web.picking import NumberedField, Row

MINUTES = "%Y-%m-%dT%H:%M"


def care_field() -> DayField:
    """Return the field for the end of caring, which there always is."""
    return DayField(
        label=_("I care for it until"),
        help_text=_("At most a year. Then somebody is asked again."),
    )


def instant_field(label: Any) -> forms.DateTimeField:
    """Return the field for a day with a time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES)
    return forms.DateTimeField(
        label=label, widget=widget, input_formats=[MINUTES, f"{MINUTES}:%S"]
    )


class ThingForm(forms.Form):
    """What is known of a thing; a new one has somebody who cares for it."""

    name = LineField(label=_("What is it?"), max_length=120)
    place = LineField(label=_("Where is it?"), max_length=200)
    about = TextField(
        label=_("What should be known?"), rows=3, max_length=2000, required=False
    )
    is_booked = forms.BooleanField(
        label=_("People book it before they use it"), required=False, initial=True
    )
    rules = TextField(
        label=_("How do we use it?"), rows=4, max_length=4000, required=False
    )

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Row],
        is_new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rules_question"] = NumberedField(
            questions,
            nothing=_("Not decided yet"),
            label=_("Where did we decide this?"),
        )
        if is_new:
            self.fields["care_until"] = care_field()

    def get_text(self) -> ThingText:
        """Return it for the operation."""
        said = self.cleaned_data
        names = ("name", "place", "about", "is_booked", "rules")
        return ThingText(
            **{name: said[name] for name in names},
            rules_question_id=said["rules_question"],
        )


def initial_of(thing: Thing) -> dict[str, Any]:
    """Return what the form begins with that changes a thing."""
    names = ("name", "place", "about", "is_booked", "rules")
    shown = {name: getattr(thing, name) for name in names}
    return {**shown, "rules_question": thing.rules_question_id}


class CareForm(forms.Form):
    """Caring for a thing until a day."""

    until = care_field()


class BookingForm(forms.Form):
    """From when to when, in the collective's time."""

    starts_at = instant_field(_("From"))
    ends_at = instant_field(_("To"))
    note = LineField(label=_("What for?"), max_length=200, required=False)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)

    def full_clean(self) -> None:
        """Read the times as the clocks in the collective show them."""
        with timezone.override(self.zone):
            super().full_clean()
