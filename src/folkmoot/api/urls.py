"""Addresses of the API: one for each route, with all its methods."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.api.description import describe
from folkmoot.api.instance import make_api
from folkmoot.web.submissions import once
from folkmoot.web.wire.problems import problem

type View = Callable[..., HttpResponse]

LARGEST = 1_000_000
TYPES = ("application/json", "multipart/form-data")
NOT_ALLOWED = 405

app_name = "api"
api = make_api()


def framed(view: View) -> View:
    """Look at a request before it is read, and at its answer before it goes."""
    received = once(view)

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        refusal = _refuse_body(request)
        if refusal is not None:
            return refusal
        answer = received(request, **kwargs)
        if answer.status_code == NOT_ALLOWED:
            message = _("This address does not take that method.")
            headers = {"Allow": answer.headers["Allow"]}
            return problem(NOT_ALLOWED, "not_allowed", message, headers=headers)
        return _keep_fresh(request, answer)

    # A key is no cookie, and a cookie only reads.
    wrapper.csrf_exempt = True  # type: ignore[attr-defined]
    return wrapper


def _refuse_body(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    has_body = length != "0"
    if has_body and request.content_type not in TYPES:
        message = _("Please send JSON, as application/json.")
        return problem(415, "not_json_type", message)
    is_json = request.content_type == TYPES[0]
    if is_json and (not length.isdigit() or int(length) > LARGEST):
        return problem(413, "too_large", _("This is too large."))
    return None


def _keep_fresh(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let a program ask whether anything changed; nobody else keeps a copy."""
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    if request.method != "GET" or answer.streaming:
        return answer
    set_response_etag(answer)
    etag = answer.headers.get("ETag")
    same = get_conditional_response(request, etag=etag, response=answer)
    return same if isinstance(same, HttpResponse) else answer


@require_safe
def description(request: HttpRequest) -> JsonResponse:
    """Answer with the description of the API."""
    return JsonResponse(describe(api))


def _patterns() -> list[URLPattern]:
    """Return each route once: ninja gives it once for every method."""
    found: dict[str, URLPattern] = {}
    for pattern in api.urls[0]:
        route = str(pattern.pattern)
        if route and isinstance(pattern, URLPattern) and route not in found:
            view = framed(pattern.callback)
            found[route] = path(route, view, name=pattern.name)
    return list(found.values())


urlpatterns = [path("openapi.json", description, name="description"), *_patterns()]
