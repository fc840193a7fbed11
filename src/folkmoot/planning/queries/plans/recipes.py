"""The recipes of a collective as its pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from folkmoot.people.models import Collective, Membership
from folkmoot.planning import tables as files
from folkmoot.planning.models import Book, Length, WayUnit
from folkmoot.planning.tables import FLOWS, GOODS, NEEDS, RESOURCES, WAYS, Row, Tables

# What the form of a way of making holds as the files do.
WAY_COLUMNS = ("capacity", "hours", "build_hours", "lead", "end_capacity", "lump")


@dataclass(frozen=True)
class WayShown:
    """One way of making: what comes out, what goes in, what it takes."""

    id: UUID
    name: str
    capacity: str
    hours: str
    gives: Sequence[Row]
    takes: Sequence[Row]
    uses: Sequence[Row]
    people: int = 0
    is_mine: bool = False


@dataclass(frozen=True)
class BookShown:
    """All recipes of a collective."""

    version: int
    length: str
    tables: Tables
    ways: Sequence[WayShown]
    book: Book | None

    @property
    def goods(self) -> list[str]:
        """The goods, in order."""
        return files.names_in(self.tables, GOODS)

    @property
    def resources(self) -> list[str]:
        """Work, machines, land and emissions, in order."""
        return files.names_in(self.tables, RESOURCES)

    @property
    def needs(self) -> list[Row]:
        """What is needed, with units."""
        return [_with_unit(self.tables, row, "good") for row in self.tables[NEEDS]]

    @property
    def example(self) -> str:
        """With which example of the library they began."""
        return self.book.example if self.book else ""

    @property
    def weeks(self) -> int:
        """For how many periods plans are made, where nobody says otherwise."""
        least = 1 if self.length == Length.YEAR else 4
        return max(least, files.last_week(self.tables))

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there yet."""
        return not any(self.tables.values())

    @property
    def can_plan(self) -> bool:
        """Whether there is something needed and a way to make something."""
        return bool(self.needs and self.ways)


def tables_of(collective: Collective) -> tuple[int, Tables]:
    """Return the recipes as they are, and their version."""
    book = Book.objects.filter(collective=collective).first()
    return (book.version, book.tables) if book else (0, files.empty_tables())


def length_of(collective: Collective) -> str:
    """Return how long one period of the recipes is."""
    rows = Book.objects.filter(collective=collective).values_list("length", flat=True)
    return rows.first() or Length.WEEK


def get_book(member: Membership) -> BookShown:
    """Return the recipes with who works where."""
    collective = member.collective
    book = Book.objects.filter(collective=collective).first()
    tables: Tables = book.tables if book else files.empty_tables()
    units = WayUnit.objects.filter(collective=collective).prefetch_related("parts")
    parts = {
        unit.way: [one.member_id for one in unit.parts.all() if one.until is None]
        for unit in units
    }
    flows: dict[str, list[Row]] = {}
    for row in tables[FLOWS]:
        flows.setdefault(row["technique"], []).append(row)
    known = _units(tables)
    ways = [
        _show(collective, row, flows.get(row["technique"], []), known, parts, member)
        for row in tables[WAYS]
    ]
    length = book.length if book else Length.WEEK
    return BookShown(book.version if book else 0, length, tables, ways, book)


def id_of_way(collective: Collective, name: str) -> UUID:
    """Return the part of the address of a way of making."""
    return uuid5(collective.id, f"way {name}")


def find_way(collective: Collective, tables: Tables, way_id: UUID) -> Row | None:
    """Return the way of making at an address."""
    for row in tables[WAYS]:
        if id_of_way(collective, row["technique"]) == way_id:
            return row
    return None


def good_rows(tables: Tables) -> list[dict[str, Any]]:
    """Return what the form of goods shows first."""
    return [
        {
            "before": row["good"],
            "name": row["good"],
            "unit": row["unit"],
            "stock": row.get("stock"),
            "end_stock": row.get("end_stock"),
            "outside": row.get("outside"),
            "loss": _percent(row.get("loss")),
        }
        for row in tables[GOODS]
    ]


def limit_rows(tables: Tables) -> list[dict[str, Any]]:
    """Return what the form of limits shows first: one row for each resource."""
    found: dict[str, dict[str, Any]] = {}
    for row in tables[RESOURCES]:
        name = row["resource"]
        kind = "ability" if row.get("kind") else "other"
        one = found.setdefault(
            name,
            {
                "before": name,
                "name": name,
                "unit": row["unit"],
                "kind": "all" if name == "hours" else kind,
            },
        )
        field = {"": "each", "all": "total"}.get(row.get("period", ""))
        if field:
            one[field] = row.get("amount")
    return list(found.values())


def named_weeks(tables: Tables) -> list[Row]:
    """Return limits for one certain week, which come from files."""
    return [row for row in tables[RESOURCES] if row.get("period", "").isdecimal()]


def wanted_rows(tables: Tables) -> list[dict[str, Any]]:
    """Return what the form of needs shows first."""
    return [
        {
            "before": row["good"],
            "good": row["good"],
            "amount": row["amount"],
            "klass": row.get("class") or "1",
            "week": row.get("period"),
            "who": row.get("who", ""),
        }
        for row in tables[NEEDS]
    ]


def way_values(row: Row) -> dict[str, Any]:
    """Return what the form of one way of making shows first, beside its rows."""
    shown = {name: row.get(name) for name in WAY_COLUMNS}
    return {**shown, "name": row["technique"], "wear": _percent(row.get("wear"))}


def flow_rows(tables: Tables, way: str) -> list[dict[str, Any]]:
    """Return what the form of one way of making shows first."""
    return [
        {
            "before": row["name"],
            "what": f"{'use' if row['direction'] == 'use' else 'good'}:{row['name']}",
            # What is used, as an oven or an hour of work, goes in as well.
            "direction": "in" if row["direction"] == "use" else row["direction"],
            "amount": row["amount"],
        }
        for row in files.flows_of(tables, way)
    ]


def _show(
    collective: Collective,
    row: Row,
    flows: Sequence[Row],
    units: Mapping[str, str],
    parts: Mapping[str, Sequence[UUID]],
    member: Membership,
) -> WayShown:
    name = row["technique"]
    told = [{**one, "unit": units.get(one["name"], "")} for one in flows]
    people = parts.get(name, [])
    return WayShown(
        id=id_of_way(collective, name),
        name=name,
        capacity=row.get("capacity", ""),
        hours=row.get("hours", ""),
        gives=[one for one in told if one["direction"] == "out"],
        takes=[one for one in told if one["direction"] == "in"],
        uses=[one for one in told if one["direction"] == "use"],
        people=len(people),
        is_mine=member.id in people,
    )


def _units(tables: Tables) -> dict[str, str]:
    found = {row["resource"]: row["unit"] for row in tables[RESOURCES]}
    return {**found, **{row["good"]: row["unit"] for row in tables[GOODS]}}


def _with_unit(tables: Tables, row: Row, column: str) -> Row:
    return {**row, "unit": files.unit_of(tables, row[column])}


def _percent(text: str | None) -> str:
    return files.text_of(float(text) * 100) if text else ""


@dataclass(frozen=True)
class UnitShown:
    """The people of one way of making, and what they decided."""

    names: Sequence[str]
    is_mine: bool
    days: int
    percent: int


def unit_shown(member: Membership, way: str) -> UnitShown:
    """Return who works in a way of making."""
    rows = WayUnit.objects.filter(collective=member.collective, way=way)
    unit = rows.prefetch_related("parts__member").first()
    parts = [one for one in unit.parts.all() if one.until is None] if unit else []
    return UnitShown(
        names=sorted(one.member.name for one in parts),
        is_mine=member.id in {one.member_id for one in parts},
        days=unit.days if unit else WayUnit().days,
        percent=unit.percent if unit else WayUnit().percent,
    )
