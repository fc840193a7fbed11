"""How long one statement takes a person, measured from their own answers."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

from folkmoot.listening.models import Hearing, Response
from folkmoot.people.models import Membership

SECONDS_EACH = 6.0  # to read and answer one statement, where nothing is known yet
LATEST = 30  # answers looked at: people become faster
ENOUGH = 5  # gaps, before their middle says something
# Answers that waited for a connection arrive within a moment; a pause is no reading.
SHORTEST, LONGEST = 1.5, 60.0


def pace_of(member: Membership, hearing: Hearing) -> float:
    """Return the seconds that one statement takes ``member`` in ``hearing``."""
    rows = Response.objects.filter(member=member, statement__hearing=hearing)
    return middle_gap(list(rows.order_by("-at").values_list("at", flat=True)[:LATEST]))


def middle_gap(times: Sequence[datetime]) -> float:
    """Return the middle of the gaps between ``times``, latest first, in seconds."""
    gaps = [(late - early).total_seconds() for late, early in pairwise(times)]
    told = [gap for gap in gaps if SHORTEST <= gap <= LONGEST]
    return median(told) if len(told) >= ENOUGH else SECONDS_EACH
