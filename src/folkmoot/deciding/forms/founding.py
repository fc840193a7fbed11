"""Questions with a topic: what each of them changes of itself."""

from abc import abstractmethod
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.shaping import BOX
from folkmoot.deciding.operations import DraftText, Shape
from folkmoot.deciding.words.changes import (
    CHOICES,
    HOURS_A_DAY,
    IN_DAYS,
    NUMBERS,
    SETTINGS,
    label_of,
)
from folkmoot.deciding.words.classes import WORDS
from folkmoot.doing.operations import Task
from folkmoot.engines.consensus import RANGES as RULE_RANGES
from folkmoot.engines.consensus import QuestionClass, RulesError
from folkmoot.people.models import Agreement, Membership
from folkmoot.people.operations import (
    SettingRangeError,
    check_settings,
    merge_settings,
)
from folkmoot.people.presets import LONGEST_TERM_DAYS, RANGES
from folkmoot.people.words import ROLES
from folkmoot.web.forms import AbstractForm, LineField, TextField

HOUR = timedelta(hours=1)


class FoundingForm(forms.Form, metaclass=AbstractForm):
    """What all of them ask: a sentence, and why now.

    With ``is_change`` it writes the change of a question that was raised already.
    """

    title = LineField(label=_("The question in one sentence"))
    why_now = TextField(label=_("Why now?"), max_length=BOX, rows=3)
    topic = ""

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_change:
            del self.fields["title"], self.fields["why_now"]

    @abstractmethod
    def get_change(self) -> dict[str, Any]:
        """Return what is carried out when it is decided."""

    def get_shape(self) -> Shape:
        """Return the boxes that can be filled already."""
        return Shape(
            why_now=self.cleaned_data["why_now"],
            affected=str(_("All of us")),
            topic=self.topic,
            change=self.get_change(),
        )

    def get_draft(self) -> DraftText | None:
        """Return the text to agree on where hearing and check are one page."""
        return None


class AgreementForm(FoundingForm):
    """A new text of the founding agreement."""

    topic = "agreement"
    short_text = TextField(label=_("The agreement in three minutes"), rows=8)
    text = TextField(label=_("The whole agreement"), rows=12)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        initial = {"short_text": agreement.short_text, "text": agreement.text}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def get_change(self) -> dict[str, Any]:
        """Return both texts."""
        said = self.cleaned_data
        return {"short_text": said["short_text"], "text": said["text"]}


class MembershipForm(FoundingForm):
    """Ending somebody's membership."""

    topic = "membership"
    member = forms.ChoiceField(label=_("Whose membership?"))

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(member.id), member.name) for member in members]
        self.fields["member"] = forms.ChoiceField(
            label=_("Whose membership?"), choices=[("", _("Please choose")), *choices]
        )

    def get_change(self) -> dict[str, Any]:
        """Return who it is about."""
        return {"member_id": self.cleaned_data["member"]}


class SettingForm(FoundingForm):
    """One setting within what a collective may choose.

    ``name`` is dotted where it has parts: ``term_days.host``, ``rules.ordinary.check``.
    """

    topic = "settings"

    def __init__(
        self, *args: Any, name: str, settings: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.settings = settings
        self.fields["value"] = value_field(name)
        self.order_fields(("title", "value", "why_now"))

    def clean(self) -> dict[str, Any]:
        """Refuse what no collective may choose, as the room of people says it.

        Raises
        ------
        ValidationError
            With a plain sentence.
        """
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "value" in said:
            try:
                values = self.get_change()["values"]
                merged = merge_settings(self.settings, values)
                check_settings({name: merged[name] for name in values}, merged)
            except (SettingRangeError, RulesError):
                message = _("This number is outside what a collective may choose.")
                self.add_error("value", ValidationError(message))
        return said

    def get_change(self) -> dict[str, Any]:
        """Return the one setting inside the others it is part of."""
        value: Any = self.cleaned_data["value"]
        *parts, last = self.name.split(".")
        if self.name in ("ceremony", "two_vouch"):
            value = value == "True"
        elif parts[:1] == ["rules"] and last in IN_DAYS:
            value *= HOURS_A_DAY
        for part in (last, *reversed(parts)):
            value = {part: value}
        return {"values": value}


class RoleForm(FoundingForm):
    """Giving a role to one member, by agreement of all."""

    topic = "role"
    why_now = TextField(label=_("Why now?"), max_length=BOX, rows=3, required=False)
    role = forms.ChoiceField(label=_("Which role?"), choices=list(ROLES.items()))
    member = forms.ChoiceField(label=_("Who takes it on?"))

    def __init__(
        self,
        *args: Any,
        members: list[Membership],
        today: date,
        days: dict[str, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {str(member.id): member.name for member in members}
        self.today, self.days = today, days
        choices = [("", _("Please choose")), *self.names.items()]
        self.fields["member"] = forms.ChoiceField(
            label=_("Who takes it on?"),
            help_text=_("They say yes themselves before it holds."),
            choices=choices,
        )
        if "title" in self.fields:
            self.fields["title"].required = False
        self.order_fields(("role", "member", "title", "why_now"))

    def clean(self) -> dict[str, Any]:
        """Word the question from the two choices, where nobody did."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("role") and said.get("member") and not said.get("title"):
            words = {"name": self.names[said["member"]], "role": ROLES[said["role"]]}
            said["title"] = gettext("%(name)s takes on a role: %(role)s") % words
        return said

    def get_change(self) -> dict[str, Any]:
        """Return the role and who would hold it."""
        said = self.cleaned_data
        return {"role": said["role"], "member_id": said["member"]}

    def get_draft(self) -> DraftText:
        """Return the text with the one task that the member accepts or not."""
        said = self.cleaned_data
        days = self.days[said["role"]]
        end = self.today + timedelta(days=days)
        role = str(ROLES[said["role"]])
        words = {"name": self.names[said["member"]], "role": role, "days": days}
        return DraftText(
            text=gettext("%(name)s takes on a role for %(days)s days: %(role)s.")
            % words,
            look_back_date=end,
            tasks=[Task(role, end, UUID(said["member"]), is_watch=True)],
        )


def value_field(name: str) -> forms.Field:
    """Return the field for one setting, with its range in words."""
    if name in CHOICES:
        choices = [(str(value), word) for value, word in CHOICES[name].items()]
        return forms.ChoiceField(
            label=str(SETTINGS[name]), choices=choices, widget=forms.RadioSelect
        )
    low, high = _range_of(name)
    return forms.IntegerField(
        label=label_of(name),
        help_text=_("From %(low)s to %(high)s.") % {"low": low, "high": high},
        min_value=low,
        max_value=high,
    )


def _range_of(name: str) -> tuple[int, int]:
    """Return the least and the most of a number, as the form asks for it."""
    first, *parts = name.split(".")
    if first == "term_days":
        return 1, LONGEST_TERM_DAYS
    if first != "rules":
        return RANGES[name]
    bounds = RULE_RANGES[QuestionClass(parts[0])][parts[1]]
    low, high = (
        bound // (HOURS_A_DAY * HOUR) if isinstance(bound, timedelta) else bound
        for bound in bounds
    )
    return low, high


def setting_names() -> list[tuple[str, str]]:
    """Return every setting that a question may change, with its label."""
    names = [name for name in SETTINGS if name not in ("term_days", "rules")]
    names += [f"term_days.{role}" for role in ROLES]
    names += [
        f"rules.{klass}.{number}"
        for klass in WORDS
        for number in NUMBERS
        if number in RULE_RANGES[QuestionClass(klass)]
    ]
    return [(name, label_of(name)) for name in names]
