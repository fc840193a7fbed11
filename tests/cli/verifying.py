"""Copies for `folkmoot verify`: written, unpacked, changed, and what it says of them."""

import contextlib
import hashlib
import io
import json
import tarfile
from datetime import datetime
from pathlib import Path

from folkmoot.cli import main
from folkmoot.home.operations import write_copy


def written(collective, file: Path, now: datetime, reader=None) -> Path:
    """Write a copy into a file."""
    with file.open("wb") as out:
        write_copy(collective=collective, out=out, now=now, reader=reader)
    return file


def unpacked(file: Path, target: Path) -> Path:
    """Unpack a copy; return its folder."""
    with tarfile.open(file) as tar:
        tar.extractall(target, filter="data")
    (folder,) = target.iterdir()
    return folder


def verify(place: Path | str, *words: str) -> tuple[int, dict]:
    """Run the command; return its status and what it said."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = main(["verify", str(place), "--json", *words])
    return status, json.loads(out.getvalue())


def refresh(folder: Path) -> None:
    """Make the sums of a changed copy right, as whoever changes it would."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["files"] = {
        file.relative_to(folder).as_posix(): _said(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file != path
    }
    path.write_text(json.dumps(manifest))


def _said(file: Path) -> dict:
    data = file.read_bytes()
    said = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    if file.suffix == ".jsonl":
        said["rows"] = len(data.splitlines())
    return said
