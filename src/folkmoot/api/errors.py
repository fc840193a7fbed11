"""Every error of the API in one shape."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from folkmoot.api.refusals import STATUS, code_of
from folkmoot.people.operations import TooManyError
from folkmoot.web.wire.problems import WireError, problem

SENTENCES = {
    "missing": gettext_lazy("Please fill this in."),
    "string_too_short": gettext_lazy("Please fill this in."),
    "string_too_long": gettext_lazy(
        "Please shorten this to %(max_length)s characters."
    ),
    "too_long": gettext_lazy("Please send %(max_length)s at most."),
    "extra_forbidden": gettext_lazy("There is no such field here."),
    "enum": gettext_lazy("Please choose %(expected)s."),
    "literal_error": gettext_lazy("Please choose %(expected)s."),
    "greater_than_equal": gettext_lazy("Please write %(ge)s or more."),
    "less_than_equal": gettext_lazy("Please write %(le)s or less."),
    "string_type": gettext_lazy("Please send text."),
    "int_type": gettext_lazy("Please send a whole number."),
    "int_parsing": gettext_lazy("Please send a whole number."),
    "bool_type": gettext_lazy("Please send true or false."),
    "list_type": gettext_lazy("Please send a list."),
    "dict_type": gettext_lazy("Please send an object with its fields."),
    "model_type": gettext_lazy("Please send an object with its fields."),
    "model_attributes_type": gettext_lazy("Please send an object with its fields."),
    "uuid_parsing": gettext_lazy("Please send an id."),
    "uuid_type": gettext_lazy("Please send an id."),
}
# How many parts of a place say only where it came from.
WRAPPED = {"body": 2, "query": 1, "path": 1, "form": 1, "file": 1}


def add_handlers(api: NinjaAPI) -> None:
    """Tell ``api`` how to answer each kind of error."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        **dict.fromkeys(STATUS, refused),
        WireError: not_taken,
        Http404: not_found,
        AuthenticationError: key_missing,
        ValidationError: not_as_described,
        HttpError: unreadable,
        TooManyError: too_often,
        # What nobody foresaw goes to Django's own handler, which logs it.
        Exception: raise_again,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer with an operation's own sentence."""
    kinds = (kind for kind in type(error).__mro__ if kind in STATUS)
    status = STATUS[next(kinds)]
    return problem(status, code_of(error), str(error))


def not_taken(request: HttpRequest, error: WireError) -> HttpResponse:
    """Answer a request that no operation was asked about."""
    return problem(error.status, error.code, str(error), error.fields)


def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer absent and not yours alike."""
    return problem(404, "not_found", _("There is nothing here."))


def key_missing(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Ask for a key."""
    message = _("This needs a key that works. Make one on the page of your settings.")
    headers = {"WWW-Authenticate": 'Bearer realm="folkmoot"'}
    return problem(401, "key_missing", message, headers=headers)


def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the parser said about a body that cannot be read."""
    match error.__cause__:
        case WireError() as cause:
            return not_taken(request, cause)
        case RequestDataTooBig():
            return problem(413, "too_large", _("This is too large."))
    status = HTTPStatus(error.status_code)
    return problem(status, "bad_request", _("This request could not be read."))


def too_often(request: HttpRequest, error: TooManyError) -> HttpResponse:
    """Say when it may be tried again."""
    message = _("That was tried too often. Try again in %(seconds)s seconds.")
    headers = {"Retry-After": str(error.seconds)}
    words = message % {"seconds": error.seconds}
    return problem(429, "too_many", words, headers=headers)


def not_as_described(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each field that is to be mended."""
    if all(each["loc"][0] == "path" for each in error.errors):
        return not_found(request, Http404())
    fields = {_name_of(each["loc"]): _sentence(each) for each in error.errors}
    message = _("Please mend what is named in “fields”.")
    return problem(422, "bad_fields", message, fields)


def raise_again(request: HttpRequest, error: Exception) -> HttpResponse:
    """Leave it to Django."""
    raise error


def _name_of(place: tuple[str | int, ...]) -> str:
    """Return a field's path as its sender knows it."""
    inner = place[WRAPPED.get(str(place[0]), 0) :] or place[:1]
    name = ".".join(str(part) for part in inner)
    return name.encode(errors="replace").decode()[:200]


def _sentence(error: dict[str, Any]) -> str:
    """Return in plain words what is to be mended."""
    known = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(known.get("error"))
    words = SENTENCES.get(error["type"], _("Please look at this again."))
    return str(str(words) % known)
