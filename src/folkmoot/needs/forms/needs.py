"""What one needs, what one can give, and a yes to bring two together."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.needs.models import Need, NeedClass, NeedKind, Offer, Unit
from folkmoot.needs.operations import NeedText, OfferText
from folkmoot.needs.words.needs import KINDS, UNITS, URGENCIES, class_words
from folkmoot.people.models import Membership
from folkmoot.web.forms import DayField, LineField, TextField

LEAST = Decimal("0.01")


def amount_field(**more: Any) -> forms.DecimalField:
    """Return the field for how much."""
    number = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.DecimalField(
        label=_("How much?"),
        min_value=LEAST,
        max_digits=8,
        decimal_places=2,
        **{"widget": number, **more},
    )


class StatedForm(forms.Form):
    """What a need and an offer have in common.

    ``shares`` asks whether sister groups may see it; ``helped`` are people without a
    device, for whom it may be written down.
    """

    what = LineField(label=_("What?"), max_length=120)
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS.items())
    amount = amount_field(initial=1)
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS.items())
    note = TextField(
        label=_("What else should be known?"), rows=3, max_length=1000, required=False
    )
    goes_out = forms.BooleanField(
        label=_("Sister groups may see it too, without my name"), required=False
    )
    for_whom = forms.ChoiceField(
        label=_("I write it down for"),
        help_text=_("For somebody without a phone. They get a receipt."),
        required=False,
    )
    day_name = ""

    def __init__(
        self,
        *args: Any,
        today: date,
        shares: bool = False,
        helped: Sequence[Membership] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helped = {str(one.id): one for one in helped}
        if not shares:
            del self.fields["goes_out"]
        if not helped:
            del self.fields["for_whom"]
            return
        names = [(key, one.name) for key, one in self.helped.items()]
        choice = self.fields["for_whom"]
        choice.choices = [("", _("Myself")), *names]  # type: ignore[attr-defined]

    @property
    def owner(self) -> Membership | None:
        """Return for whom it is written down; none for oneself."""
        return self.helped.get(self.cleaned_data.get("for_whom", ""))

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has passed, unless it was there before."""
        said = self.cleaned_data
        day = said.get(self.day_name)
        if day and day < self.today and self.day_name in self.changed_data:
            message = gettext("This day has passed. Please choose a later one.")
            self.add_error(self.day_name, message)
        return said

    def get_common(self) -> dict[str, Any]:
        """Return what both kinds of text hold."""
        said = self.cleaned_data
        names = ("kind", "what", "amount", "unit", "note", self.day_name)
        common = {name: said[name] for name in names}
        return {**common, "goes_out": said.get("goes_out", False)}


class ClassedForm(forms.Form):
    """Under what the members put first it belongs."""

    klass = forms.ChoiceField(label=_("Where does it belong?"))

    def __init__(self, *args: Any, classes: Sequence[NeedClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.id), class_words(one)) for one in classes]
        self.fields["klass"].choices = names  # type: ignore[attr-defined]


class NeedForm(ClassedForm, StatedForm):
    """What somebody needs."""

    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"),
        choices=URGENCIES.items(),
        coerce=int,
        initial=Need.Urgency.SOON,
    )
    due_date = DayField(label=_("By when?"), required=False)
    people = forms.IntegerField(
        label=_("For how many people?"), min_value=1, max_value=9999, initial=1
    )
    day_name = "due_date"
    field_order = (
        *("what", "kind", "amount", "unit", "klass", "urgency", "due_date"),
        *("people", "note", "goes_out", "for_whom"),
    )

    def get_text(self) -> NeedText:
        """Return it for the operation."""
        said = self.cleaned_data
        return NeedText(
            **self.get_common(),
            klass_id=UUID(said["klass"]),
            urgency=said["urgency"],
            people=said["people"],
        )


class OfferForm(StatedForm):
    """What somebody can give."""

    until_date = DayField(label=_("Until when?"), required=False)
    day_name = "until_date"
    field_order = (
        *("what", "kind", "amount", "unit", "until_date", "note", "goes_out"),
        "for_whom",
    )

    def get_text(self) -> OfferText:
        """Return it for the operation."""
        return OfferText(**self.get_common())


def initial_of(row: Need | Offer) -> dict[str, Any]:
    """Return what a form begins with that changes a need or an offer."""
    names = ("kind", "what", "amount", "unit", "note", "goes_out")
    shown = {name: getattr(row, name) for name in names}
    shown["amount"] = row.amount.normalize()
    if isinstance(row, Offer):
        return {**shown, "until_date": row.until_date}
    more = ("urgency", "due_date", "people")
    return {
        **shown,
        **{name: getattr(row, name) for name in more},
        "klass": str(row.klass_id),
    }


class HelpForm(forms.Form):
    """Offering what a need asks for."""

    amount = amount_field()
    note = LineField(label=_("What should they know?"), max_length=300, required=False)
    reach = LineField(
        label=_("How can you be reached?"),
        help_text=_("Only the other side sees it, once you both said yes."),
        max_length=200,
        required=False,
    )


class UseForm(ClassedForm):
    """Asking for what is offered."""

    amount = amount_field()
    reach = LineField(
        label=_("How can you be reached?"),
        help_text=_("Only the other side sees it, once you both said yes."),
        max_length=200,
        required=False,
    )
    field_order = ("amount", "klass", "reach")

    def get_text(self, offer: Offer) -> NeedText:
        """Return the need that it is."""
        said = self.cleaned_data
        return NeedText(
            kind=NeedKind(offer.kind),
            what=offer.what,
            amount=said["amount"],
            unit=Unit(offer.unit),
            klass_id=UUID(said["klass"]),
        )


class AskForm(forms.Form):
    """A yes for one's own side of a pair that was proposed."""

    need_id = forms.UUIDField(widget=forms.HiddenInput)
    offer_id = forms.UUIDField(widget=forms.HiddenInput)
    amount = amount_field(widget=forms.HiddenInput)
    reach = LineField(
        label=_("How can you be reached?"), max_length=200, required=False
    )


class ReachForm(forms.Form):
    """The second yes."""

    reach = LineField(
        label=_("How can you be reached?"),
        help_text=_("Only the other side sees it."),
        max_length=200,
        required=False,
    )


class PlainForm(forms.Form):
    """A button alone: nothing to fill in, but something may have to be said."""
