"""From a period to a rota."""

from folkmoot.engines.sharing.rota.board import Board
from folkmoot.engines.sharing.rota.drafting import draft_state
from folkmoot.engines.sharing.rota.explaining import tell
from folkmoot.engines.sharing.rota.facts import Period
from folkmoot.engines.sharing.rota.results import Method, Rota


def draft(period: Period) -> Rota:
    """Return a first rota: each place to who is furthest behind of those who can.

    Parameters
    ----------
    period : Period
        Tasks, slots, people, the group's rules, and what was published.

    Returns
    -------
    Rota
        Nobody is given what they cannot do or come to, nor two slots within the rest
        that the group set; what stays empty is named with what is missing.

    Notes
    -----
    What is fixed comes first, then what was published if a change weighs anything.
    Then slot by slot: those that must be filled, then those that fewest can take. A
    place goes to the smallest of: steps of `Settings.even_within` beyond the share
    after it; asked not to; did the task before; points beyond the share; lot. Cost:
    people times slots.

    Examples
    --------
    >>> bread = Task("bread", 120)
    >>> slots = (Slot("mon", "bread", 0, 480, 600), Slot("tue", "bread", 1, 480, 600))
    >>> people = (Person("Ana", account=-3.0), Person("Ben"))
    >>> rota = draft(Period((bread,), slots, people))
    >>> [(cell.slot, cell.person, cell.why.behind) for cell in rota.cells]
    [('mon', 'Ana', 3.0), ('tue', 'Ana', 3.0)]
    """
    return tell(draft_state(Board(period)), Method.DRAFT)
