"""Where a page leads on: only to paths of this server."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from folkmoot.people.models import Collective

FRONT = "/"  # the welcome page, or one's own page


def own_path(path: str, other: str = FRONT) -> str:
    """Return ``path`` if it stays on this server, else ``other``."""
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, None):
        return path
    return other


def next_path(request: HttpRequest) -> str:
    """Return where the visitor wanted to go."""
    return own_path(request.GET.get("next", FRONT))


def first_step(collective: Collective) -> str:
    """Return what comes after joining: home shows the first open question, if any."""
    return reverse("home:first_step", kwargs={"slug": collective.slug})


def full_address(path: str) -> str:
    """Return the address of ``path`` as people type it."""
    base: str = settings.CONFIG.public_url
    return base.rstrip("/") + path
