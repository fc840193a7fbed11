"""What people type on the pages of this room."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.utils.translation import gettext_lazy as _

from folkmoot.people.models import Channel, Collective, Membership, Person
from folkmoot.people.names import skeleton
from folkmoot.people.presets import LINES
from folkmoot.web.forms import LineField, TextField, clean_name
from folkmoot.web.picking import PickField, PlainSelect, Row

NAME_LIMIT = 80
SENTENCE_LIMIT = 300
ERASE_WORD = _("erase")
PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ()./-]{4,24}$", _("Please write the number with digits.")
)


def _zones() -> list[tuple[str, Any]]:
    names = sorted(name for name in available_timezones() if "/" in name)
    return [("UTC", "UTC"), *((name, name) for name in names)]


def _zones_or_none() -> list[tuple[str, Any]]:
    return [("", _("As my collective")), *_zones()]


class NameField(LineField):
    """A name with something visible in it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", NAME_LIMIT)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return the name on one line."""
        text = super().to_python(value)
        return clean_name(text) if text else ""


class ZoneField(forms.ChoiceField):
    """A time zone by the name of a city; where one may do without, the collective's."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time zone"))
        choices = _zones if required else _zones_or_none
        kwargs.setdefault("widget", PlainSelect)
        super().__init__(choices=choices, required=required, **kwargs)


class MemberField(PickField):
    """One of the members, by the membership's id."""

    unknown = _("Nobody here has this name. Some letters of it are enough.")

    def __init__(self, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(rows, list_id="members", **kwargs)

    def reduce(self, text: str) -> str:
        """Return a name without what the eye may miss."""
        return skeleton(text)


def names_of(members: Iterable[Membership]) -> list[Row]:
    """Return members to choose from."""
    return [(member.id, member.name) for member in members]


class ReachForm(forms.Form):
    """One way to reach somebody, or none."""

    kind = forms.ChoiceField(
        label=_("How shall we reach you?"),
        choices=[
            (Channel.Kind.EMAIL, _("E-mail")),
            (Channel.Kind.PHONE, _("Call or text")),
            (Channel.Kind.PAPER, _("Paper")),
        ],
        widget=forms.RadioSelect,
        initial=Channel.Kind.EMAIL,
        required=False,
    )
    address = LineField(
        label=_("Address or number"),
        help_text=_("Leave it empty, and you find everything on your page here."),
        max_length=254,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Look at the address as its kind needs."""
        values = super().clean() or {}
        kind, address = values.get("kind"), values.get("address")
        if address and kind == Channel.Kind.EMAIL:
            self._try("address", validate_email, address)
        if address and kind == Channel.Kind.PHONE:
            self._try("address", PHONE, address)
        return values

    def _try(self, name: str, check: Any, value: str) -> None:
        try:
            check(value)
        except ValidationError as error:
            self.add_error(name, error)


class JoinForm(ReachForm):
    """A newcomer's name, a way to reach them, and whether they ask first."""

    field_order = ("name", "kind", "address")
    name = NameField(label=_("Your name here"), help_text=_("Any name you like."))
    answer = forms.ChoiceField(
        choices=[("in", _("I am in")), ("ask", _("Ask first"))],
        widget=forms.HiddenInput,
        required=False,
    )


class JoinAgainForm(forms.Form):
    """The name in a further collective, of somebody who is signed in."""

    name = NameField(label=_("Your name here"))
    answer = JoinForm.base_fields["answer"]


class StartForm(forms.Form):
    """A collective, and who starts it."""

    name = NameField(label=_("Name of the collective"), max_length=120)
    preset = forms.ChoiceField(
        label=_("How many are you?"),
        choices=list(LINES.items()),
        widget=forms.RadioSelect,
        initial=Collective.Preset.HOME,
    )
    member_name = NameField(label=_("Your name there"))
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("To sign in on other devices, and to hear what is new."),
        max_length=254,
        required=False,
    )
    short_text = TextField(
        label=_("What we agree to be"),
        help_text=_("Everyone reads this when they join. Change it as you like."),
        max_length=4000,
        rows=14,
    )
    time_zone = ZoneField(
        initial=lambda: settings.TIME_ZONE,
        widget=forms.Select(attrs={"data-own-zone": ""}),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class InviteForm(forms.Form):
    """Whom a link is for, how often it works, and how long."""

    standing = forms.ChoiceField(
        label=_("They come as"),
        choices=[
            (Membership.Standing.MEMBER, _("Member: takes part in agreeing")),
            (Membership.Standing.FRIEND, _("Friend: speaks, asks and helps")),
        ],
        widget=forms.RadioSelect,
        initial=Membership.Standing.MEMBER,
    )
    uses = forms.IntegerField(
        label=_("For how many people"), min_value=1, max_value=200, initial=1
    )
    days = forms.IntegerField(
        label=_("Works for how many days"), min_value=1, max_value=90, initial=30
    )
    note = LineField(
        label=_("Note"),
        help_text=_("Only for you members, for example: the people next door."),
        max_length=120,
        required=False,
    )


class SignInForm(forms.Form):
    """The address a code is sent to."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
    )


class SharedForm(forms.Form):
    """Whether others use this device."""

    shared = forms.BooleanField(
        label=_("Others use this device: sign me out after two hours"),
        required=False,
    )


class CodeForm(SharedForm):
    """The code that was sent."""

    field_order = ("code", "shared")
    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class PersonForm(forms.Form):
    """A person's own settings."""

    name = NameField(label=_("Your name"))
    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: settings.LANGUAGES
    )
    time_zone = ZoneField(required=False)
    mail_rhythm = forms.ChoiceField(
        label=_("Mail"),
        choices=[
            (Person.MailRhythm.EACH, _("Each time something waits for me")),
            (Person.MailRhythm.DAILY, _("Once a day, at 7 in the morning")),
            (Person.MailRhythm.NONE, _("No mail")),
        ],
        widget=forms.RadioSelect,
    )


class TokenForm(forms.Form):
    """A key for a program."""

    label = LineField(label=_("What is it for?"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=[("read", _("Read what I can read")), ("write", _("Act as me"))],
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
    )
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=365, initial=90
    )


class EraseForm(forms.Form):
    """The word that says one means it."""

    word = forms.CharField(max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Type the word: %(word)s") % {"word": ERASE_WORD}
        self.fields["word"].label = label

    def clean_word(self) -> str:
        """Take the word in either case."""
        word = str(self.cleaned_data["word"]).strip().casefold()
        if word != str(ERASE_WORD).casefold():
            message = _("This is another word. Nothing was erased.")
            raise ValidationError(message)
        return word


class RecoverForm(forms.Form):
    """Who somebody is, where, and where to write to."""

    collective = LineField(
        label=_("Which collective?"),
        help_text=_("The last part of its address, or the whole link."),
    )
    name = NameField(label=_("Your name there"))
    email = forms.EmailField(
        label=_("E-mail you can read now"), max_length=254, required=False
    )

    def clean_collective(self) -> str:
        """Return the collective's part of what may be a whole link."""
        parts = str(self.cleaned_data["collective"]).strip().strip("/").split("/")
        place = parts.index("c") + 1 if "c" in parts[:-1] else len(parts) - 1
        return parts[place].lower()[:60]


class ReasonForm(forms.Form):
    """One line why."""

    reason = LineField(label=_("Why?"), max_length=SENTENCE_LIMIT)


class LotsForm(forms.Form):
    """Whether one may be drawn by lot."""

    is_in = forms.ChoiceField(choices=(("yes", _("Yes")), ("no", _("No"))))


class WillingForm(forms.Form):
    """Whether one would do what somebody is looked for."""

    answer = forms.ChoiceField(choices=[("willing", ""), ("not_now", "")])


class NamedForm(forms.Form):
    """Whom one names when somebody is looked for; ``key`` tells it from others."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        names: Sequence[Row],
        key: str,
        offers: bool = True,
    ) -> None:
        super().__init__(data, auto_id=f"named_{key}_%s")
        self.fields["member"] = MemberField(
            names,
            required=True,
            offers=offers,
            label=_("Who would do it well?"),
            error_messages={"required": _("Please choose somebody.")},
        )
