"""What of a plan was done, what is there now, and the rest of the plan made from that.

Plain tables and numbers go in and come out; nothing here asks a database or a clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from folkmoot.planning import tables as files
from folkmoot.planning.tables import FLOWS, GOODS, NEEDS, RESOURCES, WAYS, Row, Tables

type Found = Mapping[str, Any]
type Amounts = Mapping[str, float]
type Done = Mapping[tuple[str, int], Amounts]  # by way and period
HOURS = "hours"
TIMES = "times"


@dataclass(frozen=True)
class Followed:
    """A plan as it counts now: the recipes, and what is made, had, used, begun when."""

    tables: Tables
    periods: int
    made: Mapping[str, Sequence[float]]
    gets: Mapping[str, Sequence[float]]
    goes: Mapping[str, Sequence[float]]
    short: Sequence[Found] = ()
    begun: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def planned(self, way: str, period: int) -> float:
        """Return how often something is done in a period."""
        made = self.made.get(way, ())
        return made[period - 1] if 0 < period <= len(made) else 0.0


@dataclass(frozen=True)
class Rest:
    """What the rest of a plan is made from: its own tables, from ``begins`` on.

    ``arriving`` is the capacity begun before that can be used from each period on,
    ``begun`` what the plan so far begins in each.
    """

    tables: Tables
    begins: int
    periods: int
    before: Mapping[str, Sequence[float]]
    is_running: bool
    arriving: Mapping[str, Sequence[float]]
    begun: Mapping[str, Sequence[float]]


def parts_of(tables: Tables, way: str) -> dict[str, float]:
    """Return what one time of a way gives, takes and uses: ``in:flour`` and so on."""
    found = {
        f"{row['direction']}:{row['name']}": float(row["amount"])
        for row in files.flows_of(tables, way, "out", "in", "use")
    }
    for row in tables[WAYS]:
        if row["technique"] == way and row.get("hours"):
            found[HOURS] = float(row["hours"])
    return found


def amounts_of(parts: Amounts, times: float) -> dict[str, float]:
    """Return what doing it several times gives, takes and uses."""
    return {name: amount * times for name, amount in parts.items()}


def hours_in(tables: Tables, amounts: Amounts) -> float:
    """Return the hours of work among amounts, all abilities together."""
    if HOURS in amounts:
        return amounts[HOURS]
    abilities = {row["resource"] for row in tables[RESOURCES] if row.get("kind")}
    return sum(amounts.get(f"use:{one}", 0.0) for one in abilities)


def first_plan(tables: Tables, periods: int, found: Found) -> Followed:
    """Return a plan as it was decided."""
    made = {one["way"]: one["made"] for one in found["ways"]}
    goes = _goes(tables, periods, made, found)
    begun = {one["way"]: one["begun"] for one in found["ways"] if "begun" in one}
    return Followed(tables, periods, made, found["gets"], goes, found["short"], begun)


def next_plan(before: Followed, tables: Tables, found: Found, begins: int) -> Followed:
    """Return a plan whose periods from ``begins`` on are those that were found."""

    def join(old: Mapping[str, Sequence[float]], name: str) -> dict[str, list[float]]:
        new: Mapping[str, Sequence[float]] = found.get(name, {})
        nothing = [0.0] * before.periods
        names = dict.fromkeys([*old, *new])
        return {
            one: [
                *list(old.get(one, nothing))[: begins - 1],
                *list(new.get(one, nothing))[begins - 1 :],
            ]
            for one in names
        }

    return Followed(
        tables,
        before.periods,
        join(before.made, "made"),
        join(before.gets, "gets"),
        join(before.goes, "goes"),
        found["short"],
        join(before.begun, "begun"),
    )


def _goes(
    tables: Tables, periods: int, made: Mapping[str, Sequence[float]], found: Found
) -> dict[str, list[float]]:
    """Return what leaves the stock of each good for needs, in each period."""
    net = _nets(tables, periods, made)
    goes: dict[str, list[float]] = {}
    nothing = [0.0] * periods
    for row in tables[GOODS]:
        good, keeps = row["good"], 1 - float(row.get("loss") or 0)
        stocks = found["stocks"].get(good, nothing)
        gets = found["gets"].get(good, nothing)
        before, each = float(row.get("stock") or 0), []
        for at in range(periods):
            each.append(before + net[good][at] + gets[at] - stocks[at])
            before = stocks[at] * keeps
        goes[good] = each
    return goes


def _nets(
    tables: Tables, periods: int, made: Mapping[str, Sequence[float]]
) -> dict[str, list[float]]:
    """Return what comes out of each good less what goes in, in each period."""
    found = {row["good"]: [0.0] * periods for row in tables[GOODS]}
    for row in tables[FLOWS]:
        if row["direction"] not in {"out", "in"} or row["name"] not in found:
            continue
        sign = 1 if row["direction"] == "out" else -1
        for at, times in enumerate(made.get(row["technique"], ())):
            found[row["name"]][at] += sign * float(row["amount"]) * times
    return found


def stocks_at(plan: Followed, done: Done, begins: int) -> dict[str, float]:
    """Return what is there of each good when a period begins, by what was written.

    Where nothing was written down, it went as planned.
    """
    net = _nets(plan.tables, plan.periods, plan.made)
    for (way, period), amounts in done.items():
        times = plan.planned(way, period)
        planned = amounts_of(parts_of(plan.tables, way), times)
        for part in {*planned, *amounts}:
            direction, _colon, good = part.partition(":")
            if direction in {"out", "in"} and good in net:
                sign = 1 if direction == "out" else -1
                more = amounts.get(part, 0.0) - planned.get(part, 0.0)
                net[good][period - 1] += sign * more
    found = {}
    nothing = [0.0] * plan.periods
    for row in plan.tables[GOODS]:
        good, keeps = row["good"], 1 - float(row.get("loss") or 0)
        there = float(row.get("stock") or 0)
        gets, goes = plan.gets.get(good, nothing), plan.goes.get(good, nothing)
        for at in range(begins - 1):
            there = max(0.0, there + net[good][at] + gets[at] - goes[at]) * keeps
        # What is left by rounding alone is nothing.
        found[good] = there if there > 1e-9 else 0.0  # noqa: PLR2004 -- dust
    return found


def used_until(plan: Followed, done: Done, begins: int) -> dict[str, float]:
    """Return what was used of each resource before a period; hours as well."""
    found: dict[str, float] = {}
    for way in plan.made:
        parts = parts_of(plan.tables, way)
        for period in range(1, begins):
            planned = amounts_of(parts, plan.planned(way, period))
            amounts = done.get((way, period), planned)
            found[HOURS] = found.get(HOURS, 0.0) + hours_in(plan.tables, amounts)
            for part, amount in amounts.items():
                if part.startswith("use:"):
                    name = part.removeprefix("use:")
                    found[name] = found.get(name, 0.0) + amount
    for row in plan.tables[WAYS]:
        begun = plan.begun.get(row["technique"], ())[: begins - 1]
        work = sum(begun) * float(row.get("build_hours") or 0)
        found[HOURS] = found.get(HOURS, 0.0) + work
    return found


def rest_of(
    plan: Followed, done: Done, recipes: Tables, begins: int, *, is_running: bool
) -> Rest:
    """Return what the rest of a plan is made from: recipes and stocks as they are now.

    What was done in the period that runs stands as it was written.
    """
    stocks, used = stocks_at(plan, done, begins), used_until(plan, done, begins)
    tables = dict(recipes)
    tables[NEEDS] = _later(recipes[NEEDS], begins)
    tables[RESOURCES] = [_less(row, used) for row in _later(recipes[RESOURCES], begins)]
    tables[GOODS] = [
        {**row, "stock": files.text_of(stocks.get(row["good"], row.get("stock")))}
        for row in recipes[GOODS]
    ]
    tables[WAYS] = [
        _worn(row, begins, plan.begun.get(row["technique"], ()))
        for row in recipes[WAYS]
    ]
    before, begun = {}, {}
    for way in files.names_in(tables, WAYS):
        times = [plan.planned(way, at) for at in range(begins, plan.periods + 1)]
        if (way, begins) in done:
            times[0] = done[way, begins][TIMES]
        before[way] = times
        if way in plan.begun:
            begun[way] = list(plan.begun[way])[begins - 1 :]
    arriving = _arriving(recipes[WAYS], plan, begins)
    return Rest(tables, begins, plan.periods, before, is_running, arriving, begun)


def _arriving(
    ways: Sequence[Row], plan: Followed, begins: int
) -> dict[str, list[float]]:
    """Return the capacity begun before a period that can be used later than then."""
    found = {}
    for row in ways:
        begun = plan.begun.get(row["technique"], ())
        lead = int(row.get("lead") or 0)
        each = [0.0] * (plan.periods - begins + 1)
        for at, many in enumerate(begun[: begins - 1], start=1):
            if begins < at + lead <= plan.periods:
                each[at + lead - begins] += many
        if any(each):
            found[row["technique"]] = each
    return found


def _later(rows: Sequence[Row], begins: int) -> list[Row]:
    """Return rows for the periods that are left, counted from 1 again."""
    found = []
    for row in rows:
        period = row.get("period", "")
        if not period.isdecimal():
            found.append(row)
        elif int(period) >= begins:
            found.append({**row, "period": str(int(period) - begins + 1)})
    return found


def _less(row: Row, used: Mapping[str, float]) -> Row:
    if row.get("period") != "all" or not row.get("amount"):
        return row
    left = max(0.0, float(row["amount"]) - used.get(row["resource"], 0.0))
    return {**row, "amount": files.text_of(left)}


def _worn(row: Row, begins: int, begun: Sequence[float]) -> Row:
    """Return a way with the capacity that is left of it and of what was built."""
    if not row.get("capacity") or not (row.get("wear") or any(begun)):
        return row
    stays = 1 - float(row.get("wear") or 0)
    left = float(row["capacity"]) * stays ** (begins - 1)
    for at, many in enumerate(begun[: begins - 1], start=1):
        age = begins - at - int(row.get("lead") or 0)
        left += many * stays**age if age >= 0 else 0.0
    return {**row, "capacity": files.text_of(left)}
