"""Logs as static files, and this server as a witness: for programs, without a session.

What is served holds salted digests only, so that anyone may have it.
"""

import re
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from folkmoot.engines.tlog import FormatError, parse_path
from folkmoot.engines.tlog.witnessing import REQUEST_SIZE_AT_MOST
from folkmoot.record.mirrors import read_mirrored
from folkmoot.record.models import Log
from folkmoot.record.operations import answer_request, server_key
from folkmoot.record.queries import (
    find_kept,
    find_seen,
    get_bundle,
    get_checkpoint,
    get_kept_list,
    get_log,
    get_policy,
    get_policy_of,
    is_within,
)
from folkmoot.record.tiles import get_tile
from folkmoot.web.clock import read_clock

HASH = re.compile("[0-9a-f]{64}")
FOR_EVER = "public, max-age=31536000, immutable"
FOR_SECONDS = "public, max-age=2"
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"


def _text(text: str, cache: str = FOR_SECONDS) -> HttpResponse:
    return HttpResponse(text, content_type=TEXT, headers={"Cache-Control": cache})


def _log(log_id: UUID) -> Log:
    log = get_log(log_id)
    if log is None or not log.checkpoint:
        raise Http404
    return log


@require_safe
def checkpoint(request: HttpRequest, log_id: UUID) -> HttpResponse:
    """Show the signed head of a log, with the lines of its witnesses."""
    return _text(get_checkpoint(_log(log_id)))


@require_safe
def policy(request: HttpRequest, log_id: UUID) -> HttpResponse:
    """Show the log's key, its witnesses, and how many of them make a quorum."""
    return _text(get_policy(_log(log_id)))


@require_safe
def policy_of(request: HttpRequest, log_id: UUID, number: int) -> HttpResponse:
    """Show the same of a name that the log has or had: the first is number 1."""
    log = get_log(log_id)
    found = get_policy_of(log, number) if log else None
    if found is None:
        raise Http404
    return _text(found)


@require_safe
def kept(request: HttpRequest, log_id: UUID) -> HttpResponse:
    """List the signed ends that are kept: number of the name, size, time."""
    return _text(get_kept_list(_log(log_id).collective_id))


@require_safe
def kept_checkpoint(
    request: HttpRequest, log_id: UUID, number: int, size: int
) -> HttpResponse:
    """Show a signed end that others followed, with the lines of its witnesses."""
    note = find_kept(log_id, number, size)
    if note is None:
        raise Http404
    return _text(note)


@require_safe
def tile(request: HttpRequest, log_id: UUID, place: str) -> HttpResponse:
    """Show a tile of hashes or a bundle of entries of the signed tree."""
    log = _log(log_id)
    try:
        kind, wanted = parse_path(f"tile/{place}")
        if not is_within(wanted, log.signed_size):
            raise Http404
        if kind == "entries":
            data = get_bundle(log_id, wanted.index, wanted.width)
        else:
            data = get_tile(log_id, wanted)
    except FormatError as error:
        raise Http404 from error
    return HttpResponse(data, content_type=BYTES, headers={"Cache-Control": FOR_EVER})


@csrf_exempt  # programs send it, without a session
@require_POST
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """Cosign a checkpoint of a log that this server knows, if it continues the last."""
    body = request.read(REQUEST_SIZE_AT_MOST + 1)
    if len(body) > REQUEST_SIZE_AT_MOST:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return HttpResponse("a request is too long\n", status=status, content_type=TEXT)
    told = answer_request(body=body, now=read_clock())
    return HttpResponse(told.body, status=told.status, content_type=told.content_type)


@require_safe
def witness_key(request: HttpRequest) -> HttpResponse:
    """Show the key with which this server cosigns."""
    return _text(f"{server_key(read_clock()).public}\n")


@require_safe
def mirrored(request: HttpRequest, origin_hash: str, path: str) -> HttpResponse:
    """Show a file of a log elsewhere of which this server keeps a copy."""
    data = read_mirrored(origin_hash, path) if HASH.fullmatch(origin_hash) else None
    if data is None:
        raise Http404
    if path == "checkpoint":
        return _text(data.decode())
    return HttpResponse(data, content_type=BYTES, headers={"Cache-Control": FOR_EVER})


@require_safe
def seen_checkpoint(request: HttpRequest, origin_hash: str) -> HttpResponse:
    """Show the last checkpoint of a log that this server cosigned."""
    note = find_seen(origin_hash)
    if note is None:
        raise Http404
    return _text(note)
