"""A person's own settings, ways to be reached, devices and keys."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.people import access, operations, passkeys
from folkmoot.people.forms import PersonForm, ReachForm, TokenForm
from folkmoot.people.queries import (
    list_channels,
    list_memberships,
    list_own_recoveries,
    list_passkeys,
    list_sessions,
    list_tokens,
)
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.people.sessions import describe_device
from folkmoot.web.errors import too_many
from folkmoot.web.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def settings(request: PersonRequest) -> HttpResponse:
    """Show and change a person's own settings."""
    if request.method != "POST":
        return _page(request)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    person = operations.change_person(person=request.person, **form.cleaned_data)
    with override(person.language):
        messages.success(request, _("Kept."))
    return redirect("people:settings")


def _page(request: PersonRequest, **forms: Any) -> HttpResponse:
    person = request.person
    own = {
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
        "mail_rhythm": person.mail_rhythm,
    }
    page = {
        "form": PersonForm(initial=own),
        "reach_form": ReachForm(prefix="reach"),
        "token_form": TokenForm(prefix="token"),
        "channels": list_channels(person),
        "passkeys": list_passkeys(person),
        "sessions": list_sessions(person),
        "this_session": request.session.session_key,
        "tokens": list_tokens(person, request.now),
        "memberships": list_memberships(person),
        "recoveries": list_own_recoveries(person),
        **forms,
    }
    status = 422 if forms else 200
    return render(request, "people/settings.html", page, status=status)


@require_POST
@signed_in
@once
def channels(request: PersonRequest) -> HttpResponse:
    """Add a way to be reached."""
    form = ReachForm(request.POST, prefix="reach")
    if form.is_valid() and not form.cleaned_data["address"]:
        form.add_error("address", _("Please write an address or a number."))
    if not form.is_valid():
        return _page(request, reach_form=form)
    try:
        operations.add_channel(
            person=request.person,
            kind=form.cleaned_data["kind"] or "email",
            address=form.cleaned_data["address"],
            now=request.now,
        )
    except operations.TooManyError as error:
        return too_many(request, error.seconds)
    messages.success(request, _("Noted. An e-mail address gets a link to open."))
    return redirect("people:settings")


@require_POST
@signed_in
@once
def prove_channel(request: PersonRequest, channel_id: UUID) -> HttpResponse:
    """Send the proving link again."""
    channel = access.get_channel_for(request.person, channel_id)
    try:
        operations.ask_to_verify(channel=channel, now=request.now)
    except operations.TooManyError as error:
        return too_many(request, error.seconds)
    messages.success(request, _("The link is on its way to you."))
    return redirect("people:settings")


@require_POST
@signed_in
@once
def remove_channel(request: PersonRequest, channel_id: UUID) -> HttpResponse:
    """Forget a way to be reached."""
    channel = access.get_channel_for(request.person, channel_id)
    operations.remove_channel(channel=channel)
    messages.success(request, _("Removed."))
    return redirect("people:settings")


@require_POST
@signed_in
@once
def end_session(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """Sign one device out."""
    session = access.get_session_for(request.person, session_id)
    operations.end_session(session=session)
    messages.success(request, _("That device is signed out."))
    return redirect("people:settings")


@require_POST
@signed_in
@once
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    """Sign all other devices out."""
    operations.end_other_sessions(
        person=request.person, session_key=request.session.session_key or ""
    )
    messages.success(request, _("All other devices are signed out."))
    return redirect("people:settings")


@require_http_methods(["GET", "POST"])
@signed_in
@once
def add_passkey(request: PersonRequest) -> HttpResponse:
    """Ask the device for a passkey, and keep the one it made."""
    if request.method != "POST":
        options = passkeys.registration_options(request, request.person)
        return HttpResponse(options, content_type="application/json")
    try:
        credential = passkeys.read_credential(request)
        proof = passkeys.verify_registration(request, credential)
    except passkeys.PasskeyRefusedError:
        words = _("This device did not make a passkey. You can try again.")
        return JsonResponse({"error": words}, status=422)
    device = describe_device(request.headers.get("User-Agent", ""))
    operations.add_passkey(
        person=request.person,
        credential_id=proof.credential_id,
        public_key=proof.public_key,
        sign_count=proof.sign_count,
        label=device or _("Passkey"),
        now=request.now,
    )
    messages.success(request, _("You can sign in with this passkey now."))
    return JsonResponse({"next": reverse("people:settings")})


@require_POST
@signed_in
@once
def remove_passkey(request: PersonRequest, passkey_id: UUID) -> HttpResponse:
    """Forget a passkey."""
    passkey = access.get_passkey_for(request.person, passkey_id)
    operations.remove_passkey(passkey=passkey)
    messages.success(request, _("Removed."))
    return redirect("people:settings")


@require_POST
@signed_in
@once
def tokens(request: PersonRequest) -> HttpResponse:
    """Make a key; it is shown once, in a message that is kept in no row."""
    form = TokenForm(request.POST, prefix="token")
    if not form.is_valid():
        return _page(request, token_form=form)
    _token, secret = operations.make_token(
        person=request.person, now=request.now, **form.cleaned_data
    )
    words = _("Copy this key now. It is shown this once: %(key)s")
    messages.success(request, words % {"key": secret})
    return redirect("people:settings")


@require_POST
@signed_in
@once
def end_token(request: PersonRequest, token_id: UUID) -> HttpResponse:
    """End a key for programs."""
    token = access.get_token_for(request.person, token_id)
    operations.end_token(token=token, now=request.now)
    messages.success(request, _("This key ended."))
    return redirect("people:settings")
