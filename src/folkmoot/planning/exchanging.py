"""An exchange between collectives in plain data: its rounds, who gives what to whom.

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
from folkmoot.planning.tables import GOODS, Tables

type Goods = Sequence[Mapping[str, Any]]
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


def shared_goods(tables: Tables, goods: Goods) -> dict[str, str]:
    """Return in what a collective counts the goods of an exchange that it knows."""
    own = {row["good"]: row["unit"] for row in tables.get(GOODS, [])}
    return {one["good"]: own[one["good"]] for one in goods if one["good"] in own}


@dataclass(frozen=True)
class Gift:
    """What one collective gives to another of one good, in each period."""

    giver: int
    getter: int
    good: int
    amounts: Sequence[float]

    @property
    def total(self) -> float:
        """Over all periods."""
        return sum(self.amounts)


def gifts_of(trades: Sequence[Sequence[float]], n_goods: int) -> list[Gift]:
    """Return who gives what to whom, in few ways, so that little is carried about.

    Of each good those who give and get most over all periods come first; what the first
    has to give goes to the first who gets it, then to the next.
    """
    if not trades:
        return []
    table = np.array(trades, dtype=np.float64).reshape(len(trades), -1, max(n_goods, 1))
    found: list[Gift] = []
    for good in range(n_goods):
        rows = table[:, :, good]
        order = np.argsort(-np.abs(rows.sum(axis=1)), kind="stable").tolist()
        pairs: dict[tuple[int, int], list[float]] = {}
        for period in range(rows.shape[1]):
            left = rows[:, period].copy()
            givers = [at for at in order if left[at] > 0]
            for getter in (at for at in order if left[at] < 0):
                for giver in givers:
                    amount = min(left[giver], -left[getter])
                    if amount > 0:
                        each = pairs.setdefault((giver, getter), [0.0] * rows.shape[1])
                        each[period] += float(amount)
                        left[giver] -= amount
                        left[getter] += amount
        found += [Gift(one, two, good, each) for (one, two), each in pairs.items()]
    return [one for one in found if one.total > 0]


def _numbers(amounts: Sequence[float] | Any) -> list[float | None]:
    """Return numbers as JSON keeps them: nothing for what is not made there."""
    return [float(one) if isfinite(one) else None for one in amounts]
