"""Inviting by link, QR code or printed slip."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.people import operations
from folkmoot.people.access import get_invitation_for, get_member_for
from folkmoot.people.forms import InviteForm
from folkmoot.people.places import full_address
from folkmoot.people.qr import draw_qr
from folkmoot.people.queries import list_invitations
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def invitations(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the open invitations, and make one."""
    member = get_member_for(request.person, slug)
    form = InviteForm(typed(request))
    if request.method == "POST" and form.is_valid():
        invitation = operations.invite(
            member=member, now=request.now, **form.cleaned_data
        )
        return redirect("people:invitation", slug=slug, invitation_id=invitation.id)
    page = {
        "form": form,
        "collective": member.collective,
        "invitations": list_invitations(member.collective, request.now),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "people/invitations.html", page, status=status)


@require_safe
@signed_in
def invitation(request: PersonRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Show one link, its picture for a camera and its slip."""
    member = get_member_for(request.person, slug)
    row = get_invitation_for(member, invitation_id)
    path = reverse("people:join", kwargs={"token": row.token})
    link = full_address(path)
    page = {
        "invitation": row,
        "collective": member.collective,
        "link": link,
        "qr": draw_qr(link, _("The link as a picture for a camera")),
    }
    return render(request, "people/invitation.html", page)


@require_POST
@signed_in
@once
def end_invitation(
    request: PersonRequest, slug: str, invitation_id: UUID
) -> HttpResponse:
    """Take an invitation back."""
    member = get_member_for(request.person, slug)
    row = get_invitation_for(member, invitation_id)
    operations.end_invitation(member=member, invitation=row, now=request.now)
    messages.success(request, _("This invitation ended. Its link opens nothing."))
    return redirect("people:invitations", slug=slug)
