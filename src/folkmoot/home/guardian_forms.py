"""Forms about guardians: naming them, vouching for another key, bringing vouchers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.founding import FoundingForm
from folkmoot.engines.tlog.guardians import MOST
from folkmoot.engines.tlog.receipts import RECEIPT_SIZE_AT_MOST
from folkmoot.home.queries.guardians import (
    check_request,
    find_request,
    read_guardians,
)
from folkmoot.people.models import Membership
from folkmoot.record.models import Log
from folkmoot.record.operations import KeyRefusedError
from folkmoot.web.clock import read_clock
from folkmoot.web.forms import TextField

REQUEST_AT_MOST = 2000
LINES_AT_MOST = 9000


class GuardiansForm(FoundingForm):
    """Which groups are guardians, one line each, and how many are needed."""

    topic = "guardians"
    heading = _("Name guardians of our record")
    notes = (
        _("Ask each group first. It finds its line on its own page of guardians."),
        _("Best are three groups, two of them needed, on more than one server."),
        _("An empty list means: no guardians any more."),
    )
    guardians = TextField(
        label=_("Guardians"),
        help_text=_("One line for each: as that group has given it to you."),
        max_length=LINES_AT_MOST,
        rows=5,
        required=False,
    )
    needed = forms.IntegerField(
        label=_("How many of them are needed?"),
        help_text=_("More than half of them."),
        min_value=0,
        max_value=MOST,
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        if "title" in self.fields:
            del self.fields["title"]
        self.order_fields(("guardians", "needed", "why_now"))

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be guardians, and word the question."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "guardians" in said and "needed" in said:
            try:
                read_guardians(self.member, self.get_change())
            except KeyRefusedError as error:
                self.add_error("guardians", str(error))
        said["title"] = gettext("Who are the guardians of our record?")
        return said

    def get_change(self) -> dict[str, Any]:
        """Return the guardians in their order, and how many are needed."""
        lines = self.cleaned_data["guardians"].splitlines()
        rows = [line.rpartition(" ") for line in map(str.strip, lines) if line]
        return {
            "guardians": [
                {"name": " ".join(name.split()) or gettext("A group"), "key": key}
                for name, _space, key in rows
            ],
            "needed": self.cleaned_data["needed"],
        }


def make_guardians_form(
    member: Membership, data: Any, initial: Mapping[str, Any], **more: Any
) -> GuardiansForm:
    """Return the form; it begins with the guardians named last, or what was asked."""
    begins = dict(initial)
    rows = begins.get("guardians")
    if rows is None:
        log = Log.objects.filter(collective_id=member.collective_id).first()
        last = log.guardians[-1] if log and log.guardians else {}
        pairs = zip(last.get("names", ()), last.get("keys", ()), strict=True)
        rows = [{"name": name, "key": key} for name, key in pairs]
        begins["needed"] = last.get("needed", 2)
    begins["guardians"] = "\n".join(f"{row['name']} {row['key']}" for row in rows)
    return GuardiansForm(data, member=member, initial=begins, **more)


class RequestField(TextField):
    """What a group sent that asks to be vouched for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("What they sent"),
            help_text=_("Five lines; the first begins with “folkmoot”."),
            max_length=REQUEST_AT_MOST,
            rows=6,
            **kwargs,
        )


class RekeyForm(FoundingForm):
    """Whether everybody here vouches for the key of another group's record."""

    topic = "rekey"
    heading = _("Vouch for the key of another group's record")
    notes = (
        _("Call people of that group whom you know. Let them read you the code."),
        _("If you vouch, their record goes on with the new key."),
    )
    request = RequestField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            del self.fields["title"]
        self.order_fields(("request", "why_now"))

    def clean(self) -> dict[str, Any]:
        """Refuse what is no request, and word the question."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "request" in said:
            try:
                check_request(said["request"])
            except KeyRefusedError as error:
                self.add_error("request", str(error))
        said["title"] = gettext("Do we vouch for the key of another group's record?")
        return said

    def get_change(self) -> dict[str, Any]:
        """Return the request in its one spelling."""
        return {"request": check_request(self.cleaned_data["request"]).format()}


def make_rekey_form(
    member: Membership, data: Any, initial: Mapping[str, Any], **more: Any
) -> RekeyForm:
    """Return the form; a request that a group here makes is named by its code."""
    text = str(initial.get("request", ""))
    found = find_request(member.collective, text, read_clock()) if text else ""
    return RekeyForm(data, initial={**initial, "request": found}, **more)


def choices(_member: Membership) -> list[tuple[str, str]]:
    """Return the acts to choose from: there is only this one."""
    return []


class VouchForm(forms.Form):
    """Vouching by two names."""

    request = RequestField()


class VoucherForm(forms.Form):
    """What a guardian on another server gave."""

    voucher = TextField(
        label=_("What the guardian gave you"),
        help_text=_("The whole text, from “c2sp.org” to the last line."),
        max_length=RECEIPT_SIZE_AT_MOST,
        rows=8,
    )
