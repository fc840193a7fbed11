"""What ``folkmoot listen`` reads: a Polis folder, or one file of votes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.opinion import NO_GROUP, Votes, votes_from_rows
from folkmoot.listening.polis import (
    COMMENTS,
    MATRIX,
    VOTES,
    Fault,
    MalformedFolderError,
    Table,
    digest_of,
    find_file,
    read_folder,
    read_table,
)

type Name = int | str

PEOPLE = ("participant", "voter-id", "voter_id", "participant_id", "person", "voter")
STATEMENTS = ("comment-id", "comment_id", "statement_id", "statement", "comment")
ANSWERS = ("vote", "answer", "value")
TIMES = ("timestamp",)
# Columns of Polis' matrix that are not statements.
ABOUT = (*PEOPLE, "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
TEXTS = ("comment-body", "text", "statement", "body")
NUMBERS = ("comment-id", "comment_id", "statement_id", "id")
CODES = {
    "1": 1,
    "0": 0,
    "-1": -1,
    "1.0": 1,
    "0.0": 0,
    "-1.0": -1,
    "agree": 1,
    "pass": 0,
    "disagree": -1,
}
LONGEST = 200  # characters of a name


@dataclass(frozen=True)
class Heard:
    """Votes with the names that their people and statements have in the files."""

    votes: Votes
    people: list[Name]
    statements: list[Name]
    texts: Mapping[Name, str]
    moderated: NDArray[np.bool_]
    sha256: str
    title: str = ""
    polis_groups: NDArray[np.int64] | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Rows:
    """Answers as they are read, and whose group Polis told."""

    people: list[Name] = field(default_factory=list)
    statements: list[Name] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    columns: list[Name] = field(default_factory=list)
    groups: dict[Name, int] = field(default_factory=dict)

    def add(self, person: Name, statement: Name, answer: int) -> None:
        """Add one answer; a later one replaces an earlier."""
        self.people.append(person)
        self.statements.append(statement)
        self.answers.append(answer)


def read_heard(
    source: Path, statements: Path | None, say: Callable[[str], None]
) -> Heard:
    """Read a folder or a file.

    Raises
    ------
    MalformedFolderError
        If something cannot be read; every fault is named.
    """
    if not source.exists():
        raise MalformedFolderError([Fault(str(source), 0, "It is not there.")])
    if source.is_dir() and statements is None and find_file(source, COMMENTS):
        say(f"Reading {source}")
        return _from_polis(source)
    file = source if source.is_file() else _votes_in(source)
    say(f"Reading {file}")
    rows, table = read_rows(file)
    texts = _read_texts(statements) if statements else Texts()
    faults = [*table.faults, *texts.faults]
    if not faults and not rows.people:
        faults = [Fault(table.file, 0, "It holds no answer.")]
    if faults:
        raise MalformedFolderError(faults)
    data = digest_of(source) if source.is_dir() else _digest(file)
    return _gathered(rows, texts, data)


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _votes_in(folder: Path) -> Path:
    for name in (VOTES, MATRIX):
        path = find_file(folder, name)
        if path is not None:
            return path
    reason = f"There is none, and no {MATRIX} either."
    raise MalformedFolderError([Fault("votes.csv", 0, reason)])


def _from_polis(folder: Path) -> Heard:
    conversation = read_folder(folder)
    rows = Rows(columns=[one.number for one in conversation.statements])
    for vote in conversation.votes:
        rows.add(vote.voice, vote.statement, vote.value)
    matrix = find_file(folder, MATRIX)
    if matrix is not None:
        _read_groups(matrix, rows)
    texts = Texts(
        {one.number: one.text for one in conversation.statements},
        {one.number for one in conversation.statements if one.moderated < 0},
    )
    if not rows.people:
        raise MalformedFolderError([Fault(folder.name, 0, "It holds no answer.")])
    notes = ["In these files -1 stands for agreement."] * conversation.was_reversed
    return _gathered(rows, texts, conversation.sha256, conversation.title, tuple(notes))


@dataclass
class Texts:
    """What the statements say, and which were taken out."""

    words: dict[Name, str] = field(default_factory=dict)
    moderated: set[Name] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def _read_groups(path: Path, rows: Rows) -> None:
    table = read_table(path)
    if "group-id" not in table.columns or "participant" not in table.columns:
        return
    who, group = table.columns.index("participant"), table.columns.index("group-id")
    for _line, row in table.rows:
        if row[group].isdigit() and row[who].isdigit():
            rows.groups[int(row[who])] = int(row[group])


def _read_texts(path: Path) -> Texts:
    if not path.is_file():
        raise MalformedFolderError([Fault(str(path), 0, "It is not there.")])
    table, texts = read_table(path), Texts()
    number, words = _place(table, NUMBERS), _place(table, TEXTS)
    for place, names in ((number, NUMBERS), (words, TEXTS)):
        if place is None and table.columns:
            table.blame(1, f"No column is called {' or '.join(names)}.")
    if number is not None and words is not None:
        flag = _place(table, ("moderated",))
        for _line, row in table.rows:
            name = _named(row[number])
            texts.words[name] = row[words]
            if flag is not None and row[flag] == "-1":
                texts.moderated.add(name)
    texts.faults = table.faults
    return texts


def read_rows(path: Path) -> tuple[Rows, Table]:
    """Read one file of votes, in rows or as a matrix, by the names of its columns."""
    table, rows = read_table(path), Rows()
    if not table.columns:
        return rows, table
    who, what, how = (_place(table, names) for names in (PEOPLE, STATEMENTS, ANSWERS))
    if who is None:
        table.blame(1, f"No column is called {' or '.join(PEOPLE)}.")
    elif what is not None and how is not None:
        _read_long(table, rows, (who, what, how))
    elif what is None and how is None:
        _read_matrix(table, rows, who)
    else:
        names = ANSWERS if how is None else STATEMENTS
        table.blame(1, f"No column is called {' or '.join(names)}.")
    return rows, table


def _place(table: Table, names: Sequence[str]) -> int | None:
    lower = [name.lower() for name in table.columns]
    return next((lower.index(name) for name in names if name in lower), None)


def _read_long(table: Table, rows: Rows, places: tuple[int, int, int]) -> None:
    who, what, how = places
    for line, row in _by_time(table):
        answer = CODES.get(row[how].strip().lower())
        if answer is None:
            _blame_answer(table, line, row[how])
        elif _has_names(table, line, row[who], row[what]):
            rows.add(_named(row[who]), _named(row[what]), answer)


def _by_time(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows, oldest first where they have times; lines break ties."""
    when = _place(table, TIMES)
    if when is None:
        yield from table.rows
        return
    timed = []
    for line, row in table.rows:
        if row[when].isascii() and row[when].isdigit():
            timed.append((int(row[when]), line, row))
        else:
            reason = "The timestamp is not a number: “%(text)s”."
            table.blame(line, reason, {"text": row[when][:40]})
    for _at, line, row in sorted(timed):
        yield line, row


def _read_matrix(table: Table, rows: Rows, who: int) -> None:
    columns = [
        (place, _named(name))
        for place, name in enumerate(table.columns)
        if name.lower() not in ABOUT
    ]
    rows.columns = [name for _place, name in columns]
    if len(set(rows.columns)) != len(columns):
        table.blame(1, "A statement has two columns.")
    group = _place(table, ("group-id",))
    seen: set[Name] = set()
    for line, row in table.rows:
        person = _named(row[who])
        if person in seen:
            values = {"name": str(person)[:40]}
            table.blame(line, "The participant %(name)s is there twice.", values)
        if not _has_names(table, line, row[who]):
            continue
        seen.add(person)
        if group is not None and row[group].isdigit():
            rows.groups[person] = int(row[group])
        for place, statement in columns:
            _read_cell(table, line, row[place], rows, (person, statement))


def _read_cell(
    table: Table, line: int, cell: str, rows: Rows, names: tuple[Name, Name]
) -> None:
    text = cell.strip().lower()
    answer = CODES.get(text)
    if answer is not None:
        rows.add(*names, answer)
    elif text:
        _blame_answer(table, line, cell)


def _blame_answer(table: Table, line: int, cell: str) -> None:
    reason = "The answer is not -1, 0 or 1: “%(text)s”."
    table.blame(line, reason, {"text": cell[:40]})


def _has_names(table: Table, line: int, *cells: str) -> bool:
    for cell in cells:
        if not 0 < len(cell.strip()) <= LONGEST:
            table.blame(line, "A name is missing or very long.")
            return False
    return True


def _named(cell: str) -> Name:
    """Return a whole number as one, so that 10 comes after 9; other names as they are."""
    text = cell.strip()
    plain = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return int(text) if plain else text


def _gathered(
    rows: Rows,
    texts: Texts,
    data: str,
    title: str = "",
    notes: tuple[str, ...] = (),
) -> Heard:
    people = _sorted({*rows.people, *rows.groups})
    statements = _sorted({*rows.statements, *rows.columns})
    number = {name: place for place, name in enumerate(people)}
    place_of = {name: place for place, name in enumerate(statements)}
    votes = votes_from_rows(
        np.fromiter((number[name] for name in rows.people), np.int64),
        np.fromiter((place_of[name] for name in rows.statements), np.int64),
        np.asarray(rows.answers, dtype=np.int8),
        len(people),
        len(statements),
    )
    groups = [rows.groups.get(name, NO_GROUP) for name in people]
    return Heard(
        votes=votes,
        people=people,
        statements=statements,
        texts=texts.words,
        moderated=np.array([name in texts.moderated for name in statements], bool),
        sha256=data,
        title=title,
        polis_groups=np.array(groups) if rows.groups else None,
        notes=notes,
    )


def _sorted(names: set[Name]) -> list[Name]:
    return sorted(names, key=lambda name: (isinstance(name, str), name))
