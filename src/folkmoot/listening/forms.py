"""What people write and choose in a hearing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from folkmoot.listening.models import Hearing, OpinionMap, Response, Statement
from folkmoot.listening.queries import (
    ANSWER_WORDS,
    KINDS,
    MOST_GROUPS,
    Order,
    Wanted,
    find_similar,
    group_kinds,
)
from folkmoot.listening.uploads import UploadField
from folkmoot.web.forms import LineField, TextField
from folkmoot.web.when import weekday_date

STATEMENT_LIMIT = 280
TALK_LIMIT = 400
MOST_LEFT = 100_000


class AnswerForm(forms.Form):
    """Agree, disagree or pass: the buttons of `_statement.html`."""

    answer = forms.TypedChoiceField(
        choices=ANSWER_WORDS.items(), coerce=lambda value: Response.Answer(int(value))
    )
    matters = forms.BooleanField(required=False)


class WantedForm(forms.Form):
    """How many are asked, which first, and which answer can be taken back."""

    left = forms.IntegerField(required=False, min_value=0, max_value=MOST_LEFT)
    first = forms.UUIDField(required=False)
    undo = forms.UUIDField(required=False)

    @classmethod
    def read(cls, sent: QueryDict) -> Wanted:
        """Return what is wanted; nothing in particular where it cannot be read."""
        form = cls(sent)
        return Wanted(**form.cleaned_data) if form.is_valid() else Wanted()

    @classmethod
    def read_left(cls, sent: QueryDict, change: int = 0) -> int | None:
        """Return how many are left after ``change``, where a form says how many."""
        left = cls.read(sent).left
        return None if left is None else max(0, left + change)


class AddStatementForm(forms.Form):
    """A short statement; those that resemble it are offered first, in ``similar``."""

    text = TextField(
        label=_("One thought that others can answer"),
        help_text=_("One sentence, one idea. For example: “We need a dry shed.”"),
        max_length=STATEMENT_LIMIT,
        rows=2,
    )
    anyway = forms.BooleanField(
        label=_("Mine says something else. Add it."), required=False
    )

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        # Other forms beside it have a text too: a label must find its own.
        kwargs["auto_id"] = "statement_%s"
        super().__init__(*args, **kwargs)
        self.hearing = hearing
        self.similar: list[Statement] = []

    def clean(self) -> dict[str, Any]:
        """Offer what resembles the text, unless the person has seen it.

        Raises
        ------
        ValidationError
            If something resembles it and ``anyway`` is not ticked.
        """
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("text") and not said.get("anyway"):
            self.similar = find_similar(self.hearing, said["text"])
        if self.similar:
            raise ValidationError(_("Somebody said nearly this. Is one of them yours?"))
        return said


class AttachingForm(forms.Form):
    """A photo or a recording, and words for it."""

    asks_description = True

    upload = UploadField(
        label=_("A photo or a recording"),
        help_text=_("Photos up to 10 MB, recordings up to 5 MB."),
        required=False,
    )
    description = LineField(
        label=_("What does it show or say?"),
        help_text=_("For those who cannot see or hear it."),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words about a file."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        is_described = bool(said.get("description", "").strip())
        if self.asks_description and said.get("upload") and not is_described:
            message = _("Please describe it for those who cannot see or hear it.")
            self.add_error("description", message)
        return said

    @property
    def has_upload(self) -> bool:
        """Whether a file came, be it as it should or not."""
        return bool(self.cleaned_data.get("upload")) or "upload" in self.errors


class OwnWordsForm(AttachingForm):
    """Own words, with a photo or a recording if wanted."""

    text = TextField(
        label=_("In your own words"),
        help_text=_("What do you need? What would be good for all of us?"),
        rows=5,
        required=False,
    )
    field_order = ("text",)

    def clean(self) -> dict[str, Any]:
        """Ask for words or a file, and for words about a file."""
        said = super().clean()
        if not self.has_upload and not said.get("text", "").strip():
            self.add_error("text", _("Please write or attach something."))
        return said


WARMTHS = (
    ("", _("We did not ask")),
    ("few", _("Few")),
    ("some", _("About half")),
    ("most", _("Most")),
)


class TalkForm(forms.Form):
    """What a talk or a table said, in two lines."""

    people = forms.IntegerField(
        label=_("How many of you talked?"), min_value=2, max_value=150
    )
    text = TextField(
        label=_("Two lines: what you share, and where you differ"),
        max_length=TALK_LIMIT,
        rows=2,
    )
    warmth = forms.ChoiceField(
        label=_("By hands: how many feel near to agreeing?"),
        choices=WARMTHS,
        required=False,
        help_text=_("Roughly. It helps those who write, and is never counted."),
    )

    def __init__(self, *args: Any, asks_warmth: bool, **kwargs: Any) -> None:
        kwargs["auto_id"] = "talk_%s"
        super().__init__(*args, **kwargs)
        if not asks_warmth:
            del self.fields["warmth"]


class FoldForm(forms.Form):
    """Why something is folded; everybody can read the reason."""

    reason = LineField(
        label=_("Why should this be folded?"),
        help_text=_(
            "It stays readable on a tap. Your name and reason stand beside it."
        ),
        max_length=300,
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)


class AppealForm(forms.Form):
    """Why something folded should be open; everybody can read it."""

    words = LineField(
        label=_("Why should it be open again?"),
        help_text=_("Everybody can read this. Another member can then open it."),
        max_length=300,
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)


class FoldsForm(forms.Form):
    """Which part of what is folded is shown, and of which hearing."""

    hearing = forms.UUIDField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)


class FindForm(forms.Form):
    """How the statements of a hearing are listed."""

    order = forms.ChoiceField(label=_("Order"), choices=Order)
    words = LineField(label=_("With the words"), required=False, max_length=100)
    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)


class MapForm(forms.Form):
    """Which statements of a map are listed, and of which map."""

    map = forms.UUIDField(required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, n_groups: int = MOST_GROUPS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [*KINDS.items(), *group_kinds(n_groups).items()]
        self.fields["show"] = forms.ChoiceField(
            label=_("Show"), choices=[*kinds, ("all", _("All statements"))]
        )


class ComparisonForm(forms.Form):
    """Which other map is compared with the newest one."""

    def __init__(self, *args: Any, maps: Sequence[OpinionMap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.maps = {str(row.id): row for row in maps}
        self.fields["other"] = forms.ChoiceField(
            label=_("Compare with"),
            choices=[
                (key, f"{row.hearing.title}, {weekday_date(row.made_at)}")
                for key, row in self.maps.items()
            ],
        )

    @property
    def chosen(self) -> OpinionMap | None:
        """The chosen map, if there is one among those that may be chosen."""
        return self.maps.get(self.cleaned_data["other"]) if self.is_valid() else None
