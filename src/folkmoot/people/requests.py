"""The request as views of signed-in people get it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from folkmoot.people.models import ApiToken, Membership, Person

type View = Callable[..., HttpResponse]


class VisitorRequest(HttpRequest):
    """Anyone's request; ``person`` is None for a stranger."""

    htmx: HtmxDetails
    person: Person | None
    token: ApiToken | None
    now: datetime


class PersonRequest(HttpRequest):
    """A signed-in person's request."""

    htmx: HtmxDetails
    person: Person
    token: ApiToken | None
    now: datetime


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, be it nothing at all; None when a page is only asked for."""
    return request.POST if request.method == "POST" else None


def refuse_anothers(request: HttpRequest, member: Membership) -> None:
    """Refuse what was kept on a device until it could be sent, for somebody else.

    Raises
    ------
    PermissionDenied
        If the request names another member than the one who is signed in now.
    """
    if request.headers.get("X-Member", str(member.id)) != str(member.id):
        raise PermissionDenied


def signed_in(view: View) -> View:
    """Send a stranger to the sign-in page and back afterwards."""

    @wraps(view)
    def wrapper(request: VisitorRequest, **kwargs: Any) -> HttpResponse:
        if request.person is None:
            path = quote(request.get_full_path())
            return redirect(f"{reverse('people:sign_in')}?next={path}")
        return view(request, **kwargs)

    return wrapper
