"""Passes over all votes, part by part: sums, the product behind the axes, positions.

Every function here works on one part and gives a small result; `Pass` adds up what the
parts gave, in their order. With Numba the same loops are compiled; they add in the same
order as SciPy's, so both give the same bytes.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from folkmoot.engines.opinion.counts import KINDS, spans
from folkmoot.engines.opinion.votes import DISAGREE, Votes
from folkmoot.parts import Executor, Placed, Threads

WIDTH = 4  # vectors that go through the votes at once
PART = 2**19  # answers in a part; by the votes alone, so that sums never differ
COMPILED_FROM = 2**21  # answers from which starting Numba pays
type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


class Part(NamedTuple):
    """The votes of some people who follow one another."""

    starts: Ints
    statements: NDArray[Any]
    answers: NDArray[np.int8]
    n_statements: int
    is_compiled: bool


class Pass:
    """All parts of some votes, placed where the work is done."""

    def __init__(
        self, votes: Votes, executor: Executor | None = None, most: int | None = None
    ) -> None:
        self.votes = votes
        self.runs = list(spans(votes, most or PART))
        compiled = votes.n_votes >= COMPILED_FROM and has_compiler()
        self.placed: Placed = (executor or Threads()).place(
            [_part(votes, first, last, compiled) for first, last in self.runs]
        )

    @cached_property
    def sums(self) -> tuple[Ints, Ints]:
        """How many answered each statement, and the sum of their answers."""
        totals = np.zeros((2, self.votes.n_statements), dtype=np.int64)
        for found in self.placed.run(sum_answers):
            totals += found
        return totals[0], totals[1]

    @property
    def n_answered(self) -> int:
        """How many statements anybody answered."""
        return int((self.sums[0] > 0).sum())

    def gram(self, means: Floats, vectors: Floats) -> Floats:
        """Return the centred votes, transposed, times the centred votes, times vectors."""
        total = np.zeros((self.votes.n_statements, WIDTH))
        for found in self.placed.run(gram_times, means, _filled(vectors)):
            total += found
        return total[:, : vectors.shape[1]]

    def project(self, means: Floats, axes: Floats) -> Floats:
        """Return the centred votes of each person times the axes."""
        vectors = _filled(np.ascontiguousarray(axes.T))
        found = list(self.placed.run(project_people, means, vectors))
        many = len(axes)
        return np.concatenate([*found, np.zeros((0, WIDTH))])[:, :many]

    def count(self, groups: Ints, n_groups: int) -> Ints:
        """Return disagrees, passes and agrees by group and statement."""
        own = [groups[first:last] for first, last in self.runs]
        cells = np.zeros((n_groups, self.votes.n_statements, KINDS), dtype=np.int64)
        for found in self._each(count_groups, own, n_groups):
            cells += found
        return cells

    def _each(
        self, work: Callable[..., Any], each: Sequence[Any], *shared: Any
    ) -> Iterator[Any]:
        return self.placed.run(work, *shared, each=each)


def sum_answers(part: Part) -> Ints:
    """Return for each statement how many answered and what their answers add up to."""
    counts = np.bincount(part.statements, minlength=part.n_statements)
    agrees = np.bincount(part.statements[part.answers > 0], minlength=part.n_statements)
    passes = np.bincount(
        part.statements[part.answers == 0], minlength=part.n_statements
    )
    return np.stack([counts, 2 * agrees + passes - counts])


def gram_times(part: Part, means: Floats, vectors: Floats) -> Floats:
    """Return X'Xw for the centred votes X of one part and WIDTH vectors w."""
    if part.is_compiled:
        out = np.zeros_like(vectors)
        compiled().gram_times(*part[:3], means, vectors, out)
        return out
    centred = _centred(part, means)
    product: Floats = centred.T @ (centred @ vectors)
    return product


def project_people(part: Part, means: Floats, vectors: Floats) -> Floats:
    """Return Xw for the centred votes X of one part and WIDTH vectors w."""
    if part.is_compiled:
        out = np.zeros((len(part.starts) - 1, WIDTH))
        compiled().project_people(*part[:3], means, vectors, out)
        return out
    product: Floats = _centred(part, means) @ vectors
    return product


def count_groups(part: Part, groups: Ints, n_groups: int) -> Ints:
    """Return disagrees, passes and agrees of one part by group and statement."""
    shape = (n_groups, part.n_statements, KINDS)
    if part.is_compiled:
        cells = np.zeros(shape, dtype=np.int64)
        compiled().count_groups(*part[:3], groups, cells)
        return cells
    group = np.repeat(groups, np.diff(part.starts))
    place = (group * part.n_statements + part.statements) * KINDS
    place += part.answers - DISAGREE
    many = n_groups * part.n_statements * KINDS
    return np.bincount(place[group >= 0], minlength=many).reshape(shape)


def has_compiler() -> bool:
    """Tell whether Numba is installed."""
    return find_spec("numba") is not None


@cache
def compiled() -> Any:
    """Return the compiled loops; importing Numba takes a moment, so only when used."""
    from folkmoot.engines.opinion import compiled as module

    return module


def _part(votes: Votes, first: int, last: int, is_compiled: bool) -> Part:  # noqa: FBT001 -- a field
    begin, end = votes.starts[first], votes.starts[last]
    return Part(
        votes.starts[first : last + 1] - begin,
        votes.statements[begin:end],
        votes.answers[begin:end],
        votes.n_statements,
        is_compiled,
    )


def _centred(part: Part, means: Floats) -> Any:
    cells = part.answers - means[part.statements]
    statements = part.statements.astype(np.int32, copy=False)
    shape = (len(part.starts) - 1, part.n_statements)
    return csr_array((cells, statements, part.starts.astype(np.int32)), shape=shape)


def _filled(vectors: Floats) -> Floats:
    filled = np.zeros((len(vectors), WIDTH))
    filled[:, : vectors.shape[1]] = vectors
    return filled
