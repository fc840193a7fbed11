"""Which statements a map wants to be asked next, by who is asked."""

from collections.abc import Mapping

import numpy as np

from folkmoot.engines.opinion import place_person
from folkmoot.listening.models import Hearing, OpinionMap

FEWEST_ANSWERS = 7  # or half of all there is, where that is less
NO_GROUP = -1  # the last row of the chances


def enough_answers(n_statements: int) -> int:
    """Return how many answers it takes to have a place on a map."""
    return min(FEWEST_ANSWERS, -(-n_statements // 2))


def chances_for(hearing: Hearing, own: Mapping[int, int]) -> dict[int, float] | None:
    """Return the chance of each statement's number for somebody with these answers.

    None where there is no map yet. The chances are those of the group that the answers
    lie nearest to, or of all groups together while they are few.
    """
    rows = OpinionMap.objects.filter(hearing=hearing).order_by("-made_at")
    steering = rows.values_list("steering", flat=True).first()
    if not steering:
        return None
    numbers = steering["numbers"]
    places = {number: place for place, number in enumerate(numbers)}
    known = [(places[n], answer) for n, answer in own.items() if n in places]
    group = NO_GROUP
    if steering["centres"] and len(known) >= enough_answers(len(numbers)):
        statements, answers = zip(*known, strict=True)
        place = place_person(
            statements,
            answers,
            steering["means"],
            steering["directions"],
            steering["n_answered"],
        )
        away = np.array(steering["centres"]) - place
        group = int(np.argmin((away**2).sum(axis=1)))
    return dict(zip(numbers, steering["chances"][group], strict=True))
