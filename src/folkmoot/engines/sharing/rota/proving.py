"""The best rota there is, where it is small enough to be sure."""

from collections.abc import Iterator

from folkmoot.engines.sharing.rota.model import Model, Row
from folkmoot.engines.sharing.rota.repacking import whole_score
from folkmoot.engines.sharing.rota.state import State

MOST_CELLS = 300  # people times the slots that each could take
MOST_CELLS_TO_SEARCH = 1_000
NODES_TO_SEARCH = 20
STEPS_TO_SEARCH = 60
MOST_STEPS = 100  # of `Settings.even_within` from one end to the other


def prove_fullest(state: State) -> bool:
    """Fill as many places as can be filled; return whether that is proved."""
    model = Model(state)
    values = model.values(state)
    # What was published is broken no more than filling needs.
    for costs in (*_empty(model), _changes(model)):
        found = model.minimise(costs, values)
        if found is None:
            return False
        values = found
    best = model.state(values, state.fixed)
    if not is_sound(best):
        return False
    if whole_score(best)[:2] < whole_score(state)[:2]:
        state.become(best)
    return True


def is_provable(state: State) -> bool:
    """Whether a rota is small enough to be proved the best."""
    return _is_within(state, MOST_CELLS) and _width(state) <= (
        MOST_STEPS * state.board.grain
    )


def is_searchable(state: State) -> bool:
    """Whether a rota is small enough for HiGHS to look for a more even one."""
    return _is_within(state, MOST_CELLS_TO_SEARCH)


def _is_within(state: State, most: int) -> bool:
    cells = sum(may.bit_count() for may in state.board.may)
    return not state.board.period.published.change_weight and 0 < cells <= most


def _width(state: State) -> int:
    """Return how far the furthest ahead is from who would be furthest behind."""
    return max(state.beyond) - min(state.board.start)


def search_evener(state: State) -> None:
    """Look for a rota as full and more even, further than exchanges reach.

    Notes
    -----
    Every further step beyond the share costs one more than the one before, a convex
    sum in place of the order of all steps, and the search ends early: what it finds is
    taken where it is better by the order.
    """
    model = Model(state)
    grain = max(state.board.grain, _width(state) // STEPS_TO_SEARCH)
    model.count_steps(state, grain)
    if not model.steps:  # even with nothing to do, everybody is as far as anybody
        return
    values = model.values(state)
    for costs in _empty(model):
        model.keep(costs, values)
    lowest = min(step for _person, step in model.steps)
    costs = {c: 1.0 + step - lowest for (_p, step), c in model.steps.items()}
    found = model.search(costs, values, NODES_TO_SEARCH)
    best = model.state(found, state.fixed)
    if is_sound(best) and whole_score(best) < whole_score(state):
        state.become(best)


def prove_best(state: State) -> bool:
    """Make a rota that is as full as can be the best there is; return whether it is.

    Notes
    -----
    Each thing that counts is made as small as it can be, and kept so for all that
    follow: empty places that must be filled; empty places; from the highest step down,
    how many people are so far beyond their share; places people asked not to be given;
    places whose task is not new to who has it; changes to what was published.
    """
    model = Model(state)
    model.count_steps(state, state.board.grain)
    model.count_new_tasks()
    values = model.values(state)
    for costs in _goals(model):
        found = model.minimise(costs, values)
        if found is None:
            return False
        values = found
    best = model.state(values, state.fixed)
    if not is_sound(best):
        return False
    if whole_score(best) < whole_score(state):
        state.become(best)
    return whole_score(best)[:-1] == whole_score(state)[:-1]


def _empty(model: Model) -> Iterator[Row]:
    must = [c for slot, c in enumerate(model.short) if model.board.required[slot]]
    yield dict.fromkeys(must, 1.0)
    yield dict.fromkeys(model.short, 1.0)


def _changes(model: Model) -> Row:
    return {
        column: -1.0
        for (slot, person), column in model.cell.items()
        if model.board.published[person] >> slot & 1
    }


def _goals(model: Model) -> Iterator[Row]:
    board = model.board
    yield from _empty(model)
    for step in sorted({step for _person, step in model.steps}, reverse=True):
        yield {c: 1.0 for (_p, one), c in model.steps.items() if one == step}
    yield {
        column: 1.0
        for (slot, person), column in model.cell.items()
        if board.dislikes[person] >> slot & 1
    }
    yield {
        **dict.fromkeys(model.cell.values(), 1.0),
        **dict.fromkeys(model.new.values(), -1.0),
    }
    yield _changes(model)


def is_sound(state: State) -> bool:
    """Whether a state that was rounded breaks no rule."""
    board = state.board
    return all(
        not state.has[person] & board.clash[slot]
        and state.minutes[person] <= board.most[person]
        and state.spare_mentors(slot) >= 0
        and state.room(slot) >= 0
        for slot, person in state.cells()
    )
