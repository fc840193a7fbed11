"""What people type when they bring in what a bank wrote."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from folkmoot.fund.bank.tables import Columns
from folkmoot.fund.forms.fund import RowField, named
from folkmoot.fund.models import FundAccount
from folkmoot.fund.words.fund import DAY_ORDERS


class StatementForm(forms.Form):
    """A bank's file."""

    file = forms.FileField(
        label=gettext_lazy("The bank's file"),
        help_text=gettext_lazy("CSV or CAMT (camt.053), up to 2 megabytes."),
        max_length=200,
    )

    def __init__(
        self, *args: Any, accounts: Sequence[FundAccount], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kind = FundAccount.Kind.HELD
        self.accounts = {
            one.id: one for one in accounts if one.kind == kind and one.unit.is_money
        }
        self.fields["account"] = RowField(
            named(self.accounts.values()), label=gettext_lazy("Of which account?")
        )
        self.order_fields(["account", "file"])

    def clean_account(self) -> FundAccount:
        """Return the account's row."""
        return self.accounts[self.cleaned_data["account"]]


class ColumnsForm(forms.Form):
    """What each column of a table holds."""

    COLUMNS = (
        ("day", gettext_lazy("The day")),
        ("amount", gettext_lazy("The amount, with minus for what went out")),
        ("came", gettext_lazy("Or: what came in")),
        ("went", gettext_lazy("And: what went out")),
        ("who", gettext_lazy("Who")),
        ("text", gettext_lazy("What for")),
        ("reference", gettext_lazy("The bank's reference")),
    )
    day_order = forms.ChoiceField(
        label=gettext_lazy("How days are written"), choices=list(DAY_ORDERS.items())
    )
    has_comma = forms.BooleanField(
        label=gettext_lazy("Parts stand after a comma: 1.234,50"), required=False
    )
    heads = forms.IntegerField(
        label=gettext_lazy("Rows before the first line"), min_value=0, max_value=100
    )

    def __init__(
        self, data: Any = None, *, rows: Sequence[Sequence[str]], columns: Columns
    ) -> None:
        super().__init__(data, initial=columns.to_dict())
        width = max((len(row) for row in rows), default=0)
        heads = rows[columns.heads - 1] if columns.heads else ()
        offered = [
            (str(n), f"{n + 1}: {heads[n]}" if n < len(heads) else str(n + 1))
            for n in range(width)
        ]
        for name, label in self.COLUMNS:
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[("", gettext_lazy("None")), *offered],
                coerce=int,
                empty_value=None,
                required=name == "day",
            )
        self.order_fields([name for name, _label in self.COLUMNS])

    def get_columns(self) -> Columns:
        """Return what a clean form says."""
        return Columns(**self.cleaned_data)
