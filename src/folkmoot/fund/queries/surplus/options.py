"""What could be done with a surplus: the room of plans tells it, the page shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from folkmoot.fund.models import Surplus


@dataclass(frozen=True)
class OptionShown:
    """One option: a bar and sentences."""

    title: str
    bar_words: str
    width: float  # of 100
    sentences: Sequence[str]


@dataclass(frozen=True)
class OptionsShown:
    """All options, from which plans they are, and what cannot be told.

    ``weeks`` is how many periods the plans are for.
    """

    plans_id: UUID
    made_at: datetime | None
    weeks: int
    options: Sequence[OptionShown]
    missing: Sequence[str]
    limits: Sequence[str]


type Tell = Callable[[Surplus], OptionsShown | None]
TELLERS: list[Tell] = []


def let_tell_options(tell: Tell) -> None:
    """Let a room above tell what its newest plans could do with a surplus."""
    TELLERS.append(tell)


def get_options(surplus: Surplus) -> OptionsShown | None:
    """Return the options of a group's own plans; None where there is no plan."""
    if surplus.collective.is_federation:
        return None
    told = (tell(surplus) for tell in TELLERS)
    return next((one for one in told if one is not None), None)
