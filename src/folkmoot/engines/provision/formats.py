"""Planning files: five tables of text become one situation.

The tables are described in "Planning files" (``docs/reference``). Nothing is opened
here: each table is given as its lines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from folkmoot.engines.provision.faults import (
    Fault,
    Faults,
    FilesError,
    ProvisionError,
    problem,
)
from folkmoot.engines.provision.flows import Flows, read_flows
from folkmoot.engines.provision.rows import (
    LONGEST_UNIT,
    Floats,
    Ints,
    Names,
    read_rows,
)
from folkmoot.engines.provision.situation import Means, Situation
from folkmoot.engines.provision.technology import Technology
from folkmoot.engines.provision.wants import (
    MOST_PERIODS,
    NeedRows,
    ResourceRows,
    needs_of,
    read_needs,
    read_resources,
)

FILES = ("goods.csv", "techniques.csv", "resources.csv", "flows.csv", "needs.csv")
MAY_BE_ABSENT = ("resources.csv",)


@dataclass(slots=True)
class _Goods:
    names: Names = field(default_factory=lambda: Names("good"))
    units: list[str] = field(default_factory=list)
    numbers: list[Floats] = field(default_factory=list)  # (4, rows) of each part


@dataclass(slots=True)
class _Techniques:
    names: Names = field(default_factory=lambda: Names("technique"))
    numbers: list[Floats] = field(default_factory=list)  # (6, rows) of each part
    leads: list[Ints] = field(default_factory=list)


def read_situation(
    tables: Mapping[str, Iterable[str]], n_periods: int | None = None
) -> Situation:
    """Return what planning files say.

    Parameters
    ----------
    tables : mapping of str to iterable of str
        The lines of each file by its name: ``goods.csv``, ``techniques.csv``,
        ``flows.csv``, ``needs.csv`` and, where there are any, ``resources.csv``.
    n_periods : int, optional
        How many periods the plan has; the last one that a file names when left out.

    Returns
    -------
    Situation
        Technology, needs and means.

    Raises
    ------
    FilesError
        With file, line and reason for up to twenty lines that are refused: unknown
        names, units that differ, what is no number or a negative one, repetitions.
    ProvisionError
        If ``n_periods`` is not from 1 to 1000.

    Notes
    -----
    Time and memory grow with the rows; 65,536 rows are held as text at once.

    Examples
    --------
    >>> found = read_situation(
    ...     {
    ...         "goods.csv": ["good,unit", "bread,kg", "flour,kg"],
    ...         "techniques.csv": ["technique,hours", "bake,0.1", "mill,0.02"],
    ...         "flows.csv": [
    ...             "technique,direction,name,amount",
    ...             "bake,out,bread,1",
    ...             "bake,in,flour,0.7",
    ...             "mill,out,flour,1",
    ...         ],
    ...         "needs.csv": ["good,amount", "bread,30"],
    ...     }
    ... )
    >>> found.technology.inputs.toarray()
    array([[0. , 0. ],
           [0.7, 0. ]])
    """
    _check_files(tables, n_periods)
    goods = _read_goods(tables["goods.csv"])
    techniques = _read_techniques(tables["techniques.csv"])
    resources = read_resources(tables.get("resources.csv", ["resource,unit"]))
    flows = read_flows(
        tables["flows.csv"],
        techniques.names.places,
        (goods.names.places, goods.units),
        (resources.places, resources.units),
    )
    needs = read_needs(tables["needs.csv"], goods.names.places, goods.units)
    last = max(resources.last_period, needs.last_period, 1)
    many = last if n_periods is None else n_periods
    _check_periods(many, needs, resources)
    technology = _technology(goods, techniques, resources, flows)
    return Situation(
        technology,
        needs_of(needs, many),
        _means(goods, techniques, resources, flows, many),
    )


def _check_files(tables: Mapping[str, Iterable[str]], n_periods: int | None) -> None:
    if n_periods is not None and not 1 <= n_periods <= MOST_PERIODS:
        message = f"n_periods is {n_periods}; expected 1 to {MOST_PERIODS}"
        raise ProvisionError(message)
    absent = [name for name in FILES if name not in {*tables, *MAY_BE_ABSENT}]
    if absent:
        raise FilesError([Fault(name, 0, problem("file_missing")) for name in absent])


def _check_periods(n_periods: int, needs: NeedRows, resources: ResourceRows) -> None:
    found = []
    for rows in (needs, resources):
        if rows.last_period > n_periods:
            wrong = problem("period_beyond", period=rows.last_period, periods=n_periods)
            found.append(Fault(rows.file, rows.last_line, wrong))
    if found:
        raise FilesError(found)


def _read_goods(lines: Iterable[str]) -> _Goods:
    found, faults = _Goods(), Faults("goods.csv")
    optional = ("stock", "end_stock", "loss", "outside")
    for rows in read_rows(faults, lines, ("good", "unit"), optional):
        found.names.add(rows)
        found.units += rows.words("unit", LONGEST_UNIT)
        stock = rows.numbers("stock", 0)
        end = rows.numbers("end_stock", -1)
        numbers = [
            stock,
            np.where(end < 0, stock, end),
            rows.numbers("loss", 0, 1),
            rows.numbers("outside", 0),
        ]
        found.numbers.append(np.stack(numbers))
    faults.stop()
    return found


def _read_techniques(lines: Iterable[str]) -> _Techniques:
    found, faults = _Techniques(), Faults("techniques.csv")
    optional = (
        *("hours", "capacity", "end_capacity", "wear", "lead"),
        *("build_hours", "lump"),
    )
    for rows in read_rows(faults, lines, ("technique",), optional):
        found.names.add(rows)
        numbers = [
            rows.numbers("hours", -1),
            rows.numbers("capacity", np.inf),
            rows.numbers("end_capacity", -1),
            rows.numbers("wear", 0, 1),
            rows.numbers("build_hours", 0),
            rows.numbers("lump", 0),
        ]
        found.numbers.append(np.stack(numbers))
        found.leads.append(rows.counts("lead", 0, 0, MOST_PERIODS))
    faults.stop()
    return found


def _technology(
    goods: _Goods, techniques: _Techniques, resources: ResourceRows, flows: Flows
) -> Technology:
    hours = _joined(techniques.numbers, 6)[0]
    by_ability = resources.abilities.astype(float) @ flows.uses
    beyond = by_ability > np.where(hours < 0, np.inf, hours) * (1 + 1e-9) + 1e-12
    faults = Faults("techniques.csv")
    names = list(techniques.names.places)
    for place in np.flatnonzero(beyond):
        wrong = problem(
            "abilities_beyond",
            name=f"“{names[place]}”",
            hours=f"{hours[place]:g}",
            abilities=f"{by_ability[place]:g}",
        )
        faults.add(techniques.names.lines[place], wrong)
    faults.stop()
    return Technology(
        goods=tuple(goods.names.places),
        techniques=tuple(names),
        resources=tuple(resources.places),
        outputs=flows.outputs,
        inputs=flows.inputs,
        hours=np.where(hours < 0, by_ability, hours),
        uses=flows.uses,
        units=tuple(goods.units),
        resource_units=tuple(resources.units),
    )


def _means(
    goods: _Goods,
    techniques: _Techniques,
    resources: ResourceRows,
    flows: Flows,
    n_periods: int,
) -> Means:
    stocks, end_stocks, losses, outside = _joined(goods.numbers, 4)
    _hours, capacity, end, wear, build_hours, lumps = _joined(techniques.numbers, 6)
    can_build = (np.diff(flows.builds.indptr) > 0) | (build_hours > 0)
    kept = np.where(can_build & np.isfinite(capacity), capacity, 0.0)
    limits, budgets = resources.over(n_periods)
    return Means(
        limits=limits[:, 1:],
        budgets=budgets[1:],
        abilities=resources.abilities,
        hours=limits[:, 0],
        hours_budget=float(budgets[0]),
        stocks=stocks,
        end_stocks=end_stocks,
        losses=losses,
        outside=outside,
        capacities=capacity,
        end_capacities=np.where(end < 0, kept, end),
        wear=wear,
        arriving=np.zeros((n_periods, len(wear))),
        leads=np.concatenate([np.zeros(0, dtype=np.int64), *techniques.leads]),
        builds=flows.builds,
        build_hours=build_hours,
        lumps=lumps,
    )


def _joined(parts: list[Floats], many: int) -> Floats:
    joined: Floats = np.concatenate([np.zeros((many, 0)), *parts], axis=1)
    return joined
