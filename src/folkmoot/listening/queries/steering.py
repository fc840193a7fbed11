"""Which statements a map wants to be asked next, by who is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from folkmoot.listening.models import Hearing, OpinionMap
from folkmoot.web.prepared import prepared

FEWEST_ANSWERS = 7  # or half of all there is, where that is less
LAST = -1  # row of the chances: for who has no group


def enough_answers(n_statements: int) -> int:
    """Return how many answers it takes to have a place on a map."""
    return min(FEWEST_ANSWERS, -(-n_statements // 2))


@prepared
def _steering(hearing: Hearing) -> QuerySet[OpinionMap, dict[str, Any]]:
    rows = OpinionMap.objects.filter(hearing=hearing).order_by("-made_at")
    return rows.values_list("steering", flat=True)[:1]


def chances_for(hearing: Hearing, own: Mapping[int, int]) -> dict[int, float] | None:
    """Return the chance of each statement's number for somebody with these answers.

    None where there is no map yet. The chances are those of the group that the answers
    lie nearest to, or of all groups together while they are few.
    """
    steering = _steering.first(hearing)
    if not steering:
        return None
    numbers, axes = steering["numbers"], (steering["means"], steering["directions"])
    place = place_own(own, numbers, axes, steering["n_answered"])
    group = nearest_group(steering["centres"], place)
    row = LAST if group is None else group
    return dict(zip(numbers, steering["chances"][row], strict=True))


def place_own(
    own: Mapping[int, int],
    numbers: Sequence[int],
    axes: tuple[Sequence[float], Sequence[Sequence[float]]],
    n_answered: int,
) -> NDArray[np.float64] | None:
    """Return where somebody with these answers stands, or None while they are few.

    ``own`` holds answers by the number of the statement; ``axes`` means and directions
    of the statements that ``numbers`` lists.
    """
    from folkmoot.engines.opinion import place_person  # with all of SciPy: once needed

    known = [(place, own[n]) for place, n in enumerate(numbers) if n in own]
    if not known or len(known) < enough_answers(len(numbers)):
        return None
    statements, answers = zip(*known, strict=True)
    return place_person(statements, answers, *axes, n_answered)


def nearest_group(
    centres: Sequence[Sequence[float]], place: NDArray[np.float64] | None
) -> int | None:
    """Return the group whose centre is nearest, or None without a place or a group."""
    if place is None or not centres:
        return None
    return int(np.argmin(((np.array(centres) - place) ** 2).sum(axis=1)))
