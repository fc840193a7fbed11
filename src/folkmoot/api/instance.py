"""The API itself, with the routers of every room."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from ninja import NinjaAPI, Router
from ninja.operation import Operation

from folkmoot.api.errors import add_handlers
from folkmoot.api.keys import Browser, Key
from folkmoot.api.strict import refuse_unread
from folkmoot.deciding.api import routers as deciding
from folkmoot.doing.api import routers as doing
from folkmoot.federating.api import routers as federating
from folkmoot.fund.api import routers as fund
from folkmoot.home.api import routers as home
from folkmoot.listening.api import routers as listening
from folkmoot.needs.api import routers as needs
from folkmoot.people.api import routers as people
from folkmoot.planning.api import routers as planning
from folkmoot.shifts.api import routers as shifts
from folkmoot.web.wire.parsing import StrictParser

type Run = Callable[..., HttpResponseBase]

ROUTERS: tuple[tuple[str, Router], ...] = (
    *people,
    *listening,
    *deciding,
    *doing,
    *federating,
    *needs,
    *shifts,
    *fund,
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
    api.add_decorator(refuse_unread, mode="view")
    for tag, router in ROUTERS:
        api.add_router("", router, tags=[tag])
    return api
