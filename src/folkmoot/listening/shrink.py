"""Make a photo small, in a process of its own: stdin a photo, stdout WebP or JPEG.

Run as a script, so that a hostile file can cost this process's memory and time only.
It imports neither Django nor the rest of the house. On trouble it exits with 3 and
writes one word and a number to standard error.
"""

import io
import resource
import struct
import sys
from typing import NoReturn

from PIL import Image, ImageOps, UnidentifiedImageError

MEMORY = 512 * 1024 * 1024
SECONDS = 10
MAX_POINTS = 24_000_000
MAX_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
TROUBLE = 3


def webp_points(data: bytes) -> int:
    """Return width x height from a WebP header, or 0 when this is no WebP.

    Pillow allocates the whole canvas when it opens a WebP, before anyone can ask for
    its size; so the size is read here first (RFC 9649, section 2.5 to 2.7).
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return 0
    chunk = data[12:16]
    if chunk == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        return width * (int.from_bytes(data[27:30], "little") + 1)
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack("<HH", data[26:30].ljust(4, b"\0"))
    return int(width & 0x3FFF) * int(height & 0x3FFF)


def shrink(data: bytes) -> tuple[str, bytes]:
    """Return the format's name and the small photo, without any metadata."""
    _check_points(webp_points(data))
    with Image.open(io.BytesIO(data), formats=FORMATS) as photo:
        _check_points(photo.width * photo.height)
        photo.draft("RGB", (MAX_SIDE, MAX_SIDE))
        turned = ImageOps.exif_transpose(photo)
        turned.thumbnail((MAX_SIDE, MAX_SIDE))
    if "A" in turned.getbands() or "transparency" in turned.info:
        turned = turned.convert("RGBA")
        plain = Image.new("RGB", turned.size, "white")
        plain.paste(turned, mask=turned.getchannel("A"))
    else:
        plain = turned.convert("RGB")
    # A fresh image carries no EXIF, no position, no colour profile, no comment.
    clean = Image.frombytes("RGB", plain.size, plain.tobytes())
    return _encode(clean)


def _encode(photo: Image.Image) -> tuple[str, bytes]:
    out = io.BytesIO()
    try:
        photo.save(out, "WEBP", quality=80)
    except (KeyError, OSError):  # Pillow may be built without WebP
        out = io.BytesIO()
        photo.save(out, "JPEG", quality=82, optimize=True)
        return "jpeg", out.getvalue()
    return "webp", out.getvalue()


def _check_points(points: int) -> None:
    if points > MAX_POINTS:
        _stop("too_large", points)


def _stop(word: str, number: int = 0) -> NoReturn:
    sys.stderr.write(f"{word} {number}")
    sys.exit(TROUBLE)


def main() -> None:
    """Read, shrink, write, within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    Image.MAX_IMAGE_PIXELS = None  # our own limit is lower and says so plainly
    try:
        name, small = shrink(sys.stdin.buffer.read())
    except MemoryError:
        _stop("too_large")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error):
        _stop("unreadable")
    sys.stdout.buffer.write(name.encode() + b"\n" + small)


if __name__ == "__main__":
    main()
