"""What the pages of shifts share: acting, then going back or saying why not."""

from collections.abc import Callable
from http import HTTPStatus

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from folkmoot.people.places import own_path
from folkmoot.people.requests import PersonRequest
from folkmoot.shifts.operations import ShiftError
from folkmoot.web.telling import RefusalsIn, act_and_tell

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


def press(
    request: PersonRequest, act: Callable[[], object], back: str, said: str = ""
) -> HttpResponse:
    """Do what a button says, and go back; a refusal is told there."""
    act_and_tell(request, act, (ShiftError,), said)
    return redirect(own_path(request.POST.get("next", ""), back))


def take(form: Form, act: Callable[[], object]) -> bool:
    """Do what a clean form says; return whether it was done, else the form says why."""
    if not form.is_valid():
        return False
    with RefusalsIn(form, ShiftError):
        act()
        return True
    return False
