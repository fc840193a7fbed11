"""Signing in and out: code, link, passkey."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.people import operations, passkeys
from folkmoot.people.forms import CodeForm, SharedForm, SignInForm
from folkmoot.people.places import FRONT, next_path, own_path
from folkmoot.people.requests import VisitorRequest, typed
from folkmoot.people.sessions import begin_session
from folkmoot.web.errors import too_many
from folkmoot.web.submissions import once

ADDRESS, NEXT = "sign_in_address", "sign_in_next"


@require_http_methods(["GET", "HEAD", "POST"])
@once
def sign_in(request: VisitorRequest) -> HttpResponse:
    """Take an address, and answer the same whether it is known."""
    if request.person is not None:
        return redirect(next_path(request))
    form = SignInForm(typed(request))
    page = {"form": form, "next": next_path(request)}
    if request.method != "POST":
        return render(request, "people/sign_in.html", page)
    if not form.is_valid():
        return render(request, "people/sign_in.html", page, status=422)
    address, path = form.cleaned_data["email"], next_path(request)
    try:
        operations.ask_to_sign_in(
            address=address,
            now=request.now,
            next_path="" if path == FRONT else path,
        )
    except operations.TooManyError as error:
        return too_many(request, error.seconds)
    request.session[ADDRESS], request.session[NEXT] = address, path
    return redirect("people:sign_in_code")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def sign_in_code(request: VisitorRequest) -> HttpResponse:
    """Take the code; a wrong one is answered by a redirect, so that it is counted."""
    address = request.session.get(ADDRESS)
    if address is None:
        return redirect("people:sign_in")
    form = CodeForm(typed(request))
    page = {"form": form, "address": address}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "people/sign_in_code.html", page, status=status)
    path = own_path(request.session.get(NEXT, FRONT))
    try:
        person = operations.sign_in_by_code(
            address=address, code=form.cleaned_data["code"], now=request.now
        )
    except operations.TooManyError as error:
        return too_many(request, error.seconds)
    if person is None:
        words = _("That was not the code in the latest mail. Try again.")
        messages.warning(request, words)
        return redirect("people:sign_in_code")
    begin_session(request, person, shared=form.cleaned_data["shared"])
    return redirect(path)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def sign_in_link(request: VisitorRequest, token: str) -> HttpResponse:
    """Show one button; only pressing it uses the link up, not a mail scanner."""
    form = SharedForm(typed(request))
    if request.method != "POST" or not form.is_valid():
        page = {"form": form, "next": next_path(request)}
        return render(request, "people/sign_in_link.html", page)
    person = operations.sign_in_by_link(token=token, now=request.now)
    if person is None:
        words = _("This link was used, or is too old. Here you get a new one.")
        messages.warning(request, words)
        return redirect("people:sign_in")
    begin_session(request, person, shared=form.cleaned_data["shared"])
    return redirect(next_path(request))


@require_http_methods(["GET", "POST"])
@once
def sign_in_passkey(request: VisitorRequest) -> HttpResponse:
    """Ask any passkey of this server's people, and take its answer."""
    if request.method != "POST":
        options = passkeys.sign_in_options(request)
        return HttpResponse(options, content_type="application/json")
    try:
        credential = passkeys.read_credential(request)
        passkey, count = passkeys.verify_sign_in(request, credential)
    except passkeys.PasskeyRefusedError:
        words = _("This passkey does not open anything here. Use your e-mail.")
        return JsonResponse({"error": words}, status=422)
    person = operations.use_passkey(passkey=passkey, sign_count=count)
    begin_session(request, person)
    return JsonResponse({"next": next_path(request)})


@require_POST
@once
def sign_out(request: VisitorRequest) -> HttpResponse:
    """Sign out on this device."""
    request.session.flush()
    request.person = None
    messages.success(request, _("You are signed out on this device."))
    return redirect(FRONT)
