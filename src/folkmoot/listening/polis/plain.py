"""A plain table of a conversation held anywhere: a row for each answer."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from folkmoot.listening.polis.folder import Conversation, Vote
from folkmoot.listening.polis.statements import LONGEST, PolisStatement
from folkmoot.listening.polis.tables import (
    Fault,
    MalformedFolderError,
    Table,
    read_table,
)
from folkmoot.listening.polis.tables import mark as _

COLUMNS = ("statement", "person", "answer")
TEXT_COLUMNS = ("statement", "text")
ANSWERS = {
    "1": 1,
    "0": 0,
    "-1": -1,
    "agree": 1,
    "pass": 0,
    "disagree": -1,
}


def read_plain(file: Path, texts: Path | None, at: datetime) -> Conversation:
    """Return the conversation of a table with statement, person and answer.

    What stands under *statement* is its words; with ``texts``, a name that is found
    there beside the words. Persons may be named in any way: they become numbers. Of
    several answers of one person to one statement the last line counts. As nothing
    says when all this was, statements are dated ``at``.

    Raises
    ------
    MalformedFolderError
        If anything cannot be read; every fault is named.
    """
    known, faults = _read_texts(texts) if texts else ({}, [])
    table = read_table(file)
    places = table.places_of(COLUMNS) if table.columns else None
    statements: dict[str, int] = {name: n for n, name in enumerate(known, 1)}
    people: dict[str, int] = {}
    latest: dict[tuple[int, int], int] = {}
    for line, row in table.rows if places else ():
        what, who, how = (row[place].strip() for place in places or ())
        value = _read_answer(table, line, how)
        is_known = _check_statement(table, line, what, known if texts else None)
        if not who:
            table.blame(line, _("There is no person."))
        if value is None or not is_known or not who:
            continue
        statement = statements.setdefault(what, len(statements) + 1)
        latest[statement, people.setdefault(who, len(people))] = value
    if faults or table.faults:
        raise MalformedFolderError([*faults, *table.faults])
    return Conversation(
        title="",
        source="",
        licence="",
        sha256=_digest_of(file, texts),
        statements=[
            PolisStatement(number, known.get(name, name), at, 0, None, None)
            for name, number in statements.items()
        ],
        votes=[
            Vote(statement, person, value, None)
            for (statement, person), value in sorted(latest.items())
        ],
        repeated=len(table.rows) - len(latest),
        was_reversed=False,
        is_dated=False,
    )


def _read_texts(path: Path) -> tuple[dict[str, str], list[Fault]]:
    table = read_table(path)
    places = table.places_of(TEXT_COLUMNS) if table.columns else None
    found: dict[str, str] = {}
    for line, row in table.rows if places else ():
        name, text = (row[place].strip() for place in places or ())
        if name in found:
            table.blame(line, _("This statement is there twice."))
        _check_length(table, line, text)
        found[name] = text
    return found, table.faults


def _read_answer(table: Table, line: int, text: str) -> int | None:
    value = ANSWERS.get(text.casefold())
    if value is None:
        words = _("The answer is not 1, 0, -1, agree, pass or disagree: “%(text)s”.")
        table.blame(line, words, {"text": text[:40]})
    return value


def _check_statement(
    table: Table, line: int, text: str, known: dict[str, str] | None
) -> bool:
    if known is None:
        return _check_length(table, line, text)
    if text not in known:
        values = {"text": text[:40]}
        words = _("The statement “%(text)s” is not in the file of statements.")
        table.blame(line, words, values)
    return text in known


def _check_length(table: Table, line: int, text: str) -> bool:
    if not text:
        table.blame(line, _("The statement has no words."))
    elif len(text) > LONGEST:
        limit = {"limit": LONGEST}
        table.blame(line, _("The statement is over %(limit)s characters."), limit)
    return 0 < len(text) <= LONGEST


def _digest_of(file: Path, texts: Path | None) -> str:
    """Return the SHA-256 of what ``sha256sum FILE [TEXTS]`` writes in their folder."""
    files = [file, *([texts] if texts else [])]
    lines = (f"{sha256(f.read_bytes()).hexdigest()}  {f.name}\n" for f in files)
    return sha256("".join(lines).encode()).hexdigest()
