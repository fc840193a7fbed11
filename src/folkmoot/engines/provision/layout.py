"""Where each quantity of a plan stands among the columns and rows of its programme."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.situation import Situation

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Needs that are served alike: the same good, period and class, whoever needs it.

    Parameters
    ----------
    goods, classes, periods : array of int64, shape (claims,)
        What is needed, how urgently, and in which period, counted from 0.
    amounts : array of float64, shape (claims,)
        How much, by all together; above 0.
    of_needs : array of int64, shape (needs,)
        The claim of each need; -1 for a need of nothing.
    """

    goods: Ints
    classes: Ints
    periods: Ints
    amounts: Floats
    of_needs: Ints

    @property
    def most_urgent(self) -> int:
        """The class that comes first; 0 where nothing is needed."""
        return int(self.classes.min()) if len(self.classes) else 0


def claim(situation: Situation) -> Claims:
    """Return the needs of a situation, those that are served alike as one.

    Whoever needs the same good at the same time with the same urgency gets the same
    share of it: any other split leaves somebody with less.
    """
    needs = situation.needs
    some = np.flatnonzero(needs.amounts > 0)
    keys = np.column_stack(
        [needs.classes[some], needs.periods[some] - 1, needs.goods[some]]
    )
    unique, places = np.unique(keys, axis=0, return_inverse=True)
    unique = unique.reshape(-1, 3)
    of_needs = np.full(needs.n_needs, -1)
    of_needs[some] = places.ravel()
    amounts = np.bincount(places.ravel(), needs.amounts[some], len(unique))
    return Claims(unique[:, 2], unique[:, 0], unique[:, 1], amounts, of_needs)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The numbers of the columns; -1 where there is none.

    Parameters
    ----------
    makes : array of int64, shape (periods, techniques)
        The activity of each technique.
    keeps : array of int64, shape (periods, goods)
        What is kept of each good from a period to the next.
    starts : array of int64, shape (periods, techniques)
        New capacity that is begun.
    gets : array of int64, shape (periods, goods)
        What is had from outside.
    met : array of int64, shape (claims,)
        The share of each claim that is met.
    kept : array of int64, shape (goods,)
        The share of what has to be in stock at the end.
    able : array of int64, shape (techniques,)
        The share of the capacity that has to be there after the end.
    worst : int
        The share that all claims that still count have at least.
    spare : int
        How much more of the most urgent needs is made, in reserve.
    moved : array of int64, shape (periods, techniques)
        How far each technique is from what is done now.
    """

    makes: Ints
    keeps: Ints
    starts: Ints
    gets: Ints
    met: Ints
    kept: Ints
    able: Ints
    worst: int
    spare: int
    moved: Ints
    n_columns: int


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The numbers of the rows; -1 where there is none.

    Parameters
    ----------
    goods : array of int64, shape (periods, goods)
        What there is of a good covers what goes away.
    able : array of int64, shape (periods, techniques)
        Activity stays within a capacity that can be built up.
    able_after : array of int64, shape (techniques,)
        The capacity after the end.
    limits : array of int64, shape (periods, resources)
        What is used of a resource in a period.
    budgets : array of int64, shape (resources,)
        What is used of it in all periods together.
    hours : array of int64, shape (periods,)
        Work in a period.
    all_hours : int
        Work in all periods together.
    levels : array of int64, shape (claims + goods + techniques,)
        A share is at least the worst one; those of `Columns.met`, `kept` and `able`.
    moved : array of int64, shape (2, periods, techniques)
        Activity differs from what is done now by at most what was moved, up or down.
    """

    goods: Ints
    able: Ints
    able_after: Ints
    limits: Ints
    budgets: Ints
    hours: Ints
    all_hours: int
    levels: Ints
    moved: Ints
    n_rows: int


class Counter:
    """Gives numbers one after the other to what is there."""

    def __init__(self) -> None:
        self.total = 0

    def number(self, is_there: NDArray[np.bool_]) -> Ints:
        """Return the next numbers where something is, and -1 where nothing is."""
        found = np.full(is_there.shape, -1)
        many = int(is_there.sum())
        found[is_there] = np.arange(self.total, self.total + many)
        self.total += many
        return found

    def one(self) -> int:
        """Return the next number."""
        self.total += 1
        return self.total - 1
