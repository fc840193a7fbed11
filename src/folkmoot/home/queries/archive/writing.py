"""Writing a collective into one compressed file, table by table."""

import hashlib
import json
import tarfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from gzip import GzipFile
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from uuid import UUID

from django.db.models import Model

from folkmoot import __version__
from folkmoot.home.queries.archive.held_back import HeldBack
from folkmoot.home.queries.archive.log import get_sealed, write_log
from folkmoot.home.queries.archive.page import check_page
from folkmoot.home.queries.archive.reading_aid import read_me
from folkmoot.home.queries.archive.tables import (
    FORMAT,
    columns_of,
    label_of,
    list_tables,
    rows_of,
)
from folkmoot.listening.models import Attachment
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience
from folkmoot.web.snapshot import snapshot

type Progress = Callable[[str, int, int], None]

IN_MEMORY = 5_000_000  # bytes of one table, before it goes to a file on disk
PART = 1_000_000
AT_ONCE = 500


@dataclass
class _Archive:
    """The open file, and the sums of what is in it so far."""

    tar: tarfile.TarFile
    folder: str
    sums: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, content: IO[bytes], rows: int | None = None) -> None:
        """Add one file, and its sum to the manifest."""
        content.seek(0)
        digest = hashlib.sha256()
        while part := content.read(PART):
            digest.update(part)
        size = content.tell()
        self.sums[name] = {"bytes": size, "sha256": digest.hexdigest()}
        if rows is not None:
            self.sums[name]["rows"] = rows
        self.put(name, content, size)

    def put(self, name: str, content: IO[bytes], size: int) -> None:
        """Add one file, without owner and time: the same rows give the same bytes."""
        content.seek(0)
        info = tarfile.TarInfo(f"{self.folder}/{name}")
        info.size, info.mode = size, 0o600
        self.tar.addfile(info, content)


def write_archive(
    *,
    collective: Collective,
    out: IO[bytes],
    now: datetime,
    reader: Membership | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write ``collective`` into ``out`` and return the manifest.

    With a ``reader`` the copy holds what that member may see; without, all of it.

    Raises
    ------
    UnsealedError
        If an entry is not in the tree; nothing is written then.
    """
    with ExitStack() as stack:
        stack.enter_context(snapshot())
        sealed = get_sealed(collective)
        gz = GzipFile(filename="", fileobj=out, mode="wb", mtime=0)
        stack.enter_context(gz)
        tar = stack.enter_context(tarfile.open(fileobj=gz, mode="w|"))
        archive = _Archive(tar, collective.slug)
        _add_text(archive, "README.txt", read_me(collective))
        archive.add("verify.html", BytesIO(check_page()))
        held_back = HeldBack(reader) if reader is not None else None
        tables = list_tables()
        for number, model in enumerate(tables):
            if progress is not None:
                progress(label_of(model), number, len(tables))
            _add_table(archive, model, collective, held_back)
        _add_attachments(archive, collective, held_back)
        write_log(sealed, archive.add)
        manifest = _manifest(archive, collective, now, held_back) | {
            "record": sealed.said
        }
        text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
        content = f"{text}\n".encode()
        archive.put("manifest.json", BytesIO(content), len(content))
    return manifest


def _add_text(archive: _Archive, name: str, text: str) -> None:
    archive.add(name, BytesIO(text.encode()))


def _add_table(
    archive: _Archive,
    model: type[Model],
    collective: Collective,
    held_back: HeldBack | None,
) -> None:
    table = label_of(model)
    is_for_member = held_back is not None and table != "listening.response"
    columns = columns_of(model, Audience.MEMBERS if is_for_member else Audience.OWNER)
    count = 0
    with SpooledTemporaryFile(IN_MEMORY) as content:
        rows = rows_of(model, collective).values(*columns) if columns else ()
        stream = rows.iterator(chunk_size=AT_ONCE) if columns else ()  # type: ignore[union-attr]
        for row in stream:
            kept = held_back.look_at(table, row) if held_back else row
            if kept is not None:
                content.write(_line(kept))
                count += 1
        archive.add(f"{table}.jsonl", content, count)


def _add_attachments(
    archive: _Archive, collective: Collective, held_back: HeldBack | None
) -> None:
    for row in rows_of(Attachment, collective).iterator(chunk_size=1):
        if held_back is not None and not held_back.gives_file(row):
            continue
        archive.add(f"attachments/{row.id}", BytesIO(bytes(row.content)))


def _line(row: dict[str, Any]) -> bytes:
    text = json.dumps(
        row,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        default=_plain,
    )
    return f"{text}\n".encode()


def _plain(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    message = f"{value!r} cannot be written as JSON"
    raise TypeError(message)


def _manifest(
    archive: _Archive,
    collective: Collective,
    now: datetime,
    held_back: HeldBack | None,
) -> dict[str, Any]:
    counts = dict(held_back.counts) if held_back else {}
    return {
        "format": FORMAT,
        "version": __version__,
        "made_at": now.isoformat(),
        "made_for": "member" if held_back else "server keeper",
        "collective": {"id": str(collective.id), "slug": collective.slug},
        "held_back": counts,
        "files": archive.sums,
    }
