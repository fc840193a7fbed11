"""What people write about who belongs to a federation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.federating.models import FederatedQuestion
from folkmoot.people.models import Collective, Membership
from folkmoot.web.forms import TextField

Topic = FederatedQuestion.Topic


class HomeLeafForm(forms.Form):
    """Where one answers for a federation."""

    member = forms.ChoiceField(
        label=_("Where do you answer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )

    def __init__(
        self, *args: Any, members: Sequence[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.id), row.collective.name) for row in members]
        self.fields["member"] = forms.ChoiceField(
            label=_("Where do you answer?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Please choose one.")},
        )


class ChangeForm(forms.Form):
    """Parting from one group, or ending the federation."""

    topic = forms.ChoiceField(
        label=_("What should change?"),
        choices=(
            (Topic.PART.value, _("A group is no longer part of us")),
            (Topic.END.value, _("We end the federation")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    why = TextField(
        label=_("Why now?"),
        max_length=4000,
        rows=3,
        error_messages={"required": _("Please say why in a line.")},
    )

    def __init__(self, *args: Any, parts: Sequence[Collective], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(part.id), part.name) for part in parts]
        self.fields["child"] = forms.ChoiceField(
            label=_("Which group?"),
            help_text=_("Leave it open if the federation should end."),
            choices=[("", _("Please choose")), *names],
            required=False,
        )
        self.order_fields(("topic", "child", "why"))

    def clean(self) -> dict[str, Any]:
        """Ask for the group where one should part."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("topic") == Topic.PART and not said.get("child"):
            self.add_error("child", _("Please choose a group."))
        return said
