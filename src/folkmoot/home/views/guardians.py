"""Guardians of the record: who they are, what we are asked, what they say."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.home.access import get_kept_record_for, get_record_for
from folkmoot.home.guardian_forms import VoucherForm, VouchForm
from folkmoot.home.operations.guardians import bring_voucher, vouch_by_two
from folkmoot.home.queries.guardians import (
    check_request,
    find_request,
    guardians_page,
)
from folkmoot.home.views.record import show_place
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.record.operations import (
    KeyRefusedError,
    NothingToAgreeError,
    VoucherRefusedError,
)
from folkmoot.web.submissions import once


@require_safe
@signed_in
def guardians(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the guardians, what they are asked, and what this group is asked."""
    place = get_record_for(request.person, slug)
    page = show_place(place) | {
        "page": guardians_page(place.member, request.now),
        "raise_url": reverse("deciding:raise_question", kwargs={"slug": slug}),
    }
    return render(request, "home/guardians.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def vouch(request: PersonRequest, slug: str) -> HttpResponse:
    """Vouch for the key of another record by two names, where the group allows it."""
    place = get_kept_record_for(request.person, slug)
    code = request.GET.get("request", "").replace("\x00", "")[:200]
    text = find_request(place.of, code, request.now) if code else ""
    form = VouchForm(typed(request), initial={"request": text})
    if form.is_valid():
        try:
            row = vouch_by_two(
                member=place.member,
                rekey=check_request(form.cleaned_data["request"]),
                now=request.now,
            )
        except (KeyRefusedError, NothingToAgreeError) as error:
            form.add_error("request", str(error))
        else:
            done = row.entry_id is not None
            messages.success(
                request,
                _("Your group vouches for this key.")
                if done
                else _("Received. A second member is needed."),
            )
            return redirect("home:guardians", slug=slug)
    page = show_place(place) | {"form": form, "is_voucher": False}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "home/vouch.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def bring(request: PersonRequest, slug: str) -> HttpResponse:
    """Take what a guardian on another server gave."""
    place = get_kept_record_for(request.person, slug)
    form = VoucherForm(typed(request))
    if form.is_valid():
        try:
            log = bring_voucher(
                member=place.member,
                collective_id=place.of.id,
                voucher=form.cleaned_data["voucher"],
                now=request.now,
            )
        except VoucherRefusedError as error:
            form.add_error("voucher", str(error))
        else:
            messages.success(
                request,
                _("Enough guardians vouch for it: the record goes on.")
                if log.state == log.State.OPEN
                else _("Received: this guardian vouches for the new key."),
            )
            return redirect("home:guardians", slug=slug)
    page = show_place(place) | {"form": form, "is_voucher": True}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "home/vouch.html", page, status=status)
