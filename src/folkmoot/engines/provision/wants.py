"""The tables of needs and of resources, whose rows may be for one period or for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.faults import Faults, Problem, problem
from folkmoot.engines.provision.flows import check_units, refuse_repeated
from folkmoot.engines.provision.rows import (
    LONGEST,
    LONGEST_UNIT,
    Floats,
    Ints,
    is_word,
    not_a_word,
    read_rows,
    shown,
)
from folkmoot.engines.provision.situation import Needs

MOST_PERIODS = 1000
MOST_CLASSES = 100
EACH = 0  # a row without a period is for each of them
WHOLE = -1  # a limit for all periods together
HOURS = "hours"  # the row of resources.csv for work of all abilities together


@dataclass(slots=True)
class NeedRows:
    """What stands in ``needs.csv``; a period of 0 stands for each."""

    file = "needs.csv"
    goods: Ints
    classes: Ints
    amounts: Floats
    periods: Ints
    who: Sequence[str]
    lines: Ints

    @property
    def last_period(self) -> int:
        """The last period that is named."""
        return int(self.periods.max(initial=0))

    @property
    def last_line(self) -> int:
        """The first line on which the last period is named."""
        return int(self.lines[self.periods.argmax()])


@dataclass(slots=True)
class ResourceRows:
    """What stands in ``resources.csv``; place 0 of ``limits`` is all work."""

    file = "resources.csv"
    places: dict[str, int] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    is_ability: list[bool] = field(default_factory=list)
    limits: dict[tuple[int, int], tuple[float, int]] = field(default_factory=dict)

    @property
    def abilities(self) -> NDArray[np.bool_]:
        """Which resources are abilities."""
        return np.array(self.is_ability, dtype=bool)

    @property
    def last_period(self) -> int:
        """The last period that is named."""
        return max((period for _, period in self.limits), default=0)

    @property
    def last_line(self) -> int:
        """A line on which the last period is named."""
        last = self.last_period
        return min(at for (_, one), (_, at) in self.limits.items() if one == last)

    def over(self, n_periods: int) -> tuple[Floats, Floats]:
        """Return limits by period and resource, and those of all periods together."""
        width = len(self.places) + 1
        limits, budgets = np.full((n_periods, width), np.inf), np.full(width, np.inf)
        # Rows for each period first: one that names its period says more.
        for (place, period), (amount, _) in sorted(self.limits.items()):
            if period == WHOLE:
                budgets[place] = amount
            elif period == EACH:
                limits[:, place] = amount
            else:
                limits[period - 1, place] = amount
        return limits, budgets


def read_needs(
    lines: Iterable[str], goods: Mapping[str, int], units: Sequence[str]
) -> NeedRows:
    """Return the needs of a table, each name and unit looked up."""
    faults = Faults("needs.csv")
    parts, who = [], list[str]()
    optional = ("class", "period", "unit", "who")
    for rows in read_rows(faults, lines, ("good", "amount"), optional):
        places = rows.places("good", goods, "good")
        check_units(rows, places, units)
        classes = rows.counts("class", 1, 1, MOST_CLASSES)
        periods = rows.counts("period", EACH, 1, MOST_PERIODS)
        at = np.array(rows.lines)
        parts.append((places, classes, rows.numbers("amount"), periods, at))
        people = rows.columns["who"]
        for one, line in zip(people, rows.lines, strict=True):
            if one and not is_word(one, LONGEST):
                faults.add(line, not_a_word("who", one, LONGEST))
        who += people
    faults.stop()
    empty = np.zeros(0, dtype=np.int64)
    columns = zip((empty, empty, np.zeros(0), empty, empty), *parts, strict=True)
    goods_, classes_, amounts, periods_, at_ = map(np.concatenate, columns)
    found = NeedRows(goods_, classes_, amounts, periods_, who, at_)
    _refuse_repeated_needs(found, faults)
    return found


def needs_of(rows: NeedRows, n_periods: int) -> Needs:
    """Return needs with a row for each period, where one row stood for each."""
    is_each = rows.periods == EACH
    times = np.where(is_each, n_periods, 1)
    which = np.repeat(np.arange(len(times)), times)
    first = np.repeat(np.cumsum(times) - times, times)
    running = np.arange(len(which)) - first + 1
    who = rows.who if any(rows.who) else []
    return Needs(
        goods=rows.goods[which],
        classes=rows.classes[which],
        amounts=rows.amounts[which],
        periods=np.where(is_each[which], running, rows.periods[which]),
        n_periods=n_periods,
        who=tuple(who[place] for place in which.tolist()) if who else (),
    )


def _refuse_repeated_needs(rows: NeedRows, faults: Faults) -> None:
    people = {one: place for place, one in enumerate(dict.fromkeys(rows.who))}
    place = np.array([people[one] for one in rows.who], dtype=np.int64)
    keys = (rows.goods * max(len(people), 1) + place) * (MOST_CLASSES + 1)
    keys = keys + rows.classes
    refuse_repeated(
        keys * (MOST_PERIODS + 1) + rows.periods, rows.lines, faults, "need_repeated"
    )
    # A need for each period and one more for a certain period: a sum or a correction?
    has_each = np.isin(keys, keys[rows.periods == EACH])
    for at in np.flatnonzero(has_each & (rows.periods != EACH)):
        faults.add(int(rows.lines[at]), problem("need_repeated_each"))
    faults.stop()


def read_resources(lines: Iterable[str]) -> ResourceRows:
    """Return the resources of a table and how much there is of each."""
    found, faults = ResourceRows(), Faults("resources.csv")
    optional = ("amount", "kind", "period")
    for rows in read_rows(faults, lines, ("resource", "unit"), optional):
        is_ability = rows.choices("kind", {"": 0, "ability": 1})
        amounts = rows.numbers("amount", np.inf).tolist()
        is_whole = np.array([text == "all" for text in rows.columns["period"]])
        rows.columns["period"] = tuple(
            "" if whole else text
            for whole, text in zip(is_whole, rows.columns["period"], strict=True)
        )
        periods = rows.counts("period", EACH, 1, MOST_PERIODS)
        periods[is_whole] = WHOLE
        names, units = rows.columns["resource"], rows.columns["unit"]
        cells = (names, units, is_ability.tolist(), periods.tolist(), amounts)
        for cell in zip(*cells, rows.lines, strict=True):
            _take_resource(found, _Resource(*cell), faults)
    faults.stop()
    return found


class _Resource(NamedTuple):
    name: str
    unit: str
    is_ability: bool
    period: int
    amount: float
    line: int


def _take_resource(found: ResourceRows, row: _Resource, faults: Faults) -> None:
    place = 0
    wrong = _what_is_wrong(found, row)
    if wrong is None and row.name != HOURS:
        place = found.places.setdefault(row.name, len(found.places)) + 1
        if place > len(found.units):
            found.units.append(row.unit)
            found.is_ability.append(bool(row.is_ability))
    key = place, row.period
    if wrong is None and key in found.limits:
        wrong = problem("resource_repeated", first=found.limits[key][1])
    if wrong is not None:
        faults.add(row.line, wrong)
    else:
        found.limits[key] = row.amount, row.line


def _what_is_wrong(found: ResourceRows, row: _Resource) -> Problem | None:
    """Return why a resource's name, unit or kind cannot stand; or nothing."""
    if not is_word(row.name, LONGEST):
        return not_a_word("resource", row.name, LONGEST)
    if not is_word(row.unit, LONGEST_UNIT):
        return not_a_word("unit", row.unit, LONGEST_UNIT)
    if (row.is_ability or row.name == HOURS) and row.unit != "h":
        return problem("unit_of_work", text=shown(row.unit))
    place = found.places.get(row.name)
    kept = place is not None and (found.units[place], found.is_ability[place])
    if kept and kept != (row.unit, bool(row.is_ability)):
        return problem("kind_differs", name=shown(row.name))
    return None
