"""``votes.csv`` or ``participants-votes.csv``: who answered what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from folkmoot.listening.polis.statements import PolisStatement
from folkmoot.listening.polis.tables import Table, read_table
from folkmoot.listening.polis.tables import mark as _

COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
ABOUT_PEOPLE = (
    "participant",
    "group-id",
    "n-comments",
    "n-votes",
    "n-agree",
    "n-disagree",
)
VALUES = {"-1": -1, "0": 0, "1": 1}

type Tally = Counter[tuple[int, int]]  # (statement, value) -> how many


@dataclass
class Ballots:
    """The latest answer of each voice to each statement, and what was pressed."""

    latest: dict[tuple[int, int], tuple[int, datetime | None]] = field(
        default_factory=dict
    )
    pressed: Tally = field(default_factory=Counter)

    @property
    def repeated(self) -> int:
        """How many answers were replaced by a later one."""
        return self.pressed.total() - len(self.latest)


def read_votes(path: Path, known: Mapping[int, object]) -> tuple[Ballots, Table]:
    """Return the answers of ``votes.csv`` to the statements ``known``."""
    table, ballots = read_table(path), Ballots()
    places = table.places_of(COLUMNS) if table.columns else None
    if places is None:
        return ballots, table
    when, what, who, how = places
    for line, row in table.rows:
        at = table.instant(line, row[when])
        voice = table.number(line, row[who], "voter-id")
        statement = _statement(table, line, row[what], known)
        value = _value(table, line, row[how])
        if at is None or voice is None or statement is None or value is None:
            continue
        ballots.pressed[statement, value] += 1
        earlier = ballots.latest.get((statement, voice))
        if earlier is None or earlier[1] is None or earlier[1] <= at:
            ballots.latest[statement, voice] = (value, at)
    return ballots, table


def read_matrix(path: Path, known: Mapping[int, object]) -> tuple[Ballots, Table]:
    """Return the answers of ``participants-votes.csv``: a row for each voice."""
    table, ballots = read_table(path), Ballots()
    places = table.places_of(ABOUT_PEOPLE[:1]) if table.columns else None
    if places is None:
        return ballots, table
    columns = [
        (place, number)
        for place, name in enumerate(table.columns)
        if name not in ABOUT_PEOPLE
        and (number := _statement(table, 1, name, known)) is not None
    ]
    seen: set[int] = set()
    for line, row in table.rows:
        voice = table.number(line, row[places[0]], ABOUT_PEOPLE[0])
        if voice is None:
            continue
        if voice in seen:
            values = {"number": voice}
            table.blame(line, _("The participant %(number)s is there twice."), values)
            continue
        seen.add(voice)
        _read_row(table, line, row, columns, ballots, voice)
    return ballots, table


def _read_row(
    table: Table,
    line: int,
    row: list[str],
    columns: list[tuple[int, int]],
    ballots: Ballots,
    voice: int,
) -> None:
    for place, statement in columns:
        if not row[place]:
            continue
        value = _value(table, line, row[place])
        if value is not None:
            ballots.pressed[statement, value] += 1
            ballots.latest[statement, voice] = (value, None)


def is_reversed(ballots: Ballots, statements: Sequence[PolisStatement]) -> bool:
    """Return whether -1 means agreement, going by the counts in ``comments.csv``."""
    straight = swapped = 0
    for one in statements:
        if one.agrees == one.disagrees:
            continue  # tells nothing
        said = (one.agrees, one.disagrees)
        ups, downs = ballots.pressed[one.number, 1], ballots.pressed[one.number, -1]
        straight += said == (ups, downs)
        swapped += said == (downs, ups)
    return swapped > straight


def _statement(
    table: Table, line: int, text: str, known: Mapping[int, object]
) -> int | None:
    number = table.number(line, text, "comment-id")
    if number is None or number in known:
        return number
    values = {"number": number}
    table.blame(line, _("The statement %(number)s is not in comments.csv."), values)
    return None


def _value(table: Table, line: int, text: str) -> int | None:
    value = VALUES.get(text)
    if value is None:
        values = {"text": text[:40]}
        table.blame(line, _("The answer is not -1, 0 or 1: “%(text)s”."), values)
    return value
