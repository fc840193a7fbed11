"""What was promised between collectives, inside the recipes of one of them.

What it gives is a need that comes first; what it gets is a way of its own that brings
it, with the work of fetching it. So every plan counts with both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.planning import tables as files
from folkmoot.planning.tables import FLOWS, GOODS, NEEDS, RESOURCES, WAYS, Tables


@dataclass(frozen=True)
class Promise:
    """What goes to another collective (``gives``) or comes from it, in each period."""

    other: str
    good: str
    unit: str
    hours: float
    gives: bool
    amounts: Sequence[float]

    def as_data(self) -> dict[str, object]:
        """Return it as a plan keeps it."""
        return {
            "other": self.other,
            "good": self.good,
            "unit": self.unit,
            "hours": self.hours,
            "gives": self.gives,
            "amounts": list(self.amounts),
        }


@dataclass(frozen=True)
class Names:
    """How a way of getting a good, and how much of it there is, are called."""

    way: str
    limit: str


def with_promises(
    tables: Tables, promises: Sequence[Promise], weeks: int, names: Names
) -> Tables:
    """Return recipes in which what was promised is kept; the tables stay as they are.

    ``names`` has a place for the good in each: ``%(good)s``.
    """
    known = set(files.names_in(tables, GOODS))
    found = {name: list(rows) for name, rows in tables.items()}
    gives: dict[tuple[str, int, str], float] = {}
    gets: dict[str, list[Promise]] = {}
    for one in promises:
        if one.good not in known:
            continue
        if not one.gives:
            gets.setdefault(one.good, []).append(one)
            continue
        for period, amount in enumerate(one.amounts[:weeks], start=1):
            key = one.good, period, one.other
            gives[key] = gives.get(key, 0.0) + amount
    found[NEEDS] += [
        {
            "good": good,
            "amount": files.text_of(amount),
            "class": "1",
            "period": str(period),
            "who": other,
        }
        for (good, period, other), amount in gives.items()
        if amount > 0
    ]
    for good, rows in gets.items():
        _add_getting(found, good, rows, weeks, names)
    return found


def _add_getting(
    tables: Tables, good: str, rows: Sequence[Promise], weeks: int, names: Names
) -> None:
    """Add a way that brings a good, and how much of it there is in each period."""
    way = _free(names.way % {"good": good}, files.names_in(tables, WAYS))
    limit = _free(names.limit % {"good": good}, files.names_in(tables, RESOURCES))
    tables[WAYS].append({"technique": way, "hours": files.text_of(rows[0].hours)})
    tables[FLOWS] += [
        {"technique": way, "direction": "out", "name": good, "amount": "1"},
        {"technique": way, "direction": "use", "name": limit, "amount": "1"},
    ]
    for period in range(1, weeks + 1):
        some = [one.amounts[period - 1] for one in rows if period <= len(one.amounts)]
        tables[RESOURCES].append(
            {
                "resource": limit,
                "unit": rows[0].unit,
                "amount": files.text_of(sum(some)),
                "period": str(period),
            }
        )


def _free(name: str, taken: Sequence[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} {number}"
    return found
