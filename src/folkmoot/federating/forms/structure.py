"""What people write about who belongs to a federation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.federating.forms.founding import read_federation
from folkmoot.federating.models import FederatedQuestion
from folkmoot.people.models import Collective, Membership
from folkmoot.web.forms import LineField, TextField

Topic = FederatedQuestion.Topic
LEAVE = Topic.LEAVE.value


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
    """What concerns the federation itself: parting, ending, or what it is part of."""

    topic = forms.ChoiceField(
        label=_("What should change?"),
        choices=(
            (Topic.PART.value, _("A group is no longer part of us")),
            (Topic.END.value, _("We end the federation")),
            (Topic.JOIN_UP.value, _("We join another federation, as one part of it")),
            (Topic.LEAVE.value, _("We leave a federation that we are part of")),
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

    federation = LineField(
        label=_("Which federation do we join? Its address or link"),
        help_text=_("A member of it can send it to you."),
        required=False,
    )
    region = LineField(
        label=_("Where are we, or what kind of group?"),
        help_text=_("So that a decision cannot pass over a whole place."),
        max_length=60,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        parts: Sequence[Collective],
        above: Sequence[Collective],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {str(part.id): part for part in parts}
        self.above = {str(one.id): one for one in above}
        names = [(key, part.name) for key, part in self.parts.items()]
        self.fields["child"] = forms.ChoiceField(
            label=_("Which group?"),
            help_text=_("Only where we part from one."),
            choices=[("", _("Please choose")), *names],
            required=False,
        )
        ups = [(key, one.name) for key, one in self.above.items()]
        self.fields["leaves"] = forms.ChoiceField(
            label=_("Which federation do we leave?"),
            choices=[("", _("Please choose")), *ups],
            required=False,
        )
        if not ups:
            del self.fields["leaves"]
            topics = [one for one in self.fields["topic"].choices if one[0] != LEAVE]  # type: ignore[attr-defined]
            self.fields["topic"].choices = topics  # type: ignore[attr-defined]
        order = ("topic", "child", "federation", "region", "leaves", "why")
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to what should change."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        topic = said.get("topic")
        if topic == Topic.PART and not said.get("child"):
            self.add_error("child", _("Please choose a group."))
        if topic == LEAVE and not said.get("leaves"):
            self.add_error("leaves", _("Please choose one."))
        if topic == Topic.JOIN_UP:
            said["found"] = read_federation(said.get("federation", ""))
            if said["found"] is None:
                self.add_error("federation", _("No federation has this address."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What the operation takes."""
        said = self.cleaned_data
        topic = said["topic"]
        is_join = topic == Topic.JOIN_UP
        left = self.above.get(said.get("leaves", "")) if topic == LEAVE else None
        return {
            "topic": topic,
            "why": said["why"],
            "child": self.parts[said["child"]] if topic == Topic.PART else None,
            "above": said["found"] if is_join else left,
            "region": said["region"] if is_join else "",
        }
