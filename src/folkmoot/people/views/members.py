"""Who is part of a collective, with their roles; slips for those without a device."""

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
from folkmoot.people.access import (
    get_fellow_for,
    get_member_for,
    get_membership_for,
    get_recovery_for,
    get_stoppable_for,
)
from folkmoot.people.forms import ReasonForm
from folkmoot.people.models import Membership, Recovery
from folkmoot.people.places import full_address
from folkmoot.people.qr import draw_qr
from folkmoot.people.queries import (
    list_friends,
    list_members,
    list_recoveries,
    list_roles,
    list_without_way,
)
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.paging import cut, read_number
from folkmoot.web.submissions import once
from folkmoot.web.telling import act_and_tell

SLIP_COOKIE, SLIP_SECONDS = "slip", 600
ON_ONE_PAGE = 60


@require_safe
@signed_in
def members(request: PersonRequest, slug: str) -> HttpResponse:
    """Show who is part of it, with what roles until when."""
    return _page(request, get_membership_for(request.person, slug), ReasonForm())


def _page(
    request: PersonRequest,
    member: Membership,
    form: ReasonForm,
    stopping: Recovery | None = None,
) -> HttpResponse:
    """Show who is here; ``stopping`` is what could not be stopped with that form."""
    collective = member.collective
    number = read_number(request.GET.get("page", "1"))
    page = {
        "member": member,
        "collective": collective,
        "members": cut(list_members(collective), number, each=ON_ONE_PAGE),
        "friends": list_friends(collective),
        "without_way": {each.id for each in list_without_way(collective)},
        "roles": list_roles(collective, request.now),
        "recoveries": list_recoveries(member),
        "reason_form": form,
        "stopping": stopping,
    }
    status = 422 if stopping else 200
    return render(request, "people/members.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def print_way_in(request: PersonRequest, slug: str, member_id: UUID) -> HttpResponse:
    """Print a slip; its secret travels in a signed cookie, never in a row."""
    member = get_member_for(request.person, slug)
    fellow = get_fellow_for(member, member_id)
    if request.method != "POST":
        return _slip(request, member, fellow)
    try:
        token = operations.print_way_in(member=member, fellow=fellow, now=request.now)
    except operations.OtherWayError as error:
        messages.warning(request, str(error))
        return redirect("people:members", slug=slug)
    response = redirect(request.path)
    response.set_signed_cookie(
        SLIP_COOKIE,
        token,
        salt=str(fellow.id),
        max_age=SLIP_SECONDS,
        path=request.path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def _slip(
    request: PersonRequest, member: Membership, fellow: Membership
) -> HttpResponse:
    token = request.get_signed_cookie(
        SLIP_COOKIE, "", salt=str(fellow.id), max_age=SLIP_SECONDS
    )
    link = token and full_address(
        reverse("people:sign_in_link", kwargs={"token": token})
    )
    page = {
        "member": member,
        "fellow": fellow,
        "collective": member.collective,
        "link": link,
        "qr": link and draw_qr(link, _("The link as a picture for a camera")),
        "needed": fellow in list_without_way(member.collective),
    }
    return render(request, "people/way_in.html", page)


@require_POST
@signed_in
@once
def vouch(request: PersonRequest, slug: str, recovery_id: UUID) -> HttpResponse:
    """Say that somebody is who they say."""
    member = get_member_for(request.person, slug)
    recovery = get_recovery_for(member, recovery_id)
    act_and_tell(
        request,
        lambda: operations.vouch(member=member, recovery=recovery, now=request.now),
        (operations.VouchRefusedError, operations.RecoveryOverError),
        _("Thank you. All members see your word."),
    )
    return redirect("people:members", slug=slug)


@require_POST
@signed_in
@once
def stop_recovery(request: PersonRequest, slug: str, recovery_id: UUID) -> HttpResponse:
    """Stop a way back, with a reason."""
    member = get_membership_for(request.person, slug)
    recovery = get_stoppable_for(member, recovery_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, member, form, recovery)
    act_and_tell(
        request,
        lambda: operations.stop_recovery(
            member=member,
            recovery=recovery,
            reason=form.cleaned_data["reason"],
            now=request.now,
        ),
        (operations.RecoveryOverError, operations.NotAMemberError),
        _("Stopped. This link opens nothing."),
    )
    return redirect("people:members", slug=slug)
