"""A linear programme, and HiGHS as its solver."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, diags_array

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

FINE = 1e-9  # how far a row or bound may be missed, as the solver counts
EXACT = 1e-9
MENDABLE = 1e-8  # by a few more activities, once the plan is read
NEAR = 1e-4  # where the repair does the rest
METHOD, DUAL, PRIMAL = "simplex_strategy", 1, 4
WEIGHTS, SIMPLE, USUAL = "simplex_dual_edge_weight_strategy", 1, -1
WAYS: tuple[dict[str, object], ...] = (  # one after the other, until one arrives
    {},
    {METHOD: DUAL},
    {"primal_feasibility_tolerance": 1e-7, "dual_feasibility_tolerance": 1e-7},
    {"solver": "ipm"},
)
MOST_SECONDS = 600.0  # a plan that takes longer is of no use to anybody
# Of all solves of one programme, as HiGHS counts: where the simplex method takes longer
# it often never ends.
LONGEST = 60.0


class UnsolvedError(RuntimeError):
    """The solver ended without a solution; nothing must be concluded from it."""


class TooLongError(UnsolvedError):
    """The simplex method did not end in the time that a page or worker has for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Rows and columns with bounds; what is minimised changes from solve to solve.

    Parameters
    ----------
    matrix : csc_array of shape (rows, columns)
        The coefficients.
    lower, upper : array of float64, shape (columns,)
        Bounds of the columns.
    row_lower, row_upper : array of float64, shape (rows,)
        Bounds of the rows.
    whole : array of int64
        The columns that take whole numbers only.
    """

    matrix: csc_array
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    whole: Ints


def scale_rows(linear: Linear, parts: Floats) -> Linear:
    """Return the same programme with each row multiplied by its positive number."""
    return replace(
        linear,
        matrix=csc_array(diags_array(parts) @ linear.matrix),
        row_lower=linear.row_lower * parts,
        row_upper=linear.row_upper * parts,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """A basis to start from.

    Parameters
    ----------
    columns : array of bool, shape (columns,)
        The columns in the basis.
    lower, upper : array of bool, shape (rows,)
        The rows that are kept at a bound; all others are in the basis.
    """

    columns: NDArray[np.bool_]
    lower: NDArray[np.bool_]
    upper: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """What the solver found.

    Parameters
    ----------
    columns : array of float64, shape (columns,)
        The value of each column, within its bounds.
    rows : array of float64, shape (rows,)
        The value of each row.
    duals : array of float64, shape (rows,)
        The multiplier of each row; zeros where there are whole numbers.
    reduced : array of float64, shape (columns,)
        The multiplier of each column's bound; zeros where there are whole numbers.
    least : float
        What was minimised.
    """

    columns: Floats
    rows: Floats
    duals: Floats
    reduced: Floats
    least: float


class Solver:
    """One programme in HiGHS, kept warm from solve to solve.

    Bounds and costs change, the coefficients do not: the simplex method then starts
    from the last basis, which makes a re-solve many times faster than the first one.

    With ``most_steps`` it makes that many first-order steps at most, and returns how
    far it came: whoever asks has to look at what it is worth.
    """

    def __init__(self, linear: Linear, *, most_steps: int = 0) -> None:
        # Loading the library takes up to a second; who only reads tables need not wait.
        import highspy

        self._highs = highspy.Highs()
        self._ok = highspy.HighsModelStatus.kOptimal
        self._late = highspy.HighsModelStatus.kTimeLimit
        self._infinity = highspy.kHighsInf
        self._most_steps = most_steps
        self.has_time = bool(most_steps) or len(linear.whole) > 0
        self.linear = linear
        self.solves = 0
        self._is_started = False
        n_rows, n_columns = linear.matrix.shape
        self._columns = np.arange(n_columns, dtype=np.int32)
        self._rows = np.arange(n_rows, dtype=np.int32)
        self._costs = np.zeros(n_columns)
        self.lower, self.upper = linear.lower.copy(), linear.upper.copy()
        self.row_lower = linear.row_lower.copy()
        self.row_upper = linear.row_upper.copy()
        self._start(highspy)

    def _start(self, highspy: Any) -> None:
        options: dict[str, object] = {
            "output_flag": False,
            "threads": 1,
            "random_seed": 0,
            "time_limit": MOST_SECONDS if self.has_time else LONGEST,
            "mip_rel_gap": 1e-6,
        }
        if self._most_steps:
            # First-order steps only: what they leave undone is repaired afterwards.
            options |= {
                "solver": "pdlp",
                "run_crossover": "off",
                "kkt_tolerance": NEAR,
                "pdlp_iteration_limit": self._most_steps,
            }
        else:
            options |= {
                "simplex_scale_strategy": 0,  # hours have made the numbers alike
                "primal_feasibility_tolerance": FINE,
                "dual_feasibility_tolerance": FINE,
            }
        for name, value in options.items():
            self._highs.setOptionValue(name, value)
        one, matrix = highspy.HighsLp(), self.linear.matrix
        one.num_row_, one.num_col_ = matrix.shape
        one.col_cost_ = self._costs
        one.col_lower_, one.col_upper_ = self.lower, self.upper
        one.row_lower_, one.row_upper_ = self.row_lower, self.row_upper
        one.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        one.a_matrix_.start_ = matrix.indptr
        one.a_matrix_.index_ = matrix.indices
        one.a_matrix_.value_ = matrix.data
        if len(self.linear.whole):
            kinds = [highspy.HighsVarType.kContinuous] * matrix.shape[1]
            for place in self.linear.whole:
                kinds[place] = highspy.HighsVarType.kInteger
            one.integrality_ = kinds
        self._highs.passModel(one)

    def bound(
        self,
        columns: Ints | Sequence[int],
        lower: Floats | float,
        upper: Floats | float,
    ) -> None:
        """Change the bounds of some columns."""
        self.lower[columns], self.upper[columns] = lower, upper
        some = np.asarray(columns, dtype=np.int32)
        self._highs.changeColsBounds(
            len(some), some, self.lower[some], self.upper[some]
        )

    def bound_rows(
        self,
        rows: Ints | Sequence[int],
        lower: Floats | float,
        upper: Floats | float,
    ) -> None:
        """Change the bounds of some rows."""
        self.row_lower[rows], self.row_upper[rows] = lower, upper
        some = np.asarray(rows, dtype=np.int32)
        self._highs.changeRowsBounds(
            len(some), some, self.row_lower[some], self.row_upper[some]
        )

    def start(self, at: Start) -> None:
        """Begin the next solve at a basis that somebody else thought of."""
        import highspy

        kinds = highspy.HighsBasisStatus
        basis = highspy.HighsBasis()
        basis.col_status = [
            kinds.kBasic if is_in else kinds.kLower for is_in in at.columns.tolist()
        ]
        sides = np.where(at.lower, 0, np.where(at.upper, 1, 2)).tolist()
        names = (kinds.kLower, kinds.kUpper, kinds.kBasic)
        basis.row_status = [names[side] for side in sides]
        basis.valid = True
        self._highs.setBasis(basis)
        self._is_started = True

    @property
    def steps(self) -> int:
        """How many first-order steps the last solve made."""
        return int(self._highs.getInfo().pdlp_iteration_count)

    def basis(self) -> Any:
        """Return the basis of the last solve, to go back to."""
        return self._highs.getBasis()

    def go_back(self, basis: Any) -> None:
        """Begin the next solve where an earlier one ended."""
        self._highs.setBasis(basis)

    def minimise(self, costs: Floats, *, is_exact: bool = False) -> Solution:
        """Return a solution of least cost; ``is_exact`` where bounds will follow it.

        Raises
        ------
        UnsolvedError
            If there is none, or the solver did not find it.
        """
        # After new costs the last solution is still allowed, after new bounds it is
        # still the cheapest way: each has a method that starts from there.
        is_new = not np.array_equal(costs, self._costs)
        self._costs = costs.copy()
        self._highs.changeColsCost(len(self._columns), self._columns, costs)
        is_allowed = is_new and self.solves and not self._is_started
        self._highs.setOptionValue(METHOD, PRIMAL if is_allowed else DUAL)
        # Exact weights take as long to begin with as hundreds of steps.
        self._highs.setOptionValue(WEIGHTS, SIMPLE if self._is_started else USUAL)
        self._is_started = False
        self.solves += 1
        if not self._arrive():
            said = self._highs.modelStatusToString(self._highs.getModelStatus())
            message = f"the solver ended with “{said}”"
            raise UnsolvedError(message)
        found = self._highs.getSolution()
        if not self._most_steps:
            found = self._exact(found, EXACT if is_exact else MENDABLE)
        columns = np.clip(np.array(found.col_value), self.lower, self.upper)
        # First-order steps that did not arrive leave values that prove a bound.
        has = found.dual_valid or bool(self._most_steps and len(found.row_dual))
        rows = np.array(found.row_value)
        duals = np.array(found.row_dual) if has else np.zeros(len(rows))
        reduced = np.array(found.col_dual) if has else np.zeros(len(columns))
        return Solution(columns, rows, duals, reduced, float(costs @ columns))

    def _arrive(self) -> bool:
        """Solve in one way after the other; tell whether one of them arrived."""
        if self._most_steps:
            # Where they end unfinished, another method would take far longer.
            return self._run({}) or self._is_somewhere()
        return any(self._run(options) for options in WAYS)

    def _is_somewhere(self) -> bool:
        """Tell whether steps that did not arrive have led to numbers."""
        values = np.array(self._highs.getSolution().col_value)
        return len(values) == len(self._columns) and bool(np.isfinite(values).all())

    def _exact(self, found: Any, enough: float) -> Any:
        """Return the solution that was found, computed anew where rounding has gathered in it.

        Rows can be missed by a millionth after thousands of steps of the simplex
        method, which bounds set at that solution would then make impossible to keep.
        """
        values = self.linear.matrix @ np.array(found.col_value)
        missed = np.maximum(self.row_lower - values, values - self.row_upper)
        basis = self._highs.getBasis()
        if missed.max(initial=0.0) <= enough or not basis.valid:
            return found
        self._highs.clearSolver()
        self._highs.setBasis(basis)
        return self._highs.getSolution() if self._arrive() else found

    def _run(self, options: dict[str, object]) -> bool:
        """Solve with some options that are set back afterwards; tell if it arrived."""
        if options:
            # A warm start can lead into a numerical corner that a fresh one avoids.
            self._highs.clearSolver()
        before = {name: self._highs.getOptionValue(name)[1] for name in options}
        for name, value in options.items():
            self._highs.setOptionValue(name, value)
        self._highs.run()
        for name, value in before.items():
            self._highs.setOptionValue(name, value)
        status = self._highs.getModelStatus()
        if status == self._late and not self.has_time:
            message = "the solver did not end in time"
            raise TooLongError(message)
        return bool(status == self._ok)

    def keep_whole(self, values: Floats) -> None:
        """Keep whole numbers at these values, so that the rest is solved exactly."""
        import highspy

        some = self.linear.whole
        self.bound(some, values, values)
        for place in some:
            self._highs.changeColIntegrality(
                int(place), highspy.HighsVarType.kContinuous
            )
