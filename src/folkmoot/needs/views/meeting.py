"""Pages where the two sides of a need and an offer meet, and of sister groups."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.needs import operations
from folkmoot.needs.access import (
    get_match_for,
    get_need_for,
    get_offer_for,
    get_planner_for,
)
from folkmoot.needs.forms.needs import AskForm, PlainForm, ReachForm
from folkmoot.needs.models import Match
from folkmoot.needs.queries.needs import get_board, open_matches_of
from folkmoot.needs.queries.pages import match_page, neighbours_page
from folkmoot.people.access import get_member_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
@signed_in
@once
def ask_for_match(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say yes for one's own side of what was proposed."""
    member = get_planner_for(request.person, slug)
    form = AskForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        need = get_need_for(member, said["need_id"])
        offer = get_offer_for(member, said["offer_id"])
        with RefusalsIn(form, operations.PlanningError):
            match = operations.ask_for_match(
                member=member,
                need=need,
                offer=offer,
                amount=said["amount"],
                reach=said["reach"],
                now=request.now,
            )
            return redirect("needs:match", slug, match.id)
    context = {
        "member": member,
        "board": get_board(member, request.now),
        "mine": open_matches_of(member),
        "refused": form,
    }
    return render(request, "needs/needs.html", context, status=REFUSED)


@require_safe
@signed_in
def match(request: PersonRequest, *, slug: str, match_id: UUID) -> HttpResponse:
    """Show a meeting to one of its two sides."""
    member = get_planner_for(request.person, slug)
    return _match(request, member, get_match_for(member, match_id))


@require_POST
@signed_in
@once
def accept_match(request: PersonRequest, *, slug: str, match_id: UUID) -> HttpResponse:
    """Say the second yes."""
    form = ReachForm(request.POST)

    def act(member: Membership, row: Match) -> Match:
        return operations.accept_match(
            member=member, match=row, now=request.now, **form.cleaned_data
        )

    return _answer(request, slug, match_id, form, act)


@require_POST
@signed_in
@once
def decline_match(request: PersonRequest, *, slug: str, match_id: UUID) -> HttpResponse:
    """Say no, or take one's asking back."""

    def act(member: Membership, row: Match) -> Match:
        return operations.decline_match(member=member, match=row, now=request.now)

    return _answer(request, slug, match_id, PlainForm(request.POST), act)


@require_POST
@signed_in
@once
def finish_match(request: PersonRequest, *, slug: str, match_id: UUID) -> HttpResponse:
    """Say that it was done."""

    def act(member: Membership, row: Match) -> Match:
        return operations.finish_match(member=member, match=row, now=request.now)

    return _answer(request, slug, match_id, PlainForm(request.POST), act)


@require_POST
@signed_in
@once
def cancel_match(request: PersonRequest, *, slug: str, match_id: UUID) -> HttpResponse:
    """Say that it does not happen."""

    def act(member: Membership, row: Match) -> Match:
        return operations.cancel_match(member=member, match=row, now=request.now)

    return _answer(request, slug, match_id, PlainForm(request.POST), act)


@require_safe
@signed_in
def neighbours(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show what sister groups need and offer, and whether this one lets its own out."""
    return _neighbours(request, get_planner_for(request.person, slug))


@require_POST
@signed_in
@once
def begin_sharing(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say as the first that what goes out may be shown."""
    member = get_member_for(request.person, slug)
    return _share(request, member, operations.begin_sharing)


@require_POST
@signed_in
@once
def confirm_sharing(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say as the second that it may be shown."""
    member = get_member_for(request.person, slug)
    return _share(request, member, operations.confirm_sharing)


@require_POST
@signed_in
@once
def end_sharing(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show nothing more to sister groups."""
    member = get_member_for(request.person, slug)
    return _share(request, member, operations.end_sharing)


def _share(
    request: PersonRequest, member: Membership, act: Callable[..., object]
) -> HttpResponse:
    form = PlainForm(request.POST)
    with RefusalsIn(form, operations.PlanningError):
        act(member=member, now=request.now)
        return redirect("needs:neighbours", member.collective.slug)
    return _neighbours(request, member, form)


def _answer(
    request: PersonRequest,
    slug: str,
    match_id: UUID,
    form: Form,
    act: Callable[[Membership, Match], object],
) -> HttpResponse:
    member = get_planner_for(request.person, slug)
    row = get_match_for(member, match_id)
    if form.is_valid():
        with RefusalsIn(form, operations.PlanningError):
            act(member, row)
            return redirect("needs:match", slug, row.id)
    return _match(request, member, get_match_for(member, match_id), form)


def _match(
    request: PersonRequest, member: Membership, row: Match, form: Form | None = None
) -> HttpResponse:
    context = {
        "member": member,
        "page": match_page(row, member),
        "form": form if isinstance(form, ReachForm) else ReachForm(),
        "refused": form,
    }
    status = REFUSED if form else HTTPStatus.OK
    return render(request, "needs/match.html", context, status=status)


def _neighbours(
    request: PersonRequest, member: Membership, form: Form | None = None
) -> HttpResponse:
    page = neighbours_page(member, request.now)
    context = {"member": member, "page": page, "refused": form}
    status = REFUSED if form else HTTPStatus.OK
    return render(request, "needs/neighbours.html", context, status=status)
