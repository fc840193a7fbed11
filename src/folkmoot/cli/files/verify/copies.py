"""A copy that `folkmoot export` wrote: unpacked, its files as the manifest has them."""

import hashlib
import json
import tarfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from folkmoot.cli.files.verify.findings import Findings, UncheckableError
from folkmoot.engines.tlog import bundle_path, tile_path, tiles_of

FORMATS = ("folkmoot-collective-2",)
GZIP = b"\x1f\x8b"
# Ours unpack to about four times their size.
TIMES, AT_LEAST = 50, 100 << 20
MANIFEST = "manifest.json"
type Row = dict[str, Any]


@dataclass(frozen=True)
class Copy:
    """The folder of a copy with what it says of itself."""

    folder: Path
    manifest: Row

    @property
    def is_whole(self) -> bool:
        """Whether nothing was held back, as in a server keeper's copy."""
        return not self.manifest.get("held_back")

    @property
    def record(self) -> Row:
        """What it says of its record."""
        said = self.manifest.get("record")
        return said if isinstance(said, dict) else {}

    @property
    def collective_id(self) -> str:
        """Whose it is."""
        said = self.manifest.get("collective")
        return str(said.get("id")) if isinstance(said, dict) else ""

    @staticmethod
    def code(root: bytes) -> str:
        """Return a root as manifests and checkpoints write it."""
        return b64encode(root).decode()

    def rows(self, table: str, findings: Findings) -> Iterator[Row]:
        """Yield the rows of a table; what is none is a fault."""
        file = f"{table}.jsonl"
        try:
            with (self.folder / file).open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    try:
                        row = json.loads(line)
                    except (ValueError, RecursionError):
                        row = None
                    if isinstance(row, dict):
                        yield row
                    else:
                        findings.fault(f"line {number} is no row", file=file)
        except FileNotFoundError:
            findings.fault("is missing", file=file)


@contextmanager
def open_copy(place: Path) -> Iterator[Path]:
    """Yield the folder of a copy; an archive is unpacked, and removed afterwards.

    Raises
    ------
    UncheckableError
        If there is nothing that is one.
    CutError
        If it is an archive that is cut off or damaged.
    """
    if place.is_dir():
        yield _find(place)
        return
    if not place.is_file():
        message = f"{place} is not there"
        raise UncheckableError(message)
    with TemporaryDirectory(prefix="folkmoot-") as name:
        _unpack(place, Path(name))
        yield _find(Path(name))


class CutError(Exception):
    """An archive that cannot be read to its end."""


def _unpack(file: Path, target: Path) -> None:
    with file.open("rb") as start:
        if start.read(len(GZIP)) != GZIP:
            message = f"{file} is no archive: expected a folder or a .tar.gz file"
            raise UncheckableError(message)
    try:
        with tarfile.open(file, "r:gz") as tar:
            tar.extractall(target, filter=_bounded(file))  # noqa: S202 -- the data filter, bounded
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError) as error:
        raise CutError(str(error)) from error


def _bounded(file: Path) -> Callable[[tarfile.TarInfo, str], tarfile.TarInfo]:
    """Return what lets a file out of an archive, as long as all of it is no flood."""
    left = AT_LEAST + TIMES * file.stat().st_size

    def let_out(member: tarfile.TarInfo, target: str) -> tarfile.TarInfo:
        nonlocal left
        left -= member.size
        if left < 0:
            message = f"{file} unpacks to more than {TIMES} times its size"
            raise UncheckableError(message)
        return tarfile.data_filter(member, target)

    return let_out


def _find(folder: Path) -> Path:
    """Return the folder that the files are in: this one, or the one in it."""
    for one in (folder, *sorted(folder.iterdir())):
        if one.is_dir() and any((one / name).exists() for name in (MANIFEST, "log")):
            return one
    message = f"{folder} holds no copy of a collective"
    raise UncheckableError(message)


def read_manifest(folder: Path, findings: Findings) -> Row:
    """Return what a copy says of itself; nothing if that cannot be read."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        findings.fault("is missing", file=MANIFEST)
        return {}
    except (ValueError, RecursionError) as error:
        findings.fault(f"cannot be read: {error}", file=MANIFEST)
        return {}
    if not isinstance(found, dict) or not isinstance(found.get("files"), dict):
        findings.fault("does not name the files", file=MANIFEST)
        return {}
    if found.get("format") not in FORMATS:
        message = f"this version cannot read the format {found.get('format')!r}"
        raise UncheckableError(message)
    return found


def check_files(copy: Copy, findings: Findings) -> None:
    """Compare the sum of each file, and that none is missing or was added."""
    known = copy.manifest["files"]
    there = {
        path.relative_to(copy.folder).as_posix()
        for path in copy.folder.rglob("*")
        if path.is_file()
    }
    for name in sorted(there - {*known, MANIFEST}):
        findings.fault("was added: the manifest does not know it", file=name)
    for name, said in sorted(known.items()):
        if name not in there:
            findings.fault("is missing", file=name)
        elif not isinstance(said, dict) or _sum(copy.folder / name) != said.get(
            "sha256"
        ):
            findings.fault("is not what was written: its sum differs", file=name)
        elif "rows" in said and _lines(copy.folder / name) != said["rows"]:
            findings.fault("has another number of rows than it says", file=name)
    findings.counts["files"] = len(known)


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _line in lines)


def check_paths(copy: Copy, findings: Findings) -> None:
    """Check that the folder of the log holds what a log of its size has, and no more."""
    sizes = {copy.record.get("size"), copy.record.get("signed")}
    tiles = {
        tile
        for size in sizes
        if type(size) is int and size >= 0
        for tile in tiles_of(size)
    }
    known = {tile_path(tile) for tile in tiles} | {"checkpoint", "policy"}
    known |= {bundle_path(one.index, one.width) for one in tiles if not one.level}
    log = copy.folder / "log"
    for path in sorted(log.rglob("*")):
        name = path.relative_to(log).as_posix()
        if path.is_file() and name not in known:
            findings.fault("is in no log of this size", file=f"log/{name}")


def check_owners(copy: Copy, findings: Findings) -> None:
    """Check that each row is of this collective."""
    for name in sorted(copy.manifest["files"]):
        table, _dot, ending = name.rpartition(".")
        if ending != "jsonl":
            continue
        column = "id" if table == "people.collective" else "collective_id"
        for row in copy.rows(table, findings):
            findings.counts["rows"] += 1
            if row.get(column, copy.collective_id) != copy.collective_id:
                findings.fault(
                    f"holds a row of another collective: {row[column]}", file=name
                )
                break
