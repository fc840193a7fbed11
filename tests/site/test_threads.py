"""Requests and answers of any length pass between an ASGI server and our pages."""

import asyncio
import hashlib

import pytest

from folkmoot.site.threads import AHEAD, PART, InThreads, make_environ

SCOPE = {
    "type": "http",
    "http_version": "1.1",
    "scheme": "https",
    "method": "POST",
    "path": "/c/señal/",
    "query_string": b"a=%20",
    "headers": [(b"content-length", b"3"), (b"x-two", b"a"), (b"x-two", b"b")],
    "server": ("example.org", 443),
    "client": ("192.0.2.1", 5),
}
GONE = {"type": "http.disconnect"}


def parts_of(body: bytes, size: int) -> list[dict]:
    cut = [body[at : at + size] for at in range(0, len(body), size)] or [b""]
    return [
        {"type": "http.request", "body": part, "more_body": at < len(cut) - 1}
        for at, part in enumerate(cut)
    ]


def drive(application, messages: list[dict]) -> list[dict]:
    """Return what one request is answered with."""
    waiting, sent = iter(messages), []

    async def receive():
        return next(waiting, GONE)

    async def send(message):
        sent.append(message)

    asyncio.run(InThreads(application, 1)(SCOPE, receive, send))
    return sent


@pytest.mark.parametrize("length", [0, 1, AHEAD - 1, AHEAD, AHEAD + 1, 3 * AHEAD])
def test_a_body_arrives_as_it_was_sent(length):
    body = bytes(number % 251 for number in range(length))

    def application(environ, start):
        start("200 Fine", [("X-Is", "Body")])
        read = environ["wsgi.input"].read
        digest = hashlib.sha256()
        while part := read(10_000):
            digest.update(part)
        return [digest.digest()]

    start, rest = drive(application, parts_of(body, 65_536))
    assert start["status"] == 200
    assert start["headers"] == [(b"x-is", b"Body")]
    assert rest["body"] == hashlib.sha256(body).digest()
    assert not rest["more_body"]


def test_a_long_answer_is_sent_while_it_is_made_and_closed():
    closed = []

    class Parts:
        def __iter__(self):
            yield from [b"x" * (PART // 2)] * 5

        def close(self):
            closed.append(True)

    def application(_environ, start):
        start("200 OK", [])
        return Parts()

    start, *parts = drive(application, parts_of(b"", 1))
    assert start["type"] == "http.response.start"
    assert [len(part["body"]) for part in parts] == [PART, PART, PART // 2]
    assert [part["more_body"] for part in parts] == [True, True, False]
    assert closed


@pytest.mark.parametrize("read", [0, AHEAD])
def test_whoever_left_before_the_end_changes_nothing(read):
    def application(environ, _start):
        environ["wsgi.input"].read()
        pytest.fail("the body has no end")

    begun = [part | {"more_body": True} for part in parts_of(b"x" * read, 65_536)]
    if read:
        with pytest.raises(ConnectionResetError):
            drive(application, begun)
    else:
        assert drive(application, begun) == []


def test_the_environment_is_that_of_the_standard():
    environ = make_environ(SCOPE, None)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/c/señal/"
    assert environ["QUERY_STRING"] == "a=%20"
    assert environ["CONTENT_LENGTH"] == "3"
    assert environ["HTTP_X_TWO"] == "a,b"
    assert environ["REMOTE_ADDR"] == "192.0.2.1"
    assert environ["SERVER_PORT"] == "443"
