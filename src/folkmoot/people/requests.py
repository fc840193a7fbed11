"""The request as views of signed-in people get it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from folkmoot.people.models import Person


class VisitorRequest(HttpRequest):
    """Anyone's request; ``person`` is None for a stranger."""

    htmx: HtmxDetails
    person: Person | None
    now: datetime


class PersonRequest(HttpRequest):
    """A signed-in person's request."""

    htmx: HtmxDetails
    person: Person
    now: datetime


def signed_in[**P](
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """Send a stranger to the sign-in page and back afterwards."""

    @wraps(view)
    def wrapper(
        request: PersonRequest, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if getattr(request, "person", None) is None:
            return redirect(
                f"{reverse('people:sign_in')}?next={quote(request.get_full_path())}"
            )
        return view(request, *args, **kwargs)

    return wrapper
