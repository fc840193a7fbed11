"""``exchange.csv``: what several collectives exchange, and the work of carrying it."""

from collections.abc import Iterable, Sequence

import numpy as np

from folkmoot.engines.provision.faults import Faults, problem
from folkmoot.engines.provision.rows import Names, Rows, read_rows, shown
from folkmoot.engines.provision.technology import Technology
from folkmoot.engines.provision.trading import Exchange

FILE = "exchange.csv"


def read_exchange(
    lines: Iterable[str], technologies: Sequence[Technology], n_periods: int = 1
) -> Exchange:
    """Return what an exchange table says.

    Parameters
    ----------
    lines : iterable of str
        The lines of ``exchange.csv``.
    technologies : sequence of Technology
        Those of the collectives; each good has to be known to one of them, in the same
        unit by all that know it.
    n_periods : int
        How many periods the plans have.

    Returns
    -------
    Exchange
        The goods in the order of the table.

    Raises
    ------
    FilesError
        With line and reason for up to twenty lines that are refused.

    Examples
    --------
    >>> village = Technology(
    ...     goods=["loaf"], techniques=[], resources=[], outputs=None, inputs=None,
    ...     hours=None, uses=None, units=["piece"],
    ... )
    >>> read_exchange(["good,hours", "loaf,0.01"], [village]).units
    ('piece',)
    """
    known: dict[str, str] = {}
    for technology in technologies:
        units = technology.units or [""] * len(technology.goods)
        for good, unit in zip(technology.goods, units, strict=True):
            known.setdefault(good, unit)
    faults, names = Faults(FILE), Names("good")
    goods: list[str] = []
    hours = [np.zeros(0)]
    for rows in read_rows(faults, lines, ("good",), ("unit", "hours")):
        names.add(rows)
        rows.places("good", dict.fromkeys(known, 0), "good")
        _compare_units(rows, known, technologies)
        hours.append(rows.numbers("hours", 0))
        goods += rows.columns["good"]
    faults.stop()
    told = tuple(known[good] for good in goods)
    return Exchange(tuple(goods), told, np.concatenate(hours), n_periods)


def _compare_units(
    rows: Rows, known: dict[str, str], technologies: Sequence[Technology]
) -> None:
    """Tell of goods that are counted unlike."""
    pairs = zip(rows.columns["good"], rows.columns["unit"], rows.lines, strict=True)
    for good, unit, line in pairs:
        wanted = unit or known.get(good, "")
        for technology in technologies:
            if good not in technology.goods or not technology.units:
                continue
            own = technology.units[list(technology.goods).index(good)]
            if own != wanted:
                wrong = problem("unit_differs", text=shown(wanted), unit=own)
                rows.faults.add(line, wrong)
                break
