"""A plan's last programme as MPS text, so that anybody can solve it with their own."""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.planning import Plans

type Ints = NDArray[np.int64]

UNFIT = re.compile(r"[^A-Za-z0-9.]+")
LONGEST = 40
ABOUT = """\
* The last step of a plan: needs are met as well as they can be, with least work.
* Each row and column is in the unit of the thing itself; work is in hours, and counts
* a trifle for what takes no work, so that nothing is had or kept to no end.
* make: activity; keep: stock from a period to the next; start: new capacity begun;
* get: from outside; met: share of a need; end: share of a last stock; after: share of
* a last capacity. good: what there is covers what goes away.
"""


def write_mps(plans: Plans) -> str:
    """Return the programme that the plan with least work solves, as free MPS.

    Parameters
    ----------
    plans : Plans
        As made by `make_plans`.

    Returns
    -------
    str
        Rows and columns in kind, with readable names. Its least objective is the hours
        of the plan with least work, within a ten-thousandth. Levels that were found for needs are bounds, a
        billionth of room left for another solver's rounding.
    """
    return "\n".join(_lines(plans)) + "\n"


def _lines(plans: Plans) -> Iterator[str]:
    linear, rows = plans.programme.linear, _row_names(plans)
    has_upper = np.isfinite(linear.row_upper)
    is_bound = has_upper | np.isfinite(linear.row_lower)
    sides = np.where(has_upper, linear.row_upper, linear.row_lower)
    sides = np.where(is_bound, sides, 0.0) * plans.programme.row_sizes
    columns = _column_names(plans)
    yield ABOUT + "NAME plan\nROWS\n N work"
    for row in np.flatnonzero(is_bound):
        yield f" {'L' if has_upper[row] else 'G'} {rows[row]}"
    yield "COLUMNS"
    yield from _entries(plans, rows, columns, is_bound)
    yield "RHS"
    for row in np.flatnonzero(sides):
        yield f" RHS {rows[row]} {float(sides[row])!r}"
    yield "BOUNDS"
    yield from _bounds(plans, columns)
    yield "ENDATA"


def _sizes(plans: Plans) -> NDArray[np.float64]:
    """Return by what a column is stretched to be in kind; whole numbers count pieces."""
    found = plans.programme.sizes.copy()
    found[plans.programme.linear.whole] = 1.0
    return found


def _entries(
    plans: Plans, rows: list[str], columns: list[str], is_bound: NDArray[np.bool_]
) -> Iterator[str]:
    programme = plans.programme
    matrix, each = programme.linear.matrix, 1 / _sizes(plans)
    costs = programme.costs * programme.size * each
    whole = set(programme.linear.whole.tolist())
    for column, name in enumerate(columns):
        if column in whole:
            yield " MARKER MARKER 'MARKER' 'INTORG'"
        yield f" {name} work {float(costs[column])!r}"
        part = slice(matrix.indptr[column], matrix.indptr[column + 1])
        for row, value in zip(matrix.indices[part], matrix.data[part], strict=True):
            if is_bound[row]:
                in_kind = float(value * programme.row_sizes[row] * each[column])
                yield f" {name} {rows[row]} {in_kind!r}"
        if column in whole:
            yield " MARKER MARKER 'MARKER' 'INTEND'"


def _bounds(plans: Plans, names: list[str]) -> Iterator[str]:
    programme = plans.programme
    linear, columns = programme.linear, programme.columns
    lower = linear.lower.copy()
    shares = np.concatenate([columns.met, columns.kept, columns.able])
    is_there = shares >= 0
    lower[shares[is_there]] = np.maximum(plans.levels.shares[is_there] - 1e-9, 0.0)
    sizes, whole = _sizes(plans), set(linear.whole.tolist())
    for column, name in enumerate(names):
        size = sizes[column]
        if lower[column]:
            yield f" LO BND {name} {float(lower[column] * size)!r}"
        if np.isfinite(linear.upper[column]):
            yield f" UP BND {name} {float(linear.upper[column] * size)!r}"
        elif column in whole:
            yield f" PL BND {name}"


def _column_names(plans: Plans) -> list[str]:
    columns = plans.programme.columns
    technology, claims = plans.situation.technology, plans.programme.claims
    found = [""] * columns.n_columns
    goods, techniques = technology.goods, technology.techniques
    _name(found, "make", columns.makes, techniques)
    _name(found, "keep", columns.keeps, goods)
    _name(found, "start", columns.starts, techniques)
    _name(found, "get", columns.gets, goods)
    for place, column in enumerate(columns.met):
        period, good = int(claims.periods[place]) + 1, int(claims.goods[place])
        kind = f"met{claims.classes[place]}"
        found[column] = _word(kind, period, goods[good], good)
    _name(found, "end", columns.kept[None], goods)
    _name(found, "after", columns.able[None], techniques)
    found[columns.worst], found[columns.spare] = "worst", "spare"
    _name(found, "moved", columns.moved, techniques)
    return found


def _row_names(plans: Plans) -> list[str]:
    technology, rows = plans.situation.technology, plans.programme.rows
    found = [f"level_{row}" for row in range(rows.n_rows)]
    _name(found, "good", rows.goods, technology.goods)
    _name(found, "able", rows.able, technology.techniques)
    _name(found, "able_after", rows.able_after[None], technology.techniques)
    _name(found, "limit", rows.limits, technology.resources)
    _name(found, "budget", rows.budgets[None], technology.resources)
    _name(found, "hours", rows.hours[:, None], ["all"])
    found[rows.all_hours] = "hours_all"
    for way, block in zip(("more", "less"), rows.moved, strict=True):
        _name(found, way, block, technology.techniques)
    return found


def _name(found: list[str], kind: str, block: Ints, names: object) -> None:
    for period, place in zip(*np.nonzero(block >= 0), strict=True):
        words = names[place]  # type: ignore[index] # a sequence of names
        found[block[period, place]] = _word(kind, int(period) + 1, words, int(place))


def _word(kind: str, period: int, name: str, place: int) -> str:
    """Return a name without spaces that only this one has."""
    plain = UNFIT.sub("_", name).strip("_")[:LONGEST]
    return f"{kind}_{period}_{place}_{plain}"
