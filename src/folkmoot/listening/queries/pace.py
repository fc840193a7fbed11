"""How long one statement takes a person, measured from their own answers."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

SECONDS_EACH = 6.0  # to read and answer one statement, where nothing is known yet
LATEST = 30  # answers looked at: people become faster
ENOUGH = 5  # gaps, before their middle says something
# Answers that waited for a connection arrive within a moment; a pause is no reading.
SHORTEST, LONGEST = 1.5, 60.0


def middle_gap(times: Sequence[datetime]) -> float:
    """Return the middle of the gaps between ``times``, latest first, in seconds."""
    recent = times[:LATEST]
    gaps = [(late - early).total_seconds() for late, early in pairwise(recent)]
    told = [gap for gap in gaps if SHORTEST <= gap <= LONGEST]
    return median(told) if len(told) >= ENOUGH else SECONDS_EACH
