"""The boxes that make a question clear, and what others say to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import Shape
from folkmoot.deciding.queries.changes import FOUNDING
from folkmoot.deciding.words.classes import MEANINGS, WORDS
from folkmoot.web.forms import DayField, LineField, TextField

BOX = 4000
Class = Question.Class
# What a person may choose; founding follows from the topic.
CLASSES = (Class.SMALL, Class.ORDINARY, Class.SERIOUS)


class ClassField(forms.ChoiceField):
    """How big the question is."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [(klass, WORDS[klass]) for klass in CLASSES]
        kwargs.setdefault("label", _("How big is it?"))
        super().__init__(choices=choices, widget=forms.RadioSelect, **kwargs)

    grave_values = (Class.SERIOUS.value,)

    @property
    def usual(self) -> list[tuple[str, Any, Any]]:
        """The usual classes with their words and what they mean."""
        usual = [klass for klass in CLASSES if klass not in self.grave_values]
        return [(klass.value, WORDS[klass], MEANINGS[klass]) for klass in usual]

    @property
    def grave(self) -> list[tuple[str, Any, Any]]:
        """The graver one, likewise."""
        return [(name, WORDS[name], MEANINGS[name]) for name in self.grave_values]


class CostField(forms.IntegerField):
    """What it costs, if it does."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What does it cost?"),
            help_text=_("In whole units of your money."),
            min_value=0,
            max_value=2_000_000_000,
            required=False,
        )


class ShapeForm(forms.Form):
    """What makes a question clear; everything but the title may come later."""

    title = LineField(label=_("The question in one sentence"))
    short_text = TextField(
        label=_("The question in three minutes"),
        help_text=_(
            "What is it about? Up to 360 words, as you would tell a neighbour."
        ),
        rows=8,
        required=False,
    )
    affected = TextField(
        label=_("Who is affected?"), max_length=BOX, rows=2, required=False
    )
    why_now = TextField(label=_("Why now?"), max_length=BOX, rows=2, required=False)
    facts = TextField(
        label=_("Facts, and facts still open"),
        help_text=_("Say where each comes from. Open questions belong here too."),
        max_length=BOX,
        rows=4,
        required=False,
    )
    klass = ClassField()
    cost = CostField()
    legal_date = DayField(label=_("A date in law or for safety"), required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {name: getattr(question, name) for name in self.base_fields}
        )
        super().__init__(*args, **kwargs)
        self.question = question
        if question.topic in FOUNDING:
            del self.fields["klass"]

    def clean_title(self) -> str:
        """Ask for more than spaces.

        Raises
        ------
        ValidationError
            If nothing is left.
        """
        title = " ".join(str(self.cleaned_data["title"]).split())
        if not title:
            raise ValidationError(_("Please write one sentence."))
        return title

    def get_shape(self) -> Shape:
        """Return the boxes; what a founding question changes stays as it is."""
        said = self.cleaned_data
        return Shape(
            why_now=said["why_now"],
            affected=said["affected"],
            short_text=said["short_text"],
            facts=said["facts"],
            cost=said["cost"],
            legal_date=said["legal_date"],
            topic=self.question.topic,
            change=self.question.change,
        )

    @property
    def klass_value(self) -> str:
        """The class that was chosen, or the one a founding question has."""
        return str(self.cleaned_data.get("klass", self.question.klass))


class ExplainForm(forms.Form):
    """The question in somebody else's words."""

    text = TextField(
        label=_("Say it in your own words"),
        help_text=_("As you understand it, in about 30 seconds."),
        max_length=1200,
        rows=3,
    )
