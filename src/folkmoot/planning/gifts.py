"""Who gives what to whom in an exchange: plain numbers, without the solver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.planning.tables import GOODS, Tables

type Goods = Sequence[Mapping[str, Any]]


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
    found: list[Gift] = []
    for good in range(n_goods):
        rows = [list(one[good::n_goods]) for one in trades]
        order = sorted(range(len(rows)), key=lambda at: -abs(sum(rows[at])))
        pairs: dict[tuple[int, int], list[float]] = {}
        for period in range(len(rows[0]) if rows else 0):
            left = [one[period] for one in rows]
            for giver, getter, amount in _match(left, order):
                each = pairs.setdefault((giver, getter), [0.0] * len(rows[0]))
                each[period] += amount
        found += [Gift(one, two, good, each) for (one, two), each in pairs.items()]
    return found


def _match(left: list[float], order: Sequence[int]) -> list[tuple[int, int, float]]:
    """Return who gives how much to whom in one period."""
    found = []
    givers = [at for at in order if left[at] > 0]
    for getter in (at for at in order if left[at] < 0):
        for giver in givers:
            amount = min(left[giver], -left[getter])
            if amount > 0:
                found.append((giver, getter, amount))
                left[giver] -= amount
                left[getter] += amount
    return found


def shared_goods(tables: Tables, goods: Goods) -> dict[str, str]:
    """Return in what a collective counts the goods of an exchange that it knows."""
    own = {row["good"]: row["unit"] for row in tables.get(GOODS, [])}
    return {one["good"]: own[one["good"]] for one in goods if one["good"] in own}
