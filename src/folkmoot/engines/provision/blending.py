"""Answers of all collectives blended into one exchange that holds: HiGHS, kept warm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.linear import UnsolvedError
from folkmoot.engines.provision.trading import Answer

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

SMALL = 1e-12  # a part of a blend below this is the solver's rounding
EXACT, USUAL = 1e-10, 1e-7  # how far a row may be off


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """One exchange, mixed from answers.

    Parameters
    ----------
    trades : array of float64, shape (collectives, exchanged)
        What each gives, above 0, or gets.
    hours, missing : array of float64, shape (collectives,)
        At most so much work, and so much missing, for each.
    parts : tuple of tuple of (int, float)
        For each collective, which of its answers are in it, and how much of each.
    """

    trades: Floats
    hours: Floats
    missing: Floats
    parts: tuple[tuple[tuple[int, float], ...], ...]

    @property
    def burden(self) -> float:
        """Work and what is missing, of all together."""
        return float(self.hours.sum() + self.missing.sum())


class Blender:
    """The programme over all answers so far: each collective mixes its own.

    Notes
    -----
    The restricted master of Dantzig and Wolfe (1960). What a collective could do in two
    ways it can do in any mixture of them, so a blend in which as much is given as is
    got is a plan, and it needs no more work than its parts. The answer without any
    exchange is always among the parts; therefore there always is a blend.
    """

    def __init__(self, alone: Sequence[Answer], measure: Floats) -> None:
        import highspy

        self.measure, self.n_goods = measure, len(measure)
        self.size = float(np.mean([one.burden for one in alone])) or 1.0
        self.answers: list[tuple[int, Answer]] = []
        self.n_each = [0] * len(alone)
        self._highs = highspy.Highs()
        self._ok = highspy.HighsModelStatus.kOptimal
        self._refused = highspy.HighsStatus.kError
        for name, value in {
            "output_flag": False,
            "threads": 1,
            "random_seed": 0,
        }.items():
            self._highs.setOptionValue(name, value)
        self._allow(EXACT)
        self._rows(highspy, len(alone))
        for place, one in enumerate(alone):
            self.add(place, one)

    def _rows(self, highspy: Any, n_collectives: int) -> None:
        """Make a row for each good and collective, and two columns for each good.

        The columns say that some is had or taken at a worth; they are closed but for
        finding what goods are worth.
        """
        nothing = np.zeros(0, dtype=np.int32), np.zeros(0)
        for _ in range(self.n_goods):
            self._highs.addRow(0.0, highspy.kHighsInf, 0, *nothing)
        for _ in range(n_collectives):
            self._highs.addRow(1.0, 1.0, 0, *nothing)
        for sign in (1.0, -1.0):
            for good in range(self.n_goods):
                row = np.array([good], dtype=np.int32)
                self._highs.addCol(0.0, 0.0, 0.0, 1, row, np.array([sign]))

    def add(self, collective: int, answer: Answer) -> None:
        """Add what a collective answered."""
        given = answer.trade * self.measure / self.size
        some = np.flatnonzero(given)
        rows = np.append(some, self.n_goods + collective).astype(np.int32)
        values = np.append(given[some], 1.0)
        cost = answer.burden / self.size
        added = self._highs.addCol(cost, 0.0, np.inf, len(rows), rows, values)
        if added == self._refused:
            message = "a collective answers with more than the solver can hold"
            raise UnsolvedError(message)
        self.answers.append((collective, answer))
        self.n_each[collective] += 1

    def blend(self) -> Blend:
        """Return the blend with the least burden in which all that is got is given."""
        self._bound(is_open=False)
        columns = self._solve()[0]
        found = np.maximum(columns[2 * self.n_goods :], 0.0)
        n_collectives = len(self.n_each)
        trades = np.zeros((n_collectives, self.n_goods))
        hours, missing = np.zeros(n_collectives), np.zeros(n_collectives)
        parts: list[list[tuple[int, float]]] = [[] for _ in self.n_each]
        sums = np.zeros(n_collectives)
        np.add.at(sums, [place for place, _ in self.answers], found)
        numbers = [0] * n_collectives
        for (place, answer), part in zip(self.answers, found.tolist(), strict=True):
            share = part / sums[place]
            if share > SMALL:
                trades[place] += share * answer.trade
                hours[place] += share * answer.hours
                missing[place] += share * answer.missing
                parts[place].append((numbers[place], share))
            numbers[place] += 1
        return Blend(trades, hours, missing, tuple(map(tuple, parts)))

    def worth(self, least: Floats, most: Floats) -> Floats:
        """Return the hours that one more of each good saves, within limits.

        Parameters
        ----------
        least, most : array of float64, shape (exchanged,)
            What one of each good is worth at least and at most. Without limits the
            first answers would drive it from one end to the other.

        Returns
        -------
        numpy.ndarray of float64, shape (exchanged,)
            Hours for each good's own unit.
        """
        per_hour = np.concatenate([most, -least]) / np.tile(self.measure, 2)
        self._bound(is_open=True)
        self._cost(per_hour)
        duals = self._solve()[1][: self.n_goods]
        return np.clip(duals * self.measure, least, most)

    def _allow(self, tolerance: float) -> None:
        """Say how far a row may be off."""
        for name in ("primal", "dual"):
            self._highs.setOptionValue(f"{name}_feasibility_tolerance", tolerance)

    def _bound(self, *, is_open: bool) -> None:
        some = np.arange(2 * self.n_goods, dtype=np.int32)
        upper = np.full(len(some), np.inf if is_open else 0.0)
        self._highs.changeColsBounds(len(some), some, np.zeros(len(some)), upper)

    def _cost(self, costs: Floats) -> None:
        some = np.arange(len(costs), dtype=np.int32)
        self._highs.changeColsCost(len(some), some, costs)

    def _solve(self) -> tuple[Floats, Floats]:
        """Solve it: as exactly as can be, or as the solver usually does."""
        self._highs.run()
        for tolerance in (EXACT, USUAL):
            if self._highs.getModelStatus() == self._ok:
                break
            self._allow(tolerance)
            self._highs.clearSolver()
            self._highs.run()
        if self._highs.getModelStatus() != self._ok:
            message = "the answers of the collectives could not be blended"
            raise UnsolvedError(message)
        found = self._highs.getSolution()
        self._allow(EXACT)
        return np.array(found.col_value), np.array(found.row_dual)
