"""A rota while it is made: who has what, and what may be added."""

from folkmoot.engines.sharing.rota.board import Bits, Board


class State:
    """Who has which slot, with what follows from it kept up to date."""

    __slots__ = ("beyond", "board", "fixed", "has", "minutes", "people")

    def __init__(self, board: Board) -> None:
        """Start with nobody anywhere."""
        self.board = board
        self.has: list[Bits] = [0] * len(board.people)
        self.people: list[set[int]] = [set() for _ in board.slots]
        self.beyond = list(board.start)
        self.minutes = [0] * len(board.people)
        self.fixed: set[tuple[int, int]] = set()

    def add(self, slot: int, person: int) -> None:
        """Give a place."""
        self.has[person] |= 1 << slot
        self.people[slot].add(person)
        self.beyond[person] += self.board.points[slot]
        self.minutes[person] += self.board.minutes[slot]

    def remove(self, slot: int, person: int) -> None:
        """Take a place back."""
        self.has[person] &= ~(1 << slot)
        self.people[slot].discard(person)
        self.beyond[person] -= self.board.points[slot]
        self.minutes[person] -= self.board.minutes[slot]

    def is_free(self, slot: int, person: int) -> bool:
        """Whether nothing else that a person has bars them from a slot."""
        board = self.board
        bars = board.clash[slot] | 1 << slot
        minutes = self.minutes[person] + board.minutes[slot]
        return not self.has[person] & bars and minutes <= board.most[person]

    def room(self, slot: int) -> int:
        """How many places of a slot are empty."""
        return self.board.seats[slot] - len(self.people[slot])

    def spare_mentors(self, slot: int) -> int:
        """How many more can learn beside those in a slot who know it."""
        bit, knows = 1 << slot, self.board.knows
        able = sum(1 for person in self.people[slot] if knows[person] & bit)
        return 2 * able - len(self.people[slot])

    def is_learner(self, slot: int, person: int) -> bool:
        """Whether somebody would be in a slot to learn it."""
        return not self.board.knows[person] >> slot & 1

    def can_join(self, slot: int, person: int) -> bool:
        """Whether somebody may be given a place of a slot that has room."""
        if not self.board.may[person] >> slot & 1 or not self.is_free(slot, person):
            return False
        return not self.is_learner(slot, person) or self.spare_mentors(slot) > 0

    def cells(self) -> set[tuple[int, int]]:
        """Slot and person of every place that is taken."""
        return {(s, p) for s, people in enumerate(self.people) for p in people}

    def copy(self) -> "State":
        """Return another that can change by itself."""
        other = State(self.board)
        other.become(self)
        return other

    def become(self, other: "State") -> None:
        """Take over who has what in another."""
        self.has[:] = other.has
        self.people = [set(one) for one in other.people]
        self.beyond[:] = other.beyond
        self.minutes[:] = other.minutes
        self.fixed = set(other.fixed)
