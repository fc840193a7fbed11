"""The same checks for every public function of the engines that take arrays.

A function is found by itself; what it needs is filled in by the name of each argument.
A new function with an argument of a new name fails here until `VALUES` knows it.
"""

import inspect
from contextlib import suppress
from dataclasses import fields, is_dataclass
from types import FunctionType

import numpy as np
import pytest
from tests.engines.opinion.cast import make_matrix

from folkmoot.engines import opinion
from folkmoot.engines.opinion import VotesError

NAN = float("nan")
# Sizes that no two things share, so that an axis tells what it runs over.
N_PEOPLE, N_STATEMENTS, N_GROUPS = 41, 13, 3


class World:
    """A table of votes and what follows from it, each made when it is asked for."""

    def __init__(self, table, groups=None):
        self.table = np.array(table, dtype=float).reshape(np.shape(table))
        self.n_people, self.n_statements = self.table.shape
        n_groups = min(N_GROUPS, self.n_people)
        own = np.arange(self.n_people) % max(n_groups, 1)
        self.groups = own if groups is None else groups

    @property
    def votes(self):
        return opinion.votes_from_matrix(self.table)

    @property
    def counts(self):
        return opinion.group_counts(self.votes, self.groups)

    @property
    def plan(self):
        return opinion.plan_reading(self.counts)

    @property
    def names(self):
        return ["A", "B", "C"][: self.groups.max(initial=-1) + 1]

    @property
    def positions(self):
        answered = np.nan_to_num(self.table).sum(axis=1)
        return np.column_stack([answered, answered % 3])

    def of_statements(self):
        return np.nan_to_num(self.table).mean(axis=0) if self.n_people else self.zeros

    @property
    def zeros(self):
        return np.zeros(self.n_statements)


def rng():
    return np.random.default_rng(9)


VALUES = {
    "answered": lambda _: np.zeros(0, dtype=np.int64),
    "answers": lambda w: w.votes.answers,
    "axes": lambda w: np.stack([w.of_statements(), w.of_statements() + 1]),
    "after": lambda w: w.votes,
    "before": lambda w: w.votes,
    "blocks": lambda _: (),
    "burden": lambda w: np.zeros(w.n_people),
    "counts": lambda w: w.counts,
    "directions": lambda w: np.stack([w.of_statements(), w.of_statements() + 1]),
    "drawing": lambda w: opinion.draw_map(w.positions, w.groups, w.names),
    "extremities": lambda w: w.of_statements() + 1,
    "found": lambda w: opinion.fair_map(w.votes, rng=rng()),
    "group": lambda _: 0,
    "groups": lambda w: w.groups,
    "keep": lambda _: 0.5,
    "kept": lambda w: np.arange(w.n_people) % 2 == 0,
    "many": lambda _: 2,
    "marked": lambda w: w.votes.answers > 0,
    "matrix": lambda w: w.table,
    "may": lambda w: np.ones(w.n_people, dtype=bool),
    "means": lambda w: w.of_statements(),
    "minutes": lambda _: 5.0,
    "n_answered": lambda w: w.n_statements,
    "n_leaves": lambda _: 5,
    "n_levels": lambda _: 3,
    "n_people": lambda w: w.n_people,
    "n_statements": lambda w: w.n_statements,
    "names": lambda w: w.names,
    "numbers": lambda w: np.arange(w.n_people),
    "one": lambda w: w.groups,
    "other": lambda w: w.groups[::-1],
    "people": lambda w: w.votes.people,
    "plan": lambda w: w.plan,
    "positions": lambda w: w.positions,
    "priorities": lambda w: w.of_statements() + 1,
    "readers": lambda w: w.counts.seen.sum(axis=0),
    "rng": lambda _: rng(),
    "scores": lambda w: w.of_statements(),
    "statements": lambda w: w.votes.statements,
    "strengths": lambda _: np.ones(2),
    "sums": lambda w: opinion.sum_votes(w.votes),
    "votes": lambda w: w.votes,
    "wanted": lambda _: 2,
    "words": lambda _: opinion.DrawingWords("Map", "People"),
}
# Where a name means something else than in the other functions.
SPECIAL = {
    ("add_sums", "sums"): lambda w: [opinion.sum_votes(w.votes)],
    ("expected_reads", "plan"): lambda _: opinion.TreePlan(),
    ("keep_statements", "kept"): lambda w: np.arange(w.n_statements) % 2 == 0,
    ("place_person", "statements"): lambda _: np.zeros(0, dtype=np.int64),
    ("place_person", "answers"): lambda _: np.zeros(0, dtype=np.int8),
    ("group_of", "statements"): lambda _: np.zeros(0, dtype=np.int64),
    ("group_of", "answers"): lambda _: np.zeros(0, dtype=np.int8),
}
FUNCTIONS = [
    value
    for name, value in sorted(vars(opinion).items())
    if isinstance(value, FunctionType) and name in opinion.__all__
]
# Their results hold numbers of statements or votes themselves, or depend on order by
# what they are for; their own tests look at order.
IN_ORDER = {
    *("add_sums", "change_sums", "consensus_lists", "draw_map", "fair_map"),
    *("keep_people", "keep_statements", "minority_views", "next_statement"),
    *("pick_people", "rank_common_ground", "rank_statements"),
    *("representative_statements", "votes_from_matrix", "votes_from_rows", "write_svg"),
    *("adjusted_rand_index", "frame_of"),
    *("choose_anchors", "choose_readers", "collectives_above", "draw_sisters"),
    *("expected_reads", "foretell", "going_up"),
}


def needs_of(function):
    parameters = inspect.signature(function).parameters.values()
    return [one.name for one in parameters if one.default is inspect.Parameter.empty]


def call(function, world):
    """Call with read-only copies; return the result and what was handed over."""
    given = {}
    for name in needs_of(function):
        value = SPECIAL.get((function.__name__, name), VALUES.get(name))
        assert value is not None, f"VALUES does not know what {name} is"
        made = value(world)
        if isinstance(made, np.ndarray):
            made = made.copy()
            made.flags.writeable = False
        given[name] = made
    return function(**given), given


def leaves(value):
    """Return all arrays and plain values in a result."""
    if is_dataclass(value):
        return [
            leaf for one in fields(value) for leaf in leaves(getattr(value, one.name))
        ]
    if isinstance(value, tuple | list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]


def as_bytes(value):
    return [
        leaf.tobytes() if isinstance(leaf, np.ndarray) else repr(leaf)
        for leaf in leaves(value)
    ]


def reordered(leaf, people, statements):
    """Return a result's array as it would be, had people and statements moved."""
    if not isinstance(leaf, np.ndarray):
        return np.array(leaf if leaf is not None else NAN)
    for axis, size in enumerate(leaf.shape):
        if size in (N_PEOPLE, N_STATEMENTS):
            order = people if size == N_PEOPLE else statements
            leaf = np.take(leaf, order, axis)
    return leaf


@pytest.fixture
def world():
    return World(make_matrix(12, N_PEOPLE, N_STATEMENTS)[0])


each_function = pytest.mark.parametrize(
    "function", FUNCTIONS, ids=lambda one: one.__name__
)


@each_function
def test_leaves_what_it_was_given_as_it_was(function, world):
    """Arrays are read-only, so a change would raise; objects keep their bytes."""
    fresh = call(function, world)[1]
    _result, given = call(function, world)

    for name, value in given.items():
        if name != "rng":
            assert as_bytes(value) == as_bytes(fresh[name]), name


@each_function
def test_same_input_and_seed_same_bytes(function, world):
    assert as_bytes(call(function, world)[0]) == as_bytes(call(function, world)[0])


@pytest.mark.parametrize(
    "function",
    [one for one in FUNCTIONS if one.__name__ not in IN_ORDER],
    ids=lambda one: one.__name__,
)
def test_order_of_people_and_statements_changes_only_the_order(function, world):
    people, statements = rng().permutation(N_PEOPLE), rng().permutation(N_STATEMENTS)
    moved = World(world.table[people][:, statements], world.groups[people])

    expected, found = (leaves(call(function, one)[0]) for one in (world, moved))

    assert len(expected) == len(found)
    for one, other in zip(expected, found, strict=True):
        plain = np.array(other if other is not None else NAN)
        aligned = reordered(one, people, statements)
        if aligned.dtype.kind in "fiub":
            np.testing.assert_allclose(plain, aligned, atol=1e-8, rtol=1e-9)


SMALL = {
    "nobody": np.zeros((0, 4)),
    "no statement": np.zeros((3, 0)),
    "one person": [[1.0, -1.0, NAN]],
    "two people": [[1.0, 0.0], [-1.0, NAN]],
    "all missing": np.full((7, 4), NAN),
    "one opinion": np.ones((9, 4)),
    "all passes": np.zeros((9, 4)),
    "all against": -np.ones((9, 1)),
}
MAY_REFUSE = {
    "publish_sums",  # fewer people than may be seen
    "group_of",
    "place_person",
    "next_statement",
    "plan_random",
    "plan_by_priority",
    "plan_reading",
    "fair_map",
}


@pytest.mark.sweep
@pytest.mark.parametrize("kind", SMALL)
def test_small_worlds_have_an_answer(kind, subtests):
    """A finite one, or a refusal in words where one is due."""
    for function in FUNCTIONS:
        with subtests.test(function.__name__):
            _has_an_answer(function, World(SMALL[kind]))


def _has_an_answer(function, world: World) -> None:
    if function.__name__ in MAY_REFUSE:
        with suppress(VotesError):
            call(function, world)
        return

    result = call(function, world)[0]

    for leaf in leaves(result):
        is_number = isinstance(leaf, np.ndarray) and leaf.dtype.kind == "f"
        if is_number and world.names and not np.isnan(leaf).all():
            assert not np.isinf(leaf).any()


@pytest.mark.parametrize("code", [2, -2, 0.5, NAN, float("inf")])
def test_codes_that_are_no_answer_are_refused_in_words(code):
    with pytest.raises(VotesError, match=r"answers\[1\] is .*expected 1 \(agree\)"):
        opinion.votes_from_rows([0, 0], [0, 1], [1, code], 1, 2)
    if not np.isnan(code):
        with pytest.raises(VotesError, match=r"matrix\[0, 1\] is .*not asked"):
            opinion.votes_from_matrix([[1, code]])


@pytest.mark.slow
@each_function
def test_a_million_people(function, million):
    if function.__name__ not in {"draw_map", "write_svg", "frame_of"}:
        call(function, million)


@pytest.fixture(scope="module")
def million():
    table = rng().choice([-1.0, 0.0, 1.0, NAN], (1_000_000, 8))
    return World(table)
