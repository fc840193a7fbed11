"""The best rota there is, where it is small enough to be sure."""

from collections.abc import Iterator

from folkmoot.engines.sharing.rota.model import Model, Row
from folkmoot.engines.sharing.rota.repacking import whole_score
from folkmoot.engines.sharing.rota.state import State

MOST_CELLS = 300  # people times the slots that each could take
MOST_STEPS = 60  # of `Settings.even_within` from one end to the other


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
    """Whether a rota is small enough, and counts in steps that are wide enough."""
    board = state.board
    if board.period.published.change_weight or not any(board.may):
        return False
    cells = sum(may.bit_count() for may in board.may)
    lowest = min(board.band(start) for start in board.start)
    return cells <= MOST_CELLS and _highest(state) - lowest <= MOST_STEPS


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
    model.count_steps(_highest(state))
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


def _highest(state: State) -> int:
    drafted = zip(state.beyond, state.board.drafted, strict=True)
    return max(state.board.band(beyond) for beyond, is_asked in drafted if is_asked)


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
