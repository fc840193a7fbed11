"""What a rota says: who does what and why, what stays empty, where everyone stands."""

from dataclasses import dataclass
from enum import StrEnum


class Because(StrEnum):
    """What decided that somebody has a place."""

    BEHIND = "behind"  # the furthest behind, or equally far, of those who could
    ONLY = "only"  # nobody else could
    BEST = "best"  # others were further behind; so the whole comes out more even
    KEPT = "kept"  # the published rota says so
    FIXED = "fixed"  # theirs for good


@dataclass(frozen=True, slots=True)
class Why:
    """Why this person has this place. Everybody who has one is free and rested.

    Parameters
    ----------
    because : Because
        What decided.
    ability : str or None
        What the task needs and this person knows, or is learning.
    behind : float
        Points behind the share without this place; below 0 for who is ahead.
    beside : tuple of str
        For somebody who is learning it: who is there and knows it.
    asked_not : tuple of str
        Who could have come, was at least as far behind, and asked not to be given
        this task.
    others : int
        How many others could have come.
    did_ask_not : bool
        Whether this person asked not to be given this task.
    """

    because: Because
    ability: str | None = None
    behind: float = 0.0
    beside: tuple[str, ...] = ()
    asked_not: tuple[str, ...] = ()
    others: int = 0
    did_ask_not: bool = False

    @property
    def is_learning(self) -> bool:
        """Whether this person comes to learn it."""
        return bool(self.beside)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of one slot, and who has it."""

    slot: str
    person: str
    why: Why


class Lack(StrEnum):
    """Why nobody can be found for a place."""

    NOBODY_KNOWS = "nobody_knows"  # nobody has the ability
    NOBODY_FREE = "nobody_free"  # who could do it cannot come
    ALL_TAKEN = "all_taken"  # who could come works close by, rests, or has enough


@dataclass(frozen=True, slots=True)
class Shortage:
    """Places of a slot that stay empty.

    Parameters
    ----------
    slot : str
        Which.
    places : int
        How many of its places are empty.
    is_required : bool
        Whether the slot is one that must be filled.
    lack : Lack
        Why.
    ability : str or None
        The ability that is missing: people are free and would do, if they knew it.
    able, free : int
        How many know it (or it needs no ability), and how many of them can come and are
        not there already.
    free_without : int
        How many could come and do not know it.
    """

    slot: str
    places: int
    is_required: bool
    lack: Lack
    ability: str | None
    able: int
    free: int
    free_without: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands after the period; all in points.

    Parameters
    ----------
    person : str
        Who.
    account : float
        Beyond the share before it.
    points : float
        In it.
    share : float
        Their part of all that can be filled.
    """

    person: str
    account: float
    points: float
    share: float

    @property
    def beyond(self) -> float:
        """Points beyond the share after the period: the next account."""
        return self.account + self.points - self.share


class Method(StrEnum):
    """How a rota came about."""

    DRAFT = "draft"  # each place to who is furthest behind
    IMPROVED = "improved"  # and changed while anything became better
    PROVED = "proved"  # and there is none better


@dataclass(frozen=True, slots=True)
class Rota:
    """A whole rota.

    Parameters
    ----------
    cells : tuple of Cell
        By slot's time, then person.
    shortages : tuple of Shortage
        By slot's time.
    standings : tuple of Standing
        By person.
    released : tuple of (str, str)
        Slot and person of fixed places that became free: too many of the task were
        fixed, or the person cannot come.
    changed : tuple of (str, str)
        Slot and person of published cells that are not in it.
    method : Method
        How it came about.
    is_fullest : bool
        Whether it is sure that no rota leaves fewer places empty.
    """

    cells: tuple[Cell, ...]
    shortages: tuple[Shortage, ...]
    standings: tuple[Standing, ...]
    released: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    method: Method = Method.DRAFT
    is_fullest: bool = False
