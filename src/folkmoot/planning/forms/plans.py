"""Recipes on pages: rows of a table, one way of making, what is asked of a plan."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.planning.models import Length
from folkmoot.planning.tables import Row, text_of
from folkmoot.planning.words.periods import EACH, IN_ALL, ONLY_IN
from folkmoot.web.forms import LineField

EXTRA = 3
MOST_ROWS = 120  # of seven fields each, within what a form may hold
ALL_WORK = "hours"


def amount(label: Any, **more: Any) -> forms.DecimalField:
    """Return a field for a number from 0 on that may stay empty."""
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label,
        **{
            "min_value": Decimal(0),
            "max_digits": 22,
            "decimal_places": 9,
            "required": False,
            "widget": widget,
            **more,
        },
    )


def say_length(form: forms.Form, length: str) -> None:
    """Put the length of a period into the labels of a form."""
    said = {"each": EACH[length], "all": IN_ALL[length], "only": ONLY_IN[length]}
    for field in form.fields.values():
        if field.label and "%(" in str(field.label):
            field.label = str(field.label) % said


class TableRow(forms.Form):
    """One row of a table; a row whose first field is empty is no row."""

    first = "name"
    before = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        length: str = Length.WEEK,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, use_required_attribute=False, **kwargs)
        say_length(self, length)

    def clean(self) -> dict[str, Any]:
        """Ask for what a row that was begun still needs."""
        said = self.cleaned_data
        if not said.get(self.first) and self.has_more:
            message = gettext("Please say what it is, or empty the row.")
            self.add_error(self.first, message)
        return said

    @property
    def is_row(self) -> bool:
        """Whether something stands in it."""
        return bool(self.cleaned_data.get(self.first))

    @property
    def has_more(self) -> bool:
        """Whether more than the first field was filled in by hand."""
        quiet = {self.first, "before", "kind", "klass"}
        return bool({*self.changed_data} - quiet) and not self.initial

    @abstractmethod
    def get_rows(self) -> list[Row]:
        """Return its rows as the planning files have them."""

    def say(self, name: str) -> str:
        """Return a field as a cell holds it."""
        return text_of(self.cleaned_data.get(name))


class GoodRow(TableRow):
    """A good: what it is, what is there."""

    name = LineField(label=_("What"), max_length=200, required=False)
    unit = LineField(label=_("Counted in"), max_length=40, required=False)
    stock = amount(_("There now"))
    end_stock = amount(_("To be there at the end"))
    outside = amount(_("From outside %(each)s, at most"))
    loss = amount(_("Spoils %(each)s, percent"), max_value=Decimal(100))

    def clean(self) -> dict[str, Any]:
        """Ask for the unit of a good."""
        said = super().clean()
        if said.get("name") and not said.get("unit"):
            self.add_error("unit", gettext("What is it counted in? For example kg."))
        return said

    def get_rows(self) -> list[Row]:
        """Return one row of goods."""
        said = self.cleaned_data
        loss = said.get("loss")
        return [
            {
                "good": said["name"].strip(),
                "unit": said["unit"].strip(),
                "stock": self.say("stock"),
                "end_stock": self.say("end_stock"),
                "loss": "" if loss is None else text_of(loss / 100),
                "outside": self.say("outside"),
            }
        ]


class LimitRow(TableRow):
    """Work, machines, land, emissions: what there is each week, or in all."""

    name = LineField(label=_("What"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("ability", _("Work that needs an ability")),
            ("all", _("All work together")),
            ("other", _("Machine, land or what is given off")),
        ],
        required=False,
    )
    unit = LineField(label=_("Counted in"), max_length=40, required=False)
    each = amount(_("At most %(each)s"))
    total = amount(_("At most %(all)s"))

    def clean(self) -> dict[str, Any]:
        """Work is counted in hours; all else needs a unit."""
        said = super().clean()
        if said.get("kind") == "all":
            said["name"] = said.get("name") and ALL_WORK
        if said.get("kind") in {"all", "ability"}:
            said["unit"] = "h"
        elif said.get("name") and not said.get("unit"):
            self.add_error("unit", gettext("What is it counted in? For example m2."))
        return said

    def get_rows(self) -> list[Row]:
        """Return a row for each week and one for all of them, where there is one."""
        said = self.cleaned_data
        first: Row = {
            "resource": said["name"].strip(),
            "unit": said["unit"].strip(),
            "kind": "ability" if said["kind"] == "ability" else "",
        }
        rows = [{**first, "amount": self.say("each"), "period": ""}]
        if said.get("total") is not None:
            rows.append({**first, "amount": self.say("total"), "period": "all"})
        return rows


class WantedRow(TableRow):
    """What is needed: of which good, how much, for whom."""

    first = "good"
    good = forms.ChoiceField(label=_("What"), required=False)
    amount = amount(_("How much %(each)s"))
    klass = forms.ChoiceField(label=_("Where does it belong?"), required=False)
    week = forms.IntegerField(
        label="%(only)s", min_value=1, max_value=104, required=False
    )
    who = LineField(label=_("For whom"), max_length=200, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        goods: Sequence[str],
        classes: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        names = [(one, one) for one in goods]
        self.fields["good"].choices = [("", _("Choose")), *names]  # type: ignore[attr-defined]
        self.fields["klass"].choices = classes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask how much of it."""
        said = super().clean()
        if said.get("good") and said.get("amount") is None:
            self.add_error("amount", gettext("How much of it?"))
        return said

    def get_rows(self) -> list[Row]:
        """Return one row of needs."""
        said = self.cleaned_data
        return [
            {
                "good": said["good"],
                "amount": self.say("amount"),
                "class": said["klass"] or "1",
                "period": str(said["week"] or ""),
                "who": said["who"].strip(),
            }
        ]


class FlowRow(TableRow):
    """What goes into a way of making, comes out of it or is used."""

    first = "what"
    what = forms.ChoiceField(label=_("What"), required=False)
    direction = forms.ChoiceField(
        label=_("Does it come out or go in?"),
        choices=[
            ("out", _("comes out")),
            ("in", _("goes in")),
            ("build", _("is needed to make room for more")),
        ],
        required=False,
    )
    amount = amount(_("How much"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        goods: Sequence[str],
        resources: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.resources = set(resources)
        groups = [
            (_("Goods"), [(f"good:{one}", one) for one in goods]),
            (
                _("Work, machines, land, emissions"),
                [(f"use:{one}", one) for one in resources if one != ALL_WORK],
            ),
        ]
        self.fields["what"].choices = [("", _("Choose")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask how much of it."""
        said = super().clean()
        if said.get("what") and said.get("amount") is None:
            self.add_error("amount", gettext("How much of it?"))
        return said

    def get_rows(self) -> list[Row]:
        """Return one row of flows, without the name of the way."""
        said = self.cleaned_data
        kind, _colon, name = said["what"].partition(":")
        direction = "use" if kind == "use" else said["direction"] or "in"
        return [{"direction": direction, "name": name, "amount": self.say("amount")}]


class TableForm:
    """The rows of a table in one form, with empty ones at the end.

    With ``more`` in what was sent, the same rows come back with a few empty ones more.
    """

    def __init__(
        self,
        row_class: type[TableRow],
        *,
        initial: Sequence[Mapping[str, Any]] = (),
        data: Mapping[str, Any] | None = None,
        **shared: Any,
    ) -> None:
        self.is_bound = data is not None
        sent = _count(data) if data is not None else len(initial) + EXTRA
        wants_more = data is not None and "more" in data
        count = min(MOST_ROWS, sent + (EXTRA if wants_more else 0))
        self.rows = [
            row_class(
                data if at < sent else None,
                prefix=f"row-{at}",
                initial=initial[at] if at < len(initial) else None,
                **shared,
            )
            for at in range(count)
        ]
        self.version = _whole(data.get("version")) if data is not None else None
        self.wants_more = wants_more
        self.problems: list[str] = []

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return len(self.rows)

    def is_valid(self) -> bool:
        """Check every row, so that all that needs mending shows at once."""
        checked = [row.is_valid() for row in self.rows if row.is_bound]
        return all(checked)

    @property
    def errors(self) -> list[str]:
        """What is to be mended, for the list on top."""
        found = list(self.problems)
        for place, row in enumerate(self.rows, start=1):
            for words in row.errors.values() if row.is_bound else ():
                found += [_said(place, str(word)) for word in words]
        return found

    def get_rows(self) -> list[Row]:
        """Return the rows of clean forms."""
        return [one for row in self._filled for one in row.get_rows()]

    @property
    def new_names(self) -> dict[str, str]:
        """What was renamed, old to new."""
        pairs = [
            (row.cleaned_data["before"], row.cleaned_data[row.first].strip())
            for row in self._filled
            if row.cleaned_data.get("before")
        ]
        return {old: new for old, new in pairs if old != new}

    @property
    def _filled(self) -> list[TableRow]:
        return [row for row in self.rows if row.is_bound and row.is_row]


def _count(data: Mapping[str, Any]) -> int:
    return min(MOST_ROWS, _whole(data.get("rows")) or 0)


def _whole(text: Any) -> int | None:
    words = str(text or "")
    return int(words) if words.isdecimal() and len(words) < 9 else None  # noqa: PLR2004


def _said(place: int, word: str) -> str:
    return gettext("Row %(place)s: %(word)s") % {"place": place, "word": word}
