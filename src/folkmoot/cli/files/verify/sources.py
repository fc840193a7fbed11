"""Where a log is read from: a folder, or an address."""

import http.client
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from folkmoot import __version__
from folkmoot.cli.files.verify.findings import UncheckableError
from folkmoot.engines.tlog import LEAF_SIZE_AT_MOST, WIDTH
from folkmoot.engines.tlog.encoding import gunzip
from folkmoot.parts.exchanges import make_opener

SECONDS = 20  # without a byte
IN_ALL = 60  # for one file, however its bytes drip
NOTE_AT_MOST = 64 * 1024
LIST_AT_MOST = 1024 * 1024
TILE_AT_MOST = 8192
BUNDLE_AT_MOST = WIDTH * (2 + LEAF_SIZE_AT_MOST)


class Source(Protocol):
    """Anything that has the files of a log."""

    def read(self, path: str) -> bytes | None:
        """Return a file by its path below the log's prefix; None if it has none."""


class Folder:
    """The files of a log on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> bytes | None:
        """Return a file; None if it is not there."""
        try:
            return (self.folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None


class Address:
    """A log that is served at an address."""

    def __init__(self, url: str) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            message = f"{url} is no address of a log; expected http:// or https://"
            raise UncheckableError(message)
        self.url = url.rstrip("/")
        self._opener = make_opener(IN_ALL)

    def read(self, path: str) -> bytes | None:
        """Return what is served; None for 404.

        Raises `UncheckableError` where nobody answers, or with something else.
        """
        most = LIST_AT_MOST if path == "kept" else NOTE_AT_MOST
        if path.startswith("tile/"):
            is_bundle = path.startswith("tile/entries/")
            most = BUNDLE_AT_MOST if is_bundle else TILE_AT_MOST
        headers = {"User-Agent": f"folkmoot-verify/{__version__}"}
        request = urllib.request.Request(f"{self.url}/{path}", headers=headers)  # noqa: S310 -- http or https, as above
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return _body(answer, most, path)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == HTTPStatus.NOT_FOUND:
                    return None
                message = f"{self.url}/{path} answers {error.code}"
                raise UncheckableError(message) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            message = (
                f"{self.url}/{path} cannot be read: {getattr(error, 'reason', error)}"
            )
            raise UncheckableError(message) from error


def _body(answer: Any, most: int, path: str) -> bytes:
    """Return the body, opened where it is packed, and never more than it may be."""
    data: bytes = answer.read(most + 1)
    if answer.headers.get("Content-Encoding") == "gzip":
        data = gunzip(data, most + 1)
    if len(data) > most:
        message = f"{path} is longer than {most} bytes"
        raise ValueError(message)
    return data
