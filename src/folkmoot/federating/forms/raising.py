"""Asking all groups: the texts, how big it is, whom it binds, who is affected."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.shaping import BOX
from folkmoot.deciding.words.classes import WORDS
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.operations import RaiseText
from folkmoot.federating.queries.pages.raising import is_short
from folkmoot.federating.words.positions import SCOPES
from folkmoot.people.models import Collective
from folkmoot.web.forms import LineField, TextField

Class = FederatedQuestion.Class
Scope = FederatedQuestion.Scope


class RaiseForm(forms.Form):
    """What all groups are asked."""

    title = LineField(
        label=_("What do you ask all groups?"),
        help_text=_("One sentence, as you would say it."),
    )
    short_text = TextField(
        label=_("The question in three minutes"),
        help_text=_(
            "What is it about? Up to 360 words, as you would tell a neighbour."
        ),
        rows=8,
    )
    why_now = TextField(label=_("Why now?"), max_length=BOX, rows=2, required=False)
    facts = TextField(
        label=_("Facts, and facts still open"), max_length=BOX, rows=3, required=False
    )
    klass = forms.ChoiceField(
        label=_("How big is it?"),
        choices=[(one, WORDS[one]) for one in (Class.ORDINARY, Class.SERIOUS)],
        widget=forms.RadioSelect,
        initial=Class.ORDINARY,
    )
    scope = forms.ChoiceField(
        label=_("Whom does it bind?"),
        choices=[(one, SCOPES[one]) for one in Scope],
        widget=forms.RadioSelect,
        initial=Scope.OPTIONAL,
    )
    scope_reason = LineField(
        label=_("Why do all groups need one answer?"),
        help_text=_("Only where they do: shared money, shared rules, a shared name."),
        max_length=300,
        required=False,
    )
    affected = TextField(
        label=_("Who is affected?"), max_length=BOX, rows=2, required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        groups: Sequence[Collective],
        initial: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.groups = groups
        self.fields["groups"] = self._groups_field()

    def _groups_field(self) -> forms.Field:
        label = _("Groups that bear the consequences most")
        hint = _("There a tenth of stops is enough for the group to say stop.")
        if is_short(self.groups):
            return forms.MultipleChoiceField(
                label=label,
                help_text=hint,
                choices=[(str(one.id), one.name) for one in self.groups],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        named = _("Their names as they stand here, one on each line.")
        return TextField(label=label, help_text=named, rows=3, required=False)

    def clean_groups(self) -> list[UUID]:
        """Return the groups that were chosen or named.

        Raises
        ------
        ValidationError
            If a name is not that of one group.
        """
        said = self.cleaned_data["groups"]
        if isinstance(said, list):
            return [UUID(one) for one in said]
        found = []
        for line in filter(None, map(str.strip, said.splitlines())):
            same = [g for g in self.groups if g.name.casefold() == line.casefold()]
            if len(same) != 1:
                message = gettext("There is no single group with the name “%(name)s”.")
                raise ValidationError(message % {"name": line})
            found.append(same[0].id)
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where all groups need one answer."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        needs = said.get("scope") == Scope.SHARED
        if needs and not said.get("scope_reason", "").strip():
            message = gettext("Please say why all groups need one answer.")
            self.add_error("scope_reason", message)
        return said

    def get_text(self) -> RaiseText:
        """Return what is asked, for the operation."""
        said = dict(self.cleaned_data)
        return RaiseText(affected_groups=said.pop("groups"), **said)
