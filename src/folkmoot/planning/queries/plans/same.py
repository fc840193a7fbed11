"""Plans that are nearly the same as another: they stand with it, and how they differ."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from folkmoot.planning.models import Alternative
from folkmoot.planning.words import plans as words

SMALL = 0.01  # a figure that differs by less is the same to people
type Found = Mapping[str, Any]


def say_same(
    row: Alternative, rows: Sequence[Alternative], names: Sequence[str]
) -> list[str]:
    """Return a sentence for those with the same figures, and one for each of the others.

    ``rows`` are all plans, ``names`` those of the classes of needs.
    """
    alike, lines = [], []
    for one in rows:
        if one.same_as != row.number:
            continue
        differences = list(_differences(row.findings, one.findings, names))
        if differences:
            lines.append(words.say_nearly(one.aim, differences))
        else:
            alike.append(words.say_aim(one.aim))
    return [words.say_alike(alike), *lines] if alike else lines


def _differences(plan: Found, other: Found, names: Sequence[str]) -> Iterator[str]:
    """Yield in which of the figures the other plan differs, in words."""
    if part := _part_more(plan["hours"], other["hours"]):
        yield words.say_more_work(part)
    for mine, theirs in zip(plan["met"], other["met"], strict=True):
        if abs(theirs["share"] - mine["share"]) >= SMALL:
            yield words.say_met(theirs, names)
    for mine, theirs in zip(plan["emissions"], other["emissions"], strict=True):
        if part := _part_more(mine["amount"], theirs["amount"]):
            yield words.say_more_of(theirs["name"], part)
    yield from _limits_and_changes(plan, other)


def _limits_and_changes(plan: Found, other: Found) -> Iterator[str]:
    if other["runs_out"] and _first_out(plan) != _first_out(other):
        yield words.say_first_out(other["runs_out"][0])
    if abs(other["moved"] - plan["moved"]) >= SMALL:
        yield words.say_moved(other["moved"])
    sure = plan["sure"], other["sure"]
    if all(sure) and any(abs(sure[1][key] - sure[0][key]) >= SMALL for key in sure[0]):
        yield words.say_surer(min(sure[1].values()), min(sure[0].values()))


def _first_out(plan: Found) -> list[tuple[str, str]]:
    return [(one["kind"], one["name"]) for one in plan["runs_out"][:1]]


def _part_more(mine: float, theirs: float) -> float:
    """Return by which part the other is more, below 0 if less; 0 where it is the same."""
    part = theirs / mine - 1 if mine else 0.0
    return part if abs(part) >= SMALL else 0.0
