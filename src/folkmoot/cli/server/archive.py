"""The file of a backup: what is in it, and how it gets in and out."""

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from folkmoot.cli.errors import StopError

FORMAT = 1
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
        If it is not a backup of ours.
    """
    try:
        archive = tarfile.open(source)  # noqa: SIM115 -- closed below
    except (OSError, tarfile.TarError) as error:
        message = f"{source} cannot be read: {error}"
        raise StopError(message) from None
    with archive:
        yield archive, _read_manifest(archive, source)


def _read_manifest(archive: tarfile.TarFile, source: Path) -> Manifest:
    try:
        stream = archive.extractfile(MANIFEST)
        values = json.loads(stream.read() if stream else b"")
        manifest = Manifest(**(values | {"kind": Kind(values["kind"])}))
    except (KeyError, ValueError, TypeError, tarfile.TarError):
        message = f"{source} is not a backup of Folkmoot."
        raise StopError(message) from None
    if manifest.format > FORMAT:
        message = f"{source} was made by a later version of Folkmoot."
        raise StopError(message)
    return manifest


def extract(archive: tarfile.TarFile, name: str, target: Path) -> bool:
    """Write one file of the archive to ``target``, private; return whether it is in.

    Only names that we ask for are ever written, whatever else the archive holds.
    """
    if name not in archive.getnames():
        return False
    stream = archive.extractfile(name)
    if stream is None:
        return False
    half = target.with_name(f".{target.name}.half")
    half.touch(mode=0o600)
    with half.open("wb") as out:
        while block := stream.read(1 << 20):
            out.write(block)
    half.rename(target)
    return True
