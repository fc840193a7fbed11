"""The picture of a federation from the whole to one table: where everything stands.

Each level is a row of circles; the one on the way is filled, and lines lead from it
to the row below. Numbers are units of the drawing, which a page scales.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH = 340
MOST = 11  # circles in a row; what is more is a number
ROW, TOP, CAPTION = 84, 22, 30
NAME_AT_MOST = 34
LETTER = 9  # as wide as one is, at most


@dataclass(frozen=True)
class Row:
    """One level: what its circles are called, how many there are, which is filled."""

    names: Sequence[str]  # of those that are drawn
    count: int
    place: int | None  # of the filled circle; None if none is on the way
    councils: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Circle:
    """One collective; a council has a ring."""

    x: int
    y: int
    is_filled: bool
    is_council: bool


@dataclass(frozen=True)
class Caption:
    """A name under a circle."""

    x: int
    y: int
    text: str
    is_mine: bool


@dataclass(frozen=True)
class Chart:
    """What the template draws."""

    width: int
    height: int
    circles: Sequence[Circle]
    lines: Sequence[tuple[int, int, int, int]]
    captions: Sequence[Caption]
    more: Sequence[tuple[int, int, int]]


def draw_chart(rows: Sequence[Row]) -> Chart:
    """Return the drawing of these levels, the whole first."""
    drawn = [_row(row, TOP + index * ROW) for index, row in enumerate(rows)]
    lines = []
    for upper, lower in pairwise(drawn):
        start = next((c for c in upper if c.is_filled), None)
        if start is not None:
            lines += [(start.x, start.y, c.x, c.y) for c in lower]
    captions = [
        caption
        for row, circles in zip(rows, drawn, strict=True)
        for caption in _captions(row.names, circles)
    ]
    more = [
        (WIDTH - 2, TOP + index * ROW + 5, row.count - MOST)
        for index, row in enumerate(rows)
        if row.count > MOST
    ]
    return Chart(
        width=WIDTH,
        height=TOP + (len(rows) - 1) * ROW + CAPTION + 12,
        circles=[circle for row in drawn for circle in row],
        lines=lines,
        captions=captions,
        more=more,
    )


def _row(row: Row, y: int) -> list[Circle]:
    shown = min(row.count, MOST)
    right = WIDTH - (34 if row.count > MOST else 0)
    step = right / max(shown, 1)
    place = row.place
    if place is not None and place >= shown:
        place = shown - 1  # one's own is always among those drawn
    return [
        Circle(round(step * (index + 0.5)), y, index == place, index in row.councils)
        for index in range(shown)
    ]


def _captions(names: Sequence[str], circles: Sequence[Circle]) -> list[Caption]:
    """Return a name for every circle where all have room, else for the filled one."""
    room = WIDTH // max(len(circles), 1)
    all_fit = all(len(name) * LETTER <= room for name in names)
    return [
        Caption(
            x=_inside(circle.x, _short(name)),
            y=circle.y + CAPTION,
            text=_short(name),
            is_mine=circle.is_filled,
        )
        for name, circle in zip(names, circles, strict=True)
        if all_fit or circle.is_filled
    ]


def _inside(x: int, name: str) -> int:
    """Return the middle of a caption: under its circle, and inside the drawing."""
    half = len(name) * LETTER // 2
    return min(max(x, half), WIDTH - half)


def _short(name: str) -> str:
    return name if len(name) <= NAME_AT_MOST else f"{name[: NAME_AT_MOST - 1]}…"
