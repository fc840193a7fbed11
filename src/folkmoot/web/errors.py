"""The pages people get when something did not work, in plain words."""

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from folkmoot.web.wire.problems import is_api, problem

KEPT = 20_000
SECONDS_TOLD = 90  # above this, people are told minutes
log = logging.getLogger(__name__)


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    if is_api(request):
        return problem(status, name, _sentence(name))
    return render(request, f"web/errors/{name}.html", status=status)


def _sentence(name: str) -> str:
    """Return what programs are told where people get a page."""
    sentences = {
        "bad_request": _("This request could not be read."),
        "too_large": _("This is too large."),
        "forbidden": _("This is not open to you."),
        "not_found": _("There is nothing here."),
        "server_error": _("Something is broken here. It was noted."),
        "unavailable": _("This was not kept. Nothing is lost. Try again in a minute."),
    }
    return sentences[name]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read; 413 when it was too large."""
    too_large = "exceeded" in str(exception)
    name, status = ("too_large", 413) if too_large else ("bad_request", 400)
    return _page(request, name, status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known, but not for this person."""
    return _page(request, "forbidden", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form from an old or foreign page; what was typed stays visible."""
    return render(
        request, "web/errors/csrf.html", {"typed": _typed(request)}, status=403
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: absent and not yours look the same."""
    return _page(request, "not_found", 404)


def methods_in_words(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say it in words where an address takes only forms, or takes none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or is_api(request):
            return answer
        page = render(request, "web/errors/not_allowed.html", status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page

    return middleware


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429: too often; says when to try again."""
    minutes = -(-seconds // 60) if seconds > SECONDS_TOLD else 0
    context = {"seconds": seconds, "minutes": minutes}
    page = render(request, "web/errors/too_many.html", context, status=429)
    page["Retry-After"] = str(seconds)
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours; needs no database. 503 when the database is away or the disk full."""
    error = sys.exc_info()[1]
    # The second is what asking again on a connection that broke ends in.
    if isinstance(error, OperationalError | InterfaceError):
        log.error("the database is away, or its disk full", exc_info=error)
        return unavailable(request)
    if is_api(request):
        return _page(request, "server_error", 500)
    return HttpResponse(render_to_string("web/errors/server_error.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: not recorded, nothing is lost, what was typed stays on the page."""
    if is_api(request):
        answer = _page(request, "unavailable", 503)
        answer["Retry-After"] = "60"
        return answer
    context = {"typed": _typed(request)}
    body = render_to_string("web/errors/unavailable.html", context)
    return HttpResponse(body, status=503, headers={"Retry-After": "60"})


def _typed(request: HttpRequest) -> list[str]:
    if request.method != "POST":
        return []
    hidden = {"csrfmiddlewaretoken", "submission_key"}
    return [str(v)[:KEPT] for k, v in request.POST.items() if k not in hidden and v]
