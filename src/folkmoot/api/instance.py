"""The API itself, with the routers of every room."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.operation import Operation

from folkmoot.api.errors import add_handlers
from folkmoot.api.keys import Browser, Key
from folkmoot.deciding.api import routers as deciding
from folkmoot.doing.api import routers as doing
from folkmoot.federating.api import routers as federating
from folkmoot.home.api import routers as home
from folkmoot.listening.api import routers as listening
from folkmoot.people.api import routers as people
from folkmoot.planning.api import routers as planning
from folkmoot.web.wire.parsing import StrictParser
from folkmoot.web.wire.problems import WireError

type Run = Callable[..., HttpResponseBase]

ROUTERS: tuple[tuple[str, Router], ...] = (
    *people,
    *listening,
    *deciding,
    *doing,
    *federating,
    *planning,
    *home,
)


class Api(NinjaAPI):
    """Operations are named as the functions are: one name in code and description."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the function's name."""
        return str(operation.view_func.__name__)


def make_api() -> Api:
    """Return the API with all rooms in it."""
    api = Api(
        title="Folkmoot",
        version="1",
        description="Everything that the pages can do, for programs.",
        auth=[Key(), Browser()],
        parser=StrictParser(),
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
    )
    add_handlers(api)
    api.add_decorator(refuse_unknown_parameters, mode="view")
    for tag, router in ROUTERS:
        api.add_router("", router, tags=[tag])
    return api


def refuse_unknown_parameters(run: Run) -> Run:
    """Refuse a parameter that the operation does not know: most likely a misspelt one."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        known: set[str] = set()
        for model in operation.models:
            if model.__ninja_param_source__ == "query":
                known |= set(getattr(model, "__ninja_flatten_map__", ()))
        unknown = sorted(set(request.GET) - known)
        if unknown:
            words = _("The address takes no such word.")
            fields = {
                name[:200].encode(errors="replace").decode(): words
                for name in unknown[:20]
            }
            error = WireError(422, "unknown_parameter", words, fields)
            return operation.api.on_exception(request, error)
        return run(request, **kwargs)

    return wrapper
