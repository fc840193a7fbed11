"""Working on a stop: a line for each step of its life."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Objection, Talk
from folkmoot.deciding.operations import AnswerText, Invitation
from folkmoot.deciding.words.stops import ANSWERS, HAPPENED, WAYS
from folkmoot.engines.consensus import ANSWER_WORDS_AT_MOST
from folkmoot.web.forms import DayField, LineField, MomentField, TextField

TRIAL_AT_MOST = timedelta(days=60)
YES_NO = (("yes", _("Yes")), ("no", _("No")))


class StepForm(forms.Form):
    """One of several forms on a page: its ids begin with its own name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        name = type(self).__name__.removesuffix("Form").casefold()
        kwargs.setdefault("auto_id", f"id_{name}_%s")
        super().__init__(*args, **kwargs)

    @property
    def said(self) -> dict[str, Any]:
        """What the operation of this step takes."""
        return self.cleaned_data


class RestatementForm(StepForm):
    """The stop said back in one's own words."""

    text = TextField(
        label=_("You say that …"),
        help_text=_("In your own words: what could go wrong, and for whom?"),
        max_length=2000,
        rows=3,
        error_messages={"required": _("Please say it back in a line or two.")},
    )


class AgreementForm(StepForm):
    """Yes, that is it; or not quite, and what is missing."""

    is_right = forms.ChoiceField(choices=YES_NO)
    text = LineField(label=_("What is different?"), max_length=600, required=False)

    def clean_is_right(self) -> bool:
        """Return whether it is."""
        return bool(self.cleaned_data["is_right"] == "yes")


class TalkForm(StepForm):
    """One line in the talk."""

    text = TextField(
        label=_("Say something"),
        max_length=2000,
        rows=2,
        error_messages={"required": _("Please write a line.")},
    )


class InvitationForm(StepForm):
    """A talk at one of three times."""

    way = forms.ChoiceField(
        label=_("How do you talk?"),
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    where = LineField(
        label=_("Which number, place or chat?"),
        max_length=300,
        error_messages={"required": _("Please say where, so that they find you.")},
    )
    first = MomentField(label=_("First time"))
    second = MomentField(label=_("Second time"))
    third = MomentField(label=_("Third time"))

    @property
    def said(self) -> dict[str, Any]:
        """The invitation, for the operation."""
        said = self.cleaned_data
        times = [said[name] for name in ("first", "second", "third")]
        return {"invitation": Invitation(Talk.Way(said["way"]), said["where"], times)}


class TimeForm(StepForm):
    """The time that the owner of a stop chose."""

    time = forms.DateTimeField(
        error_messages={"required": _("Please choose one.")},
    )


class AnswerForm(StepForm):
    """What is done about the stop, in at most 120 words."""

    kind = forms.ChoiceField(
        label=_("What do we do about it?"),
        choices=list(ANSWERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    text = TextField(
        label=_("The answer"),
        help_text=_("Up to 120 words. A second person stands by it too."),
        words=ANSWER_WORDS_AT_MOST,
        max_length=2000,
        rows=5,
        error_messages={"required": _("Please write the answer.")},
    )
    trial_until = DayField(
        label=_("A trial: until when?"),
        help_text=_("At most 60 days."),
        required=False,
    )
    trial_sign = LineField(
        label=_("A trial: what would show that it does not work?"),
        max_length=300,
        required=False,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, today: date, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Ask for the end and the sign of a trial."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") == Objection.AnswerKind.TRIAL:
            self._check_trial(said)
        return said

    def _check_trial(self, said: dict[str, Any]) -> None:
        until = said.get("trial_until")
        latest = self.today + TRIAL_AT_MOST - timedelta(days=1)
        if "trial_until" not in self.errors and not until:
            self.add_error("trial_until", gettext("Please choose a day."))
        elif until and not self.today < until <= latest:
            self.add_error(
                "trial_until", gettext("Please choose a day in the next 60 days.")
            )
        if not said.get("trial_sign", "").strip():
            self.add_error("trial_sign", gettext("Please name a sign to watch for."))

    @property
    def said(self) -> dict[str, Any]:
        """The answer, for the operation."""
        said = self.cleaned_data
        is_trial = said["kind"] == Objection.AnswerKind.TRIAL
        answer = AnswerText(
            kind=Objection.AnswerKind(said["kind"]),
            text=said["text"],
            trial_until=said["trial_until"] if is_trial else None,
            trial_sign=said["trial_sign"] if is_trial else "",
        )
        return {"answer": answer}


class ReplyForm(StepForm):
    """Solved, or still there."""

    is_solved = forms.ChoiceField(choices=YES_NO)

    def clean_is_solved(self) -> bool:
        """Return whether it is."""
        return bool(self.cleaned_data["is_solved"] == "yes")


class HappenedForm(StepForm):
    """Whether what one feared happened."""

    happened = forms.ChoiceField(
        label=_("Did it happen?"),
        choices=list(HAPPENED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    text = TextField(
        label=_("What happened, in a line or two?"),
        max_length=2000,
        rows=2,
        required=False,
    )


class CaseForm(StepForm):
    """Why people drawn by lot should look at it."""

    reason = TextField(
        label=_("Why?"),
        max_length=2000,
        rows=2,
        error_messages={"required": _("Please say why in a line.")},
    )


class RulingForm(StepForm):
    """One drawn member's answer, with a reason that everybody reads."""

    answer = forms.ChoiceField(
        label=_("What do you find?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")},
    )
    reason = TextField(
        label=_("Why?"),
        help_text=_("Everybody here can read it, with your name."),
        max_length=2000,
        rows=3,
        error_messages={"required": _("Please say why in a line.")},
    )


class LateForm(StepForm):
    """A stop after the decision, by somebody who had not been heard."""

    harm = TextField(label=_("What could go wrong?"), max_length=4000, rows=3)
    to_whom = LineField(label=_("For whom?"), max_length=300)
    why_not_heard = LineField(
        label=_("Why could you not say it before?"), max_length=300
    )
    fix = TextField(
        label=_("What would fix it?"), max_length=2000, rows=2, required=False
    )
    clause = LineField(
        label=_("Does it break a line of our agreement? Which one?"),
        max_length=300,
        required=False,
    )
    nameless = forms.BooleanField(label=_("Do not show my name"), required=False)
