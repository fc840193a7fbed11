"""Which offers may cover which needs: it proposes, people say yes.

Pure functions of plain values. Two are brought together only when they are of one kind
and counted in one unit, their words are alike, and the day still fits. Who offers sees
what members put first on top: class, then urgency, then day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.2  # of letters; "a bicycle for Sunday" and "bike, bicycle" lie above
MOST = 5
type Likeness = Callable[[str, Sequence[str]], NDArray[np.float64]]


@dataclass(frozen=True)
class Side:
    """A need or an offer as matching reads it; ``left`` is what is not promised yet.

    ``rank`` orders needs: place of the class, urgency. ``day`` is by when it is needed,
    or until when it is offered.
    """

    key: str
    kind: str
    unit: str
    what: str
    left: Decimal
    day: date | None = None
    rank: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Proposal:
    """One of the others, how much could change hands, and how alike the words are."""

    key: str
    amount: Decimal
    alike: float


def propose_offers(
    need: Side, offers: Sequence[Side], likeness: Likeness, today: date
) -> list[Proposal]:
    """Return offers that may cover ``need``, the most alike and fullest cover first."""
    found = _fitting(need, offers, likeness, today)
    found.sort(key=lambda one: (-round(one.alike, 1), -one.amount, one.key))
    return found[:MOST]


def propose_needs(
    offer: Side, needs: Sequence[Side], likeness: Likeness, today: date
) -> list[Proposal]:
    """Return needs that ``offer`` may cover: what the members put first comes first."""
    found = _fitting(offer, needs, likeness, today)
    by_key = {need.key: need for need in needs}

    def order(one: Proposal) -> tuple[object, ...]:
        need = by_key[one.key]
        return (*need.rank, need.day or date.max, -round(one.alike, 1), one.key)

    return sorted(found, key=order)[:MOST]


def _fitting(
    one: Side, others: Sequence[Side], likeness: Likeness, today: date
) -> list[Proposal]:
    likely = [
        other
        for other in others
        if (other.kind, other.unit) == (one.kind, one.unit)
        and other.left > 0
        and (other.day is None or other.day >= today)
    ]
    if one.left <= 0 or not likely:
        return []
    alike = likeness(one.what, [other.what for other in likely])
    return [
        Proposal(other.key, min(one.left, other.left), float(near))
        for other, near in zip(likely, alike, strict=True)
        if near >= ALIKE
    ]
