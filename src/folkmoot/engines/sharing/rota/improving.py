"""Making a rota more even by handing work on and by exchanging it."""

from collections.abc import Iterable, Iterator

from folkmoot.engines.sharing.rota.board import UNIT, bits
from folkmoot.engines.sharing.rota.state import State

type Change = tuple[int, int, int]  # a slot goes from one person to another


def improve_state(state: State) -> None:
    """Change a rota while any one step makes it better.

    Notes
    -----
    A step hands one slot on; or exchanges two; or hands one on to somebody who hands on
    what it bars. It is taken where it is better by what `score` compares. Everybody is
    looked at, from who is furthest ahead, until nobody's work can be changed for the
    better.
    """
    settle(state, set(range(len(state.beyond))))


def settle(state: State, waiting: set[int]) -> None:
    """Take steps until none is better that begins or ends with who is ``waiting``."""
    lot, beyond = state.board.lot, state.beyond

    while waiting:
        person = max(waiting, key=lambda one: (beyond[one], lot[one]))
        waiting.discard(person)
        waiting |= relieve(state, person) | burden(state, person)


def relieve(state: State, person: int) -> set[int]:
    """Hand on what one person has where it is better; return whose work changed."""
    found: set[int] = set()
    for slot in bits(state.has[person]):
        found |= _first(state, steps(state, slot, person, state.board.takers[slot]))
    return found


def burden(state: State, person: int) -> set[int]:
    """Give one person what others have where it is better; return whose work changed."""
    found: set[int] = set()
    for slot in bits(state.board.may[person] & ~state.has[person]):
        for giver in list(state.people[slot]):
            if giver in state.people[slot] and person not in state.people[slot]:
                found |= _first(state, steps(state, slot, giver, (person,)))
    return found


def _first(state: State, ways: Iterator[list[Change]]) -> set[int]:
    for changes in ways:
        if try_step(state, changes):
            return {one for _slot, *both in changes for one in both}
    return set()


def steps(
    state: State, slot: int, person: int, others: Iterable[int]
) -> Iterator[list[Change]]:
    """Yield ways of taking a slot from a person for one of others who could do it."""
    if (slot, person) in state.fixed:
        return
    for other in others:
        if not state.has[other] >> slot & 1:
            yield from _ways(state, (slot, person, other))


def _ways(state: State, first: Change) -> Iterator[list[Change]]:
    """Yield ways of one person taking a slot from another.

    What would bring anybody further beyond their share than the giver is now is left
    out.
    """
    slot, person, other = first
    board = state.board
    points, most = board.points, board.band(state.beyond[person]) * board.grain
    after = state.beyond[other] + points[slot]
    barring = state.has[other] & board.clash[slot]
    if barring & (barring - 1):
        return
    if not barring and after <= most:
        yield [first]
    mine = state.has[person] & ~(1 << slot)
    possible = board.may[person] & ~state.has[person]
    for back in bits((barring or state.has[other]) & possible):
        if after - points[back] <= most and not mine & board.clash[back]:
            yield [first, (back, other, person)]
    if barring:
        # Three people are troubled only for a whole step.
        back, below = barring.bit_length() - 1, most - board.grain
        if after - points[back] <= below:
            yield from _handed_on(state, first, back, below)


def _handed_on(
    state: State, first: Change, back: int, most: int
) -> Iterator[list[Change]]:
    board, has, beyond = state.board, state.has, state.beyond
    _slot, person, other = first
    bars = board.clash[back] | 1 << back
    lighter = most - board.points[back]
    for third in board.takers[back]:
        if beyond[third] > lighter or has[third] & bars:
            continue
        if third not in (person, other):
            yield [first, (back, other, third)]


def try_step(state: State, changes: list[Change]) -> bool:
    """Take a step if it is better, and say so."""
    if any((slot, giver) in state.fixed for slot, giver, _taker in changes):
        return False
    people = {one for _slot, giver, taker in changes for one in (giver, taker)}
    before = score(state, people)
    _apply(state, changes)
    after = score(state, people)
    is_better = after < before and _is_worth(state, before, after)
    if is_better and _is_allowed(state, changes):
        return True
    _apply(state, [(slot, taker, giver) for slot, giver, taker in changes])
    return False


def _apply(state: State, changes: list[Change]) -> None:
    for slot, giver, _taker in changes:
        state.remove(slot, giver)
    for slot, _giver, taker in changes:
        state.add(slot, taker)


def _is_allowed(state: State, changes: list[Change]) -> bool:
    board = state.board
    return all(
        not state.has[taker] & board.clash[slot]
        and state.minutes[taker] <= board.most[taker]
        and state.spare_mentors(slot) >= 0
        for slot, _giver, taker in changes
    )


type Score = tuple[list[int], int, int, int, list[int]]


def score(state: State, people: set[int]) -> Score:
    """Return how good it is for some people; smaller is better.

    How far each is beyond the share, in steps within which people count as equal and
    largest first; places they asked not to be given; places whose task they did before;
    published places they lost; and how far each is in points.
    """
    board, published = state.board, state.board.published
    beyond = sorted(state.beyond[one] for one in people if board.drafted[one])[::-1]
    disliked = repeated = kept = 0
    for one in people:
        has = state.has[one]
        disliked += (has & board.dislikes[one]).bit_count()
        kept += (has & published[one]).bit_count()
        repeated += has.bit_count()
        for task in board.novel[one]:
            repeated -= bool(has & board.of_task[task])
    grain = board.grain
    bands = [-(-one // grain) for one in beyond]
    return bands, disliked, repeated, -kept, beyond


def _is_worth(state: State, before: Score, after: Score) -> bool:
    """Whether a step that changes published places gains enough for somebody."""
    weight = round(state.board.period.published.change_weight * UNIT)
    lost = after[3] - before[3]
    if not weight or lost <= 0:
        return True
    gained = before[4][0] - after[4][0] if before[4] else 0
    return gained >= weight * lost
