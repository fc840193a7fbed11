"""Folding an item with a reason, and opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.listening import operations
from folkmoot.listening.access import get_item_for
from folkmoot.listening.forms import FoldForm
from folkmoot.people.access import get_member_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@signed_in
@once
@require_http_methods(["GET", "POST"])
def fold(request: PersonRequest, slug: str, kind: str, item_id: UUID) -> HttpResponse:
    """Ask for the reason, then fold."""
    member = get_member_for(request.person, slug)
    item = get_item_for(member, kind, item_id)
    form = FoldForm(request.POST or None, initial={"next": request.GET.get("next")})
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            operations.fold(member=member, item=item, reason=reason, now=request.now)
        except operations.HearingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Folded. Everybody can still read it."))
            return redirect(_way_back(request, slug, form.cleaned_data["next"]))
    context = {
        "collective": member.collective,
        "item": item,
        "form": form,
        "action": request.path,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "listening/fold.html", context, status=status)


@signed_in
@once
@require_POST
def unfold(request: PersonRequest, slug: str, kind: str, item_id: UUID) -> HttpResponse:
    """Open a folded item again."""
    member = get_member_for(request.person, slug)
    item = get_item_for(member, kind, item_id)
    try:
        operations.unfold(member=member, item=item, now=request.now)
    except operations.HearingError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("It is open again."))
    return redirect(_way_back(request, slug, request.POST.get("next", "")))


def _way_back(request: PersonRequest, slug: str, wanted: str) -> str:
    hosts = {request.get_host()}
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, hosts, require_https=request.is_secure()
    ):
        return wanted
    return reverse("listening:hearings", args=(slug,))
