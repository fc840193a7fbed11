"""What people type about what is left over."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.fund.forms.fund import AmountField
from folkmoot.fund.models import FundUnit, Surplus, SurplusIdea
from folkmoot.fund.operations.surplus.ideas import IdeaText
from folkmoot.fund.operations.surplus.noting import SurplusText
from folkmoot.fund.words.money import plain_amount, read_amount
from folkmoot.fund.words.surplus import unit_of, write_of
from folkmoot.people.forms import MemberField, names_of
from folkmoot.people.models import Membership
from folkmoot.web.forms import LineField, TextField

HOURS, THINGS = "hours", "things"


def to_parts(value: Decimal, digits: int) -> int:
    """Return an amount in its smallest parts.

    Raises
    ------
    ValidationError
        If it has more places than it is counted in.
    """
    parts = read_amount(value, digits)
    if parts is None:
        message = _("Here an amount has %(places)s places at most.")
        raise ValidationError(message % {"places": digits})
    return parts


class SurplusForm(forms.Form):
    """What is left over, and how much."""

    what = LineField(label=gettext_lazy("What is left over?"))
    amount = AmountField(label=gettext_lazy("How much"))
    counted_in = LineField(
        label=gettext_lazy("Things: counted in what?"),
        help_text=gettext_lazy("Such as: boxes of tiles. Empty for hours and money."),
        max_length=40,
        required=False,
    )

    def __init__(
        self, *args: Any, units: Sequence[FundUnit], only_fund: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(one.id): one for one in units}
        offered = [
            (key, _("%(unit)s of the common fund") % {"unit": one.code})
            for key, one in self.units.items()
        ]
        if not only_fund:
            offered += [(HOURS, _("Hours of work")), (THINGS, _("Things"))]
        self.fields["kind"] = forms.ChoiceField(
            label=gettext_lazy("Of what kind?"), choices=offered
        )
        self.order_fields(["what", "kind", "amount", "counted_in"])

    def clean(self) -> dict[str, Any]:
        """Return parts; things say in what they are counted."""
        said = self.cleaned_data
        unit = self.units.get(said.get("kind", ""))
        if said.get("amount") is not None:
            try:
                said["amount"] = to_parts(said["amount"], unit.digits if unit else 0)
            except ValidationError as error:
                self.add_error("amount", error)
        if said.get("kind") == THINGS and not said.get("counted_in", "").strip():
            self.add_error("counted_in", _("Please say in what it is counted."))
        return said

    def get_surplus(self) -> SurplusText:
        """Return what a clean form says."""
        said = self.cleaned_data
        unit = self.units.get(said["kind"])
        counted = said["counted_in"] if said["kind"] == THINGS else ""
        kind = "fund" if unit else said["kind"]
        return SurplusText(said["what"], said["amount"], kind, unit, counted)


class IdeaForm(forms.Form):
    """An idea, what it costs, and who carries it out."""

    title = LineField(label=gettext_lazy("What could we do with it?"), max_length=120)
    why = TextField(
        label=gettext_lazy("For whom, and why?"),
        max_length=600,
        rows=3,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        surplus: Surplus,
        members: Sequence[Membership],
        idea: SurplusIdea | None = None,
    ) -> None:
        begin = {}
        if idea is not None:
            begin = {
                "title": idea.title,
                "why": idea.why,
                "cost": plain_amount(idea.cost, surplus.digits),
                "carrier": idea.carrier_id,
            }
        super().__init__(data, initial=begin)
        self.surplus = surplus
        label = _("What does it cost? (%(unit)s)") % {"unit": unit_of(surplus)}
        self.fields["cost"] = AmountField(label=label)
        self.fields["carrier"] = MemberField(
            names_of(members),
            nothing=gettext_lazy("Nobody yet"),
            label=gettext_lazy("Who would carry it out?"),
        )
        self.order_fields(["title", "why", "cost", "carrier"])

    def clean_cost(self) -> int:
        """Return the cost in parts."""
        return to_parts(self.cleaned_data["cost"], self.surplus.digits)

    def get_idea(self) -> IdeaText:
        """Return what a clean form says."""
        said = self.cleaned_data
        return IdeaText(said["title"], said["cost"], said["why"], said["carrier"])


class MarksForm(forms.Form):
    """The ideas one finds worth funding."""

    def __init__(self, *args: Any, ideas: Sequence[SurplusIdea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surplus = {one.id: one for one in ideas}
        self.fields["ideas"] = forms.TypedMultipleChoiceField(
            label=gettext_lazy("Worth funding"),
            choices=[
                (str(key), f"{one.title} ({write_of(one.surplus, one.cost)})")
                for key, one in surplus.items()
            ],
            coerce=UUID,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


class SplitForm(forms.Form):
    """How much each idea gets in the draft."""

    def __init__(
        self,
        *args: Any,
        surplus: Surplus,
        ideas: Sequence[SurplusIdea],
        amounts: Mapping[str, int],
    ) -> None:
        super().__init__(*args)
        self.surplus, self.ideas = surplus, ideas
        for one in ideas:
            begin = plain_amount(amounts.get(str(one.id), 0), surplus.digits)
            self.fields[f"idea-{one.id}"] = AmountField(
                label=one.title,
                help_text=_("Asked for: %(cost)s")
                % {"cost": write_of(surplus, one.cost)},
                initial=begin,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Return parts of each."""
        said = self.cleaned_data
        for one in self.ideas:
            name = f"idea-{one.id}"
            if said.get(name) is not None:
                try:
                    said[name] = to_parts(said[name], self.surplus.digits)
                except ValidationError as error:
                    self.add_error(name, error)
        return said

    def get_amounts(self) -> dict[UUID, int]:
        """Return the amounts of a clean form by idea."""
        said = self.cleaned_data
        return {one.id: said.get(f"idea-{one.id}") or 0 for one in self.ideas}


class UseForm(forms.Form):
    """Hours or things that were used."""

    what = LineField(label=gettext_lazy("What for?"), max_length=300)
    amount = AmountField(label=gettext_lazy("How much"))

    def clean_amount(self) -> int:
        """Return whole hours or things."""
        return to_parts(self.cleaned_data["amount"], 0)
