"""Founding, joining and leaving a federation: questions of one group to itself."""

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.founding import FoundingForm
from folkmoot.federating.queries.founding import (
    FederationGoneError,
    check_change,
    federations_above,
    find_federation,
)
from folkmoot.people.models import Collective, Membership
from folkmoot.web.forms import LineField

ADDRESS = re.compile(r"(?:.*/f/)?([-\w]+)/?(?:[?#].*)?", re.ASCII)
KEEPS = (
    _("A group keeps its own decisions, rules and record, inside and after leaving."),
    _("It leaves by its own founding question. Nobody has to let it go."),
)


class FederationForm(FoundingForm):
    """What the three have in common; each knows its own act."""

    topic = "federation"
    act = ""
    heading: Any = ""
    notes: Any = KEEPS

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.found: Collective | None = None
        if "title" in self.fields:
            del self.fields["title"]

    def clean(self) -> dict[str, Any]:
        """Require what can be done, and word the question."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_change(self.member, self.get_change())
            except FederationGoneError as error:
                self.add_error("federation", str(error))
            said["title"] = self.get_title()[:200]
        return said

    @abstractmethod
    def get_title(self) -> str:
        """Return the question in one sentence."""


class FoundForm(FederationForm):
    """A new federation, of which this group is the first."""

    act = "found"
    heading = _("Found a federation")
    name = LineField(
        label=_("What is it called?"), help_text=_("Others join it."), max_length=80
    )
    field_order = ("name", "why_now")

    def get_change(self) -> dict[str, Any]:
        """Return its name."""
        return {"act": self.act, "name": self.cleaned_data["name"]}

    def get_title(self) -> str:
        """Return the question in one sentence."""
        name = self.cleaned_data["name"]
        return gettext("Do we found a federation: %(name)s?") % {"name": name}


class JoinForm(FederationForm):
    """Asking a federation whether this group may join."""

    act = "join"
    heading = _("Join a federation")
    notes = (_("First we agree. Then all its groups answer."), *KEEPS)
    federation = LineField(
        label=_("Its address or link"),
        help_text=_("A member of it can send it to you."),
    )
    region = LineField(
        label=_("Where are we, or what kind of group?"),
        help_text=_("So that a decision cannot pass over a whole place."),
        max_length=60,
        required=False,
    )
    field_order = ("federation", "region", "why_now")

    def clean_federation(self) -> str:
        """Take a link or its last part.

        Raises
        ------
        ValidationError
            If no federation is there.
        """
        typed: str = self.cleaned_data["federation"].strip()
        self.found = read_federation(typed)
        if self.found is None:
            raise forms.ValidationError(gettext("No federation has this address."))
        return typed

    def get_change(self) -> dict[str, Any]:
        """Return which one, and where we are."""
        return {
            "act": self.act,
            "federation_id": str(self.found.id) if self.found else "",
            "region": self.cleaned_data.get("region", ""),
        }

    def get_title(self) -> str:
        """Return the question in one sentence."""
        name = self.found.name if self.found else ""
        return gettext("Do we join %(name)s?") % {"name": name}


class LeaveForm(FederationForm):
    """Leaving a federation that this group is part of."""

    act = "leave"
    heading = _("Leave a federation")
    notes = (
        _("We keep all decisions, our own answers and our whole record."),
        _("What was agreed together stays as it was written."),
        _("Questions that are open now go on without us."),
    )
    field_order = ("federation", "why_now")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, member=member, **kwargs)
        self.above = {one.slug: one for one in federations_above(member.collective)}
        names = [(slug, one.name) for slug, one in self.above.items()]
        self.fields["federation"] = forms.ChoiceField(
            label=_("Which federation?"), choices=[("", _("Please choose")), *names]
        )
        self.order_fields(self.field_order)

    def get_change(self) -> dict[str, Any]:
        """Return which one."""
        one = self.above[self.cleaned_data["federation"]]
        return {"act": self.act, "federation_id": str(one.id)}

    def get_title(self) -> str:
        """Return the question in one sentence."""
        name = self.above[self.cleaned_data["federation"]].name
        return gettext("Do we leave %(name)s?") % {"name": name}


FORMS: Mapping[str, type[FederationForm]] = {
    form.act: form for form in (FoundForm, JoinForm, LeaveForm)
}


def read_federation(typed: str) -> Collective | None:
    """Return the federation of a link or of its last part, if there is one."""
    found = ADDRESS.fullmatch(typed.strip())
    return find_federation(found.group(1) if found else "")


def make_form(
    member: Membership, data: Any, initial: Mapping[str, Any], **more: Any
) -> FederationForm | None:
    """Return the form of an act; None while none is chosen."""
    kind = FORMS.get(str(initial.get("act", "")))
    if kind is None:
        return None
    begins = dict(initial)
    if begins.get("federation_id") and not begins.get("federation"):
        row = Collective.objects.filter(id=begins["federation_id"]).first()
        begins["federation"] = row.slug if row else ""
    return kind(data, member=member, initial=begins, **more)


def choices(member: Membership) -> list[tuple[str, str]]:
    """Return the acts that are possible, with their words."""
    acts = [FoundForm, JoinForm]
    if federations_above(member.collective):
        acts.append(LeaveForm)
    return [(form.act, str(form.heading)) for form in acts]
