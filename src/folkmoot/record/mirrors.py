"""Copies of logs: kept in folders up to date by checked pulls, and read again.

A mirror holds the files of a log as they are served, below the hash of its name. It
takes nothing that does not continue what it has: who shows two ends is not followed any
more, and both ends are kept, which prove it.
"""

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from django.conf import settings

from folkmoot.engines.tlog import (
    LEAF_SIZE_AT_MOST,
    WIDTH,
    Checkpoint,
    FormatError,
    Frontier,
    TileId,
    TlogError,
    VerifierKey,
    bundle_path,
    edge_tiles,
    follow,
    frontier_at,
    open_checkpoint,
    origin_hash,
    parse_path,
    read_mirrored_line,
    read_tiles,
    tile_path,
)
from folkmoot.record.asking import fetch
from folkmoot.record.models import Key, Log
from folkmoot.record.queries.serving import get_bundle, get_checkpoint, is_within
from folkmoot.record.tiles import root_at
from folkmoot.web.clock import read_clock

type Source = Callable[[str], bytes | None]

FOLDER = "mirror"
CHECKPOINT, FORK = "checkpoint", "fork"
BUNDLE_AT_MOST = WIDTH * (2 + LEAF_SIZE_AT_MOST)
MOST_AT_ONCE = 1 << 20  # entries; who has more comes again with an end in between
TAKEN, A_DAY = "taken", 256 << 20  # bytes that one log elsewhere may send in a day
log = logging.getLogger(__name__)


class MirrorError(Exception):
    """What a log shows does not continue what the mirror has, or nobody answers."""


def own_folder() -> Path:
    """Return where this server keeps the logs of others."""
    folder: Path = settings.CONFIG.data / FOLDER
    return folder


def at_address(url: str) -> Source:
    """Return what reads a log, or a mirror of it, at its address."""

    def read(path: str) -> bytes | None:
        try:
            status, data = fetch(f"{url.rstrip('/')}/{path}", most=BUNDLE_AT_MOST + 1)
        except (OSError, ValueError) as error:
            message = f"{url} does not answer: {error}"
            raise MirrorError(message) from error
        if status == HTTPStatus.NOT_FOUND:
            return None
        if status != HTTPStatus.OK:
            message = f"{url}/{path} answers {status}"
            raise MirrorError(message)
        return data

    return read


def rationed(source: Source, folder: Path, today: date) -> Source:
    """Return what reads a log, up to a day's ration: no log elsewhere fills our disk."""
    file = folder / TAKEN

    def taken() -> int:
        day, _space, count = file.read_text("utf-8").partition(" ")
        return int(count) if day == str(today) else 0

    def read(path: str) -> bytes | None:
        before = taken() if file.exists() else 0
        if before >= A_DAY:
            message = f"{folder}: more than {A_DAY >> 20} MB in one day"
            raise MirrorError(message)
        data = source(path)
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{today} {before + len(data or b'')}", "utf-8")
        return data

    return read


def in_folder(folder: Path) -> Source:
    """Return what reads a log whose files are on disk."""

    def read(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    return read


def of_log(one: Log) -> Source:
    """Return what reads a log of this server as it is served."""

    def read(path: str) -> bytes | None:
        if path == CHECKPOINT:
            return get_checkpoint(one).encode() if one.checkpoint else None
        _kind, tile = parse_path(path)
        if not is_within(tile, one.signed_size):
            return None
        return get_bundle(one.collective_id, tile.index, tile.width)

    return read


def place_at(place: str, origin: str) -> Source:
    """Return what reads the mirror of a log at an address of mirrors, or in a folder.

    Raises `MirrorError` where the folder is not there, as on a disk that is unplugged.
    """
    if place.startswith("/"):
        if not Path(place).is_dir():
            message = f"{place} is not there"
            raise MirrorError(message)
        return in_folder(Path(place) / origin_hash(origin))
    return at_address(f"{place.rstrip('/')}/{origin_hash(origin)}")


def state_at(place: str, one: Log) -> int | None:
    """Return how many entries of a log here its mirror has signed; None if it has none.

    -1 where they are not the first ones of the log, or more and not signed by it.
    `MirrorError` where nobody answers.
    """
    note = place_at(place, one.origin)(CHECKPOINT)
    if note is None:
        return None
    try:
        end = open_checkpoint(note, keys_of(one.collective_id))
        is_ours = end.size > one.size or root_at(one.pk, end.size) == end.root
    except TlogError:
        return -1
    return end.size if end.origin == one.origin and is_ours else -1


def bundle_of(source: Source, index: int, width: int) -> bytes:
    """Return a bundle; `MirrorError` where there is none."""
    data = source(bundle_path(index, width))
    if data is None or len(data) > BUNDLE_AT_MOST:
        message = f"bundle {index} of {width} entries is not there"
        raise MirrorError(message)
    return data


def pull(source: Source, root: Path, keys: Iterable[VerifierKey]) -> Checkpoint | None:
    """Bring the copy of a log up to date; return its end, None where nothing is signed.

    Parameters
    ----------
    source : callable
        Reads the log.
    root : Path
        Of all copies.
    keys : iterable of VerifierKey
        By which the log is signed.

    Raises
    ------
    MirrorError
        If nobody answers, or with something that does not continue the copy.
    """
    note = source(CHECKPOINT)
    if note is None:
        return None
    try:
        end = open_checkpoint(note, keys)
        folder = root / origin_hash(end.origin)
        if (folder / FORK).exists():
            message = f"{end.origin} showed two different ends; see {folder}"
            raise MirrorError(message)
        _take(source, folder, end, note)
    except TlogError as error:
        raise MirrorError(str(error)) from error
    return end


def _take(source: Source, folder: Path, end: Checkpoint, note: bytes) -> None:
    known = _known(folder)
    if end.size == known.size:
        if end.root != known.root:
            _keep_fork(folder, note, end)
        if not (folder / CHECKPOINT).exists() or _more_lines(folder, note):
            _write(folder / CHECKPOINT, note)
        (folder / CHECKPOINT).touch()  # so that its age can be told
        return
    if end.size < known.size:
        message = f"{end.origin} shows {end.size} entries; {known.size} were signed"
        raise MirrorError(message)
    if end.size - known.size > MOST_AT_ONCE:
        message = f"{end.origin} has grown by more than {MOST_AT_ONCE} entries"
        raise MirrorError(message)
    _grow(source, folder, known, end)
    # Last: what no signed end is over counts for nothing.
    _write(folder / CHECKPOINT, note)


def _grow(source: Source, folder: Path, known: Frontier, end: Checkpoint) -> None:
    edge = {tile: _tile(folder, tile) for tile in edge_tiles(known.size)}
    last = dict(edge)
    for one in follow(known, edge, end, partial(bundle_of, source)):
        _write(folder / bundle_path(one.index, one.width), one.data)
        last |= {tile: data for tile, data in one.tiles.items() if not tile.is_full}
        for tile, data in one.tiles.items():
            if tile.is_full:
                _write(folder / tile_path(tile), data)
    for tile in edge_tiles(end.size):
        _write(folder / tile_path(tile), last[tile])


def _known(folder: Path) -> Frontier:
    """Return how far the copy has come."""
    size = size_in(folder)
    return frontier_at(read_tiles(lambda tile: _tile(folder, tile), size), size)


def size_in(folder: Path) -> int:
    """Return how many entries a copy holds, as its own checkpoint says."""
    try:
        lines = (folder / CHECKPOINT).read_text(encoding="utf-8").split("\n")
        return int(lines[1])
    except FileNotFoundError:
        return 0
    except (ValueError, IndexError) as error:
        message = f"{folder}: its checkpoint cannot be read"
        raise MirrorError(message) from error


def _tile(folder: Path, tile: TileId) -> bytes:
    try:
        return (folder / tile_path(tile)).read_bytes()
    except FileNotFoundError as error:
        message = f"{tile} is not in {folder}"
        raise FormatError(message) from error


def _more_lines(folder: Path, note: bytes) -> bool:
    return len(note) > len((folder / CHECKPOINT).read_bytes())


def _keep_fork(folder: Path, note: bytes, end: Checkpoint) -> None:
    _write(folder / FORK, note)
    message = (
        f"{end.origin} showed two different ends of {end.size} entries: both are in"
        f" {folder}"
    )
    raise MirrorError(message)


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, and return once it is on disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partly = file.with_name(f"{file.name}.{os.getpid()}.partly")
    with partly.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    partly.rename(file)


def read_mirrored(name: str, path: str) -> bytes | None:
    """Return a file of a log that this server keeps a copy of; None for any other."""
    folder = own_folder() / name
    if path == CHECKPOINT:
        return in_folder(folder)(CHECKPOINT)
    try:
        kind, tile = parse_path(path)
        size = size_in(folder)
    except (FormatError, MirrorError):
        return None
    if not is_within(tile, size):
        return None
    file = bundle_path(tile.index, tile.width) if kind == "entries" else tile_path(tile)
    return in_folder(folder)(file)


def keep_mirrors() -> list[str]:
    """Bring all copies up to date: those of others here, and our own in folders.

    Returns
    -------
    list of str
        What went wrong; each is told in the server's log too.
    """
    wrong: list[str] = []
    for line in settings.CONFIG.mirrored:
        one = read_mirrored_line(line)
        folder = own_folder() / origin_hash(one.keys[0].name)
        source = rationed(at_address(one.url), folder, read_clock().date())
        _try(source, own_folder(), one.keys, wrong)
    folders = [Path(one) for one in settings.CONFIG.mirrors if one.startswith("/")]
    for own in Log.objects.exclude(checkpoint="") if folders else ():
        for folder in folders:
            if folder.is_dir():
                _try(of_log(own), folder, keys_of(own.collective_id), wrong)
            else:
                wrong.append(f"{folder} is not there")
    for what in wrong:
        log.warning("a mirror is not up to date: %s", what)
    return wrong


def _try(
    source: Source, root: Path, keys: Sequence[VerifierKey], wrong: list[str]
) -> None:
    try:
        pull(source, root, keys)
    except (MirrorError, OSError) as error:
        wrong.append(str(error))


def keys_of(collective_id: UUID) -> list[VerifierKey]:
    """Return all keys that a log of this server was signed with."""
    rows = Key.objects.filter(collective_id=collective_id, use=Key.Use.LOG)
    return [VerifierKey.parse(key) for key in rows.values_list("public", flat=True)]
