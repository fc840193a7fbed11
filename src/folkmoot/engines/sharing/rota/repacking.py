"""Arranging all of one person's work anew, where single steps no longer help."""

from folkmoot.engines.sharing.rota.board import Bits, Board, bits
from folkmoot.engines.sharing.rota.chains import hand_on
from folkmoot.engines.sharing.rota.improving import score, settle
from folkmoot.engines.sharing.rota.state import State

KEPT = 400  # arrangements kept in mind at each slot
TRIES = 4  # to arrange one person's work, each keeping more of what they have


def fill_by_repacking(state: State) -> None:
    """Fill places that nobody can take as they are, by arranging somebody's work anew."""
    board = state.board
    order = sorted(
        (slot for slot in range(len(board.slots)) if state.room(slot)),
        key=lambda slot: (not board.required[slot], slot),
    )
    for slot in order:
        while state.room(slot) and _fill_one(state, slot):
            pass


def _fill_one(state: State, slot: int) -> bool:
    board, bit = state.board, 1 << slot
    able = [
        person
        for person, may in enumerate(board.may)
        if may & bit & board.knows[person] and not state.has[person] & bit
    ]
    able.sort(key=lambda p: (state.beyond[p], board.lot[p]))
    return any(
        repack(state, p, state.beyond[p] + board.points[slot], must=bit) for p in able
    )


def repack_people(state: State) -> None:
    """Arrange anew the work of those furthest from their share, while it helps anybody.

    Notes
    -----
    Those furthest behind come first, then those furthest ahead. Nobody is tried twice
    with the same work.
    """
    tried: set[tuple[int, Bits]] = set()
    while _repack_next(state, tried):
        pass


def _repack_next(state: State, tried: set[tuple[int, Bits]]) -> bool:
    board, beyond = state.board, state.beyond
    order = sorted(
        (p for p, is_drafted in enumerate(board.drafted) if is_drafted),
        key=lambda p: (beyond[p], board.lot[p]),
    )
    level = sum(beyond[p] for p in order) // max(1, len(order))
    behind = [p for p in order if beyond[p] + board.grain < level]
    ahead = [p for p in reversed(order) if beyond[p] - board.grain > level]
    for person in behind + ahead:
        if (person, state.has[person]) not in tried:
            tried.add((person, state.has[person]))
            if repack(state, person, level):
                return True
    return False


def repack(state: State, person: int, level: int, *, must: Bits = 0) -> bool:
    """Give one person as much as brings them to a level, if it is better for all.

    What nobody else can take they keep, and it is tried again with that.
    """
    before, best = state.copy(), whole_score(state)
    for _try in range(TRIES):
        must |= _held(state, person)
        target = level - state.board.start[person]
        wanted = best_set(state, person, target, must)
        if wanted == state.has[person] or not _fits(state, person, wanted):
            return False
        stuck = _exchange(state, person, wanted)
        if not stuck:
            if whole_score(state) < best:
                return True
            state.become(before)
            return False
        state.become(before)
        must |= stuck
    return False


def whole_score(state: State) -> tuple[object, ...]:
    """Return how good a rota is; smaller is better."""
    everybody = set(range(len(state.board.people)))
    return (*empty_places(state), *score(state, everybody))


def empty_places(state: State) -> tuple[int, int]:
    """Return how many places are empty: of those that must be filled, and of all."""
    rooms = [state.room(slot) for slot in range(len(state.board.slots))]
    required = zip(rooms, state.board.required, strict=True)
    return sum(room for room, must in required if must), sum(rooms)


def _fits(state: State, person: int, wanted: Bits) -> bool:
    """Whether one person can have these together: what must be in them may not."""
    board = state.board
    minutes = sum(board.minutes[slot] for slot in bits(wanted))
    bars = [slot for slot in bits(wanted) if wanted & board.clash[slot]]
    return not bars and minutes <= board.most[person]


def _exchange(state: State, person: int, wanted: Bits) -> Bits:
    """Give somebody these slots and others what they had; return what nobody takes."""
    had = state.has[person]
    changed = {person}
    for slot in bits(had & ~wanted):
        state.remove(slot, person)
    for slot in bits(wanted & ~had):
        giver = None if state.room(slot) else _giver(state, slot)
        if giver is not None:
            state.remove(slot, giver)
            changed.add(giver)
        state.add(slot, person)
    for slot in bits(had & ~wanted):
        others = hand_on(state, slot, person)
        if others is None:
            return 1 << slot
        changed |= others
    settle(state, changed)
    return 0


def _giver(state: State, slot: int) -> int | None:
    """Return who is furthest ahead of those in a slot who may leave it.

    The place goes to somebody who knows the task, so whoever leaves, nobody is left to
    learn alone.
    """
    free = [p for p in state.people[slot] if (slot, p) not in state.fixed]
    return max(free, key=lambda p: (state.beyond[p], state.board.lot[p]), default=None)


type _Arranged = tuple[int, int, Bits, int]  # points, how many kept, slots, minutes


def best_set(state: State, person: int, target: int, must: Bits = 0) -> Bits:
    """Return the slots of most points up to a target that one person can have together.

    Slots are looked at by time. Two arrangements that bar the same of what follows are
    one, and the better is kept: exact until there are more than `KEPT`.
    """
    board, own = state.board, state.has[person]
    slots = _open(state, person, must)
    start = (
        sum(board.points[slot] for slot in bits(must)),
        (must & own).bit_count(),
        must,
        sum(board.minutes[slot] for slot in bits(must)),
    )
    found: dict[Bits, _Arranged] = {0: start}
    for slot, bars in zip(slots, _later(board, slots), strict=True):
        fresh: dict[Bits, _Arranged] = {}
        for arranged in found.values():
            points = arranged[0] + board.points[slot]
            minutes = arranged[3] + board.minutes[slot]
            _keep(fresh, arranged, bars)
            fits = points <= target and minutes <= board.most[person]
            if fits and not arranged[2] & board.clash[slot]:
                kept = arranged[1] + (own >> slot & 1)
                _keep(fresh, (points, kept, arranged[2] | 1 << slot, minutes), bars)
        if len(fresh) > KEPT:
            best = sorted(fresh.items(), key=lambda item: item[1], reverse=True)
            fresh = dict(best[:KEPT])
        found = fresh
    return max(found.values())[2]


def _keep(fresh: dict[Bits, _Arranged], arranged: _Arranged, bars: Bits) -> None:
    key = arranged[2] & bars
    if key not in fresh or fresh[key] < arranged:
        fresh[key] = arranged


def _held(state: State, person: int) -> Bits:
    """Return the slots that somebody cannot leave."""
    return sum(
        1 << slot
        for slot in bits(state.has[person])
        if (slot, person) in state.fixed or _is_needed(state, slot, person)
    )


def _is_needed(state: State, slot: int, person: int) -> bool:
    """Whether somebody would be left to learn alone."""
    is_mentor = not state.is_learner(slot, person)
    learn = [one for one in state.people[slot] if state.is_learner(slot, one)]
    return is_mentor and bool(learn) and state.spare_mentors(slot) < 1


def _open(state: State, person: int, must: Bits) -> list[int]:
    """Return the slots that somebody has, or could get from who is further ahead."""
    board, beyond = state.board, state.beyond[person]
    found = []
    for slot in bits(board.may[person] & ~must):
        if board.clash[slot] & must:
            continue
        if state.has[person] >> slot & 1:
            found.append(slot)
        elif state.is_learner(slot, person):
            continue
        elif state.room(slot):
            found.append(slot)
        else:
            giver = _giver(state, slot)
            if giver is not None and state.beyond[giver] > beyond:
                found.append(slot)
    return found


def _later(board: Board, slots: list[int]) -> list[Bits]:
    """Return, after each slot, which earlier ones bar any that follow."""
    found, bars = [], 0
    for slot in reversed(slots):
        found.append(bars)
        bars |= board.clash[slot]
    return found[::-1]
