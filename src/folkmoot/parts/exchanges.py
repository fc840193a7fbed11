"""One exchange by HTTP with a limit on all of it, however slowly its bytes come.

The limit of a socket is for each of its reads: who sends a byte now and then, of its
headers or of what follows them, never meets it. Here each read has what is left.
"""

import http.client
import io
import socket
import ssl
import urllib.request
from functools import partial
from time import monotonic
from typing import IO, Any


class _Limited(io.RawIOBase):
    """What a socket receives, until ``until``."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, until: float) -> None:
        super().__init__()
        self._raw, self._sock, self._until = raw, sock, until
        self._each = sock.gettimeout() or 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - monotonic()
        if left <= 0:
            message = "timed out"
            raise TimeoutError(message)
        self._sock.settimeout(min(self._each, left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    def __init__(
        self, sock: socket.socket, *words: Any, until: float, **named: Any
    ) -> None:
        super().__init__(sock, *words, **named)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_Limited(raw, sock, until))


class _Plain(http.client.HTTPConnection):
    def __init__(self, *words: Any, in_all: float, **named: Any) -> None:
        super().__init__(*words, **named)
        until = monotonic() + in_all
        self.response_class = partial(_Answer, until=until)  # type: ignore[assignment]


class _Secure(http.client.HTTPSConnection):
    def __init__(self, *words: Any, in_all: float, **named: Any) -> None:
        super().__init__(*words, **named)
        until = monotonic() + in_all
        self.response_class = partial(_Answer, until=until)  # type: ignore[assignment]


class _OverPlain(urllib.request.HTTPHandler):
    def __init__(self, in_all: float) -> None:
        super().__init__()
        self._open = partial(_Plain, in_all=in_all)

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._open, req)


class _OverSecure(urllib.request.HTTPSHandler):
    def __init__(self, in_all: float) -> None:
        super().__init__()
        # The certificates of all authorities are read once.
        context = ssl.create_default_context()
        self._open = partial(_Secure, in_all=in_all, context=context)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._open, req)


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        """Follow nobody: who is asked was named by this server's keeper."""


def make_opener(in_all: float) -> urllib.request.OpenerDirector:
    """Return what asks: it follows nobody, and an exchange ends after so many seconds.

    They begin with the exchange; finding the address and its server, and sending, have
    the limit of each step besides, which `open` is given as ``timeout``.
    """
    return urllib.request.build_opener(
        _StayHere, _OverPlain(in_all), _OverSecure(in_all)
    )
