"""Erasing oneself."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.people.forms import EraseForm
from folkmoot.people.models import Person
from folkmoot.people.operations import erase_person
from folkmoot.people.places import FRONT
from folkmoot.people.queries import list_memberships
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def erase(
    request: PersonRequest, erase_all: Callable[..., Person] = erase_person
) -> HttpResponse:
    """Erase the person who types the word.

    The address of this page names ``erase_all``, so that it can erase what higher
    rooms hold before it calls `erase_person`.
    """
    form = EraseForm(typed(request))
    page = {"form": form, "memberships": list_memberships(request.person)}
    if request.method != "POST":
        return render(request, "people/erase.html", page)
    if not form.is_valid():
        return render(request, "people/erase.html", page, status=422)
    erase_all(person=request.person, now=request.now)
    request.session.flush()
    messages.success(request, _("You are erased here. Thank you for having been here."))
    return redirect(FRONT)
