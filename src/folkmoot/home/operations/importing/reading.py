"""Opening a copy and checking it: the record first, then every file's sum."""

import hashlib
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.engines.tlog import (
    FormatError,
    Frontier,
    digest,
    hash_leaf,
    open_disclosure,
    read_leaf,
)
from folkmoot.home.queries.archive import FORMAT
from folkmoot.record.queries import as_code

ENTRIES, DISCLOSURES = "record.entry", "record.disclosure"


class WrongCopyError(Exception):
    """The file is no copy of a collective, or not the one that was written."""


@dataclass(frozen=True)
class Copy:
    """An unpacked copy that was checked."""

    folder: Path
    manifest: dict[str, Any]

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of one table."""
        with (self.folder / f"{table}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    @property
    def tables(self) -> list[str]:
        """The names of the tables in it."""
        names = (Path(name) for name in self.manifest["files"])
        return [name.stem for name in names if name.suffix == ".jsonl"]

    def attachment(self, row_id: str) -> bytes:
        """Return the content of one photo or recording."""
        return (self.folder / "attachments" / row_id).read_bytes()


@contextmanager
def open_copy(file: Path) -> Iterator[Copy]:
    """Unpack ``file`` into a folder of its own, check it, and remove it afterwards.

    Raises
    ------
    WrongCopyError
        If it is no copy, holds something back, or was changed: the message names the
        first entry of the record, or the file, that is not what was written.
    """
    with TemporaryDirectory(prefix="folkmoot-") as name:
        try:
            with tarfile.open(file, "r:gz") as tar:
                tar.extractall(name, filter="data")
            copy = _find(Path(name))
            _check(copy)
        except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError) as error:
            message = _("This file is not a whole copy of a collective.")
            raise WrongCopyError(message) from error
        yield copy


def _find(folder: Path) -> Copy:
    manifests = list(folder.glob("*/manifest.json"))
    if len(manifests) != 1:
        message = "a copy has one manifest"
        raise ValueError(message)
    manifest = json.loads(manifests[0].read_text(encoding="utf-8"))
    if manifest["format"] != FORMAT:
        message = _(
            "This copy has the format %(name)s, which this version cannot read."
        )
        raise WrongCopyError(message % {"name": manifest["format"]})
    return Copy(manifests[0].parent, manifest)


def _check(copy: Copy) -> None:
    _check_record(copy)
    known = {*copy.manifest["files"], "manifest.json"}
    there = {
        path.relative_to(copy.folder).as_posix()
        for path in copy.folder.rglob("*")
        if path.is_file()
    }
    for name in sorted(known ^ there):
        message = _("The file %(name)s is missing, or was added.")
        raise WrongCopyError(message % {"name": name})
    for name, sums in sorted(copy.manifest["files"].items()):
        with (copy.folder / name).open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        if digest != sums["sha256"]:
            message = _("The file %(name)s is not what was written.")
            raise WrongCopyError(message % {"name": name})
    if copy.manifest["held_back"]:
        message = _(
            "This copy was made for a member and leaves out what others answered in"
            " private. Ask the server keeper for a whole one: folkmoot export"
        )
        raise WrongCopyError(message)


def _check_record(copy: Copy) -> None:
    """Compute the tree again, as an auditor would who trusts no server."""
    told: dict[str, list[dict[str, Any]]] = {}
    for row in copy.rows(DISCLOSURES):
        told.setdefault(row["entry_id"], []).append(row)
    entries = sorted(copy.rows(ENTRIES), key=lambda row: int(row["index"]))
    frontier = Frontier()
    for index, entry in enumerate(entries):
        if not _holds(entry, index, told.pop(entry["id"], [])):
            _refuse_entry(index)
        frontier = frontier.add(hash_leaf(entry["leaf"].encode()))
    end = copy.manifest["record"]
    if (frontier.size, as_code(frontier.root)) != (end["size"], end["root"]) or told:
        _refuse_entry(len(entries))


def _holds(entry: dict[str, Any], index: int, told: list[dict[str, Any]]) -> bool:
    try:
        digests = set(read_leaf(entry["leaf"].encode()))
        opened = [open_disclosure(row["encoded"]) for row in told]
    except FormatError:
        return False
    shown = {name: value for _salt, name, value in opened}
    return (
        entry["index"] == index
        and [row["name"] for row in told] == [name for _salt, name, _value in opened]
        and shown.get("kind", entry["kind"]) == entry["kind"]
        and all(digest(row["encoded"]) in digests for row in told)
    )


def _refuse_entry(index: int) -> None:
    message = _("The record does not hold at entry %(number)s.")
    raise WrongCopyError(message % {"number": index + 1})
