"""What the pages of shifts share: acting, then going back or saying why not."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from folkmoot.people.requests import PersonRequest
from folkmoot.planning.operations import ShiftError

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


def press(
    request: PersonRequest, act: Callable[[], object], back: str, said: str = ""
) -> HttpResponse:
    """Do what a button says, and go back; a refusal is told there."""
    try:
        act()
    except ShiftError as error:
        messages.warning(request, str(error))
    else:
        if said:
            messages.success(request, said)
    path = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return redirect(path if is_ours else back)


def take(form: Form, act: Callable[[], object]) -> bool:
    """Do what a clean form says; return whether it was done, else the form says why."""
    if not form.is_valid():
        return False
    try:
        act()
    except ShiftError as error:
        form.add_error(None, str(error))
        return False
    return True
