"""The rounds of an exchange between collectives, in plain data.

Nothing here asks a database or a clock. Recipes go in, one for each collective; out come
what each gives and gets, its hours, and the messages that made it so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import numpy as np

from folkmoot.engines import provision
from folkmoot.engines.provision.wires import Kind, decode
from folkmoot.planning import tables as files
from folkmoot.planning.gifts import Goods
from folkmoot.planning.tables import Tables

KINDS: Mapping[Kind, str] = {
    Kind.OWN_HOURS: "own hours",
    Kind.ALONE: "alone",
    Kind.OFFER: "offer",
    Kind.LIMITS: "matched",
    Kind.SETTLED: "settled",
}


@dataclass(frozen=True)
class Letter:
    """One message to a collective, and what it answered: numbers, and nothing else."""

    kind: str
    told: Sequence[float | None]
    said: Sequence[float | None]
    hours: Sequence[float]

    def as_data(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "kind": self.kind,
            "told": list(self.told),
            "said": list(self.said),
            "hours": list(self.hours),
        }


@dataclass(frozen=True)
class Part:
    """What a round brought to one collective."""

    trade: Sequence[float]
    alone: float
    together: float
    missing_alone: float
    missing: float
    letters: Sequence[Letter]


@dataclass
class _Post:
    """Keeps what travels until its round is over."""

    bags: list[list[Letter]] = field(default_factory=list)

    def watch(self, place: int, told: bytes, said: bytes) -> None:
        """Note a message and its answer."""
        question, answer = decode(told), decode(said)
        letter = Letter(
            kind=KINDS[question.kind],
            told=_numbers(question.amounts),
            said=_numbers(answer.amounts),
            hours=[float(one) for one in answer.hours],
        )
        self.bags[place].append(letter)

    def empty(self) -> list[list[Letter]]:
        """Return what was noted, and forget it."""
        full, self.bags = self.bags, [[] for _one in self.bags]
        return full


def read_seat(tables: Tables, goods: Goods, weeks: int) -> provision.Situation:
    """Return what a collective takes part with.

    Raises
    ------
    engines.provision.ProvisionError
        If no plan can be made from its recipes, or it counts a good in other units.
    """
    situation = files.situation_of(tables, weeks)
    provision.Seat(situation, exchange_of(goods, weeks))
    return situation


def exchange_of(goods: Goods, weeks: int) -> provision.Exchange:
    """Return what is exchanged, as the engine reads it."""
    return provision.Exchange(
        tuple(one["good"] for one in goods),
        tuple(one["unit"] for one in goods),
        np.array([float(one["hours"]) for one in goods]),
        weeks,
    )


def rounds_of(
    all_tables: Sequence[Tables], goods: Goods, weeks: int
) -> Iterator[tuple[list[Part], list[float]]]:
    """Yield what each round brings to each collective, and what goods save, in hours.

    Raises
    ------
    engines.provision.ProvisionError
        If one of them cannot take part.
    """
    exchange = exchange_of(goods, weeks)
    seats = [
        provision.Seat(files.situation_of(one, weeks), exchange) for one in all_tables
    ]
    post = _Post([[] for _one in seats])
    for found in provision.exchange_in_rounds(seats, watch=post.watch):
        bags = post.empty()
        parts = [
            Part(
                trade=[round(float(one), 9) for one in found.trades[at]],
                alone=float(found.alone[at]),
                together=float(found.together[at]),
                missing_alone=float(found.missing_alone[at]),
                missing=float(found.missing[at]),
                letters=bags[at],
            )
            for at in range(len(seats))
        ]
        yield parts, [float(one) for one in found.worth]


def _numbers(amounts: Sequence[float] | Any) -> list[float | None]:
    """Return numbers as JSON keeps them: nothing for what is not made there."""
    return [float(one) if isfinite(one) else None for one in amounts]
