"""Turning an upload into what is kept: a small clean photo, or a recording as it is."""

import subprocess
import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Protocol

from django.utils.translation import gettext as _

from folkmoot.listening.models import Attachment
from folkmoot.listening.operations.rights import HearingError

MEGABYTE = 1024 * 1024
MAX_PHOTO = 10 * MEGABYTE
MAX_RECORDING = 5 * MEGABYTE
HEAD = 16
MILLION = 1_000_000
SIGNATURES = {
    b"\x1a\x45\xdf\xa3": "audio/webm",
    b"OggS": "audio/ogg",
    b"ID3": "audio/mpeg",
}
MP4_BRANDS = (b"M4A", b"M4B", b"mp4", b"iso", b"das")  # a photo may be "ftyp" too
ALL_ONES = 0xFF
LAYER, LAYER_THREE = 0b1110_0110, 0b1110_0010


class MediaError(HearingError):
    """The file cannot be kept, and why."""


class Readable(Protocol):
    """An uploaded or opened file."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes."""


@dataclass(frozen=True)
class Media:
    """What is kept of an upload; ``sent`` names the file as it came."""

    kind: Attachment.Kind
    content_type: str
    content: bytes
    sent: str = ""

    @property
    def kept_print(self) -> str:
        """SHA-256 of what is kept."""
        return sha256(self.content).hexdigest()

    @property
    def sent_print(self) -> str:
        """SHA-256 of the file as it came; a recording is kept as it is."""
        return self.sent or self.kept_print


def recording_type(head: bytes) -> str:
    """Return the content type that the first bytes stand for, or an empty string."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[4:8] == b"ftyp" and head[8:11] in MP4_BRANDS:
        return "audio/mp4"
    known = (start for start in SIGNATURES if head.startswith(start))
    start = next(known, b"")
    return SIGNATURES[start] if start else _mpeg_type(head)


def _mpeg_type(head: bytes) -> str:
    """Return MP3's type when ``head`` is a bare frame: eleven ones, then layer III."""
    is_frame = len(head) > 1 and head[0] == ALL_ONES and head[1] & LAYER == LAYER_THREE
    return "audio/mpeg" if is_frame else ""


def read_media(upload: Readable) -> Media:
    """Return what is kept of ``upload``; a photo is made small in a child process.

    Raises
    ------
    MediaError
        If it is too large, takes too long, or is neither photo nor recording.
    """
    data = upload.read(MAX_PHOTO + 1)
    content_type = recording_type(data[:HEAD])
    if content_type:
        _check_size(len(data), MAX_RECORDING)
        return Media(Attachment.Kind.RECORDING, content_type, data)
    _check_size(len(data), MAX_PHOTO)
    return replace(_shrunk(data), sent=sha256(data).hexdigest())


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        message = _("This file is too large. The limit is %(limit)s MB.")
        raise MediaError(message % {"limit": limit // MEGABYTE})


def _shrunk(data: bytes) -> Media:
    from folkmoot.listening import shrink  # with all of Pillow

    command = [sys.executable, "-P", shrink.__file__]
    try:
        done = subprocess.run(  # noqa: S603 -- our own script, no shell, no arguments
            command,
            input=data,
            capture_output=True,
            timeout=shrink.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MediaError(_("This photo takes too long to read.")) from None
    if done.returncode:
        raise MediaError(_reason(done.stderr.decode(errors="replace")))
    name, _newline, content = done.stdout.partition(b"\n")
    return Media(Attachment.Kind.PHOTO, f"image/{name.decode()}", content)


def _reason(trouble: str) -> str:
    word, _space, points = trouble.partition(" ")
    from folkmoot.listening import shrink

    if word == "too_large" and points.isdigit() and int(points):
        values = {
            "points": int(points) // MILLION,
            "limit": shrink.MAX_POINTS // MILLION,
        }
        return (
            _("Too large: %(points)s million points; the limit is %(limit)s million.")
            % values
        )
    if word == "too_large":
        return _("This photo needs too much memory. Please take a smaller one.")
    return _("This is neither a photo nor a recording that we can read.")
