"""Asking witnesses elsewhere, by HTTP: small answers, no redirects, little time."""

import logging
import urllib.error
import urllib.request
from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings

from folkmoot.engines.tlog import (
    SignatureError,
    Status,
    WitnessAnswer,
    origin_hash,
)
from folkmoot.engines.tlog.encoding import gunzip
from folkmoot.engines.tlog.notes import NOTE_SIZE_AT_MOST
from folkmoot.parts.exchanges import make_opener
from folkmoot.record.lines import take_lines
from folkmoot.record.models import Log, Witness

SECONDS = 5  # without a byte
IN_ALL = 60  # for one exchange, however its bytes drip
log = logging.getLogger(__name__)


@cache
def _opener(in_all: float) -> urllib.request.OpenerDirector:
    return make_opener(in_all)


def fetch(
    url: str, body: bytes | None = None, *, most: int = NOTE_SIZE_AT_MOST
) -> tuple[int, bytes]:
    """Return status and body of an answer; `OSError` where nobody answers."""
    request = urllib.request.Request(url, data=body)  # noqa: S310 -- from the settings
    request.add_header("Content-Type", "text/plain; charset=utf-8")
    try:
        with _opener(IN_ALL).open(request, timeout=SECONDS) as answer:
            return answer.status, _body(answer, most)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(NOTE_SIZE_AT_MOST)
    except urllib.error.URLError as error:
        raise OSError(str(error.reason)) from error
    except HTTPException as error:
        message = f"{url} does not speak HTTP: {error!r}"
        raise OSError(message) from error


def _body(answer: Any, most: int) -> bytes:
    """Return at most so many bytes, opened where they were packed on their way."""
    data: bytes = answer.read(most)
    is_packed = answer.headers.get("Content-Encoding") == "gzip"
    return gunzip(data, most) if is_packed else data


def ask_witness(witness: Witness, body: bytes) -> WitnessAnswer:
    """Send a request to a witness; what does not count as an answer is a refusal."""
    try:
        status, told = fetch(f"{witness.url.rstrip('/')}/add-checkpoint", body)
        if status == HTTPStatus.OK:
            note = body.partition(b"\n\n")[2]
            # Other lines would stand under our checkpoint, and there may be 32 at most.
            told = take_lines(note, told, witness.public).encode()
        return WitnessAnswer(Status(status), told.decode())
    except (OSError, ValueError, SignatureError) as error:
        log.warning("the witness %s did not cosign: %s", witness.url, error)
        return WitnessAnswer(Status.UNKNOWN, str(error))


def ask_what_was_seen(one: Log, witnesses: Iterable[Witness]) -> list[bytes] | None:
    """Return the checkpoints of a log that its witnesses saw last, and its mirrors.

    None if there are witnesses elsewhere, or mirrors, and none of them answers: then it
    is not known whether this server is behind.
    """
    seen, answered, asked = [], 0, 0
    places = [witness.url for witness in witnesses] + settings.CONFIG.mirrors
    for place in places:
        asked += 1
        try:
            status, note = _ask(place, origin_hash(one.origin))
        except (OSError, ValueError) as error:
            log.warning("%s does not answer: %s", place, error)
            continue
        if status == HTTPStatus.OK:
            seen.append(note)
        answered += status in (HTTPStatus.OK, HTTPStatus.NOT_FOUND)
    return seen if answered or not asked else None


def _ask(place: str, name: str) -> tuple[int, bytes]:
    """Return what a witness or a mirror has; a folder answers as an address does."""
    if not place.startswith("/"):
        return fetch(f"{place.rstrip('/')}/{name}/checkpoint")
    if not Path(place).is_dir():
        message = "the folder is not there"
        raise FileNotFoundError(message)
    file = Path(place) / name / "checkpoint"
    if not file.is_file():
        return HTTPStatus.NOT_FOUND, b""
    return HTTPStatus.OK, file.read_bytes()[:NOTE_SIZE_AT_MOST]
