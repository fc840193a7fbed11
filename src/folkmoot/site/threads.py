"""A WSGI application for ASGI servers: each request is answered by a thread.

Under Django's own ASGI handler each synchronous middleware would be a hop between
threads, which doubles the processor time of a page. Here a request costs two: a thread
takes it when it has been read, and gives back the whole answer. Only what is long goes
in parts: the rest of a body above `AHEAD`, and an answer above `PART`.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any, BinaryIO, cast
from wsgiref.types import WSGIApplication

AHEAD = 256 * 1024  # bytes of a body that are read before a thread takes the request
PART = 256 * 1024  # bytes of an answer that are kept before they are sent

type Message = dict[str, Any]
type Receive = Callable[[], Coroutine[Any, Any, Message]]
type Send = Callable[[Message], Awaitable[None]]


class InThreads:
    """A WSGI application as an ASGI server wants it.

    Parameters
    ----------
    application : WSGI application (PEP 3333)
    threads : int
        How many requests are worked on at once.
    """

    def __init__(self, application: WSGIApplication, threads: int) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; whoever is gone before it was read gets no answer."""
        ahead, has_more = b"", True
        while has_more and len(ahead) < AHEAD:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            ahead += message.get("body", b"")
            has_more = message.get("more_body", False)
        loop = asyncio.get_running_loop()
        body: BinaryIO = BytesIO(ahead)
        if has_more:
            body = cast("BinaryIO", BufferedReader(_Rest(ahead, receive, loop), AHEAD))
        answer = _Answer(send, loop)
        environ = make_environ(scope, body)
        await loop.run_in_executor(self.pool, answer.take, self.application, environ)
        for message in answer.left():
            await send(message)


class _Rest(RawIOBase):
    """A long body: what was read of it, then the rest as it comes."""

    def __init__(
        self, ahead: bytes, receive: Receive, loop: asyncio.AbstractEventLoop
    ) -> None:
        self.read_already, self.receive, self.loop = ahead, receive, loop
        self.has_more = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer; zero means that this is the end."""
        while self.has_more and not self.read_already:
            asked = asyncio.run_coroutine_threadsafe(self.receive(), self.loop)
            message = asked.result()
            if message["type"] == "http.disconnect":
                gone = "the sender is gone"
                raise ConnectionResetError(gone)
            self.read_already = message.get("body", b"")
            self.has_more = message.get("more_body", False)
        part = self.read_already[: len(buffer)]
        self.read_already = self.read_already[len(part) :]
        buffer[: len(part)] = part
        return len(part)


class _Answer:
    """What the application answers, as messages for the server."""

    def __init__(self, send: Send, loop: asyncio.AbstractEventLoop) -> None:
        self.send, self.loop = send, loop
        self.start: Message | None = None
        self.kept = bytearray()

    def take(self, application: WSGIApplication, environ: dict[str, Any]) -> None:
        """Let the application answer, and send what is too long to be kept."""
        parts = application(environ, self._begin)
        try:
            for part in parts:
                self.kept += part
                if len(self.kept) >= PART:
                    for message in self.left(has_more=True):
                        sent = asyncio.run_coroutine_threadsafe(
                            self._send(message), self.loop
                        )
                        sent.result()
        finally:
            getattr(parts, "close", lambda: None)()

    def left(self, *, has_more: bool = False) -> Iterator[Message]:
        """Yield what was not sent yet."""
        if self.start is not None:
            yield self.start
            self.start = None
        body, self.kept = bytes(self.kept), bytearray()
        yield {"type": "http.response.body", "body": body, "more_body": has_more}

    def _begin(
        self, status: str, headers: Iterable[tuple[str, str]], _error: object = None
    ) -> Callable[[bytes], object]:
        pairs = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in headers
        ]
        code = int(status.split(maxsplit=1)[0])
        self.start = {"type": "http.response.start", "status": code, "headers": pairs}
        return self.kept.extend

    async def _send(self, message: Message) -> None:
        await self.send(message)


def make_environ(scope: Message, body: BinaryIO) -> dict[str, Any]:
    """Return a request as PEP 3333 has it; text is bytes read as Latin-1."""
    host, port = scope.get("server") or ("localhost", None)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", "").encode().decode("latin-1"),
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.get("client"):
        environ["REMOTE_ADDR"] = scope["client"][0]
    for name, value in scope["headers"]:
        key = name.decode("latin-1").upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        text = value.decode("latin-1")
        environ[key] = f"{environ[key]},{text}" if key in environ else text
    return environ
