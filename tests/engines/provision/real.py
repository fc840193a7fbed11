"""Real tables as technologies. They lie beside the source; without them tests skip."""

# ruff: noqa: S314 -- files of our own

import csv
import io
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from scipy.sparse import csc_array
from tests.conftest import WITHOUT_DATA
from tests.engines.provision.rda import read_rda
from tests.house_rules.source import ROOT

from folkmoot.engines.provision import Technology

DATA = Path(ROOT).parent / "shared" / "data" / "planning"
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def folder(name):
    """Return a folder of the data, or skip the test."""
    if not (DATA / name).is_dir():
        pytest.skip(f"{WITHOUT_DATA}: {name}")
    return DATA / name


class Table(NamedTuple):
    """A table of flows in money: who uses how much of what, and what is used in the end."""

    technology: Technology
    demand: np.ndarray
    published: dict


def technology_of(goods, techniques, outputs, inputs, hours, units):
    return Technology(
        goods=list(goods),
        techniques=list(techniques),
        resources=[],
        outputs=csc_array(np.maximum(outputs, 0)),
        inputs=csc_array(np.maximum(inputs, 0)),
        hours=np.asarray(hours, dtype=float),
        uses=csc_array((0, len(techniques))),
        units=list(units),
    )


# --- United States 2017: 402 goods and industries, several goods from one industry


@cache
def read_bea():
    """Return the make and use tables in million dollars; ``hours`` are value added."""
    data = folder("bea_io_useeior") / "data"
    make = read_rda(data / "Detail_Make_2017_BeforeRedef_17sch.rda")
    use = read_rda(data / "Detail_Use_2017_PRO_BeforeRedef_17sch.rda")
    (make,), (use,) = make.values(), use.values()
    industries, goods = make.rows[:-1], [one for one in make if one != "T008"]
    outputs = np.array([make[good] for good in goods])[:, :-1]
    rows = [use.rows.index(good) for good in goods]
    inputs = np.array([use[one] for one in industries])[:, rows].T
    final = [one for one in use if one[0] == "F"]
    added = [use.rows.index(f"V00{n}00") for n in (1, 2, 3)]
    pay = np.array([use[one] for one in industries])[:, added].sum(axis=1)
    return Table(
        technology_of(goods, industries, outputs, inputs, np.maximum(pay, 0), ()),
        np.array([use[one] for one in final])[:, rows].sum(axis=0),
        {
            "goods": np.array([make[good][-1] for good in goods]),
            "industries": np.array(make["T008"])[:-1],
            "outputs": outputs,
            "inputs": inputs,
            "added": pay,
        },
    )


# --- Germany 2014: 56 industries with the hours worked in each


def read_sheet(file, sheet):
    """Yield the rows of a sheet as dicts from column letters to texts."""
    with zipfile.ZipFile(file) as archive:
        with archive.open("xl/sharedStrings.xml") as words:
            texts = [
                "".join(one.text or "" for one in item.iter(f"{CELL}t"))
                for item in ET.parse(words).getroot()
            ]
        with archive.open(f"xl/worksheets/{sheet}.xml") as rows:
            for _, row in ET.iterparse(rows):
                if row.tag != f"{CELL}row":
                    continue
                found = {}
                for cell in row:
                    value = cell.find(f"{CELL}v")
                    if value is not None:
                        is_text = cell.get("t") == "s"
                        column = cell.get("r").rstrip("0123456789")
                        found[column] = (
                            texts[int(value.text)] if is_text else value.text
                        )
                yield found
                row.clear()


@cache
def read_germany(year="2014"):
    """Return domestic flows in million dollars and hours in millions."""
    data = folder("wiod2016_niot")
    rows = list(read_sheet(data / "data-raw" / "DEU_NIOT_nov16.xlsx", "sheet2"))
    head = next(one for one in rows if one.get("A") == "Year")
    mine = [one for one in rows if one.get("A") == year]
    domestic = [one for one in mine if one.get("D") == "Domestic"]
    codes = [one["B"] for one in domestic]
    columns = {code: letter for letter, code in head.items()}
    inputs = np.array(
        [[float(one[columns[code]]) for code in codes] for one in domestic]
    )
    last = columns["GO"]
    output = np.array([float(one[last]) for one in domestic])
    hours, given = _hours(data, "DEU", year)
    technology = technology_of(
        [one["C"] for one in domestic],
        codes,
        np.diag(output),
        inputs,
        [hours.get(code, 0.0) for code in codes],
        ["million dollars"] * len(codes),
    )
    demand = output - inputs.sum(axis=1)
    return Table(technology, demand, {"codes": codes, "output": output, "hours": given})


def _hours(data, country, year):
    """Return hours of all who work, employed or not, by industry, in millions."""
    (table,) = read_rda(data / "data" / "sea.rda").values()
    columns = ("country", "year", "code", "H_EMPE", "EMP", "EMPE")
    found = {}
    for land, when, code, worked, people, employed in zip(
        *(table[one] for one in columns), strict=True
    ):
        if (land, str(when)) == (country, year) and employed > 0:
            # Hours are told of employees; the others are taken to work as long.
            found[code] = float(worked) * float(people) / float(employed)
    return found, sum(found.values())


# --- USLCI: 639 techniques in kind


class Process(NamedTuple):
    name: str
    flows: list  # direction, name, amount, unit


@cache
def read_uslci():
    """Return the unit processes with all their flows between techniques."""
    file = folder("uslci") / "downloads" / "uslci_fy21_q3_01_olca_10_3_ecospold2.zip"
    with zipfile.ZipFile(file) as archive:
        name = next(one for one in archive.namelist() if "processes" in one)
        with archive.open(name) as text:
            return [
                _process(one)
                for _, one in ET.iterparse(text)
                if one.tag.endswith("}dataset")
            ]


def _process(dataset):
    name, flows = "", []
    for one in dataset.iter():
        tag = one.tag.rpartition("}")[2]
        if tag == "referenceFunction":
            name = f"{one.get('name')} ({dataset.get('number')})"
        elif tag == "exchange":
            group = {child.tag.rpartition("}")[2]: child.text for child in one}
            amount, unit = float(one.get("meanValue")), one.get("unit")
            direction = _direction(group)
            if direction:
                place = one.get("location") or ""
                flows.append((direction, f"{one.get('name')} {place}", amount, unit))
    dataset.clear()
    return Process(name, flows)


def _direction(group):
    """Tell what comes out (0, by-products 2, for treatment 3) from what goes in."""
    if group.get("outputGroup") in {"0", "2", "3"}:
        return "out"
    return "in" if group.get("inputGroup") in {"1", "2", "3", "5"} else None


def as_files(processes):
    """Return planning files of unit processes; a good is its name with its unit."""
    goods, rows, seen = {}, [], Counter()
    for process in processes:
        totals = Counter()
        for direction, name, amount, unit in process.flows:
            good = f"{name} [{unit}]"
            goods[good] = unit
            totals[direction if amount >= 0 else _turned(direction), good] += abs(
                amount
            )
        seen[process.name] += 1
        rows += [(process.name, *key, many) for key, many in totals.items()]
    assert max(seen.values()) == 1
    return {
        "goods.csv": _lines([("good", "unit"), *goods.items()]),
        "techniques.csv": _lines([("technique", "hours"), *((one, 1) for one in seen)]),
        "flows.csv": _lines([("technique", "direction", "name", "amount"), *rows]),
        "needs.csv": ["good,amount"],
    }


def _turned(direction):
    return {"in": "out", "out": "in"}[direction]


def _lines(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().splitlines(keepends=True)


# --- Cockshott's two years of four products, each industry with its own capital


def read_grid(file):
    """Return a small table as rows of numbers by name."""
    with file.open() as lines:
        rows = [row for row in csv.reader(lines) if any(cell.strip() for cell in row)]
    return {row[0].strip(): [float(cell) for cell in row[1:]] for row in rows[1:]}


def read_cockshott():
    """Return its tables, and the net output and work of each year that it recorded."""
    data = folder("cockshott_5yearplan") / "plancode" / "pasharm"
    tables = {
        name: read_grid(data / f"test{name}.csv") for name in ("flow", "cap", "dep")
    }
    recorded = {"netoutput": [], "labour": [], "netoutput/target": []}
    for row in csv.reader((data / "result.csv").read_text().splitlines()):
        kind = row[1].strip() if len(row) > 5 else ""
        if kind in recorded:
            recorded[kind].append([float(cell) for cell in row[2:6]])
    targets = read_grid(data / "testtarg.csv")
    return tables, targets, {name: np.array(rows) for name, rows in recorded.items()}


def read_village():
    """Return the techniques of Samothrakis' village and what two people there need."""
    data = folder("selviaria") / "data"
    table, profiles = (
        read_grid(data / name) for name in ("selviaria.csv", "selveria_profiles.csv")
    )
    goods = [name for name in table if not name.startswith("Lb")]
    inputs = np.array([table[name][: len(goods)] for name in goods])
    hours = np.sum(
        [row[: len(goods)] for name, row in table.items() if name.startswith("Lb")],
        axis=0,
    )
    technology = technology_of(goods, goods, np.eye(len(goods)), inputs, hours, ())
    return technology, np.array(list(profiles.values()))
