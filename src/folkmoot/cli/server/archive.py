"""The file of a backup: what is in it, and how it gets in and out."""

import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from gzip import BadGzipFile
from pathlib import Path

from folkmoot.cli.errors import StopError
from folkmoot.cli.progress import Progress

FORMAT = 1
NOT_WHOLE = (tarfile.TarError, EOFError, zlib.error, BadGzipFile)
MANIFEST = "folkmoot.json"
SECRETS = ("secret_key", "folkmoot.toml")


class Kind(StrEnum):
    """How the database is kept; the value is the name inside the archive."""

    SQLITE = "folkmoot.sqlite3"
    POSTGRES = "database.dump"
    ROWS = "rows.jsonl"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    kind: Kind
    version: str
    made_at: str
    migrations: list[str]
    format: int = FORMAT


def write_archive(
    target: Path, manifest: Manifest, database: Path, secrets: list[Path]
) -> None:
    """Write all into ``target``, which appears only when it is whole."""
    half = target.with_name(f".{target.name}.half")
    note = database.with_name(MANIFEST)
    note.write_text(json.dumps(asdict(manifest), indent=2))
    half.touch(mode=0o600)
    try:
        with tarfile.open(half, "w:gz") as archive:
            archive.add(note, MANIFEST)
            archive.add(database, manifest.kind.value)
            for file in secrets:
                archive.add(file, file.name)
        half.rename(target)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def open_archive(source: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """Yield the open file and what it says of itself.

    Raises
    ------
    StopError
        If it is not a whole backup, of this version or an earlier one.
    """
    try:
        archive = tarfile.open(source)  # noqa: SIM115 -- closed below
        manifest = _read_manifest(archive)
    except (*NOT_WHOLE, LookupError, ValueError, TypeError):
        message = f"{source} is not a whole backup of Folkmoot."
        raise StopError(message) from None
    with archive:
        yield archive, manifest


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    names = archive.getnames()  # reads to the end, so that a cut file is found out
    stream = archive.extractfile(MANIFEST)
    values = json.loads(stream.read() if stream else b"")
    if values["format"] > FORMAT:
        message = f"This backup is of a later version: {values['version']}"
        raise StopError(message)
    manifest = Manifest(**(values | {"kind": Kind(values["kind"])}))
    if manifest.kind not in names:
        raise LookupError(manifest.kind)
    return manifest


def extract(archive: tarfile.TarFile, name: str, target: Path) -> None:
    """Write one file of the archive, if it is in, to ``target``, private.

    Only names that we ask for are ever written, whatever else the archive holds.
    """
    stream = archive.extractfile(name) if name in archive.getnames() else None
    if stream is None:
        return
    shown, total = Progress("Restoring", after=1.0), archive.getmember(name).size
    half = target.with_name(f".{target.name}.half")
    half.touch(mode=0o600)
    try:
        with half.open("wb") as out:
            while block := stream.read(1 << 20):
                out.write(block)
                shown.show(out.tell(), total)
        half.rename(target)
    finally:
        half.unlink(missing_ok=True)
