"""``/healthz``: is this process able to answer with its database?"""

from http import HTTPStatus

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when a query works, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        status = HTTPStatus.SERVICE_UNAVAILABLE
        return JsonResponse({"status": "the database is away"}, status=status)
    return JsonResponse({"status": "ok"})
