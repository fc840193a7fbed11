"""Filling what the draft left empty: one comes in, hands on what it bars, and so on."""

from folkmoot.engines.sharing.rota.board import bits
from folkmoot.engines.sharing.rota.drafting import rank
from folkmoot.engines.sharing.rota.state import State

DEEPEST = 3  # hands through which work goes on to fill one place
TRIES = 4_000  # people looked at for one place


def fill_by_chains(state: State, *, deepest: int = DEEPEST) -> None:
    """Fill empty places by moving people who could come but for other work.

    Notes
    -----
    Whoever could take the place but for one other gives that one to somebody else, who
    may do the same. A place that must be filled may be taken from one that need not.
    """
    board = state.board
    order = sorted(
        (slot for slot in range(len(board.slots)) if state.room(slot)),
        key=lambda slot: (not board.required[slot], slot),
    )
    for slot in order:
        while state.room(slot) and _Chain(state).place(slot, deepest):
            pass


def hand_on(state: State, slot: int, giver: int) -> set[int] | None:
    """Give one place of a slot to somebody else; return whose work changed.

    None, and nothing changed, where nobody can take it.
    """
    chain = _Chain(state)
    chain.never = giver
    return chain.changed if chain.place(slot, 1) else None


class _Chain:
    """One search for somebody for a place; what was tried in vain is taken back."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.tries = TRIES
        self.seen: set[int] = set()
        self.changed: set[int] = set()
        self.never = -1

    def place(self, slot: int, deepest: int) -> bool:
        """Give a place of a slot to somebody, moving others where needed."""
        state = self.state
        self.seen.add(slot)
        for person in rank(state, slot):
            if person != self.never and state.can_join(slot, person):
                state.add(slot, person)
                self.changed.add(person)
                return True
        if deepest:
            bit = 1 << slot
            for person, may in enumerate(state.board.may):
                is_new = person != self.never and person not in state.people[slot]
                if may & bit and is_new:
                    self.tries -= 1
                    if self.tries > 0 and self._move(slot, person, deepest):
                        return True
        return False

    def _move(self, slot: int, person: int, deepest: int) -> bool:
        """Give a place to somebody who must hand on one other first."""
        state, board = self.state, self.state.board
        barring = bits(state.has[person] & board.clash[slot])
        if len(barring) > 1:
            return False
        for other in barring or bits(state.has[person]):
            if other in self.seen or (other, person) in state.fixed:
                continue
            state.remove(other, person)
            if state.spare_mentors(other) >= 0 and state.can_join(slot, person):
                state.add(slot, person)
                if self.place(other, deepest - 1):
                    self.changed.add(person)
                    return True
                if board.required[slot] and not board.required[other]:
                    return True
                state.remove(slot, person)
            state.add(other, person)
        return False
