"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def shared(request: HttpRequest) -> dict[str, object]:
    """Return the person (or nothing), the time and the server's own name."""
    return {
        "person": getattr(request, "person", None),
        "now": getattr(request, "now", None),
        "is_demo": settings.CONFIG.demo,
    }
