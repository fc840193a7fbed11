"""Opening a copy and checking it: the record first, then every file's sum."""

import hashlib
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from folkmoot.home.operations.importing.checking import check_record
from folkmoot.home.operations.importing.copies import Copy, WrongCopyError
from folkmoot.home.queries.archive import FORMAT


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
        except (
            *(tarfile.TarError, EOFError, zlib.error),
            *(LookupError, TypeError, ValueError),
        ) as error:
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
    check_record(copy)
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
