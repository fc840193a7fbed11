"""Who to ask when somebody cannot come."""

from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.engines.sharing.rota.board import Board
from folkmoot.engines.sharing.rota.drafting import rank
from folkmoot.engines.sharing.rota.explaining import candidates, state_of, why
from folkmoot.engines.sharing.rota.facts import Pair, Period
from folkmoot.engines.sharing.rota.results import Why


@dataclass(frozen=True, slots=True)
class Ask:
    """One person to ask, and why."""

    person: str
    why: Why


def next_to_ask(
    period: Period,
    cells: Iterable[Pair],
    slot: str,
    *,
    but_not: frozenset[str] = frozenset(),
) -> tuple[Ask, ...]:
    """Return who could take a place of a slot, first who should be asked first.

    Parameters
    ----------
    period : Period
        What the rota was drafted from.
    cells : iterable of (str, str)
        Slot and person of the rota as it is, without who cannot come.
    slot : str
        The slot that lacks somebody.
    but_not : frozenset of str
        People not to be asked: who cannot come, who said no.

    Returns
    -------
    tuple of Ask
        Who is furthest behind first; within `Settings.even_within` who did not ask not
        to be given the task, then whose first time it would be. Nobody who is away,
        works close by, or rests; who is learning only beside somebody who knows it.

    Raises
    ------
    KeyError
        If a name is not in the period.

    Examples
    --------
    >>> bread = Task("bread", 120, ability="oven")
    >>> people = (
    ...     Person("Ana", account=-3.0, abilities=frozenset({"oven"})),
    ...     Person("Ben", account=-4.0),
    ...     Person("Cleo", account=1.0, abilities=frozenset({"oven"})),
    ... )
    >>> period = Period((bread,), (Slot("mon", "bread", 0, 480, 600),), people)
    >>> [ask.person for ask in next_to_ask(period, [], "mon")]
    ['Ana', 'Cleo']
    """
    board = Board(period)
    state = state_of(board, frozenset(cells))
    number = board.slot_number[slot]
    could = {
        one for one in candidates(state, number) if board.people[one].id not in but_not
    }
    order = [one for one in rank(state, number) if one in could]
    found = []
    for person in order:
        state.add(number, person)
        others = [one for one in order if one != person]
        reason = why(state, number, person, others)
        state.remove(number, person)
        found.append(Ask(board.people[person].id, reason))
    return tuple(found)
