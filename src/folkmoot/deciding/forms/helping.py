"""Entering what somebody says who has no device: who it is, and who heard it too."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.listening.models import Contribution
from folkmoot.people.forms import MemberField
from folkmoot.record.keys.signatures import FOR_ANOTHER, signed_as
from folkmoot.web.forms import TextField
from folkmoot.web.picking import Row

Kind = Contribution.Kind


class ForAnother(forms.Form):
    """Whose words they are, who heard them too, and that they said so themselves."""

    is_said = forms.BooleanField(
        label=_("They told me this themselves"),
        error_messages={"required": _("Only what they said themselves counts.")},
    )

    def name_members(self, names: Sequence[Row], label: str | Promise) -> None:
        """Ask for one of these members, under a label, and for another who heard it."""
        self.fields["second"] = MemberField(
            names,
            nothing=_("Nobody"),
            offers=False,
            label=_("Who heard it too?"),
            help_text=_("They are asked to say so. Until then one person recorded it."),
        )
        self.fields["whom"] = MemberField(
            names, required=True, is_signed=True, label=label
        )
        self.fields["whom"].error_messages["required"] = _("Please choose somebody.")


class HelpedWordsForm(ForAnother):
    """What somebody says in a hearing, or that they add nothing."""

    kind = forms.ChoiceField(
        label=_("What do they say?"),
        choices=((Kind.TEXT, _("This:")), (Kind.NOTHING, _("They add nothing."))),
        widget=forms.RadioSelect,
        initial=Kind.TEXT,
    )
    text = TextField(label=_("In their own words"), rows=5, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        names: Sequence[Row],
        about: str,
    ) -> None:
        super().__init__(data)
        self.about = about
        self.name_members(names, _("Who says it?"))

    def clean(self) -> dict[str, Any]:
        """Ask for words, where there are some."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") == Kind.TEXT and not said.get("text", "").strip():
            self.add_error("text", gettext("Please write what they say."))
        return said

    @property
    def signed_as(self) -> str:
        """What the device of who enters it signs, for the page: JSON."""
        return signed_as(
            kind="contribution.added",
            about=self.about,
            people=1,
            fields={
                "kind_of_words": "kind",
                "text": {"by": "kind", str(Kind.TEXT): "text"},
                FOR_ANOTHER: "whom",
            },
        )

    def get_words(self) -> dict[str, Any]:
        """Return what the operation takes."""
        said = self.cleaned_data
        kind = Kind(said["kind"])
        text = said["text"] if kind == Kind.TEXT else ""
        return {"kind": kind, "text": text}
