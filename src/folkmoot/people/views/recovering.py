"""A way back in, for somebody who is not signed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from folkmoot.people import operations
from folkmoot.people.forms import RecoverForm, SharedForm
from folkmoot.people.places import FRONT, full_address
from folkmoot.people.requests import VisitorRequest, typed
from folkmoot.people.sessions import begin_session
from folkmoot.web.errors import too_many
from folkmoot.web.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def recover(request: VisitorRequest) -> HttpResponse:
    """Ask for a way back."""
    form = RecoverForm(typed(request))
    if request.method != "POST":
        return render(request, "people/recover.html", {"form": form})
    if not form.is_valid():
        return render(request, "people/recover.html", {"form": form}, status=422)
    values = form.cleaned_data
    try:
        way = operations.ask_recovery(
            slug=values["collective"],
            name=values["name"],
            address=values["email"],
            now=request.now,
        )
    except operations.TooManyError as error:
        return too_many(request, error.seconds)
    return redirect("people:recovery", token=way.token)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def recovery(request: VisitorRequest, token: str) -> HttpResponse:
    """Wait, or sign in; until two vouched it looks the same whether a name was found."""
    vouched = operations.find_vouched_recovery(token=token, now=request.now)
    form = SharedForm(typed(request))
    if request.method != "POST" or not form.is_valid():
        link = full_address(reverse("people:recovery", kwargs={"token": token}))
        opens_at = vouched.opens_at if vouched else None
        ready = opens_at is not None and opens_at <= request.now
        page = {"ready": ready, "vouched": vouched, "link": link, "form": form}
        return render(request, "people/recovery.html", page)
    try:
        person = operations.use_recovery(token=token, now=request.now)
    except operations.RecoveryOverError as error:
        messages.warning(request, str(error))
        return redirect("people:recovery", token=token)
    begin_session(request, person, shared=form.cleaned_data["shared"])
    return redirect(FRONT)
