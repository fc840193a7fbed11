"""A federation from the whole to my table, and what changes who belongs to it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.federating import operations
from folkmoot.federating.access import (
    Standpoint,
    get_council_below,
    get_federation_for,
)
from folkmoot.federating.forms.structure import ChangeForm, HomeLeafForm
from folkmoot.federating.queries.federation_page import (
    EACH,
    children_of,
    federation_page,
    memberships_below,
)
from folkmoot.federating.queries.founding import federations_above
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.record.queries import is_stopped
from folkmoot.web.paging import read_number
from folkmoot.web.submissions import once


@require_safe
@signed_in
def federation(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the whole, the way to one's own group, and what all are asked.

    ``?at=`` names a council to open down.
    """
    return _show(request, get_federation_for(request.person, slug))


@require_POST
@signed_in
@once
def home_leaf(request: PersonRequest, slug: str) -> HttpResponse:
    """Choose the group in which one answers for the federation."""
    stands = get_federation_for(request.person, slug)
    members = memberships_below(request.person, stands.federation)
    form = HomeLeafForm(request.POST, members=members)
    if not form.is_valid():
        return _show(request, stands, home_form=form)
    chosen = {str(row.id): row for row in members}[form.cleaned_data["member"]]
    try:
        operations.choose_home_leaf(
            person=request.person,
            federation=stands.federation,
            member=chosen,
            now=request.now,
        )
    except operations.StructureError as error:
        return _show(request, stands, refusal=str(error))
    messages.success(request, _("Kept. Open checks keep the people they began with."))
    return redirect("federating:federation", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask all groups to part from one, to end, or to join or leave a federation."""
    stands = get_federation_for(request.person, slug)
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        parts=[row.child for row in children_of(stands.federation.id)],
        above=federations_above(stands.federation),
        initial={"topic": request.GET.get("topic", "")},
    )
    if request.method != "POST":
        return _show_change(request, stands, form)
    if not form.is_valid():
        return _show_change(request, stands, form, is_refused=True)
    said = form.said
    try:
        operations.raise_change(
            member=stands.member,
            federation=stands.federation,
            topic=said["topic"],
            why=said["why"],
            child=said["child"],
            above=said["above"],
            region=said["region"],
            now=request.now,
        )
    except operations.RaiseRefusedError as error:
        return _show_change(request, stands, form, is_refused=True, refusal=str(error))
    messages.success(request, _("It goes to all groups once enough ask for it."))
    return redirect("federating:federation", slug)


def _show_change(
    request: PersonRequest, stands: Standpoint, form: ChangeForm, **more: object
) -> HttpResponse:
    shown = {
        "federation": stands.federation,
        "member": stands.member,
        "form": form,
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "federating/change.html", shown, status=status)


def _show(request: PersonRequest, stands: Standpoint, **more: object) -> HttpResponse:
    name = request.GET.get("at", "")
    at = get_council_below(stands, name) if name else None
    number = read_number(request.GET.get("page", "1"))
    page = federation_page(stands.federation, stands.member, at, number)
    if number > 1 and not page.parts:
        raise Http404
    shown = {
        "page": page,
        "member": stands.member,
        "federation": stands.federation,
        "home_form": HomeLeafForm(
            members=page.mine, initial={"member": str(stands.member.id)}
        ),
        "is_stopped": is_stopped(stands.federation.id),
        "newer": number - 1,
        "older": number + 1 if page.count > number * EACH else 0,
        **more,
    }
    if more:
        shown["is_refused"] = True
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "federating/federation.html", shown, status=status)
