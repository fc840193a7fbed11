"""A job in full; and the few lines of the first time."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.shifts.models import Job
from folkmoot.shifts.operations import JobText
from folkmoot.shifts.queries.days import WEEKDAYS
from folkmoot.shifts.words.times import NTH, RHYTHMS, TIMINGS, weekday_words
from folkmoot.web.forms import DayField, LineField

MOST_MINUTES = 24 * 60
HARD = {
    75: gettext_lazy("Lighter than most"),
    100: gettext_lazy("Like most"),
    125: gettext_lazy("Harder than most"),
    150: gettext_lazy("Much harder than most"),
}
LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240)
ALL_DAYS = tuple(WEEKDAYS)
HOW_OFTEN: dict[str, tuple[Any, tuple[int, ...]]] = {
    "daily": (gettext_lazy("every day"), ALL_DAYS),
    "workdays": (gettext_lazy("Monday to Friday"), ALL_DAYS[:5]),
    "weekend": (gettext_lazy("Saturday and Sunday"), ALL_DAYS[5:]),
    "week": (gettext_lazy("once a week, any day"), ()),
}


def weekday_choices() -> list[tuple[str, str]]:
    """Return the days of the week, Monday first."""
    return [(str(day), weekday_words(day)) for day in WEEKDAYS]


class JobForm(forms.Form):
    """What has to be done, how long, for how many, when."""

    name = LineField(label=gettext_lazy("What has to be done?"), max_length=120)
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes does it take one person?"),
        min_value=1,
        max_value=MOST_MINUTES,
        initial=60,
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people does it need?"),
        min_value=1,
        max_value=50,
        initial=1,
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often?"), choices=RHYTHMS, initial=Job.Rhythm.WEEKLY
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On which days?"),
        choices=weekday_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    every_weeks = forms.IntegerField(
        label=gettext_lazy("Every how many weeks?"),
        min_value=1,
        max_value=12,
        initial=1,
        help_text=gettext_lazy("1 is every week."),
    )
    week_of_month = forms.ChoiceField(
        label=gettext_lazy("If every month: on which of these days?"),
        choices=[(str(n), words) for n, words in NTH.items()],
        required=False,
    )
    timing = forms.ChoiceField(
        label=gettext_lazy("When?"), choices=TIMINGS, initial=Job.Timing.DAY
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Fixed hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    first_day = DayField(label=gettext_lazy("From which day on?"))
    ability = LineField(
        label=gettext_lazy("What does one have to know for it?"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example: the oven. Leave it empty if anybody can."),
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("It has to be done; otherwise it is nice to have"),
        required=False,
        initial=True,
    )
    fixed_percent = forms.IntegerField(
        label=gettext_lazy("How much of it may people have for good, in per cent?"),
        min_value=0,
        max_value=100,
        initial=50,
        help_text=gettext_lazy("The rest stays open, so that newcomers find room."),
    )

    def get_text(self) -> JobText:
        """Return what a clean form says."""
        said = dict(self.cleaned_data)
        said["weekdays"] = tuple(int(day) for day in said["weekdays"])
        said["week_of_month"] = int(said["week_of_month"] or 1)
        if said["timing"] != Job.Timing.HOUR:
            said["starts_at"] = None
        return JobText(**said)

    @staticmethod
    def initial_of(job: Job) -> dict[str, Any]:
        """Return what a form shows of a job that is there."""
        names = JobForm.base_fields
        shown = {name: getattr(job, name) for name in names if name != "ability"}
        shown["ability"] = job.ability.name if job.ability else ""
        shown["weekdays"] = [str(day) for day in job.weekdays]
        return shown


class RatingForm(forms.Form):
    """How hard a job is for oneself."""

    weight = forms.TypedChoiceField(
        label=gettext_lazy("How hard or unpleasant is it, for you?"),
        choices=[("", gettext_lazy("I cannot say")), *HARD.items()],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    rather_not = forms.BooleanField(
        label=gettext_lazy("I would rather not do this, if somebody else can"),
        required=False,
    )


class WeekdayForm(forms.Form):
    """On which day one would like a place for good."""

    weekday = forms.TypedChoiceField(choices=weekday_choices, coerce=int)


class FirstJob(forms.Form):
    """One line of the first time; an empty one is no job."""

    LENGTH: ClassVar = [(str(n), n) for n in LENGTHS]

    name = LineField(label=gettext_lazy("What"), max_length=120, required=False)
    often = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=[(key, words) for key, (words, _days) in HOW_OFTEN.items()],
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Minutes"), choices=LENGTH, coerce=int
    )
    people = forms.IntegerField(
        label=gettext_lazy("People"), min_value=1, max_value=50, initial=1
    )

    def get_text(self, first_day: date) -> JobText | None:
        """Return the job of a clean line."""
        said = self.cleaned_data
        name = " ".join(said["name"].split())
        if not name:
            return None
        _words, days = HOW_OFTEN[said["often"]]
        return JobText(
            name=name,
            minutes=said["minutes"],
            people=said["people"],
            rhythm=Job.Rhythm.WEEKLY,
            timing=Job.Timing.DAY if days else Job.Timing.WEEK,
            weekdays=days,
            first_day=first_day,
        )


class FirstJobs:
    """The lines ``job-0-name`` ... of the first time, checked together."""

    ROWS = 6

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        usual: list[dict[str, Any]] = [
            {"name": _("Cook dinner"), "often": "daily", "minutes": 90},
            {"name": _("Wash up"), "often": "daily", "minutes": 45},
            {"name": _("Clean the kitchen"), "often": "week", "minutes": 60},
            {"name": _("Shop for food"), "often": "week", "minutes": 90},
        ]
        empty: list[dict[str, Any]] = [{"minutes": 60}] * (self.ROWS - len(usual))
        self.rows = [
            FirstJob(data, prefix=f"job-{number}", initial=initial)
            for number, initial in enumerate([*usual, *empty])
        ]

    def is_valid(self) -> bool:
        """Check every line, so that all that needs mending shows at once."""
        checked = [row.is_valid() for row in self.rows]
        return all(checked)

    def get_texts(self, first_day: date) -> list[JobText]:
        """Return the jobs in order."""
        texts = (row.get_text(first_day) for row in self.rows)
        return [text for text in texts if text is not None]
