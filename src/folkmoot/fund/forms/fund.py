"""What people type on the pages of the fund."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.fund.models import FundAccount, FundPromise, FundUnit
from folkmoot.fund.operations.paying import PaymentText
from folkmoot.fund.operations.promising import PromiseText, UnitRules
from folkmoot.fund.queries.agreed import Agreed
from folkmoot.fund.words.fund import KINDS, PAYMENT_KINDS
from folkmoot.fund.words.money import read_amount
from folkmoot.people.forms import MemberField, names_of
from folkmoot.people.models import Membership
from folkmoot.web.forms import DayField, LineField
from folkmoot.web.picking import NumberedField

HOURS_AT_MOST = 10_000


class AmountField(forms.DecimalField):
    """An amount in whole units and parts, with the marks of one's own language."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("localize", True)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        kwargs.setdefault("widget", widget)
        super().__init__(max_digits=19, decimal_places=4, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # of its stubs
        """Read figures grouped by thousands too: 240,000.50."""
        text = "".join(str(value or "").split())
        mark = "".join(get_format("THOUSAND_SEPARATOR").split())
        places = re.escape(get_format("DECIMAL_SEPARATOR"))
        grouped = rf"\d{{1,3}}({re.escape(mark)}\d{{3}})+({places}\d*)?"
        if mark and re.fullmatch(grouped, text):
            text = text.replace(mark, "")
        return super().to_python(text)


def to_parts(value: Decimal, unit: FundUnit) -> int:
    """Return an amount in the smallest parts of its unit.

    Raises
    ------
    ValidationError
        If it has more places than the unit.
    """
    parts = read_amount(value, unit.digits)
    if parts is None:
        message = _("Here an amount has %(places)s places at most.")
        raise ValidationError(message % {"places": unit.digits})
    return parts


class BookedDayField(DayField):
    """The day of a payment or a booking."""

    def clean(self, value: Any) -> date:
        """Refuse days that no bookkeeping has."""
        day: date = super().clean(value)
        if not date(1970, 1, 1) <= day <= date(2200, 1, 1):
            raise ValidationError(_("Please choose a day between 1970 and 2200."))
        return day


class RowField(forms.ChoiceField):
    """One of the rows that are offered."""

    def __init__(
        self, rows: Iterable[tuple[UUID, str]], *, empty: Any = "", **kwargs: Any
    ) -> None:
        offered = [(str(key), words) for key, words in rows]
        choose = empty or gettext_lazy("Please choose")
        first = [("", choose)] if empty or len(offered) != 1 else []
        super().__init__(choices=[*first, *offered], **kwargs)

    def clean(self, value: Any) -> UUID | None:
        """Return the row's id, or None."""
        chosen = super().clean(value)
        return UUID(chosen) if chosen else None


def named(accounts: Iterable[FundAccount]) -> list[tuple[UUID, str]]:
    """Return accounts to choose from."""
    return [(one.id, f"{one.name} ({one.unit.code})") for one in accounts]


class AccountForm(forms.Form):
    """A new account."""

    name = LineField(label=gettext_lazy("What is it called?"), max_length=80)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        initial="held",
    )
    code = LineField(
        label=gettext_lazy("Counted in"),
        help_text=gettext_lazy("A currency such as EUR, or a good such as kg flour."),
        max_length=40,
        initial="EUR",
    )
    digits = forms.IntegerField(
        label=gettext_lazy("Places after the point, for a good"),
        min_value=0,
        max_value=3,
        required=False,
    )


class BookingForm(forms.Form):
    """What came in, or moved from one place to another."""

    day = BookedDayField(label=gettext_lazy("On which day"))
    text = LineField(label=gettext_lazy("What is it?"), max_length=300)

    def __init__(
        self, *args: Any, accounts: Sequence[FundAccount], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kind = FundAccount.Kind
        self.accounts = {one.id: one for one in accounts}
        came = [one for one in accounts if one.kind != kind.USE]
        held = [one for one in accounts if one.kind == kind.HELD]
        label = gettext_lazy("Where does it come from?")
        self.fields["from_account"] = RowField(named(came), label=label)
        self.fields["to_account"] = RowField(
            named(held), label=gettext_lazy("Where is it now?")
        )
        self.fields["amount"] = AmountField(label=gettext_lazy("How much"))
        self.order_fields(["from_account", "to_account", "amount", "day", "text"])

    def clean(self) -> dict[str, Any]:
        """Return rows and parts."""
        said = self.cleaned_data
        for name in ("from_account", "to_account"):
            said[name] = self.accounts.get(said[name]) if said.get(name) else None
        if said.get("to_account") and said.get("amount") is not None:
            try:
                said["amount"] = to_parts(said["amount"], said["to_account"].unit)
            except ValidationError as error:
                self.add_error("amount", error)
        return said


class PromiseForm(forms.Form):
    """What a decision reserves."""

    what = LineField(label=gettext_lazy("What is it for?"))

    def __init__(
        self,
        *args: Any,
        agreed: Sequence[Agreed],
        units: Sequence[FundUnit],
        members: Sequence[Membership],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {one.id: one for one in units}
        self.fields["agreed"] = agreed_field(agreed)
        self.fields["unit"] = RowField(
            [(one.id, one.code) for one in units], label=gettext_lazy("Counted in")
        )
        self.fields["amount"] = AmountField(label=gettext_lazy("How much"))
        self.fields["payer"] = MemberField(
            names_of(members),
            nothing=gettext_lazy("Every member"),
            label=gettext_lazy("Who may pay?"),
        )
        self.fields["may_exceed"] = forms.BooleanField(
            label=gettext_lazy("The decision lets pay go above the average"),
            required=False,
        )
        names = ["agreed", "what", "unit", "amount", "payer", "may_exceed"]
        self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """Return the unit's row and parts."""
        said = self.cleaned_data
        said["unit"] = self.units.get(said["unit"]) if said.get("unit") else None
        if said["unit"] and said.get("amount") is not None:
            try:
                said["amount"] = to_parts(said["amount"], said["unit"])
            except ValidationError as error:
                self.add_error("amount", error)
        return said

    def get_promise(self) -> PromiseText:
        """Return what a clean form says."""
        said = self.cleaned_data
        return PromiseText(
            said["what"], said["amount"], said["payer"], said["may_exceed"]
        )


def agreed_field(agreed: Sequence[Agreed]) -> NumberedField:
    """Return the choice among decisions that stand."""
    return NumberedField(
        [(one.id, f"{one.number}: {one.title}") for one in agreed],
        required=True,
        label=gettext_lazy("Which decision?"),
        help_text=gettext_lazy("Only what was agreed and stands can be chosen."),
    )


class PaymentForm(forms.Form):
    """A payment under a promise."""

    to_whom = LineField(label=gettext_lazy("To whom?"), max_length=120)
    text = LineField(label=gettext_lazy("What for?"), max_length=300)
    day = BookedDayField(label=gettext_lazy("On which day"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of payment?"),
        choices=list(PAYMENT_KINDS.items()),
        widget=forms.RadioSelect,
        initial="thing",
    )
    hours = forms.DecimalField(
        label=gettext_lazy("For how many hours of work"),
        help_text=gettext_lazy("Only for pay and expenses of a role."),
        min_value=0,
        max_value=HOURS_AT_MOST,
        decimal_places=2,
        localize=True,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        promise: FundPromise,
        accounts: Sequence[FundAccount],
        members: Sequence[Membership],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.promise = promise
        of_unit = [one for one in accounts if one.unit_id == promise.unit_id]
        self.accounts = {one.id: one for one in of_unit}
        self.members = {one.id: one for one in members}
        kind = FundAccount.Kind
        held = [one for one in of_unit if one.kind == kind.HELD]
        use = [one for one in of_unit if one.kind == kind.USE]
        label = gettext_lazy("From where?")
        self.fields["from_account"] = RowField(named(held), label=label)
        self.fields["use_account"] = RowField(
            named(use), label=gettext_lazy("Which use?")
        )
        self.fields["amount"] = AmountField(label=gettext_lazy("How much"))
        self.fields["paid_member"] = MemberField(
            names_of(members),
            nothing=gettext_lazy("Nobody"),
            label=gettext_lazy("Whose role, for pay and expenses"),
        )
        names = ["amount", "to_whom", "text", "from_account", "use_account", "day"]
        self.order_fields([*names, "kind", "paid_member", "hours"])

    def clean_amount(self) -> int:
        """Return the amount in parts."""
        return to_parts(self.cleaned_data["amount"], self.promise.unit)

    def get_payment(self) -> PaymentText:
        """Return what a clean form says."""
        said = self.cleaned_data
        hours = said["hours"]
        return PaymentText(
            from_account=self.accounts[said["from_account"]],
            use_account=self.accounts[said["use_account"]],
            amount=said["amount"],
            to_whom=said["to_whom"],
            text=said["text"],
            day=said["day"],
            kind=said["kind"],
            paid_member=self.members.get(said["paid_member"]),
            minutes=None if hours is None else int(hours * 60),
        )


class RulesForm(forms.Form):
    """The reserve and the cap that a decision set."""

    def __init__(
        self, *args: Any, agreed: Sequence[Agreed], unit: FundUnit, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["agreed"] = agreed_field(agreed)
        self.fields["reserve"] = AmountField(
            label=gettext_lazy("How much is always kept"), initial=0
        )
        self.fields["ask_from"] = AmountField(
            label=gettext_lazy("Ask all of us from how much left over"),
            help_text=gettext_lazy("Empty: nothing asks by itself."),
            required=False,
        )
        self.fields["hour_cap"] = AmountField(
            label=gettext_lazy("What an average member's hour brings them"),
            help_text=gettext_lazy("Pay from the fund is not above it."),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Return the amounts in parts."""
        said = self.cleaned_data
        for name in ("reserve", "ask_from", "hour_cap"):
            if said.get(name) is not None:
                try:
                    said[name] = to_parts(said[name], self.unit)
                except ValidationError as error:
                    self.add_error(name, error)
        return said

    def get_rules(self) -> UnitRules:
        """Return what a clean form says."""
        said = self.cleaned_data
        return UnitRules(said["reserve"], said["ask_from"], said["hour_cap"])


class ReasonForm(forms.Form):
    """Why something is taken back, freed or set aside."""

    reason = LineField(label=gettext_lazy("Why?"), max_length=300)
