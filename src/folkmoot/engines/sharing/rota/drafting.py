"""The first draft: each place to the one who is furthest behind of those who can."""

from folkmoot.engines.sharing.rota.board import Board, draw
from folkmoot.engines.sharing.rota.facts import Pair
from folkmoot.engines.sharing.rota.state import State


def draft_state(board: Board) -> State:
    """Give what is fixed, then what was published and must stay, then all the rest."""
    state = State(board)
    give_fixed(state)
    if board.period.published.change_weight:
        give_published(state)
    fill(state)
    return state


def give_fixed(state: State) -> None:
    """Give the places held for good, up to the part of each task that the group set."""
    board = state.board
    seed = board.period.settings.seed
    percent = board.period.settings.fixed_at_most_percent
    left = dict.fromkeys(board.of_task, 0)
    for slot, seats in enumerate(board.seats):
        left[board.task_names[slot]] += seats * percent
    order = sorted(board.period.published.fixed, key=lambda pair: draw(seed, *pair))
    for pair in order:
        slot, person = numbers(board, pair)
        task = board.task_names[slot]
        if left[task] >= 100 and _can_keep(state, slot, person):  # noqa: PLR2004
            state.add(slot, person)
            state.fixed.add((slot, person))
            left[task] -= 100
    # Who came first in the lot may be a learner whose mentor was not there yet.
    for slot in range(len(board.slots)):
        while state.spare_mentors(slot) < 0:
            learner = min(p for p in state.people[slot] if state.is_learner(slot, p))
            state.remove(slot, learner)
            state.fixed.discard((slot, learner))


def give_published(state: State) -> None:
    """Give the published places, as far as people can still come."""
    board = state.board
    cells = sorted(numbers(board, pair) for pair in board.period.published.cells)
    late = []
    for slot, person in cells:
        if state.is_learner(slot, person):
            late.append((slot, person))
        elif _can_keep(state, slot, person):
            state.add(slot, person)
    for slot, person in late:
        if state.spare_mentors(slot) > 0 and _can_keep(state, slot, person):
            state.add(slot, person)


def _can_keep(state: State, slot: int, person: int) -> bool:
    could = state.board.could[person] >> slot & 1
    return bool(could) and state.room(slot) > 0 and state.is_free(slot, person)


def fill(state: State) -> None:
    """Give every empty place that can be given, the hardest to fill first."""
    board = state.board
    could = [
        sum(1 for may in board.may if may >> slot & 1) - seats
        for slot, seats in enumerate(board.seats)
    ]
    order = sorted(
        range(len(board.slots)),
        key=lambda slot: (not board.required[slot], could[slot], slot),
    )
    for slot in order:
        fill_slot(state, slot)


def fill_slot(state: State, slot: int) -> None:
    """Give the empty places of one slot to those furthest behind."""
    room = state.room(slot)
    if not room:
        return
    waiting = rank(state, slot)
    while room and waiting:
        spare = state.spare_mentors(slot)
        chosen = next(
            (p for p in waiting if spare > 0 or not state.is_learner(slot, p)), None
        )
        if chosen is None:
            return
        waiting.remove(chosen)
        state.add(slot, chosen)
        room -= 1


def rank(state: State, slot: int) -> list[int]:
    """Return who can take a place of a slot, first who should."""
    board = state.board
    bit, added = 1 << slot, board.points[slot]
    task = board.task_names[slot]
    has, beyond, lot = state.has, state.beyond, board.lot
    bars = board.clash[slot] | bit
    same = board.of_task[task]
    kept = {
        board.person_number[person]
        for name, person in board.period.published.cells
        if name == board.slots[slot].id
    }
    found = []
    for person, may in enumerate(board.may):
        if not may & bit or has[person] & bars:
            continue
        if state.minutes[person] + board.minutes[slot] > board.most[person]:
            continue
        after = beyond[person] + added
        again = task not in board.novel[person] or bool(has[person] & same)
        disliked = bool(board.dislikes[person] & bit)
        key = (board.band(after), disliked, again, person not in kept, after)
        found.append((key, lot[person], person))
    found.sort()
    return [person for _key, _lot, person in found]


def numbers(board: Board, pair: Pair) -> tuple[int, int]:
    """Return the numbers of a slot and a person."""
    slot, person = pair
    return board.slot_number[slot], board.person_number[person]
