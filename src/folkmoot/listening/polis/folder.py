"""A whole export: read, checked, and named by the hash of its files."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from folkmoot.listening.polis.files import (
    COMMENTS,
    MATRIX,
    SUMMARY,
    VOTES,
    find_file,
)
from folkmoot.listening.polis.statements import PolisStatement, read_statements
from folkmoot.listening.polis.tables import (
    Fault,
    MalformedFolderError,
    Table,
    read_table,
)
from folkmoot.listening.polis.tables import mark as _
from folkmoot.listening.polis.votes import (
    Ballots,
    is_reversed,
    read_matrix,
    read_votes,
)

LICENCE = re.compile(
    r"^licen[cs]e:\s*([^(\n]+?)[\s.]*(?:\(.*)?$", re.IGNORECASE | re.MULTILINE
)
PAIR = 2


@dataclass(frozen=True)
class Vote:
    """The latest answer of one voice; +1 agrees, and no time when none was kept."""

    statement: int
    voice: int
    value: int
    at: datetime | None


@dataclass(frozen=True)
class Conversation:
    """What a folder holds."""

    title: str
    source: str
    licence: str
    sha256: str
    statements: list[PolisStatement]
    votes: list[Vote]
    repeated: int  # answers that a later one replaced
    was_reversed: bool  # -1 stood for agreement
    is_dated: bool = True  # whether the files say when things were said

    @property
    def voices(self) -> list[int]:
        """The numbers of all who answered at least one statement."""
        return sorted({vote.voice for vote in self.votes})


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of a folder's data.

    It is that of the lines ``sha256sum *.csv`` writes in the folder; anyone can
    check it with ``sha256sum *.csv | sha256sum``.
    """
    files = sorted(folder.glob("*.csv"), key=lambda file: file.name)
    lines = (f"{sha256(f.read_bytes()).hexdigest()}  {f.name}\n" for f in files)
    return sha256("".join(lines).encode()).hexdigest()


def read_folder(folder: Path) -> Conversation:
    """Return the conversation in ``folder``.

    Raises
    ------
    MalformedFolderError
        If anything in it cannot be read; every fault is named.
    """
    texts = find_file(folder, COMMENTS)
    if texts is None:
        raise MalformedFolderError([Fault(COMMENTS, 0, _("There is none."))])
    statements, comments = read_statements(texts)
    ballots, votes = _read_ballots(folder, {one.number: one for one in statements})
    summary, about = _read_summary(folder)
    faults = [*comments.faults, *votes.faults, *about.faults]
    if faults:
        raise MalformedFolderError(faults)
    is_swapped = is_reversed(ballots, statements)
    sign = -1 if is_swapped else 1
    return Conversation(
        title=summary.get("topic", "").strip(),
        source=summary.get("url", "").strip(),
        licence=_read_licence(folder / "README.md"),
        sha256=digest_of(folder),
        statements=statements,
        votes=[
            Vote(statement, voice, sign * value, at)
            for (statement, voice), (value, at) in sorted(
                ballots.latest.items(), key=lambda item: item[0]
            )
        ],
        repeated=ballots.repeated,
        was_reversed=is_swapped,
    )


def _read_ballots(
    folder: Path, known: dict[int, PolisStatement]
) -> tuple[Ballots, Table]:
    for name, read in ((VOTES, read_votes), (MATRIX, read_matrix)):
        path = find_file(folder, name)
        if path is not None:
            return read(path, known)
    table = Table(VOTES)
    values = {"other": MATRIX}
    table.blame(0, _("There is none, and no %(other)s either."), values)
    return Ballots(), table


def _read_summary(folder: Path) -> tuple[dict[str, str], Table]:
    path = find_file(folder, SUMMARY)
    if path is None:
        return {}, Table(SUMMARY)
    table = read_table(path, has_header=False)
    for line, row in table.rows:
        if len(row) != PAIR:
            table.blame(line, _("A name and a value are expected."))
    return {row[0]: row[1] for _line, row in table.rows if len(row) == PAIR}, table


def _read_licence(path: Path) -> str:
    if not path.is_file():
        return ""
    found = LICENCE.search(path.read_text(encoding="utf-8", errors="replace"))
    return found[1].strip()[:200] if found else ""
