"""Folding with a reason, appealing, opening again; and all of it in one place."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from folkmoot.listening import operations, queries
from folkmoot.listening.access import get_hearing_for, get_item_for
from folkmoot.listening.forms import AppealForm, FoldForm, FoldsForm
from folkmoot.people.access import get_member_for, get_membership_for
from folkmoot.people.places import own_path
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

PER_PAGE = 30


@signed_in
@require_GET
def folds(request: PersonRequest, slug: str) -> HttpResponse:
    """List what is folded, why, and the way to appeal; of one hearing or of all."""
    member = get_membership_for(request.person, slug)
    form = FoldsForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    wanted_hearing = wanted.get("hearing")
    hearing = get_hearing_for(member, wanted_hearing) if wanted_hearing else None
    total = queries.count_folds(member.collective, hearing)
    pages = max(1, -(-total // PER_PAGE))
    page = min(wanted.get("page") or 1, pages)
    shown = queries.list_folds(
        member, hearing, first=(page - 1) * PER_PAGE, count=PER_PAGE
    )
    context = {
        "collective": member.collective,
        "member": member,
        "slug": slug,
        "hearing": hearing,
        "folds": shown,
        "total": total,
        "page": page,
        "pages": pages,
        "here": request.get_full_path(),
    }
    return render(request, "listening/folds.html", context)


@signed_in
@once
@require_http_methods(["GET", "POST"])
def appeal(request: PersonRequest, slug: str, kind: str, item_id: UUID) -> HttpResponse:
    """Ask for the words of an appeal, then take it."""
    member = get_membership_for(request.person, slug)
    item = get_item_for(member, kind, item_id)
    form = AppealForm(request.POST or None, initial={"next": request.GET.get("next")})
    if form.is_valid():
        words = form.cleaned_data["words"]
        with RefusalsIn(form, operations.HearingError):
            operations.appeal(member=member, item=item, words=words, now=request.now)
            messages.success(request, _("Received. Another member can now open it."))
            return redirect(_way_back(slug, form.cleaned_data["next"]))
    shown = queries.show_fold(item, member)
    context = {
        "collective": member.collective,
        "item": item,
        "shown": shown,
        "form": form,
        "action": request.path,
        "back": _way_back(slug, str(form["next"].value() or "")),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "listening/appeal.html", context, status=status)


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
        with RefusalsIn(form, operations.HearingError):
            operations.fold(member=member, item=item, reason=reason, now=request.now)
            messages.success(request, _("Folded. Everybody can still read it."))
            return redirect(_way_back(slug, form.cleaned_data["next"]))
    context = {
        "collective": member.collective,
        "item": item,
        "form": form,
        "action": request.path,
        "back": _way_back(slug, str(form["next"].value() or "")),
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
    return redirect(_way_back(slug, request.POST.get("next", "")))


def _way_back(slug: str, wanted: str) -> str:
    return own_path(wanted, reverse("listening:folds", args=(slug,)))
