"""The source of the running version, as its licence promises to everyone it serves."""

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import folkmoot

PACKAGE = Path(folkmoot.__file__).parent
LEFT_OUT = {"__pycache__"}


@cache
def pack() -> bytes:
    """Return a zip file of the package; made once, since it cannot change."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for file in sorted(PACKAGE.rglob("*")):
            if file.is_file() and not LEFT_OUT & set(file.parts):
                archive.write(file, Path("folkmoot") / file.relative_to(PACKAGE))
    return buffer.getvalue()
