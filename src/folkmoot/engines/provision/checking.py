"""Checks a plan against what it was made from, good by good and period by period.

It shares nothing with what makes plans but the words of the input: no matrix, no
scaling, no solver. It adds up what goes in and out as somebody with paper would.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isfinite

from scipy.sparse import csc_array

from folkmoot.engines.provision.situation import Plan, Situation

CLOSE = 1e-9  # of all that goes in and out of a good: the rounding of adding up
CAP = 1e-6  # of a limit
type Table = list[list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Breach:
    """What does not hold in a plan.

    Parameters
    ----------
    kind : str
        ``good``, ``hours``, ``resource``, ``budget``, ``capacity``, ``outside``,
        ``stock``, ``share`` or ``number``.
    name : str
        Of the good, technique or resource.
    period : int
        From 1; 0 for all periods together.
    by : float
        How much is missing or too much, in its own unit.
    """

    kind: str
    name: str
    period: int
    by: float

    def __str__(self) -> str:
        when = f" in period {self.period}" if self.period else ""
        return f"{self.kind} {self.name}{when}: off by {self.by:g}"


def check_plan(situation: Situation, plan: Plan) -> tuple[Breach, ...]:
    """Return everything that does not hold in a plan; nothing if all of it does.

    Parameters
    ----------
    situation : Situation
        What the plan has to fit.
    plan : Plan
        What is claimed: who makes what, and which share of each need is met.

    Returns
    -------
    tuple of Breach
        Goods of which more goes away than is there, limits that are exceeded by more
        than a millionth, numbers that are none, negative or above 1.

    Notes
    -----
    Every need is checked in kind: a claim that a share of it is met counts as that much
    of the good going away. Time is linear in what goes in and out.
    """
    breaches = list(_numbers(plan))
    if breaches:
        return tuple(breaches)
    sheet = _Sheet(situation, plan)
    return (*sheet.goods(), *sheet.capacities(), *sheet.work(), *sheet.stocks())


def _numbers(plan: Plan) -> Iterator[Breach]:
    for name in ("makes", "stocks", "gets", "starts", "met"):
        for value in getattr(plan, name).ravel().tolist():
            if not isfinite(value) or value < 0:
                yield Breach("number", name, 0, value)
                break
    for place, value in enumerate(plan.met.ravel().tolist()):
        if value > 1:
            yield Breach("share", f"need {place + 1}", 0, value - 1)


def _table(matrix: csc_array) -> Table:
    """Return, for each column, its rows and values."""
    starts, rows, values = (
        part.tolist() for part in (matrix.indptr, matrix.indices, matrix.data)
    )
    return [
        list(zip(rows[start:end], values[start:end], strict=True))
        for start, end in pairwise(starts)
    ]


class _Sheet:
    """One plan, being added up."""

    def __init__(self, situation: Situation, plan: Plan) -> None:
        self.situation, self.plan = situation, plan
        technology, means = situation.technology, situation.means
        self.outputs, self.inputs = (
            _table(technology.outputs),
            _table(technology.inputs),
        )
        self.uses, self.builds = _table(technology.uses), _table(means.builds)
        self.makes, self.starts = plan.makes.tolist(), plan.starts.tolist()
        needs = situation.needs
        self.promises: list[list[tuple[int, float]]] = [[] for _ in self.makes]
        for good, period, amount, met in zip(
            *(one.tolist() for one in (needs.goods, needs.periods, needs.amounts)),
            plan.met.tolist(),
            strict=True,
        ):
            self.promises[period - 1].append((good, amount * met))

    def goods(self) -> Iterator[Breach]:
        """Of no good more goes away than there is."""
        goods = self.situation.technology.goods
        moves = [self._moves(period) for period in range(len(self.makes))]
        turnover: dict[int, float] = defaultdict(float)
        for one in moves:
            for good, amounts in one.items():
                turnover[good] += fsum(map(abs, amounts))
        for period, one in enumerate(moves):
            for good, amounts in sorted(one.items()):
                over = fsum(amounts)
                if over < -CLOSE * turnover[good]:
                    yield Breach("good", goods[good], period + 1, -over)

    def _moves(self, period: int) -> dict[int, list[float]]:
        """Return all that comes (above 0) and goes (below 0) of each good."""
        moves: dict[int, list[float]] = defaultdict(list)
        _add(moves, self.outputs, self.makes[period], 1)
        _add(moves, self.inputs, self.makes[period], -1)
        _add(moves, self.builds, self.starts[period], -1)
        means, plan = self.situation.means, self.plan
        before = plan.stocks[period - 1].tolist() if period else means.stocks.tolist()
        lost = means.losses.tolist() if period else [0.0] * len(before)
        now, gets = plan.stocks[period].tolist(), plan.gets[period].tolist()
        for good, there in enumerate(before):
            moves[good] += [there * (1 - lost[good]), gets[good], -now[good]]
        for good, amount in self.promises[period]:
            moves[good].append(-amount)
        return moves

    def capacities(self) -> Iterator[Breach]:
        """No technique does more than it can, and nothing is begun that cannot be."""
        means, names = self.situation.means, self.situation.technology.techniques
        for technique, name in enumerate(names):
            able = float(means.capacities[technique])
            stays = 1 - float(means.wear[technique])
            lead = int(means.leads[technique])
            for period, row in enumerate(self.makes):
                if period and isfinite(able):
                    able *= stays
                able += float(means.arriving[period, technique])
                if period >= lead:
                    able += self.starts[period - lead][technique]
                if row[technique] > able * (1 + CAP):
                    yield Breach("capacity", name, period + 1, row[technique] - able)
            yield from self._pieces(technique, name)

    def _pieces(self, technique: int, name: str) -> Iterator[Breach]:
        means = self.situation.means
        lump = float(means.lumps[technique])
        can = bool(self.builds[technique]) or float(means.build_hours[technique]) > 0
        for period, row in enumerate(self.starts):
            begun = row[technique]
            if begun and not can:
                yield Breach("capacity", name, period + 1, begun)
            elif lump and abs(begun / lump - round(begun / lump)) > CAP:
                yield Breach("capacity", name, period + 1, begun % lump)

    def work(self) -> Iterator[Breach]:
        """Work and resources stay within what is offered."""
        technology, means = self.situation.technology, self.situation.means
        each, building = technology.hours.tolist(), means.build_hours.tolist()
        everything: dict[int, list[float]] = defaultdict(list)
        work = []
        for period, row in enumerate(self.makes):
            done = [a * b for a, b in zip(row, each, strict=True)]
            done += [a * b for a, b in zip(self.starts[period], building, strict=True)]
            work.append(fsum(done))
            yield from _over(
                "hours", "of work", period + 1, work[-1], means.hours[period]
            )
            used: dict[int, list[float]] = defaultdict(list)
            for technique, activity in enumerate(row):
                if activity:
                    for resource, many in self.uses[technique]:
                        used[resource].append(many * activity)
            for resource, parts in used.items():
                limit, name = (
                    means.limits[period, resource],
                    technology.resources[resource],
                )
                yield from _over("resource", name, period + 1, fsum(parts), limit)
                everything[resource] += parts
        yield from _over("hours", "of work", 0, fsum(work), means.hours_budget)
        for resource, parts in everything.items():
            limit, name = means.budgets[resource], technology.resources[resource]
            yield from _over("budget", name, 0, fsum(parts), limit)

    def stocks(self) -> Iterator[Breach]:
        """Nothing more is had from outside than can be had."""
        goods, means = self.situation.technology.goods, self.situation.means
        for period, row in enumerate(self.plan.gets.tolist()):
            for good, had in enumerate(row):
                yield from _over(
                    "outside", goods[good], period + 1, had, means.outside[good]
                )


def _add(
    moves: dict[int, list[float]], table: Table, activities: list[float], sign: int
) -> None:
    for technique, activity in enumerate(activities):
        if activity:
            for good, each in table[technique]:
                moves[good].append(sign * each * activity)


def _over(
    kind: str, name: str, period: int, used: float, limit: float
) -> Iterator[Breach]:
    if used > float(limit) * (1 + CAP):
        yield Breach(kind, name, period, used - float(limit))
