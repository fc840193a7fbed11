"""A tally as parts of a bar, each with its own pattern: never colour alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

WIDTH = 600  # of the drawing; the page scales it
GAP = 3  # a line of paper between parts


@dataclass(frozen=True)
class Part:
    """One answer: its word, how many gave it, and where it lies in the bar."""

    word: str
    count: int
    kind: str  # names the pattern: yes, worry, aside, stop, more, unheard
    x: float
    width: float


@dataclass(frozen=True)
class Tally:
    """The parts of one bar and how many people they stand for."""

    parts: Sequence[Part]
    total: int
    key: str  # makes the ids of the patterns differ between two bars of a page


def lay_out(counts: Iterable[tuple[str, int, str]], name: str = "") -> Tally:
    """Return the bar for ``(word, count, kind)``; what nobody said has no width.

    ``name`` tells it apart from others of a page that may have the same counts.
    """
    rows = [(str(word), int(count), str(kind)) for word, count, kind in counts]
    total = sum(count for _, count, _ in rows)
    parts, x = [], 0.0
    for word, count, kind in rows:
        share = WIDTH * count / total if total else 0.0
        parts.append(
            Part(word, count, kind, round(x, 1), round(max(share - GAP, 0), 1))
        )
        x += share
    return Tally(parts, total, f"t{crc32((name + repr(rows)).encode()):08x}")
