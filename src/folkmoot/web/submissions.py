"""A form or API write sent twice has one effect: the second gets the first's answer.

The key travels in the form (``submission_key``) or the ``Idempotency-Key`` header.
Its row is written in the same transaction as the effect, so a broken connection can
press again: either both are there or neither. A program that sends something else with
a key of before is told so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from folkmoot.web.chance import digest
from folkmoot.web.clock import read_clock
from folkmoot.web.models import Submission
from folkmoot.web.prepared import prepared
from folkmoot.web.wire.problems import is_api, problem
from folkmoot.web.writing import GoneError, insert, update


@dataclass(frozen=True)
class Afterwards:
    """An answer that is drawn when what was done is kept, so that nobody waits for it.

    Whoever sends the same once more is led to ``address``, which shows the same.
    """

    draw: Callable[[], HttpResponse]
    address: str


type View = Callable[..., HttpResponse]
type WritingView = Callable[..., HttpResponse | Afterwards]

LAST_GOOD_STATUS = 399


@prepared
def _earlier(key: str) -> QuerySet[Submission]:
    return Submission.objects.filter(key=key)


def submitted_key(request: HttpRequest) -> str:
    """Return the key that came with ``request``, tied to its sender; or nothing."""
    sent = request.headers.get("Idempotency-Key")
    key = sent and _of_address(request, sent)
    # What is sent to the API is read once, by its own parser, and is never a form.
    if not key and not is_api(request):
        key = request.POST.get("submission_key")
    if not key:
        return ""
    person = getattr(request, "person", None)
    return f"{person.id.hex if person else '-'}:{key[:64]}"


def _of_address(request: HttpRequest, sent: str) -> str:
    """Tie a program's key to where it was sent: elsewhere it is another key."""
    return digest(f"{request.method} {request.path} {sent}")


def once(view: WritingView) -> View:
    """Run a writing view in one transaction, and only once per submission key."""

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return _drawn(view(request, **kwargs))
        key = submitted_key(request)
        if not key:
            return _drawn(_in_transaction(view, request, **kwargs))
        try:
            return _drawn(_received(key, view, request, **kwargs))
        except IntegrityError:
            # The key was here before, or the view broke a constraint.
            earlier = _earlier.first(key)
            if earlier is None:
                raise
            return _again(request, earlier)

    return wrapper


def _drawn(response: HttpResponse | Afterwards) -> HttpResponse:
    return response.draw() if isinstance(response, Afterwards) else response


def _in_transaction(
    view: WritingView,
    request: HttpRequest,
    **kwargs: Any,
) -> HttpResponse | Afterwards:
    with transaction.atomic():
        response = view(request, **kwargs)
        if _is_refusal(response):
            transaction.set_rollback(True)
    return response


def _is_refusal(response: HttpResponse | Afterwards) -> bool:
    return (
        not isinstance(response, Afterwards) and response.status_code > LAST_GOOD_STATUS
    )


def _received(
    key: str,
    view: WritingView,
    request: HttpRequest,
    **kwargs: Any,
) -> HttpResponse | Afterwards:
    with transaction.atomic():
        person = getattr(request, "person", None)
        receipt = Submission(
            key=key,
            person_id=person.id if person else None,
            path=request.path[:300],
            received_at=getattr(request, "now", None) or read_clock(),
            sent_digest=_sent(request),
            status=0,
        )
        insert(receipt)
        response = view(request, **kwargs)
        if _is_refusal(response):
            transaction.set_rollback(True)
            return response
        _tell(receipt, response)
        _keep(receipt)
    return response


def _tell(receipt: Submission, response: HttpResponse | Afterwards) -> None:
    """Note what whoever sends it once more is answered."""
    if isinstance(response, Afterwards):
        receipt.status, receipt.location = 200, response.address[:500]
        return
    receipt.status = response.status_code
    receipt.location = response.headers.get("Location", "")[:500]
    if not isinstance(response, HttpResponseRedirect):
        receipt.body = response.content.decode()


def _keep(receipt: Submission) -> None:
    try:
        update(receipt, "status", "location", "body")
    except GoneError:
        # Whoever erased everything took it with them; a second press is still known.
        receipt.person_id = None
        insert(receipt)


def _sent(request: HttpRequest) -> str:
    """Return the digest of what a program sent.

    The key it came with is in it and is kept nowhere: without it nobody can find out
    which of a few answers it was.
    """
    if not is_api(request) or getattr(request, "person", None) is None:
        return ""
    key = request.headers.get("Idempotency-Key", "")
    if request.content_type == "multipart/form-data":
        return digest(f"{key} {_told_in_form(request)}")
    return digest(f"{key} {request.body.decode(errors='replace')}")


def _told_in_form(request: HttpRequest) -> str:
    """Return what a form says, however its parts are divided."""
    files: list[tuple[str, str, str]] = []
    for name in sorted(request.FILES):
        upload: Any = request.FILES[name]
        upload.seek(0)
        files.append((name, upload.name, sha256(upload.read()).hexdigest()))
        upload.seek(0)
    return repr((sorted(request.POST.lists()), files))


def _again(request: HttpRequest, earlier: Submission) -> HttpResponse:
    """Answer as the first time, and say when that was."""
    if earlier.sent_digest != _sent(request):
        words = _("This key came with something else before. Please take a new one.")
        return problem(422, "key_used", words)
    at = time_format(localtime(earlier.received_at), "H:i:s")
    if earlier.location:
        messages.info(request, _("Already received at %(time)s.") % {"time": at})
        if request.headers.get("HX-Request"):  # it would put that page into a part
            return HttpResponse(headers={"HX-Redirect": earlier.location})
        return HttpResponseRedirect(earlier.location)
    response = HttpResponse(earlier.body, status=earlier.status or 200)
    response["Content-Type"] = (
        "application/json" if is_api(request) else "text/html; charset=utf-8"
    )
    response["Idempotent-Replay"] = earlier.received_at.isoformat()
    return response
