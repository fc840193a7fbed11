"""Who answered what, as sparse rows: the one form of votes that this engine takes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

AGREE, PASS, DISAGREE = 1, 0, -1
SMALL = 2**16  # statements that two bytes can number
MOST_STATEMENTS = 2**31 - 1
DIMENSIONS = 2  # of a matrix of votes: people by statements


class VotesError(ValueError):
    """What was given is not a set of votes; the message names the value."""


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """The latest answer of each person to each statement, one row for each person.

    Make it with `votes_from_rows` or `votes_from_matrix`. *Not asked* is the absence
    of an entry and never the same as *pass*, which is an answer.

    Parameters
    ----------
    starts : numpy.ndarray of int64, shape (n_people + 1,)
        Where each person's answers begin; the answers of person ``i`` are the entries
        ``starts[i]:starts[i + 1]``.
    statements : numpy.ndarray of uint16 or int32, shape (n_votes,)
        The statement of each answer, ascending within a person; uint16 up to 65,536
        statements.
    answers : numpy.ndarray of int8, shape (n_votes,)
        +1 agree, 0 pass, -1 disagree.
    n_statements : int
        How many statements there are, answered or not.

    Raises
    ------
    VotesError
        If the arrays do not fit together.

    Notes
    -----
    The arrays are kept as read-only views; the caller's own are not changed. Three
    bytes a vote: 50 million votes take 150 MB.
    """

    starts: NDArray[np.int64]
    statements: NDArray[Any]  # uint16 or int32
    answers: NDArray[np.int8]
    n_statements: int

    def __post_init__(self) -> None:
        _check_count("n_statements", self.n_statements)
        numbers = np.uint16 if self.n_statements <= SMALL else np.int32
        for name, kind in (
            ("starts", np.int64),
            ("statements", numbers),
            ("answers", np.int8),
        ):
            array = _frozen(name, getattr(self, name), kind)
            object.__setattr__(self, name, array)
        _check_rows(self)
        _check_codes(self.answers)

    @property
    def n_people(self) -> int:
        """How many people there are, those without an answer included."""
        return len(self.starts) - 1

    @property
    def n_votes(self) -> int:
        """How many answers there are."""
        return len(self.answers)

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many answers each person gave."""
        return np.diff(self.starts)

    @property
    def people(self) -> NDArray[np.int32]:
        """The person of each answer."""
        return np.repeat(np.arange(self.n_people, dtype=np.int32), self.counts)

    def matrix(self) -> NDArray[np.float64]:
        """Return people by statements with NaN where somebody was not asked."""
        cells = np.full((self.n_people, self.n_statements), np.nan)
        cells[self.people, self.statements] = self.answers
        return cells


def votes_from_rows(
    people: ArrayLike,
    statements: ArrayLike,
    answers: ArrayLike,
    n_people: int,
    n_statements: int,
) -> Votes:
    """Return the votes that a list of answers, oldest first, amounts to.

    Parameters
    ----------
    people : array_like of int, shape (n_rows,)
        Who answered, from 0 to ``n_people - 1``.
    statements : array_like of int, shape (n_rows,)
        What was answered, from 0 to ``n_statements - 1``.
    answers : array_like, shape (n_rows,)
        +1 agree, 0 pass, -1 disagree.
    n_people : int
        How many people there are.
    n_statements : int
        How many statements there are.

    Returns
    -------
    Votes
        Each person's latest answer to each statement: of two rows with the same person
        and statement, the later row counts.

    Raises
    ------
    VotesError
        If the lists differ in length, or a number or code is none of those above.

    Examples
    --------
    >>> votes = votes_from_rows([1, 0, 1], [0, 1, 0], [1, 0, -1], 2, 2)
    >>> votes.matrix().tolist()
    [[nan, 0.0], [-1.0, nan]]
    """
    _check_count("n_people", n_people)
    _check_count("n_statements", n_statements)
    who = whole_numbers("people", people, n_people)
    what = whole_numbers("statements", statements, n_statements)
    said = _codes("answers", answers)
    if not len(who) == len(what) == len(said):
        message = (
            f"people, statements and answers have {len(who)}, {len(what)} and"
            f" {len(said)} rows; expected the same number"
        )
        raise VotesError(message)
    places = who * max(n_statements, 1) + what
    if len(places) and np.any(np.diff(places) <= 0):
        order = np.argsort(places, kind="stable")  # equal places stay oldest first
        places, said = places[order], said[order]
        is_latest = np.append(places[1:] != places[:-1], True)
        places, said = places[is_latest], said[is_latest]
    starts = np.zeros(n_people + 1, dtype=np.int64)
    np.cumsum(
        np.bincount(places // max(n_statements, 1), minlength=n_people), out=starts[1:]
    )
    return Votes(starts, places % max(n_statements, 1), said, n_statements)


def votes_from_matrix(matrix: ArrayLike) -> Votes:
    """Return the votes of a table of people by statements.

    Parameters
    ----------
    matrix : array_like, shape (n_people, n_statements)
        +1 agree, 0 pass, -1 disagree, NaN not asked.

    Returns
    -------
    Votes
        The same answers as sparse rows.

    Raises
    ------
    VotesError
        If it is not a table, or a cell is none of those four.

    Examples
    --------
    >>> votes = votes_from_matrix([[1, float("nan")], [0, -1]])
    >>> votes.starts.tolist(), votes.statements.tolist(), votes.answers.tolist()
    ([0, 1, 3], [0, 0, 1], [1, 0, -1])
    """
    cells = _numbers("matrix", matrix)
    if cells.ndim != DIMENSIONS:
        message = f"matrix has shape {cells.shape}; expected people by statements"
        raise VotesError(message)
    is_wrong = ~(np.isnan(cells) | (cells == AGREE) | (cells == PASS))
    is_wrong &= cells != DISAGREE
    if is_wrong.any():
        row, column = np.argwhere(is_wrong)[0]
        message = (
            f"matrix[{row}, {column}] is {cells[row, column]:g}; expected 1 (agree),"
            " 0 (pass), -1 (disagree) or NaN (not asked)"
        )
        raise VotesError(message)
    people, statements = np.nonzero(~np.isnan(cells))
    starts = np.searchsorted(people, np.arange(len(cells) + 1))
    answers = cells[people, statements].astype(np.int8)
    return Votes(starts, statements, answers, cells.shape[1])


def _check_count(name: str, count: int) -> None:
    if isinstance(count, bool) or not isinstance(count, int | np.integer):
        message = f"{name} is {count!r}; expected a whole number"
        raise VotesError(message)
    if not 0 <= count <= MOST_STATEMENTS:
        message = f"{name} is {count}; expected 0 to {MOST_STATEMENTS}"
        raise VotesError(message)


def _frozen(name: str, values: ArrayLike, kind: Any) -> NDArray[Any]:
    array = np.asarray(values)
    if array.ndim != 1 or (len(array) and array.dtype.kind not in "iu"):
        message = (
            f"{name} has shape {array.shape} and type {array.dtype}; expected a list"
            " of whole numbers"
        )
        raise VotesError(message)
    limits = np.iinfo(kind)
    if len(array) and not limits.min <= array.min() <= array.max() <= limits.max:
        message = (
            f"{name} holds {array.min()} to {array.max()}; expected {limits.min} to"
            f" {limits.max}"
        )
        raise VotesError(message)
    view = np.ascontiguousarray(array, dtype=kind).view()
    view.flags.writeable = False
    return view


def _check_rows(votes: Votes) -> None:
    starts, statements = votes.starts, votes.statements
    if len(starts) == 0 or starts[0] != 0 or np.any(np.diff(starts) < 0):
        message = "starts does not begin at 0 and rise; expected n_people + 1 places"
        raise VotesError(message)
    if not starts[-1] == len(statements) == len(votes.answers):
        message = (
            f"starts ends at {starts[-1]}, with {len(statements)} statements and"
            f" {len(votes.answers)} answers; expected the same number"
        )
        raise VotesError(message)
    if len(statements) and statements.max() >= votes.n_statements:
        message = (
            f"statements holds {statements.max()}; expected 0 to"
            f" {votes.n_statements - 1}"
        )
        raise VotesError(message)
    rises = statements[1:] > statements[:-1]
    begins = starts[(starts > 0) & (starts < len(statements))]
    rises[begins - 1] = True
    if not rises.all():
        place = int(np.argmin(rises)) + 1
        person = int(np.searchsorted(starts, place, side="right")) - 1
        message = (
            f"person {person} has statement {statements[place]} after"
            f" {statements[place - 1]}; expected each once, ascending"
        )
        raise VotesError(message)


def _check_codes(answers: NDArray[np.int8]) -> None:
    if len(answers) and not DISAGREE <= answers.min() <= answers.max() <= AGREE:
        place = int(np.argmax(np.abs(answers.astype(np.int16)) > AGREE))
        raise VotesError(_wrong_code("answers", place, answers[place]))


def _wrong_code(name: str, place: int, value: object) -> str:
    return f"{name}[{place}] is {value}; expected 1 (agree), 0 (pass) or -1 (disagree)"


def _numbers(name: str, values: ArrayLike) -> NDArray[Any]:
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "iuf":
        message = f"{name} holds {array.dtype}; expected numbers"
        raise VotesError(message)
    return array if array.size else array.astype(np.float64)


def whole_numbers(name: str, values: ArrayLike, below: int) -> NDArray[np.int64]:
    """Return whole numbers from 0 and below a limit, or refuse."""
    array = _numbers(name, values)
    if array.ndim != 1:
        message = f"{name} has shape {array.shape}; expected a list"
        raise VotesError(message)
    is_wrong = ~((array >= 0) & (array < below))
    if array.dtype.kind == "f":
        is_wrong |= array != np.floor(array)
    if is_wrong.any():
        place = int(np.argmax(is_wrong))
        message = f"{name}[{place}] is {array[place]}; expected 0 to {below - 1}"
        raise VotesError(message)
    return array.astype(np.int64)


def _codes(name: str, values: ArrayLike) -> NDArray[np.int8]:
    array = _numbers(name, values)
    if array.ndim != 1:
        message = f"{name} has shape {array.shape}; expected a list"
        raise VotesError(message)
    is_wrong = ~((array == AGREE) | (array == PASS) | (array == DISAGREE))
    if is_wrong.any():
        place = int(np.argmax(is_wrong))
        raise VotesError(_wrong_code(name, place, array[place]))
    return array.astype(np.int8)
