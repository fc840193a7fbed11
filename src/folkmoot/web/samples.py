"""What the style page shows: every component with something real to say."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.web.forms import DayField, LineField, TextField

COLOURS = ("paper", "paper-2", "ink", "ink-2", "line", "line-2", "accent", "on-accent")
DRAWINGS = (
    *("yes", "worry", "aside", "stop", "more", "unheard", "idea", "hearing"),
    *("write", "agreed", "doing", "look-back", "time", "letter"),
    *("sun", "tree", "house", "fish", "key", "cup", "star", "boat", "moon", "umbrella"),
    *("chair", "path", "welcome"),
)


class SampleForm(forms.Form):
    """A form with every kind of field."""

    title = LineField(
        label=gettext_lazy("What should change?"),
        help_text=gettext_lazy("One sentence is enough."),
    )
    text = TextField(label=gettext_lazy("Why now?"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("How big is it?"),
        choices=[
            ("small", gettext_lazy("Small: it can be undone within a month")),
            ("ordinary", gettext_lazy("Ordinary")),
            ("serious", gettext_lazy("Serious: money, homes, hard to undo")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Any member can ask for more care later."),
    )
    day = DayField(label=gettext_lazy("Look back on"))
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=[("", "Europe/Berlin"), ("b", "America/New York")],
        required=False,
    )
    photo = forms.FileField(
        label=gettext_lazy("Photo or recording"),
        help_text=gettext_lazy("Up to 10 megabytes."),
        required=False,
    )
    told = forms.BooleanField(label=gettext_lazy("I told them myself"))


def get_samples(path: str, now: datetime) -> dict[str, Any]:
    """Return what the style page shows, as of ``now``."""
    return {
        "colours": COLOURS,
        "drawings": DRAWINGS,
        "form": SampleForm(),
        "mended": SampleForm({"title": "", "text": "Half a thought", "kind": "x"}),
        "positions": _positions(),
        "steps": _steps(now),
        "way": [state for _label, state, _when in _steps(now)],
        "counts": _counts(),
        "own_entries": _own_entries(),
        "soon": now + timedelta(days=3, hours=4),
        "zone": "America/New_York",
        "entries": _entries(now),
        "parts": [
            (_("Questions"), path),
            (_("Decisions"), "#decisions"),
            (_("Members"), "#members"),
            (_("Record"), "#record"),
        ],
        "said": "The stairs are dark after six.\n\nTwo of us have tripped.",
        "said_rtl": "السلم مظلم بعد السادسة.",
        "typed": ["The stairs are dark after six. Could we have a lamp?"],
    }


def _positions() -> list[tuple[str, str, str]]:
    return [
        ("yes", _("Yes"), _("I can live with it and help.")),
        ("worry", _("Yes, but I worry"), _("Go on, and answer my worry.")),
        ("aside", _("Not for me, go ahead"), _("I step aside and do not stop you.")),
        ("stop", _("Stop, I see a problem"), _("It would harm someone. I say whom.")),
        ("more", _("I need more time or facts"), _("I cannot tell yet.")),
    ]


def _steps(now: datetime) -> list[tuple[str, str, datetime | None]]:
    return [
        (_("Make it clear"), "past", now - timedelta(days=16)),
        (_("Tell us what you think"), "past", now - timedelta(days=9)),
        (_("Write it down"), "past", now - timedelta(days=4)),
        (_("Can we agree?"), "here", now + timedelta(days=3, hours=4)),
        (_("Last call"), "next", None),
        (_("Doing it"), "next", None),
        (_("Look back"), "next", None),
    ]


def _own_entries() -> list[dict[str, Any]]:
    """Return one's own entry as it goes: written, in the log, witnessed."""
    stages = ((False, 0), (True, 0), (True, 2), (True, 3))
    return [
        {
            "number": 41,
            "is_in_log": is_in_log,
            "witnessed": witnessed,
            "witnesses": 3,
            "is_witnessed": witnessed == 3,  # noqa: PLR2004 -- all of them
        }
        for is_in_log, witnessed in stages
    ]


def _counts() -> list[tuple[str, int, str]]:
    return [
        (_("Yes"), 7, "yes"),
        (_("Yes, but I worry"), 2, "worry"),
        (_("Not for me, go ahead"), 1, "aside"),
        (_("Stop, I see a problem"), 1, "stop"),
        (_("I need more time or facts"), 1, "more"),
        (_("Not heard yet"), 3, "unheard"),
    ]


def _entries(now: datetime) -> list[tuple[datetime, str, str]]:
    return [
        (now - timedelta(hours=2), _("Bo answered a stop."), "#timeline"),
        (now - timedelta(days=4), _("The second draft was written."), ""),
        (now - timedelta(days=16), _("Ann raised the question."), ""),
    ]
