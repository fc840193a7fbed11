"""Open needs of the room that fit a good of the recipes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from folkmoot.needs.queries.classes import classes_of
from folkmoot.needs.queries.needs import left_in, open_needs
from folkmoot.needs.queries.neighbours import neighbours_of
from folkmoot.needs.words.needs import UNITS
from folkmoot.people.models import Collective, Membership
from folkmoot.planning import tables as files
from folkmoot.planning.tables import Tables

MOST = 60


@dataclass(frozen=True)
class Fitting:
    """What is still open of one good in one class, in the first week."""

    good: str
    place: int
    amount: float

    def as_row(self) -> dict[str, Any]:
        """Return it as the form of needs shows it."""
        return {
            "good": self.good,
            "amount": files.text_of(self.amount),
            "klass": str(self.place),
            "week": 1,
        }


def fitting_needs(member: Membership, tables: Tables) -> list[Fitting]:
    """Return what is open of each good with the same name and unit, by class.

    What stands among the needs of the first week already is left out.
    """
    places = {one.id: at for at, one in enumerate(classes_of(member.collective), 1)}
    goods = _goods(tables)
    said = {(row["good"], row.get("class") or "1") for row in tables[files.NEEDS]}
    sums: dict[tuple[str, int], float] = {}
    for need in open_needs([member.collective_id]):
        good, unit = goods.get(need.what.casefold(), ("", ""))
        if good and unit in set(_names_of(need.unit)):
            key = good, places.get(need.klass_id, 1)
            sums[key] = sums.get(key, 0.0) + float(left_in(need))
    return [
        Fitting(good, place, amount)
        for (good, place), amount in sorted(sums.items())[:MOST]
        if amount > 0 and (good, str(place)) not in said
    ]


def asked_by_others(collective: Collective, tables: Tables) -> dict[str, float]:
    """Return what collectives that show each other theirs ask for, by good."""
    goods = _goods(tables)
    sums: dict[str, float] = {}
    for need in open_needs(neighbours_of(collective)).filter(goes_out=True):
        good, unit = goods.get(need.what.casefold(), ("", ""))
        left = float(left_in(need))
        if good and left and unit in set(_names_of(need.unit)):
            sums[good] = sums.get(good, 0.0) + left
    return sums


def _goods(tables: Tables) -> dict[str, tuple[str, str]]:
    """Return each good with its unit, by its name in any case of letters."""
    return {
        row["good"].casefold(): (row["good"], row["unit"])
        for row in tables[files.GOODS]
    }


def _names_of(unit: str) -> Iterator[str]:
    """Yield what a unit of the room may be called in the recipes."""
    yield unit
    yield str(UNITS.get(unit, unit))
    yield {"hour": "h", "litre": "l"}.get(unit, unit)
