"""What ``folkmoot listen`` says about a map: as JSON, and in sentences."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from folkmoot.cli.files.listen.reading import Heard
from folkmoot.engines.opinion import (
    AGREE,
    DISAGREE,
    DrawingWords,
    OpinionMap,
    Representative,
    adjusted_rand_index,
    draw_map,
    minority_views,
    rank_common_ground,
    representative_statements,
    write_svg,
)

SHOWN = 5
WIDTH = 78
SIDES = {AGREE: "agree", DISAGREE: "disagree"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Comparison:
    """The groups of a map beside those that Polis exported."""

    n_groups: int
    adjusted_rand_index: float
    at_the_same_number: float


def compare(
    heard: Heard, found: OpinionMap, same_number: OpinionMap
) -> Comparison | None:
    """Compare with Polis' groups, where the files have them."""
    groups = heard.polis_groups
    if groups is None:
        return None
    return Comparison(
        len(np.unique(groups[groups >= 0])),
        adjusted_rand_index(groups, found.groups),
        adjusted_rand_index(groups, same_number.groups),
    )


def as_json(
    heard: Heard, found: OpinionMap, seed: int, beside: Comparison | None
) -> dict[str, object]:
    """Return everything as plain values; names of people are those of the files."""
    told: dict[str, object] = {
        "participants": [
            {"id": name, "group": group if group >= 0 else None, "x": x, "y": y}
            for name, group, (x, y) in zip(
                heard.people,
                found.groups.tolist(),
                found.positions.tolist(),
                strict=True,
            )
        ],
        "groups": list(_groups(heard, found)),
        "statements": list(_statements(heard, found)),
        "axes": found.axes.directions.tolist(),
        "seed": seed,
        "input_sha256": heard.sha256,
    }
    if beside is not None:
        told["polis"] = {
            "groups": beside.n_groups,
            "adjusted_rand_index": beside.adjusted_rand_index,
            "adjusted_rand_index_at_that_number": beside.at_the_same_number,
        }
    return told


def _groups(heard: Heard, found: OpinionMap) -> Iterator[dict[str, object]]:
    chosen = representative_statements(found.counts, moderated=found.moderated)
    for group, size in enumerate(found.counts.sizes.tolist()):
        trust = None if found.stability is None else found.stability.groups[group]
        yield {
            "id": group,
            "size": size,
            "stability": None if trust is None or np.isnan(trust) else float(trust),
            "represented_by": [
                {"statement": heard.statements[one.statement], "answer": _side(one)}
                for one in chosen[group]
            ],
        }


def _side(one: Representative) -> str:
    return SIDES[one.answer]


def _statements(heard: Heard, found: OpinionMap) -> Iterator[dict[str, object]]:
    columns = (
        found.common_ground,
        found.lower_bound,
        found.divisiveness,
        found.priority,
        found.heard,
    )
    names = ("common_ground", "lower_bound", "divisiveness", "priority", "heard")
    for place, name in enumerate(heard.statements):
        values = (column[place].item() for column in columns)
        yield {"id": name, **dict(zip(names, values, strict=True))}


def draw(heard: Heard, found: OpinionMap) -> str:
    """Return the map as an SVG document."""
    names = [letter(group) for group in range(found.n_groups)]
    drawing = draw_map(found.positions, found.groups, names)
    words = DrawingWords(
        heard.title or "Map of opinion",
        f"{heard.votes.n_people} people in {_count(found.n_groups, 'group')}; those who"
        " answered alike stand near each other.",
    )
    return write_svg(drawing, words)


def letter(group: int) -> str:
    """Return a group's name: A for the largest."""
    return LETTERS[group] if group < len(LETTERS) else str(group + 1)


def in_words(
    heard: Heard, found: OpinionMap, seed: int, beside: Comparison | None
) -> Iterator[str]:
    """Yield the lines that people read."""
    votes = heard.votes
    yield heard.title or "A hearing"
    yield (
        f"{votes.n_people} people, {_count(votes.n_statements, 'statement')}"
        f" ({int(heard.moderated.sum())} taken out), {votes.n_votes} answers"
    )
    yield from heard.notes
    yield ""
    yield from _about_groups(heard, found)
    yield from _about_statements(heard, found)
    if beside is not None:
        yield "Beside Polis"
        yield (
            f"  Polis shows {_count(beside.n_groups, 'group')}; adjusted Rand index"
            f" {beside.adjusted_rand_index:.3f}, and {beside.at_the_same_number:.3f}"
            " with as many groups."
        )
        yield ""
    yield f"Seed {seed}. Input SHA-256 {heard.sha256}"


def _about_groups(heard: Heard, found: OpinionMap) -> Iterator[str]:
    yield f"{_count(found.n_groups, 'group').capitalize()}"
    if found.stability is not None and found.n_groups:
        warning = "; treat the groups with care" if found.stability.is_shaky else ""
        yield (
            f"  With a tenth of the answers left out they agree"
            f" {found.stability.mean:.2f} with themselves (1 is the same){warning}."
        )
    chosen = representative_statements(found.counts, moderated=found.moderated)
    for group, size in enumerate(found.counts.sizes.tolist()):
        yield f"  Group {letter(group)}, {size} people"
        for one in chosen[group]:
            yield from _line(heard, one.statement, f"{_side(one)}:")
    yield ""


def _about_statements(heard: Heard, found: OpinionMap) -> Iterator[str]:
    for title, answer in (
        ("What all groups agree with", AGREE),
        ("What all groups disagree with", DISAGREE),
    ):
        ranked = rank_common_ground(found.counts, answer, moderated=found.moderated)
        bound = found.lower_bound if answer == AGREE else found.rejection_bound
        least = 0.5**found.n_groups
        shared = [int(one) for one in ranked[:SHOWN] if bound[one] > least]
        if shared:
            yield f"{title} (lower bound)"
            for one in shared:
                yield from _line(heard, one, f"{bound[one]:.2f}")
            yield ""
    live = np.flatnonzero(found.heard & ~found.moderated)
    order = live[np.argsort(-found.divisiveness[live], kind="stable")][:SHOWN]
    if found.n_groups > 1 and len(order):
        yield "What divides the groups most"
        for one in order:
            yield from _line(heard, int(one), f"{found.divisiveness[one]:.2f}")
        yield ""
    views = minority_views(found.counts, moderated=found.moderated)[:SHOWN]
    if views:
        yield "What a smaller group holds against most others"
        for view in views:
            said = (
                f"{letter(view.group)} {'agrees' if view.answer > 0 else 'disagrees'}"
            )
            yield from _line(heard, view.statement, f"{said}:")
        yield ""
    unheard = int((~found.heard & ~found.moderated).sum())
    yield f"Not heard enough yet: {_count(unheard, 'statement')}"
    yield ""


def _line(heard: Heard, statement: int, before: str) -> Iterator[str]:
    name = heard.statements[statement]
    text = " ".join(heard.texts.get(name, "").split())
    line = f"{before} [{name}] {text}".rstrip()
    yield from textwrap.wrap(
        line, WIDTH, initial_indent="    ", subsequent_indent="      "
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number or 'no'} {what}s"
