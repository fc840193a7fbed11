"""Why one of several versions goes on, in a sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.engines.consensus import Outcome

LETTERS = "ABCDEFG"


def letter_of(place: int) -> str:
    """Return how the version in this place is called."""
    return LETTERS[(place - 1) % len(LETTERS)]


def name_version(place: int | None, label: str) -> str:
    """Return how a version is called where it stood beside others; nothing if alone."""
    if place is None:
        return ""
    return name_of({"letter": letter_of(place), "label": label})


def say_choice(rows: Sequence[Mapping[str, Any]]) -> str:
    """Say by which rule one of these versions goes on."""
    chosen = next(row for row in rows if row["goes_on"])
    passing = [row for row in rows if Outcome(row["outcome"]).passes]
    names = {"version": name_of(chosen)}
    if not passing:
        words = _("No version is agreed on yet. %(version)s goes on: %(why)s.")
    elif len(passing) == 1:
        return (
            _("%(version)s goes on: it is the only one that can be agreed on.") % names
        )
    else:
        words = _("%(version)s goes on: %(why)s.")
    return words % {**names, "why": _rule(chosen, passing or rows)}


def name_of(row: Mapping[str, Any]) -> str:
    """Return how a version is called: its letter and its short name."""
    return f"{row['letter']} ({row['label']})" if row["label"] else row["letter"]


def _rule(chosen: Mapping[str, Any], among: Sequence[Mapping[str, Any]]) -> str:
    others = [row for row in among if row is not chosen]
    if all(row["stop"] > chosen["stop"] for row in others):
        return _("the fewest people say stop to it")
    same = [row for row in others if row["stop"] == chosen["stop"]]
    if all(row["yes"] < chosen["yes"] for row in same):
        return _("no version has fewer stops, and of these it has the most yes")
    return _("others have as few stops and as many yes, and it is the oldest")
