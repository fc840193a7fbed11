"""What one says of oneself: times, days away, how much, what one knows, what one did."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.shifts.models import Ability, Job
from folkmoot.shifts.queries.days import GRID
from folkmoot.web.forms import DayField, LineField

MOST_MINUTES = 24 * 60


def _minutes(label: Any, least: int, initial: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=MOST_MINUTES, initial=initial
    )


class TimesForm(forms.Form):
    """The parts of a week in which one can; drawn as a grid by its template."""

    free = forms.MultipleChoiceField(
        label=gettext_lazy("When can you?"),
        choices=[(part, part) for part in GRID],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def get_not_free(self) -> list[str]:
        """Return the parts that are not ticked."""
        return [part for part in GRID if part not in self.cleaned_data["free"]]


class AwayForm(forms.Form):
    """Days away."""

    first_day = DayField(label=gettext_lazy("From"))
    last_day = DayField(label=gettext_lazy("Until"))


class CareShareForm(forms.Form):
    """How much of a usual share."""

    percent = forms.IntegerField(
        label=gettext_lazy("How much of the usual share, in per cent?"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy(
            "Less, or nothing, needs no reason. Nobody else sees it. With 0 you are "
            "in no draft, and may help whenever you like."
        ),
    )


class SkillForm(forms.Form):
    """What one knows, or wants to learn."""

    ability = forms.ChoiceField(label=gettext_lazy("What?"))
    is_learning = forms.ChoiceField(
        label=gettext_lazy("Do you know it?"),
        choices=[
            ("", gettext_lazy("I know it")),
            ("yes", gettext_lazy("I want to learn it beside somebody")),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def __init__(self, *args: Any, abilities: Iterable[Ability], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.id): one for one in abilities}
        choices = [(key, one.name) for key, one in self.known.items()]
        self.fields["ability"].choices = choices  # type: ignore[attr-defined]

    def get_ability(self) -> Ability:
        """Return the one that was chosen."""
        return self.known[self.cleaned_data["ability"]]


class SignUpForm(forms.Form):
    """A word with the sign-up."""

    comment = LineField(
        label=gettext_lazy("Anything to add?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: only half the time, nothing heavy."),
    )


class MinutesForm(forms.Form):
    """How long one really worked; 0 for not at all."""

    minutes = _minutes(gettext_lazy("Minutes you worked"), 0)


class TimeForm(forms.Form):
    """Time for the pool, or from it."""

    minutes = _minutes(gettext_lazy("Minutes"), 1, 60)


class WorkForm(forms.Form):
    """Work that one did without having signed up."""

    job = forms.ChoiceField(label=gettext_lazy("Which job?"), required=False)
    what = LineField(
        label=gettext_lazy("Or something else:"), max_length=200, required=False
    )
    day = DayField(label=gettext_lazy("On which day?"))
    minutes = _minutes(gettext_lazy("Minutes you worked"), 1)

    def __init__(self, *args: Any, jobs: Sequence[Job], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jobs = {str(job.id): job for job in jobs}
        choices = [("", _("Something else"))]
        choices += [(key, job.name) for key, job in self.jobs.items()]
        self.fields["job"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        said = self.cleaned_data
        if not said.get("job") and not said.get("what", "").strip():
            raise ValidationError(_("Please choose a job, or say what you did."))
        return said

    def get_words(self) -> dict[str, Any]:
        """Return what a clean form says."""
        said = dict(self.cleaned_data)
        said["job"] = self.jobs.get(said["job"])
        return said
