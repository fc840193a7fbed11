"""Our messengers: who they are, what we ask them to say, what they report home."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.federating import operations
from folkmoot.federating.access import (
    Pairing,
    get_entry_for,
    get_member_pairing_for,
    get_own_delegate_for,
    get_pairing_for,
    get_person_to_send_for,
    get_report_for,
    get_search_for,
)
from folkmoot.federating.forms.councils import (
    EntryAnswerForm,
    ReportForm,
)
from folkmoot.federating.models import Delegate
from folkmoot.federating.queries.council_pages import PairPage, pair_page
from folkmoot.federating.queries.pairs import (
    councils_of,
    links_further_up,
    names_of_people,
)
from folkmoot.people.access import get_membership_for
from folkmoot.people.forms import NamedForm, WillingForm
from folkmoot.people.operations import NotAMemberError
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once
from folkmoot.web.telling import act_and_tell

REFUSED = (
    NotAMemberError,
    operations.DelegateError,
    operations.EntryAnswerError,
    operations.PairSearchError,
    operations.ReportError,
)


@require_safe
@signed_in
def messengers(request: PersonRequest, slug: str) -> HttpResponse:
    """Show whom a group sends to each of its councils."""
    member = get_membership_for(request.person, slug)
    home, now = member.collective, request.now
    councils = councils_of(home.id)
    operations.settle_searches(home=home, now=now)
    for council in councils:
        operations.settle_entries(council=council, now=now)
    pages = [pair_page(home, council, member, now) for council in councils]
    page = {
        "member": member,
        "collective": home,
        "further": links_further_up(home.id),
        "pages": [(shown, _naming(shown, offers=shown is pages[0])) for shown in pages],
        **_forms(),
    }
    return render(request, "federating/messengers.html", page)


@require_safe
@signed_in
def pair(request: PersonRequest, slug: str, home: str) -> HttpResponse:
    """Show whom a collective sends to one council."""
    pairing = get_pairing_for(request.person, slug, home)
    operations.settle_searches(home=pairing.home, now=request.now)
    operations.settle_entries(council=pairing.council, now=request.now)
    return show_pair(request, pairing)


def show_pair(
    request: PersonRequest,
    pairing: Pairing,
    *,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    """Return the page; ``more`` replaces its fresh forms (after a 422)."""
    shown = pair_page(pairing.home, pairing.council, pairing.member, request.now)
    page = {
        "member": pairing.member,
        "collective": pairing.member.collective,
        "page": shown,
        "naming": _naming(shown),
        **_forms(),
        **more,
    }
    return render(request, "federating/pair.html", page, status=status)


def _forms() -> dict[str, forms.Form]:
    return {"report_form": ReportForm(), "answer_form": EntryAnswerForm()}


def _naming(page: PairPage, *, offers: bool = True) -> NamedForm | None:
    """Return the form to name somebody, where somebody is looked for."""
    if not page.others:
        return None
    return NamedForm(names=page.others, key=page.council.slug, offers=offers)


def _act(
    request: PersonRequest,
    pairing: Pairing,
    do: Callable[[], Any],
    done: str = "",
    part: str = "",
) -> HttpResponse:
    """Do it, say what came of it, and lead back to the page."""
    act_and_tell(request, do, REFUSED, done)
    where = redirect(
        "federating:pair", slug=pairing.council.slug, home=pairing.home.slug
    )
    where["Location"] += part
    return where


@require_POST
@signed_in
@once
def ask_for_pair(request: PersonRequest, slug: str, home: str) -> HttpResponse:
    """Ask everybody who would be sent."""
    pairing = get_member_pairing_for(request.person, slug, home)
    return _act(
        request,
        pairing,
        lambda: operations.ask_for_pair(
            member=pairing.member,
            home=pairing.home,
            council=pairing.council,
            now=request.now,
        ),
        _("Everybody is asked now."),
    )


@require_POST
@signed_in
@once
def answer_search(request: PersonRequest, slug: str, home: str) -> HttpResponse:
    """Say whether one would be sent."""
    pairing = get_member_pairing_for(request.person, slug, home)
    search, form = get_search_for(pairing), WillingForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Please choose one of the two."))
        return _act(request, pairing, lambda: None)
    return _act(
        request,
        pairing,
        lambda: operations.answer_search(
            member=pairing.member,
            search=search,
            is_willing=form.cleaned_data["answer"] == "willing",
            now=request.now,
        ),
    )


@require_POST
@signed_in
@once
def name_for_pair(request: PersonRequest, slug: str, home: str) -> HttpResponse:
    """Name somebody else."""
    pairing = get_member_pairing_for(request.person, slug, home)
    search = get_search_for(pairing)
    names = names_of_people(pairing.home, request.now)
    form = NamedForm(request.POST, names=names, key=pairing.council.slug)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return show_pair(request, pairing, status=status, naming=form)
    fellow = get_person_to_send_for(pairing, form.cleaned_data["member"])
    return _act(
        request,
        pairing,
        lambda: operations.name_for_pair(
            member=pairing.member, search=search, fellow=fellow, now=request.now
        ),
        _("They are asked whether they are willing."),
    )


@require_POST
@signed_in
@once
def accept_sending(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID
) -> HttpResponse:
    """Accept to carry our word."""
    pairing, delegate = _own(request, slug, home, delegate_id)
    return _act(
        request,
        pairing,
        lambda: operations.accept_sending(
            member=delegate.member, delegate=delegate, now=request.now
        ),
        _("Thank you. What we ask you to say stands below."),
    )


@require_POST
@signed_in
@once
def stop_carrying(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID
) -> HttpResponse:
    """Lay it down, or say "not me"."""
    pairing, delegate = _own(request, slug, home, delegate_id)
    return _act(
        request,
        pairing,
        lambda: operations.stop_carrying(
            member=delegate.member, delegate=delegate, now=request.now
        ),
        _("You laid it down. You speak for us no more."),
    )


@require_POST
@signed_in
@once
def swap_parts(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID
) -> HttpResponse:
    """Let messenger and listener change places."""
    pairing, delegate = _own(request, slug, home, delegate_id)
    return _act(
        request,
        pairing,
        lambda: operations.swap_parts(
            member=delegate.member, delegate=delegate, now=request.now
        ),
        _("You changed places."),
    )


@require_POST
@signed_in
@once
def write_report(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID
) -> HttpResponse:
    """Write the report home."""
    pairing, delegate = _own(request, slug, home, delegate_id)
    form = ReportForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return show_pair(request, pairing, status=status, report_form=form)
    return _act(
        request,
        pairing,
        lambda: operations.write_report(
            member=delegate.member,
            delegate=delegate,
            text=form.cleaned_data["text"],
            now=request.now,
        ),
        _("Thank you. Now the other of you signs it."),
        "#reports",
    )


@require_POST
@signed_in
@once
def sign_report(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID, report_id: UUID
) -> HttpResponse:
    """Put the second name to a report."""
    pairing, delegate = _own(request, slug, home, delegate_id)
    report = get_report_for(pairing, report_id)
    return _act(
        request,
        pairing,
        lambda: operations.sign_report(
            member=delegate.member, delegate=delegate, report=report, now=request.now
        ),
        _("Everybody at home can read it now. You changed places."),
        "#reports",
    )


@require_POST
@signed_in
@once
def answer_entry(
    request: PersonRequest, slug: str, home: str, entry_id: UUID
) -> HttpResponse:
    """Say whether what differs may stand."""
    pairing = get_member_pairing_for(request.person, slug, home)
    entry, form = get_entry_for(pairing, entry_id), EntryAnswerForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return show_pair(request, pairing, status=status, answer_form=form)
    return _act(
        request,
        pairing,
        lambda: operations.answer_entry(
            member=pairing.member,
            entry=entry,
            value=form.cleaned_data["value"],
            text=form.cleaned_data["text"],
            now=request.now,
        ),
        _("Thank you. Your answer is received."),
        f"#entry-{entry.id}",
    )


def _own(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID
) -> tuple[Pairing, Delegate]:
    pairing = get_member_pairing_for(request.person, slug, home)
    return pairing, get_own_delegate_for(pairing, delegate_id)
