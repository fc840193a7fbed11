"""Roles: who holds which until when, and finding somebody by lot."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.people import operations
from folkmoot.people.access import (
    get_fellow_for,
    get_filling_for,
    get_learner_for,
    get_member_for,
    get_membership_for,
    get_term_for,
    read_role,
)
from folkmoot.people.forms import LotsForm, NamedForm, WillingForm
from folkmoot.people.models import Membership
from folkmoot.people.queries import list_names, list_shown_roles
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once
from folkmoot.web.telling import act_and_tell

REFUSED = (
    operations.FillingOverError,
    operations.LearningRefusedError,
    operations.NotAMemberError,
    operations.RoleTakenError,
)


@require_safe
@signed_in
def roles(request: PersonRequest, slug: str) -> HttpResponse:
    """Show every role: its task, its powers, who holds it and who is looked for."""
    return _page(request, get_membership_for(request.person, slug))


def _page(
    request: PersonRequest,
    member: Membership,
    refused: Mapping[str, NamedForm] = MappingProxyType({}),
) -> HttpResponse:
    """Show the roles; ``refused`` is the form of a role in which nobody was named."""
    operations.settle_fillings(collective=member.collective, now=request.now)
    shown = list_shown_roles(member, request.now)
    names = list_names(member.collective, but=member)
    first = next((row.role for row in shown if row.search), "")
    forms = [
        NamedForm(names=names, key=row.role, offers=row.role == first and not refused)
        if row.search and names
        else None
        for row in shown
    ]
    page = {
        "member": member,
        "collective": member.collective,
        "roles": [
            (row, refused.get(row.role, form))
            for row, form in zip(shown, forms, strict=True)
        ],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "people/roles.html", page, status=status)


@require_POST
@signed_in
@once
def ask_for_role(request: PersonRequest, slug: str, role: str) -> HttpResponse:
    """Ask everybody who would take a role."""
    member = get_member_for(request.person, slug)
    wanted = read_role(role)
    act_and_tell(
        request,
        lambda: operations.ask_for_role(member=member, role=wanted, now=request.now),
        REFUSED,
        _("Everybody is asked now."),
    )
    return redirect("people:roles", slug=slug)


@require_POST
@signed_in
@once
def answer_filling(request: PersonRequest, slug: str, role: str) -> HttpResponse:
    """Say whether one would take a role."""
    member = get_member_for(request.person, slug)
    filling = get_filling_for(member, role)
    form = WillingForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Please choose one of the two."))
        return redirect("people:roles", slug=slug)
    act_and_tell(
        request,
        lambda: operations.answer_filling(
            member=member,
            filling=filling,
            is_willing=form.cleaned_data["answer"] == "willing",
            now=request.now,
        ),
        REFUSED,
    )
    return redirect("people:roles", slug=slug)


@require_POST
@signed_in
@once
def name_for_role(request: PersonRequest, slug: str, role: str) -> HttpResponse:
    """Name somebody else for a role."""
    member = get_member_for(request.person, slug)
    filling = get_filling_for(member, role)
    names = list_names(member.collective, but=member)
    form = NamedForm(request.POST, names=names, key=filling.role)
    if not form.is_valid():
        return _page(request, member, {filling.role: form})
    fellow = get_fellow_for(member, form.cleaned_data["member"])
    act_and_tell(
        request,
        lambda: operations.name_for_role(
            member=member, filling=filling, fellow=fellow, now=request.now
        ),
        REFUSED,
        _("They are asked whether they are willing."),
    )
    return redirect("people:roles", slug=slug)


@require_POST
@signed_in
@once
def lots(request: PersonRequest, slug: str) -> HttpResponse:
    """Say whether one may be drawn by lot."""
    member = get_member_for(request.person, slug)
    form = LotsForm(request.POST)
    if form.is_valid():
        is_in = form.cleaned_data["is_in"] == "yes"
        operations.choose_lots(member=member, is_in=is_in, now=request.now)
    return redirect("people:roles", slug=slug)


@require_POST
@signed_in
@once
def learn_role(request: PersonRequest, slug: str, role: str) -> HttpResponse:
    """Learn a role beside who holds it."""
    member = get_member_for(request.person, slug)
    wanted = read_role(role)
    act_and_tell(
        request,
        lambda: operations.learn_role(member=member, role=wanted, now=request.now),
        REFUSED,
        _("You learn it now. When the term ends, you are asked first."),
    )
    return redirect("people:roles", slug=slug)


@require_POST
@signed_in
@once
def stop_learning(request: PersonRequest, slug: str, role: str) -> HttpResponse:
    """End one's own learning of a role."""
    member = get_member_for(request.person, slug)
    learner = get_learner_for(member, role)
    operations.stop_learning(learner=learner, now=request.now)
    return redirect("people:roles", slug=slug)


@require_POST
@signed_in
@once
def lay_down(request: PersonRequest, slug: str, term_id: UUID) -> HttpResponse:
    """End one's own role before its time."""
    member = get_member_for(request.person, slug)
    term = get_term_for(member, term_id)
    operations.lay_down(term=term, now=request.now)
    messages.success(request, _("You laid the role down. Its powers ended."))
    return redirect("people:roles", slug=slug)
