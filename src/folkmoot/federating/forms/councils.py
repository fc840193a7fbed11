"""What people write about messengers, mandates and councils."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.words.positions import WORDS as ANSWERS
from folkmoot.engines.consensus import Limit, LimitError, LimitRule
from folkmoot.federating.models import Entry, FederatedQuestion, Mandate, Theme
from folkmoot.federating.operations import Asking, MandateText, Words
from folkmoot.federating.queries.lines import LINE_AT_MOST
from folkmoot.federating.words.councils import (
    BASES,
    KINDS,
    RULES,
    SAID_POSITIONS,
)
from folkmoot.people.forms import MemberField
from folkmoot.people.models import Collective
from folkmoot.people.presets import LONGEST_TERM_DAYS
from folkmoot.web.forms import LineField, TextField
from folkmoot.web.picking import Row

LIMITS = 3
SAID_AT_MOST = 4000


class ReportForm(forms.Form):
    """What the listener reports home."""

    text = TextField(
        label=_("What was said, where it differs, what comes next"),
        max_length=SAID_AT_MOST,
        rows=6,
    )


class EntryAnswerForm(forms.Form):
    """Whether what differs may stand."""

    value = forms.ChoiceField(
        label=_("May it stand?"),
        choices=[(value, words.word) for value, words in ANSWERS.items()],
        widget=forms.RadioSelect,
    )
    text = LineField(label=_("Why? One line"), max_length=600, required=False)


class TitleForm(forms.Form):
    """A heading for what is put together, and what stands under it."""

    title = LineField(label=_("A heading in their words"))
    headings = forms.MultipleChoiceField(
        label=_("Headings of councils below"),
        help_text=_("All that stands under them goes on with them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    contributions = forms.MultipleChoiceField(
        label=_("What stands under it?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        headings: Iterable[tuple[str, str]],
        originals: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("headings", headings), ("contributions", originals)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
            field.choices = list(choices)
            if not field.choices:
                del self.fields[name]

    def get_ids(self) -> list[UUID]:
        """Return what was chosen; the operation refuses nothing at all."""
        names = ("headings", "contributions")
        return [UUID(one) for name in names for one in self.cleaned_data.get(name, ())]


class TranslationForm(forms.Form):
    """A translation that stands beside the original."""

    text = TextField(label=_("Your translation"), max_length=SAID_AT_MOST, rows=3)


class LineForm(forms.Form):
    """One line to the messenger while the council sits."""

    text = LineField(
        label=_("Tell our messenger"),
        help_text=_("One line. They see it at once. Your next one replaces it."),
        max_length=LINE_AT_MOST,
    )


class OrderForm(forms.Form):
    """A place for each heading, from 1 on; where two share one they stay as they were."""

    def __init__(self, *args: Any, themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = list(themes)
        places = [(place, place) for place in range(1, len(self.themes) + 1)]
        for place, theme in enumerate(self.themes, start=1):
            self.fields[f"place_{theme.id}"] = forms.TypedChoiceField(
                label=theme.title, choices=places, coerce=int, initial=place
            )

    def get_ids(self) -> list[UUID]:
        """Return the headings in the chosen order."""
        chosen = self.cleaned_data
        rows = sorted(self.themes, key=lambda one: chosen[f"place_{one.id}"])
        return [one.id for one in rows]


def read_figure(text: str) -> int | str:
    """Return what was typed as the engine compares it: a whole number, else words."""
    plain = text.strip().replace(" ", "").replace("\u00a0", "")
    for group in (",", "."):
        parts = plain.split(group)
        if len(parts) > 1 and all(len(part) == len("000") for part in parts[1:]):
            plain = "".join(parts)
    digits = plain.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= len("1000000000"):
        return int(plain)
    return text.strip()


class SayForm(forms.Form):
    """What a messenger says: from the mandate, or an own view."""

    basis = forms.ChoiceField(
        label=_("On what ground?"),
        choices=list(BASES.items()),
        widget=forms.RadioSelect,
        initial=Entry.Basis.MANDATE,
    )
    question = forms.ChoiceField(label=_("About which question?"), required=False)
    text = TextField(label=_("What do you say?"), max_length=SAID_AT_MOST, rows=4)
    position = forms.ChoiceField(
        label=_("Our answer"),
        required=False,
        choices=[("", _("None")), *SAID_POSITIONS.items()],
    )
    settles = forms.BooleanField(label=_("We settle this now"), required=False)
    asks_home = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        questions: Mapping[str, FederatedQuestion],
        figures: Iterable[str],
        may_settle: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.figures = questions, list(figures)
        field = self.fields["question"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            *((key, question.title) for key, question in questions.items()),
            ("", _("All questions")),
        ]
        if not may_settle:
            del self.fields["settles"]
        for place, name in enumerate(self.figures):
            self.fields[f"figure_{place}"] = LineField(
                label=name,
                help_text=_("A number, or a day like 2026-06-14."),
                max_length=120,
                required=False,
            )
        named = [f"figure_{place}" for place, _name in enumerate(self.figures)]
        self.order_fields(("basis", "question", "text", "position", *named, "settles"))

    def get_words(self) -> Words:
        """Return what the operation takes."""
        said = self.cleaned_data
        figures = {
            name: read_figure(said[f"figure_{place}"])
            for place, name in enumerate(self.figures)
            if said.get(f"figure_{place}")
        }
        return Words(
            text=said["text"],
            basis=said["basis"],
            position=said["position"],
            figures=figures,
            settles=bool(said.get("settles")),
            question=self.questions.get(said["question"]),
        )


class AskingForm(forms.Form):
    """What questions about messengers have in common."""

    question = forms.ChoiceField(label=_("For which question?"), required=False)
    why_now = TextField(label=_("Why now?"), max_length=SAID_AT_MOST, rows=3)

    def __init__(
        self,
        *args: Any,
        council: Collective,
        questions: Mapping[str, FederatedQuestion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.council, self.questions = council, questions
        field = self.fields["question"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            ("", _("All questions")),
            *((key, question.title) for key, question in questions.items()),
        ]

    def get_asking(self) -> Asking:
        """Return what it is about."""
        return Asking(
            council=self.council,
            question=self.questions.get(self.cleaned_data["question"]),
            why_now=self.cleaned_data["why_now"],
        )


class MandateForm(AskingForm):
    """What our messengers shall say, and how far they may go."""

    text = TextField(
        label=_("What we ask them to say"), max_length=SAID_AT_MOST, rows=4
    )
    kind = forms.ChoiceField(
        label=_("What may they do?"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        initial=Mandate.Kind.TALK,
    )
    position = forms.ChoiceField(
        label=_("Our answer"),
        required=False,
        choices=[("", _("As we answered")), *SAID_POSITIONS.items()],
    )
    may_settle = LineField(
        label=_("What may be settled?"),
        help_text=_("Names of numbers or days, with commas between them."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(LIMITS):
            number = {"number": place + 1}
            self.fields[f"name_{place}"] = LineField(
                label=gettext("Limit %(number)s: for what?") % number,
                help_text=_("Such as: cost") if not place else "",
                max_length=60,
                required=False,
            )
            self.fields[f"rule_{place}"] = forms.ChoiceField(
                label=gettext("Limit %(number)s") % number,
                choices=list(RULES.items()),
                required=False,
            )
            self.fields[f"value_{place}"] = LineField(
                label=gettext("Limit %(number)s: number or day") % number,
                help_text=_("Such as: 40000, or 2026-06-14") if not place else "",
                max_length=120,
                required=False,
            )
        limits = [
            f"{part}_{place}"
            for place in range(LIMITS)
            for part in ("name", "rule", "value")
        ]
        self.order_fields(
            ("question", "text", "kind", "position", *limits, "may_settle", "why_now")
        )

    def limit_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """Return the fields of each limit together."""
        return [
            tuple(self[f"{part}_{place}"] for part in ("name", "rule", "value"))
            for place in range(LIMITS)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a limit that nothing could be compared with."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["limits"] = []
        for place in range(LIMITS):
            name, value = said.get(f"name_{place}"), said.get(f"value_{place}")
            if not (name or value):
                continue
            rule = said.get(f"rule_{place}") or LimitRule.AT_MOST
            try:
                limit = Limit(name or "", LimitRule(rule), read_figure(value or ""))
            except LimitError:
                message = _("A limit needs a name, and a number or a day.")
                self.add_error(f"value_{place}", ValidationError(message))
                continue
            said["limits"].append((limit.name, limit.rule.value, limit.value))
        return said

    def get_text(self) -> MandateText:
        """Return what the operation takes."""
        said = self.cleaned_data
        names = [part.strip() for part in said["may_settle"].split(",")]
        return MandateText(
            text=said["text"],
            kind=said["kind"],
            position=said["position"],
            limits=said["limits"],
            may_settle=[name for name in names if name],
        )


class SendForm(AskingForm):
    """Whom we send, by agreement of all."""

    days = forms.IntegerField(
        label=_("For how many days?"),
        help_text=_("Without a number: three months. One year at most."),
        min_value=1,
        max_value=LONGEST_TERM_DAYS,
        required=False,
    )

    def __init__(self, *args: Any, names: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"] = MemberField(
            names, required=True, label=_("Who speaks for us?")
        )
        self.fields["listener"] = MemberField(
            names, nothing=_("Nobody"), offers=False, label=_("Who listens?")
        )
        self.order_fields(("question", "speaker", "listener", "days", "why_now"))
