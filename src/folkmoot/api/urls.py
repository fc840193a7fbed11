"""Addresses of the API: one for each route, with all its methods."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.api.description import LONGEST_KEY, describe
from folkmoot.api.instance import make_api
from folkmoot.listening.uploads import read_first
from folkmoot.people.models import ApiToken
from folkmoot.web.submissions import once
from folkmoot.web.wire.problems import problem

type View = Callable[..., HttpResponse]

# The most that is taken of each type; a photo may have 10 MB.
LARGEST = {"application/json": 1_000_000, "multipart/form-data": 11_000_000}
NOT_ALLOWED = 405

api = make_api()


def framed(view: View) -> View:
    """Look at a request before it is read, and at its answer before it goes."""
    received = once(view)
    with_file = read_first(received)

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        refusal = _refuse_body(request) or _refuse_key(request)
        if refusal is not None:
            return refusal
        take = with_file if _may_send_files(request) else received
        answer = take(request, **kwargs)
        if answer.status_code == NOT_ALLOWED:
            message = _("This address does not take that method.")
            headers = {"Allow": _with_head(answer.headers["Allow"])}
            return problem(NOT_ALLOWED, "not_allowed", message, headers=headers)
        return _keep_fresh(request, answer)

    # A key is no cookie, and a cookie only reads.
    wrapper.csrf_exempt = True  # type: ignore[attr-defined]
    return wrapper


def headed(view: View) -> View:
    """Answer HEAD as GET: whoever sends the answer leaves its body out."""

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method != "HEAD":
            return view(request, **kwargs)
        request.method = "GET"
        try:
            return view(request, **kwargs)
        finally:
            request.method = "HEAD"

    return wrapper


def _with_head(methods: str) -> str:
    known = {method.strip() for method in methods.split(",")}
    return ", ".join(sorted(known | {"HEAD"} if "GET" in known else known))


def _refuse_body(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length == "0" and "Transfer-Encoding" in request.headers:
        message = _("Please say how long it is, with Content-Length.")
        return problem(411, "length_missing", message)
    if length == "0":
        return None
    most = LARGEST.get(request.content_type or "")
    if most is None:
        message = _("Please send JSON, as application/json.")
        return problem(415, "not_json_type", message)
    if not length.isdigit() or int(length) > most:
        return problem(413, "too_large", _("This is too large."))
    return None


def _refuse_key(request: HttpRequest) -> HttpResponse | None:
    """Take no key by which a write could not be known again."""
    key = request.headers.get("Idempotency-Key")
    if request.method == "GET" or key is None or 0 < len(key) <= LONGEST_KEY:
        return None
    words = _("Please send a key of 1 to %(most)s characters.") % {"most": LONGEST_KEY}
    return problem(422, "bad_key", words, {"Idempotency-Key": words})


def _may_send_files(request: HttpRequest) -> bool:
    """Say whether a file is worth reading: that takes up to seconds."""
    token: ApiToken | None = getattr(request, "token", None)
    is_form = request.content_type == "multipart/form-data"
    return is_form and token is not None and "write" in token.scopes


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
            view = headed(framed(pattern.callback))
            found[route] = path(route, view, name=pattern.name)
    return list(found.values())


urlpatterns = [path("openapi.json", description, name="description"), *_patterns()]
