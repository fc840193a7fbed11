"""The table of flows: what goes into each technique and comes out of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from folkmoot.engines.provision.faults import Faults, problem
from folkmoot.engines.provision.rows import Floats, Ints, Rows, read_rows, shown

IN, OUT, USE, BUILD = range(4)
DIRECTIONS = {"in": IN, "out": OUT, "use": USE, "build": BUILD}
type Known = tuple[Mapping[str, int], Sequence[str]]  # places by name, and units


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Flows as four tables: goods or resources by techniques."""

    inputs: csc_array
    outputs: csc_array
    uses: csc_array
    builds: csc_array


@dataclass(frozen=True, slots=True)
class _Part:
    techniques: Ints
    directions: Ints
    names: Ints
    amounts: Floats
    lines: Ints


def read_flows(
    lines: Iterable[str],
    techniques: Mapping[str, int],
    goods: Known,
    resources: Known,
) -> Flows:
    """Return the flows of a table, each name and unit looked up."""
    faults = Faults("flows.csv")
    needed = ("technique", "direction", "name", "amount")
    parts = [
        _read_part(rows, techniques, goods, resources)
        for rows in read_rows(faults, lines, needed, ("unit",))
    ]
    faults.stop()
    joined = _join(parts)
    many = len(goods[0]), len(resources[0]), len(techniques)
    _refuse_repeated(joined, max(many[0], many[1], 1), faults)

    def table(direction: int, height: int) -> csc_array:
        mine = (joined.directions == direction) & (joined.amounts > 0)
        cells = joined.names[mine], joined.techniques[mine]
        return csc_array((joined.amounts[mine], cells), shape=(height, many[2]))

    return Flows(
        inputs=table(IN, many[0]),
        outputs=table(OUT, many[0]),
        uses=table(USE, many[1]),
        builds=table(BUILD, many[0]),
    )


def _read_part(
    rows: Rows, techniques: Mapping[str, int], goods: Known, resources: Known
) -> _Part:
    directions = rows.choices("direction", DIRECTIONS)
    is_use = directions == USE
    places = np.empty(len(rows), dtype=np.int64)
    for mine, (known, units), kind in (
        (~is_use, goods, "good"),
        (is_use, resources, "resource"),
    ):
        if mine.any():
            some = rows.only(mine)
            places[mine] = some.places("name", known, kind)
            check_units(some, places[mine], units)
    return _Part(
        rows.places("technique", techniques, "technique"),
        directions,
        places,
        rows.numbers("amount"),
        np.array(rows.lines),
    )


def check_units(rows: Rows, places: Ints, units: Sequence[str]) -> None:
    """Refuse rows that name another unit than the good or resource has."""
    texts = rows.columns["unit"]
    differs = np.array(
        [
            bool(text) and place >= 0 and text != units[place]
            for text, place in zip(texts, places.tolist(), strict=True)
        ]
    )
    rows.refuse(
        differs,
        lambda i: problem("unit_differs", text=shown(texts[i]), unit=units[places[i]]),
    )


def _join(parts: list[_Part]) -> _Part:
    empty = np.zeros(0, dtype=np.int64)
    return _Part(
        np.concatenate([empty, *(part.techniques for part in parts)]),
        np.concatenate([empty, *(part.directions for part in parts)]),
        np.concatenate([empty, *(part.names for part in parts)]),
        np.concatenate([np.zeros(0), *(part.amounts for part in parts)]),
        np.concatenate([empty, *(part.lines for part in parts)]),
    )


def _refuse_repeated(rows: _Part, height: int, faults: Faults) -> None:
    # Two rows of one technique for one good could be meant as a sum or as a correction.
    keys = (rows.techniques * len(DIRECTIONS) + rows.directions) * height + rows.names
    refuse_repeated(keys, rows.lines, faults, "flow_repeated")


def refuse_repeated(keys: Ints, lines: Ints, faults: Faults, code: str) -> None:
    """Refuse each row whose key an earlier row has."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    for place in np.flatnonzero(ordered[1:] == ordered[:-1]):
        first, again = lines[order[place]], lines[order[place + 1]]
        faults.add(again, problem(code, first=first))
    faults.stop()
