"""Founding questions: what each of the three topics changes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.shaping import BOX
from folkmoot.deciding.operations import Shape
from folkmoot.deciding.words.changes import CHOICES, NUMBERS, ROLES, SETTINGS
from folkmoot.deciding.words.classes import WORDS
from folkmoot.engines.consensus import RulesError
from folkmoot.people.models import Agreement, Membership
from folkmoot.people.operations import SettingRangeError, check_settings
from folkmoot.people.presets import LONGEST_TERM_DAYS, RANGES
from folkmoot.web.forms import LineField, TextField


class FoundingForm(forms.Form):
    """What all founding questions ask: a sentence, and why now."""

    title = LineField(label=_("The question in one sentence"))
    why_now = TextField(label=_("Why now?"), max_length=BOX, rows=3)
    topic = ""

    def get_change(self) -> dict[str, Any]:
        """Return what is carried out when it is decided."""
        raise NotImplementedError

    def get_shape(self) -> Shape:
        """Return the boxes that can be filled already."""
        return Shape(
            why_now=self.cleaned_data["why_now"],
            affected=str(_("All of us")),
            topic=self.topic,
            change=self.get_change(),
        )


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
    """One setting, within what a collective may choose; ``name`` is ``term_days.host``.

    or ``rules.ordinary.hearing`` where a setting has parts.
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
                check_settings(self.get_change()["values"])
            except (SettingRangeError, RulesError):
                message = _("This number is outside what a collective may choose.")
                self.add_error("value", ValidationError(message))
        return said

    def get_change(self) -> dict[str, Any]:
        """Return the setting whole, with its other parts as they are now."""
        first, *parts = self.name.split(".")
        return {"values": {first: self._with_value(self.settings.get(first), parts)}}

    def _with_value(self, now: Any, parts: list[str]) -> Any:
        if not parts:
            value = self.cleaned_data["value"]
            return value == "True" if self.name == "ceremony" else value
        inner = now or {}
        return {**inner, parts[0]: self._with_value(inner.get(parts[0]), parts[1:])}


def value_field(name: str) -> forms.Field:
    """Return the field for one setting, with its range in words."""
    if name in CHOICES:
        choices = [(str(value), word) for value, word in CHOICES[name].items()]
        return forms.ChoiceField(
            label=str(SETTINGS[name]), choices=choices, widget=forms.RadioSelect
        )
    low, high = RANGES.get(name, (0, 100_000))
    if name.startswith("term_days."):
        low, high = 1, LONGEST_TERM_DAYS
    words = {"low": low, "high": high}
    return forms.IntegerField(
        label=label_of(name),
        help_text=_("From %(low)s to %(high)s.") % words if name in RANGES else "",
        min_value=low,
        max_value=high,
    )


def label_of(name: str) -> str:
    """Return what a setting is called."""
    first, *parts = name.split(".")
    if first == "term_days" and parts:
        words = {"role": ROLES[parts[0]]}
        return str(_("Days that this role lasts: %(role)s")) % words
    if first == "rules" and len(parts) > 1:
        words = {"class": WORDS[parts[0]], "number": NUMBERS[parts[1]]}
        return str(_("%(class)s: %(number)s")) % words
    return str(SETTINGS[first])


def setting_names() -> list[tuple[str, str]]:
    """Return every setting that a question may change, with its label."""
    names = [name for name in SETTINGS if name not in ("term_days", "rules")]
    names += [f"term_days.{role}" for role in ROLES]
    names += [f"rules.{klass}.{number}" for klass in WORDS for number in NUMBERS]
    return [(name, label_of(name)) for name in names]
