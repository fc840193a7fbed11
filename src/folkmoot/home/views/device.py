"""Letting one's own device sign what one answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.home.operations import sign_with_device, stop_signing
from folkmoot.people.access import get_member_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.record.keys.signatures import (
    device_key,
    device_name,
    is_device_in_doubt,
    origin_of,
)
from folkmoot.record.operations import DeviceKeyError
from folkmoot.web.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def device(request: PersonRequest, slug: str) -> HttpResponse:
    """Say what signing is for; the browser makes the key and sends its public half."""
    member = get_member_for(request.person, slug)
    if request.method == "POST":
        public = request.POST.get("key", "")
        try:
            sign_with_device(member=member, public=public, now=request.now)
        except DeviceKeyError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("This device signs your answers from now on."))
        return redirect("home:device", slug=slug)
    collective = member.collective_id
    page = {
        "member": member,
        "collective": member.collective,
        "origin": origin_of(collective),
        "name": device_name(collective, member.id),
        "current": device_key(collective, member.id),
        "is_in_doubt": is_device_in_doubt(collective, member.id),
    }
    return render(request, "home/device.html", page)


@require_POST
@signed_in
@once
def end_device(request: PersonRequest, slug: str) -> HttpResponse:
    """Let no device sign any more."""
    member = get_member_for(request.person, slug)
    stop_signing(member=member, now=request.now)
    messages.success(request, _("No device signs for you any more."))
    return redirect("home:device", slug=slug)
