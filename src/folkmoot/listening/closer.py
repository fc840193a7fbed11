"""What a map says after a longer look, as it is stored and read; nobody is named."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Foretold:
    """How well answers that were held back were told from the others.

    ``parts`` are the parts of the answers that were used, and ``shares`` what was
    foretold rightly from each; ``guessed`` is what the most frequent answers get right.
    """

    parts: Sequence[float]
    shares: Sequence[float]
    guessed: float
    is_done: bool
    hidden: int


@dataclass(frozen=True)
class Alike:
    """Accounts that answered alike beyond what their views explain.

    ``statements`` holds, the clearest first, a number, an answer, the share of these
    accounts that gave it and the share that others of their views would have given.
    """

    people: int
    statements: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Closer:
    """A longer look at the answers there were.

    ``people`` is how many were compared with each other: all, or so many by lot.
    ``lifted`` says by the number of a statement how much less of it all groups would
    share, and how much less they would reject, without accounts that answered alike.
    ``bridging`` holds a score by number. ``between`` counts the people most of whose
    answers every group shares; 0 where they are too few to be counted.
    """

    answers: int
    people: int
    foretold: Foretold | None
    alike: Sequence[Alike] = ()
    lifted: Mapping[int, Sequence[float]] = field(default_factory=dict)
    bridging: Mapping[int, float] = field(default_factory=dict)
    between: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return asdict(self)

    def without(self, number: int) -> Sequence[float]:
        """Return how far accounts that answered alike lift and push a statement."""
        return self.lifted.get(number, (0.0, 0.0))


def read_closer(stored: Mapping[str, Any]) -> Closer | None:
    """Return what `Closer.as_json` stored, or None where nobody looked yet."""
    if not stored:
        return None
    foretold = stored["foretold"]
    return Closer(
        answers=stored["answers"],
        people=stored["people"],
        foretold=Foretold(**foretold) if foretold else None,
        alike=[Alike(**row) for row in stored["alike"]],
        lifted={int(number): pair for number, pair in stored["lifted"].items()},
        bridging={int(number): score for number, score in stored["bridging"].items()},
        between=stored["between"],
    )
