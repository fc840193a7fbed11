"""From a period to a rota."""

from folkmoot.engines.sharing.rota.board import Board
from folkmoot.engines.sharing.rota.chains import fill_by_chains
from folkmoot.engines.sharing.rota.drafting import draft_state
from folkmoot.engines.sharing.rota.explaining import tell
from folkmoot.engines.sharing.rota.facts import Period
from folkmoot.engines.sharing.rota.improving import improve_state
from folkmoot.engines.sharing.rota.repacking import (
    empty_places,
    fill_by_repacking,
    repack_people,
)
from folkmoot.engines.sharing.rota.results import Method, Rota
from folkmoot.engines.sharing.rota.state import State

# People times the slots that each could take.
MOST_CELLS_AT_ONCE = 3_000
MOST_CELLS_TO_IMPROVE = 50_000  # half a minute


def is_quick(period: Period) -> bool:
    """Tell whether somebody can wait for `improve` without looking further.

    Parameters
    ----------
    period : Period
        As for `draft`.

    Returns
    -------
    bool
        True up to 3,000 pairs of a person and a slot that they could take: four weeks
        of forty people, or twelve weeks of twelve, which take less than a second of
        the processor (``bench/sharing.py``).

    Examples
    --------
    >>> is_quick(Period((Task("sweep", 60),), (), (Person("Ana"),)))
    True
    """
    return _cells(Board(period)) <= MOST_CELLS_AT_ONCE


def _cells(board: Board) -> int:
    return sum(may.bit_count() for may in board.may)


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
    after it; asked not to; did the task before; points beyond the share; lot. For what
    is still empty, up to three people hand work on. Cost: people times slots.

    Examples
    --------
    >>> bread = Task("bread", 120)
    >>> slots = (Slot("mon", "bread", 0, 480, 600), Slot("tue", "bread", 1, 480, 600))
    >>> people = (Person("Ana", account=-3.0), Person("Ben"))
    >>> rota = draft(Period((bread,), slots, people))
    >>> [(cell.slot, cell.person, cell.why.behind) for cell in rota.cells]
    [('mon', 'Ana', 3.0), ('tue', 'Ana', 3.0)]
    """
    return tell(_drafted(period), Method.DRAFT, is_fullest=False)


def improve(period: Period, *, looks_further: bool = True) -> Rota:
    """Return the draft after everything that makes it better.

    Parameters
    ----------
    period : Period
        As for `draft`.
    looks_further : bool
        Whether small rotas are given to HiGHS to look for a more even one, and to be
        proved the best. It takes seconds; without it, a page can wait for a small rota.

    Returns
    -------
    Rota
        With `Rota.is_fullest` where it is proved that no rota leaves fewer places
        empty, and `Method.PROVED` where no rota is better at all. With more than
        50,000 pairs of a person and a slot that they could take, it is the draft.

    Notes
    -----
    What counts, in this order: few empty places that must be filled; few empty places;
    the one furthest beyond their share, then the next, and so on, in steps of
    `Settings.even_within`; few places that people asked not to be given; few places
    whose task is not new to who has it; few changes to what was published; even shares
    within a step. With `Published.change_weight` above 0 a published cell changes only
    for what it says, or to fill a place.

    Work is handed on and exchanged while that helps (ejection chains), one person's
    work arranged anew (dynamic programme over time), empty places filled by HiGHS where
    the rest did not find anybody; it also looks further where a rota is small, and
    solves a very small one to the end. Without
    rules on rest and with equal points, handing on alone reaches the best (Frank and
    Murota, Decreasing minimization on M-convex sets, 2022).

    Examples
    --------
    >>> sweep = Task("sweep", 60)
    >>> slots = tuple(Slot(f"day {n}", "sweep", n, 480, 540) for n in range(4))
    >>> rota = improve(Period((sweep,), slots, (Person("Ana"), Person("Ben", 0.5))))
    >>> [(one.person, one.points) for one in rota.standings], rota.method.value
    ([('Ana', 3.0), ('Ben', 1.0)], 'proved')
    """
    # HiGHS takes a moment to load, which no draft should wait for.
    from folkmoot.engines.sharing.rota import proving

    state = _drafted(period)
    if _cells(state.board) > MOST_CELLS_TO_IMPROVE:
        return tell(state, Method.DRAFT, is_fullest=False)
    _search(state)
    empty = empty_places(state)
    is_fullest = not any(empty) or proving.prove_fullest(state)
    if empty_places(state) != empty:
        _search(state)
    is_best = looks_further and _look_further(state, is_fullest=is_fullest)
    method = Method.PROVED if is_best else Method.IMPROVED
    return tell(state, method, is_fullest=is_fullest)


def _look_further(state: State, *, is_fullest: bool) -> bool:
    """Have HiGHS look for a better rota; return whether there is none better."""
    from folkmoot.engines.sharing.rota import proving

    if proving.is_provable(state):
        return is_fullest and proving.prove_best(state)
    if proving.is_searchable(state):
        proving.search_evener(state)
        _search(state)
    return False


def _drafted(period: Period) -> State:
    state = draft_state(Board(period))
    fill_by_chains(state)
    return state


def _search(state: State) -> None:
    improve_state(state)
    fill_by_repacking(state)
    if not state.board.period.published.change_weight:
        repack_people(state)
