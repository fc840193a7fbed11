"""From numbers to what can be put in words: why each place, why each gap."""

from folkmoot.engines.sharing.rota.board import UNIT, Board
from folkmoot.engines.sharing.rota.results import (
    Because,
    Cell,
    Lack,
    Method,
    Rota,
    Shortage,
    Standing,
    Why,
)
from folkmoot.engines.sharing.rota.state import State


def tell(state: State, method: Method, *, is_fullest: bool) -> Rota:
    """Return a rota with a reason for each place and each gap."""
    board = state.board
    published = board.period.published
    cells = tuple(cell for s in range(len(board.slots)) for cell in _cells(state, s))
    has = {(cell.slot, cell.person) for cell in cells}
    fixed = {(board.slots[s].id, board.people[p].id) for s, p in state.fixed}
    return Rota(
        cells=cells,
        shortages=tuple(
            shortage(state, slot)
            for slot in range(len(board.slots))
            if state.room(slot)
        ),
        standings=standings(state),
        released=tuple(sorted(published.fixed - fixed)),
        changed=tuple(sorted(published.cells - has)),
        method=method,
        is_fullest=is_fullest or not any(map(state.room, range(len(board.slots)))),
    )


def standings(state: State) -> tuple[Standing, ...]:
    """Return where everyone stands."""
    board = state.board
    return tuple(
        Standing(
            person.id,
            board.accounts[number] / UNIT,
            (state.beyond[number] - board.start[number]) / UNIT,
            board.shares[number] / UNIT,
        )
        for number, person in enumerate(board.people)
    )


def _cells(state: State, slot: int) -> list[Cell]:
    others = candidates(state, slot)
    name, people = state.board.slots[slot].id, state.board.people
    return [
        Cell(name, people[person].id, why(state, slot, person, others))
        for person in sorted(state.people[slot])
    ]


def candidates(state: State, slot: int) -> list[int]:
    """Return who is not in a slot and could be, beside those who are."""
    board, bit = state.board, 1 << slot
    bars = board.clash[slot] | bit
    learns = state.spare_mentors(slot) > 0
    minutes = board.minutes[slot]
    return [
        person
        for person, may in enumerate(board.may)
        if may & bit
        and not state.has[person] & bars
        and state.minutes[person] + minutes <= board.most[person]
        and (learns or board.knows[person] & bit)
    ]


def why(state: State, slot: int, person: int, others: list[int]) -> Why:
    """Return why somebody has a place that ``others`` could have had."""
    board, bit = state.board, 1 << slot
    people = board.people
    before = state.beyond[person] - board.points[slot]
    asked_not = [
        people[one].id
        for one in others
        if board.dislikes[one] & bit and state.beyond[one] <= before
    ]
    mentors = [p for p in sorted(state.people[slot]) if board.knows[p] & bit]
    is_learner = state.is_learner(slot, person)
    return Why(
        because=_because(state, slot, person, others),
        ability=board.abilities[slot],
        behind=-before / UNIT,
        beside=tuple(people[one].id for one in mentors) if is_learner else (),
        asked_not=tuple(asked_not),
        others=len(others),
        did_ask_not=bool(board.dislikes[person] & bit),
    )


def _because(state: State, slot: int, person: int, others: list[int]) -> Because:
    board, bit = state.board, 1 << slot
    if (slot, person) in state.fixed:
        return Because.FIXED
    if board.published[person] & bit:
        return Because.KEPT
    if not others:
        return Because.ONLY
    # As the draft compares them: by how far they would be with this place.
    step = board.band(state.beyond[person])
    further = [
        one
        for one in others
        if board.band(state.beyond[one] + board.points[slot]) < step
        and not board.dislikes[one] & bit
    ]
    return Because.BEST if further else Because.BEHIND


def shortage(state: State, slot: int) -> Shortage:
    """Return why places of a slot are empty."""
    board, bit = state.board, 1 << slot
    there = state.people[slot]
    out = [p for p in range(len(board.people)) if board.drafted[p] and p not in there]
    able = [p for p in out if board.knows[p] & bit]
    free = [p for p in able if board.calendar[p] & bit]
    without = [
        p
        for p in out
        if not board.knows[p] & bit
        and board.calendar[p] & bit
        and state.is_free(slot, p)
    ]
    n_able = sum(1 for p in there if board.knows[p] & bit) + len(able)
    lack = Lack.ALL_TAKEN if free else Lack.NOBODY_FREE
    ability = board.abilities[slot]
    return Shortage(
        slot=board.slots[slot].id,
        places=state.room(slot),
        is_required=board.required[slot],
        lack=lack if n_able else Lack.NOBODY_KNOWS,
        ability=ability if without else None,
        able=n_able,
        free=len(free),
        free_without=len(without),
    )


def state_of(board: Board, cells: frozenset[tuple[str, str]]) -> State:
    """Return the state in which people have these places, allowed or not."""
    state = State(board)
    for slot, person in sorted(cells):
        state.add(board.slot_number[slot], board.person_number[person])
    return state
