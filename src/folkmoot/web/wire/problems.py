"""The one shape of every error of the API."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse

API = "/api/"


class WireError(Exception):
    """A request that the API cannot take, before any operation is asked."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.fields = dict(fields or {})


def is_api(request: HttpRequest) -> bool:
    """Whether ``request`` asks the API, which answers errors as JSON."""
    return request.path.startswith(API)


def problem(
    status: int,
    code: str,
    message: str,
    fields: Mapping[str, str] | None = None,
    headers: Mapping[str, Any] | None = None,
) -> JsonResponse:
    """Return an error in the one shape."""
    body = {"code": code, "message": message, "fields": dict(fields or {})}
    return JsonResponse({"error": body}, status=status, headers=dict(headers or {}))
