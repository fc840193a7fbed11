"""Looking back in five questions; only the last one needs an answer."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.doing.models import ReviewAnswer
from folkmoot.doing.operations import Answers
from folkmoot.doing.words import CONCLUSION_QUESTION, CONCLUSIONS, FOLLOWS, QUESTIONS
from folkmoot.web.forms import TextField


@dataclass(frozen=True)
class Conclusion:
    """Keep, change or end: the word, and what follows from it."""

    value: str
    word: Promise
    follows: Promise
    is_chosen: bool


class ReviewForm(forms.Form):
    """What one person says about what was agreed; it can be changed until the end."""

    expected = TextField(
        label=QUESTIONS["expected"], rows=3, max_length=4000, required=False
    )
    happened = TextField(
        label=QUESTIONS["happened"], rows=3, max_length=4000, required=False
    )
    gained_paid = TextField(
        label=QUESTIONS["gained_paid"], rows=3, max_length=4000, required=False
    )
    should_have = TextField(
        label=QUESTIONS["should_have"], rows=3, max_length=4000, required=False
    )
    conclusion = forms.ChoiceField(
        label=CONCLUSION_QUESTION,
        choices=list(CONCLUSIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose: keep, change or end.")},
    )

    @property
    def in_words(self) -> list[BoundField]:
        """The four questions that are answered in words."""
        return [self[name] for name in QUESTIONS]

    @property
    def conclusions(self) -> list[Conclusion]:
        """What can come of it, with the one that was chosen."""
        chosen = self["conclusion"].value()
        return [
            Conclusion(value, word, FOLLOWS[value], value == chosen)
            for value, word in CONCLUSIONS.items()
        ]

    @property
    def answers(self) -> Answers:
        """The words, for the operation."""
        return Answers(**{name: self.cleaned_data[name] for name in QUESTIONS})

    @staticmethod
    def initial_of(answer: ReviewAnswer | None) -> dict[str, str]:
        """Return what somebody said before, to be changed."""
        if answer is None:
            return {}
        return {name: getattr(answer, name) for name in (*QUESTIONS, "conclusion")}
