"""Who may ask: a program with a person's key, or that person's own browser."""

from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from folkmoot.people.models import Person
from folkmoot.web.wire.problems import WireError

READING = ("GET", "HEAD")


class Key(AuthBase):
    """A person's key for programs, made on the page of their settings."""

    openapi_type: Literal["http"] = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Any:
        """Return the key's person, whom the middleware found.

        Raises
        ------
        WireError
            If the key was not made for this: reading or writing.
        """
        token = getattr(request, "token", None)
        if token is None:
            return None
        scope = "read" if request.method in READING else "write"
        if scope not in token.scopes:
            message = _("This key was not made for that.")
            raise WireError(403, "scope_missing", message)
        return _person_of(request)


class Browser(AuthBase):
    """The session of a browser on this server; for reading alone."""

    openapi_type: Literal["apiKey"] = "apiKey"
    openapi_in = "cookie"
    openapi_name = "session"

    def __call__(self, request: HttpRequest) -> Any:
        """Return who is signed in.

        Raises
        ------
        WireError
            If a write comes without a key: a page of another server could have sent it.
        """
        person = _person_of(request)
        if person is not None and request.method not in READING:
            message = _("Writing needs a key. Make one on the page of your settings.")
            raise WireError(403, "key_needed", message)
        return person


def _person_of(request: HttpRequest) -> Person | None:
    person: Person | None = getattr(request, "person", None)
    return person
