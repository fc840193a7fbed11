"""One answer to a draft out of five, and the words that some of them need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.helping import ForAnother
from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import Attached, StopText, spoken
from folkmoot.deciding.words.positions import WORDS
from folkmoot.listening.forms import AttachingForm
from folkmoot.record.keys.signatures import FOR_ANOTHER, signed_as
from folkmoot.web.forms import LineField, TextField
from folkmoot.web.picking import Row

Value = Position.Value
LINE = 300
# The box in which an answer says more.
WORDS_OF = {Value.CONCERN: "worry", Value.NEED_MORE: "need"}


@dataclass(frozen=True)
class Choice:
    """One of the five as the page draws it."""

    value: str
    word: Promise
    meaning: Promise
    drawing: str
    is_chosen: bool


class PositionForm(AttachingForm):
    """Yes, a worry, not for me, stop, or more time; a stop says what and for whom.

    Who cannot write may say it by voice: then nothing is asked for in writing.
    """

    asks_description = False

    value = forms.ChoiceField(
        choices=[(value, words.word) for value, words in WORDS.items()],
        error_messages={"required": _("Please choose one of the five answers.")},
    )
    worry = LineField(label=_("What worries you?"), max_length=LINE, required=False)
    harm = TextField(
        label=_("What could go wrong?"), max_length=4000, rows=3, required=False
    )
    to_whom = LineField(label=_("For whom?"), max_length=LINE, required=False)
    fix = TextField(
        label=_("What would fix it?"), max_length=2000, rows=2, required=False
    )
    clause = LineField(
        label=_("Does it break a line of our agreement? Which one?"),
        max_length=LINE,
        required=False,
    )
    nameless = forms.BooleanField(label=_("Do not show my name"), required=False)
    need = LineField(label=_("What do you need?"), max_length=LINE, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        own: Position | None = None,
        has_stop: bool = False,
        keeper: str = "",
        about: str = "",
        version: int | None = None,
        may_speak: bool = False,
    ) -> None:
        # Other forms beside it take a file too: a label must find its own.
        super().__init__(data, files, initial=_said_before(own), auto_id="position_%s")
        self.about = about
        self.version = version
        self.has_stop = has_stop
        if not may_speak:
            del self.fields["upload"], self.fields["description"]
        if keeper:
            label = _("Keep my name with %(name)s, who holds the care role")
            self.fields["nameless"].label = label % {"name": keeper}

    @property
    def for_another(self) -> Mapping[str, str]:
        """What a device signs of whose answer it is: nothing of one's own."""
        return {}

    @property
    def signed_as(self) -> str:
        """What a device signs of it, for the page: JSON."""
        words = {str(value): name for value, name in WORDS_OF.items()}
        fields = {"value": "value", "text": {"by": "value", **words}}
        fields["file"] = {"file": "upload"}
        fields |= self.for_another
        meant = {"version": self.version} if self.version else {}
        return signed_as(
            kind="position.taken", about=self.about, fields=fields, **meant
        )

    @property
    def choices(self) -> list[Choice]:
        """The five answers, with the one that was chosen."""
        chosen = str(self["value"].value() or "")
        return [
            Choice(value, words.word, words.meaning, words.drawing, value == chosen)
            for value, words in WORDS.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the words that the chosen answer needs."""
        said = super().clean()
        if self.has_upload:
            return said
        if said.get("value") == Value.CONCERN and not said.get("worry", "").strip():
            self.add_error("worry", gettext("Please say it in one line."))
        if said.get("value") == Value.OBJECT and not self.has_stop:
            for name in ("harm", "to_whom"):
                if name not in self.errors and not said.get(name, "").strip():
                    self.add_error(
                        name, gettext("Please say this, so that it can be answered.")
                    )
        return said

    def get_position(self) -> dict[str, Any]:
        """Return value, text and stop for the operation."""
        said = self.cleaned_data
        value = Value(said["value"])
        is_new_stop = value == Value.OBJECT and not self.has_stop
        return {
            "value": value,
            "text": said[WORDS_OF[value]] if value in WORDS_OF else "",
            "stop": self._get_stop() if is_new_stop else None,
            "version": self.version,
            "attached": self._get_attached(),
        }

    def _get_attached(self) -> Attached | None:
        said = self.cleaned_data
        media = said.get("upload")
        return spoken(media, said["description"]) if media else None

    def _get_stop(self) -> StopText:
        said = self.cleaned_data
        names = ("harm", "to_whom", "fix", "clause", "nameless")
        return StopText(**{name: said[name] for name in names})


class HelpedPositionForm(ForAnother, PositionForm):
    """The same for somebody else: who it is, and that they said so themselves."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        names: Sequence[Row],
        keeper: str = "",
        about: str = "",
        version: int | None = None,
        may_speak: bool = False,
    ) -> None:
        super().__init__(
            data,
            files,
            keeper=keeper,
            about=about,
            version=version,
            may_speak=may_speak,
        )
        self.name_members(names, _("Whose answer is it?"))

    @property
    def for_another(self) -> Mapping[str, str]:
        """What the device of who enters it signs besides: for whom."""
        return {FOR_ANOTHER: "whom"}


class SeenForm(forms.Form):
    """When the answer was entered that somebody was shown before they pressed."""

    at = forms.DateTimeField()

    def get_time(self) -> datetime | None:
        """Return it; None where the form names none."""
        return self.cleaned_data["at"] if self.is_valid() else None


class CallBackForm(forms.Form):
    """What the owner of an answer said when they were called back."""

    at = forms.DateTimeField()
    answer = forms.ChoiceField(choices=(("right", ""), ("not_right", "")))


class WorryForm(forms.Form):
    """One line to somebody's worry."""

    text = LineField(
        label=_("An answer in one line"),
        max_length=600,
        error_messages={"required": _("Please write one line.")},
    )


def _said_before(own: Position | None) -> dict[str, Any]:
    if own is None:
        return {}
    names = {Value.CONCERN: "worry", Value.NEED_MORE: "need"}
    name = names.get(Value(own.value))
    return {"value": own.value, **({name: own.text} if name else {})}
