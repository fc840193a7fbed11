"""Entries and what they disclose: each is what its leaf holds, and nothing is gone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from folkmoot.engines.tlog import (
    WIDTH,
    FormatError,
    SignatureError,
    Succession,
    Value,
    digest,
    open_disclosure,
    read_leaf,
    verify_statement,
)
from folkmoot.engines.tlog.statements import NAME as SIGNATURE
from folkmoot.record.models import Disclosure, Entry

CHUNK = 4 * WIDTH
LOST = "record.lost"  # its leaf came back from a mirror, and what it says did not


class Row(NamedTuple):
    """What an entry gives to the log; its place is `index` of the row."""

    id: UUID
    place: int
    kind: str
    at: datetime
    about: UUID | None
    leaf: str


class Told(NamedTuple):
    """What is disclosed of an entry."""

    name: str
    encoded: str
    collective_id: UUID
    member_id: UUID | None


COLUMNS = ("id", "index", "kind", "at", "about_id", "leaf")


class Said:
    """What the entries said so far that later ones, or other rows, must fit."""

    def __init__(self, collective_id: UUID) -> None:
        self.collective_id = collective_id
        self.count = 0
        self.keys: set[str] = set()  # that may sign the log
        self.witnesses: set[str] = set()
        self.origin = ""
        self.succession = Succession()
        self._incomplete: set[int] = set()
        self._erased: set[int] = set()
        self._lost: set[int] = set()
        self._pulled_back: set[int] = set()

    @property
    def dropped(self) -> set[int]:
        """The entries of which something is gone that no entry says was erased."""
        lost = self._lost - self._pulled_back
        return (self._incomplete - self._erased) | lost

    def fault_of(self, row: Row, told: Sequence[Told]) -> str:
        """Return what is wrong with the next entry, or nothing."""
        if row.place != self.count:
            return "an entry is missing"
        if row.kind == LOST and not told:
            self._lost.add(self.count)
            self.count += 1
            return ""
        return self._fault_of_told(row, told)

    def _fault_of_told(self, row: Row, told: Sequence[Told]) -> str:
        try:
            values = self._open(row, told)
        except (FormatError, SignatureError) as error:
            return str(error)
        wrong = _wrong_column(row, told, values)
        if wrong:
            return f"{wrong} is not what was recorded"
        try:
            self.succession = self.succession.follow(row.kind, values)
        except (FormatError, SignatureError) as error:
            return str(error)
        self._take_in(row.kind, values)
        self.count += 1
        return ""

    def _open(self, row: Row, told: Sequence[Told]) -> dict[str, Value]:
        """Return what is disclosed; `FormatError` where the leaf does not hold it."""
        digests = set(read_leaf(row.leaf.encode()))
        values: dict[str, Value] = {}
        for each in told:
            _salt, name, value = open_disclosure(each.encoded)
            is_told = name == each.name and digest(each.encoded) in digests
            if not is_told or each.collective_id != self.collective_id:
                message = f"{each.name} is not what was recorded"
                raise FormatError(message)
            if name == SIGNATURE:
                verify_statement(value, digests)
            values[name] = value
        return values

    def _take_in(self, kind: str, values: Mapping[str, Value]) -> None:
        holds = values["holds"]
        if not isinstance(holds, list) or not values.keys() >= set(holds):
            self._incomplete.add(self.count)
        if kind == "record.erased" and isinstance(values.get("entries"), list):
            self._erased.update(values["entries"])  # type: ignore[arg-type] # of numbers
        if kind == "record.pulled_back":
            self._pulled_back.update(_between(values, self.count))
        if kind in ("log.opened", "log.key_changed"):
            self.keys.add(str(values.get("key")))
        if kind == "log.opened":
            self.origin = str(values.get("origin"))
        if kind == "log.witness_added":
            self.witnesses.add(str(values.get("witness")))


def _between(values: Mapping[str, Value], until: int) -> range:
    """Return the places of which an entry says that they came back from a mirror."""
    first, last = values.get("first"), values.get("last")
    if type(first) is not int or type(last) is not int:
        return range(0)
    return range(max(first, 0), min(last + 1, until))


def _wrong_column(
    row: Row, told: Sequence[Told], values: Mapping[str, Value]
) -> str | None:
    """Return the column that says something else than the disclosures, if one does.

    Kind, time, subject and what was told are never erased.
    """
    about = None if row.about is None else str(row.about)
    checks = {
        "kind": values.get("kind") == row.kind,
        "at": values.get("at") == row.at.isoformat(),
        "about": values.get("about") == about,
        "holds": "holds" in values,
        "whose it is": _has_one_author(told, values.get("member")),
    }
    return next((name for name, is_so in checks.items() if not is_so), None)


def _has_one_author(told: Sequence[Told], member: Value) -> bool:
    """Say whether all disclosures are of one member: the one that is told, if any is.

    Afterwards it is erased for all of them together.
    """
    authors = {each.member_id for each in told}
    named = None if member is None else str(member)
    return len(authors) <= 1 and not any(
        author is not None and named is not None and str(author) != named
        for author in authors
    )


def list_in_order(
    collective_id: UUID,
) -> Iterator[tuple[list[Row], dict[UUID, list[Told]]]]:
    """Yield entries with what they disclose: as plain values, for they may be many."""
    entries = Entry.objects.filter(collective_id=collective_id).order_by("index")
    start = 0
    while True:
        part = entries.filter(index__gte=start)[:CHUNK]
        rows = [Row(*one) for one in part.values_list(*COLUMNS)]
        if not rows:
            return
        disclosures = Disclosure.objects.filter(entry__in=[row.id for row in rows])
        told: dict[UUID, list[Told]] = defaultdict(list)
        for entry_id, *values in disclosures.values_list("entry", *Told._fields):
            told[entry_id].append(Told(*values))
        yield rows, told
        start = rows[-1].place + 1
