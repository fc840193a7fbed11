"""Statements that say nearly the same, found by plain comparison of their letters."""

from folkmoot.listening.models import Hearing, Statement

SHORTEST = 3
ENOUGH = 0.4  # two wordings of one sentence share at least this much
MOST = 3


def pieces(text: str) -> set[str]:
    """Return the runs of three letters or digits in ``text``; any script works."""
    plain = "".join(c if c.isalnum() else " " for c in text.casefold())
    words = f" {' '.join(plain.split())} "
    return {words[i : i + SHORTEST] for i in range(len(words) - SHORTEST + 1)}


def likeness(one: set[str], other: set[str]) -> float:
    """Return the share of pieces in common (Dice), from 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def find_similar(hearing: Hearing, text: str) -> list[Statement]:
    """Return up to three open statements that resemble ``text``, nearest first."""
    wanted = pieces(text)
    rows = Statement.objects.filter(hearing=hearing, folded_at=None).only("text")
    scored = [(likeness(wanted, pieces(row.text)), row) for row in rows]
    near = [(score, row) for score, row in scored if score >= ENOUGH]
    near.sort(key=lambda pair: -pair[0])
    return [row for _score, row in near[:MOST]]
