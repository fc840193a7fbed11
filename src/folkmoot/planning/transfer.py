"""Recipes as files: read from uploads, given out as a ZIP."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from folkmoot.planning import valueflows
from folkmoot.planning.tables import (
    COLUMNS,
    Tables,
    TooLargeError,
    lines_of,
    read_tables,
)
from folkmoot.planning.words.files import say_faults, say_why

MOST_BYTES = 2_000_000


class FilesRefusedError(Exception):
    """Files that cannot be read as recipes; each problem is a sentence."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def read_uploads(uploads: Iterable["UploadedFile[bytes]"]) -> tuple[Tables, str]:
    """Return the recipes of some files and what they were: CSV files or Valueflows.

    Raises
    ------
    FilesRefusedError
        With file, line and what is wrong.
    """
    texts = dict(_texts_of(uploads))
    others = [name for name in texts if name.endswith((".json", ".jsonld"))]
    if len(others) == 1 and len(texts) == 1:
        return read_valueflows(texts[others[0]], others[0]), "Valueflows"
    unknown = [name for name in texts if name not in COLUMNS]
    if unknown:
        message = _("%(name)s is not one of the planning files.")
        raise FilesRefusedError(*(message % {"name": name} for name in unknown))
    return read_texts(texts), "CSV"


def read_texts(texts: dict[str, str]) -> Tables:
    """Return the recipes of planning files.

    Raises
    ------
    FilesRefusedError
        As `read_uploads`.
    """
    from folkmoot.engines import provision  # with all of SciPy

    try:
        return read_tables(texts)
    except provision.FilesError as error:
        raise FilesRefusedError(*say_faults(error)) from error
    except provision.REFUSALS as error:
        raise FilesRefusedError(say_why(error)) from error
    except TooLargeError as error:
        message = _("This is too much for pages. Use “folkmoot plan” with the files.")
        raise FilesRefusedError(message) from error


def read_valueflows(text: str, name: str) -> Tables:
    """Return the recipes of a Valueflows file.

    Raises
    ------
    FilesRefusedError
        As `read_uploads`.
    """
    try:
        texts = valueflows.read(json.loads(text))
    except (ValueError, RecursionError) as error:
        problem = f"{name}: {error}"
        raise FilesRefusedError(problem) from error
    return read_texts(texts)


def as_zip(tables: Tables) -> bytes:
    """Return recipes as a ZIP of planning files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name in COLUMNS:
            # One date for all, so that the same recipes are the same file.
            entry = zipfile.ZipInfo(name)
            text = "\n".join(lines_of(tables, name)) + "\n"
            folder.writestr(entry, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _texts_of(uploads: Iterable["UploadedFile[bytes]"]) -> Iterator[tuple[str, str]]:
    for upload in uploads:
        name = PurePosixPath(upload.name or "").name
        if (upload.size or 0) > MOST_BYTES:
            raise FilesRefusedError(_("%(name)s is larger than 2 MB.") % {"name": name})
        try:
            yield name, upload.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            message = _("%(name)s is not text in UTF-8.") % {"name": name}
            raise FilesRefusedError(message) from error
