"""One person answering: the next statement, how many this time, what to take back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.listening.models import Hearing, Statement
from folkmoot.listening.queries.next import pick_next
from folkmoot.listening.queries.people import MINUTE, Given, Progress, look_up
from folkmoot.people.models import Membership

BUDGETS = (2, 5, 10)  # minutes that one may choose, beside all
AHEAD = 8  # statements on the page for when the connection is away


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: how many more, which first, which to take back."""

    left: int | None = None
    first: UUID | None = None
    undo: UUID | None = None


@dataclass(frozen=True)
class Budget:
    """How many statements fit into so many minutes; ``is_all`` when none is left."""

    minutes: int
    statements: int
    is_all: bool


@dataclass(frozen=True)
class Sitting:
    """What a person is asked now, and what follows on the page without a server."""

    hearing: Hearing
    progress: Progress
    left: int
    statement: Statement | None
    ahead: Sequence[Statement]
    answered: Given | None

    @property
    def minutes_left(self) -> int:
        """How many minutes this sitting still takes."""
        return self.progress.minutes_for(self.left)

    @property
    def budgets(self) -> list[Budget]:
        """What one may choose to go on with."""
        return budgets_of(self.progress)


def budgets_of(progress: Progress) -> list[Budget]:
    """Return the minutes that one may choose; those that would do for all are all."""
    if not progress.left:
        return []
    fitting = [(m, max(1, int(m * MINUTE / progress.seconds_each))) for m in BUDGETS]
    chosen = [Budget(m, n, is_all=False) for m, n in fitting if n < progress.left]
    return [*chosen, Budget(progress.minutes_left, progress.left, is_all=True)]


def sit(
    member: Membership, hearing: Hearing, wanted: Wanted, *, at_once: int | None = None
) -> Sitting:
    """Return what ``member`` is asked now.

    Where nothing says how many, ``at_once`` does: so many are asked, then whether to
    go on. Without it, all are.
    """
    own = look_up(member, hearing)
    progress, left = own.progress, wanted.left
    if left is None:
        left = _by_itself(progress, at_once)
    if wanted.first is not None:
        left = max(left, 1)
    left = min(left, progress.left)
    asked = []
    if left:
        count = min(left, AHEAD + 1)
        asked = pick_next(own.candidates, member, first=wanted.first, count=count)
    undone = (one for one in own.given if one.statement_id == wanted.undo)
    return Sitting(
        hearing=hearing,
        progress=progress,
        left=left,
        statement=asked[0] if asked else None,
        ahead=asked[1:],
        answered=next(undone, None),
    )


def next_statement(
    member: Membership, hearing: Hearing, first: UUID | None = None
) -> Statement | None:
    """Return the next statement to answer, or nothing; no count comes along."""
    return sit(member, hearing, Wanted(first=first)).statement


def _by_itself(progress: Progress, at_once: int | None) -> int:
    if at_once is None:
        return progress.left
    done = progress.answered % at_once
    return 0 if progress.answered and not done else at_once - done
