"""What an operation does not read is refused: most likely a misspelt word."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja.operation import Operation

from folkmoot.api.errors import SENTENCES
from folkmoot.web.wire.parsing import read_json
from folkmoot.web.wire.problems import WireError

type Run = Callable[..., HttpResponseBase]

FORM = "multipart/form-data"
NAMED = 20  # names that one answer tells


def refuse_unread(run: Run) -> Run:
    """Refuse what ``run`` would leave unread: in the address, in a form, in a body."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    parameters = _names_in(operation, "query")
    fields = _names_in(operation, "form", "file")
    reads_body = bool(_names_in(operation, "body"))

    @wraps(run)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            _refuse_parameters(set(request.GET) - parameters)
            # Nobody reads what comes without a key.
            if getattr(request, "token", None):
                _refuse_type(request, is_form=bool(fields))
                if fields:
                    _refuse_fields({*request.POST, *request.FILES} - fields)
                elif not reads_body:
                    _refuse_fields(_fields_of_body(request))
        except WireError as error:
            return operation.api.on_exception(request, error)
        return run(request, **kwargs)

    return wrapper


def _names_in(operation: Operation, *sources: str) -> set[str]:
    """Return the names that an operation reads from there."""
    names: set[str] = set()
    for model in operation.models:
        if model.__ninja_param_source__ in sources:
            flat = getattr(model, "__ninja_flatten_map__", None)
            names |= set(flat or model.model_fields)
    return names


def _refuse_parameters(unknown: set[str]) -> None:
    if unknown:
        words = _("The address takes no such word.")
        raise WireError(422, "unknown_parameter", words, _named(unknown, words))


def _refuse_fields(unknown: set[str]) -> None:
    if unknown:
        fields = _named(unknown, str(SENTENCES["extra_forbidden"]))
        message = _("Please mend what is named in “fields”.")
        raise WireError(422, "bad_fields", message, fields)


def _refuse_type(request: HttpRequest, *, is_form: bool) -> None:
    is_empty = request.META.get("CONTENT_LENGTH") in {None, "", "0"}
    if is_empty or (request.content_type == FORM) is is_form:
        return
    if is_form:
        message = _("Please send a form with a file, as multipart/form-data.")
        raise WireError(415, "not_form_type", message)
    message = _("Please send JSON, as application/json.")
    raise WireError(415, "not_json_type", message)


def _fields_of_body(request: HttpRequest) -> set[str]:
    """Return the fields of a body that should have none."""
    if not request.body:
        return set()
    value = read_json(request.body)
    return set(value) if isinstance(value, dict) else {"body"}


def _named(names: Iterable[str], words: str) -> dict[str, str]:
    """Return what is said of each name, as far as an answer can bear them."""
    return {
        name[:200].encode(errors="replace").decode(): words
        for name in sorted(names)[:NAMED]
    }
