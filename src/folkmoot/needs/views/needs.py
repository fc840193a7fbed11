"""Pages of needs and offers."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.needs import operations
from folkmoot.needs.access import get_need_for, get_offer_for, get_planner_for
from folkmoot.needs.forms.needs import (
    HelpForm,
    NeedForm,
    OfferForm,
    PlainForm,
    UseForm,
    initial_of,
)
from folkmoot.needs.models import Need, Offer
from folkmoot.needs.queries.needs import get_board, left_in, open_matches_of
from folkmoot.needs.queries.pages import frame_of, need_page, offer_page
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
@signed_in
def needs(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show what is needed and offered, what waits for the reader first."""
    member = get_planner_for(request.person, slug)
    operations.ask_about_unmet(collective=member.collective, now=request.now)
    context = {
        "member": member,
        "board": get_board(member, request.now),
        "mine": open_matches_of(member),
    }
    return render(request, "needs/needs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def new_need(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say what one needs."""
    member = get_planner_for(request.person, slug)
    form = _need_form(request, member)
    return _save(
        request,
        member,
        form,
        lambda: operations.state_need(
            member=form.owner or member,
            helper=member if form.owner else None,
            text=form.get_text(),
            now=request.now,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def new_offer(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say what one can give."""
    member = get_planner_for(request.person, slug)
    form = _offer_form(request, member)
    return _save(
        request,
        member,
        form,
        lambda: operations.make_offer(
            member=form.owner or member,
            helper=member if form.owner else None,
            text=form.get_text(),
            now=request.now,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def change_need(request: PersonRequest, *, slug: str, need_id: UUID) -> HttpResponse:
    """Say a need anew."""
    member = get_planner_for(request.person, slug)
    row = get_need_for(member, need_id)
    form = _need_form(request, member, row)
    return _save(
        request,
        member,
        form,
        lambda: operations.change_need(
            member=member, need=row, text=form.get_text(), now=request.now
        ),
        row,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def change_offer(request: PersonRequest, *, slug: str, offer_id: UUID) -> HttpResponse:
    """Say an offer anew."""
    member = get_planner_for(request.person, slug)
    row = get_offer_for(member, offer_id)
    form = _offer_form(request, member, row)
    return _save(
        request,
        member,
        form,
        lambda: operations.change_offer(
            member=member, offer=row, text=form.get_text(), now=request.now
        ),
        row,
    )


@require_safe
@signed_in
def need(request: PersonRequest, *, slug: str, need_id: UUID) -> HttpResponse:
    """Show a need, what could cover it, and how to help."""
    member = get_planner_for(request.person, slug)
    return _need(request, member, get_need_for(member, need_id))


@require_safe
@signed_in
def offer(request: PersonRequest, *, slug: str, offer_id: UUID) -> HttpResponse:
    """Show an offer, what it could cover, and how to use it."""
    member = get_planner_for(request.person, slug)
    return _offer(request, member, get_offer_for(member, offer_id))


@require_POST
@signed_in
@once
def end_need(request: PersonRequest, *, slug: str, need_id: UUID) -> HttpResponse:
    """Take a need back."""
    member = get_planner_for(request.person, slug)
    row, form = get_need_for(member, need_id), PlainForm(request.POST)
    with RefusalsIn(form, operations.PlanningError):
        operations.end_need(member=member, need=row, now=request.now)
        return redirect("needs:needs", slug)
    return _need(request, member, row, refused=form)


@require_POST
@signed_in
@once
def end_offer(request: PersonRequest, *, slug: str, offer_id: UUID) -> HttpResponse:
    """Take an offer back."""
    member = get_planner_for(request.person, slug)
    row, form = get_offer_for(member, offer_id), PlainForm(request.POST)
    with RefusalsIn(form, operations.PlanningError):
        operations.end_offer(member=member, offer=row, now=request.now)
        return redirect("needs:needs", slug)
    return _offer(request, member, row, refused=form)


@require_POST
@signed_in
@once
def offer_for_need(request: PersonRequest, *, slug: str, need_id: UUID) -> HttpResponse:
    """Offer what a need asks for."""
    member = get_planner_for(request.person, slug)
    row = get_need_for(member, need_id)
    form = HelpForm(request.POST)
    if form.is_valid():
        with RefusalsIn(form, operations.PlanningError):
            match = operations.offer_for_need(
                member=member, need=row, now=request.now, **form.cleaned_data
            )
            return redirect("needs:match", slug, match.id)
    return _need(request, member, row, form=form, refused=form)


@require_POST
@signed_in
@once
def need_from_offer(
    request: PersonRequest, *, slug: str, offer_id: UUID
) -> HttpResponse:
    """Ask for what is offered."""
    member = get_planner_for(request.person, slug)
    row = get_offer_for(member, offer_id)
    form = UseForm(request.POST, classes=frame_of(member, request.now).classes)
    if form.is_valid():
        with RefusalsIn(form, operations.PlanningError):
            match = operations.need_from_offer(
                member=member,
                offer=row,
                text=form.get_text(row),
                reach=form.cleaned_data["reach"],
                now=request.now,
            )
            return redirect("needs:match", slug, match.id)
    return _offer(request, member, row, form=form, refused=form)


def _need_form(
    request: PersonRequest, member: Membership, row: Need | None = None
) -> NeedForm:
    frame = frame_of(member, request.now)
    return NeedForm(
        typed(request),
        today=frame.today,
        classes=frame.classes,
        shares=frame.shares,
        helped=() if row else frame.helped,
        initial=initial_of(row) if row else None,
    )


def _offer_form(
    request: PersonRequest, member: Membership, row: Offer | None = None
) -> OfferForm:
    frame = frame_of(member, request.now)
    return OfferForm(
        typed(request),
        today=frame.today,
        shares=frame.shares,
        helped=() if row else frame.helped,
        initial=initial_of(row) if row else None,
    )


def _save(
    request: PersonRequest,
    member: Membership,
    form: NeedForm | OfferForm,
    act: Callable[[], Need | Offer],
    row: Need | Offer | None = None,
) -> HttpResponse:
    """Keep what is said and show it, or show the form with what to mend."""
    what = "need" if isinstance(form, NeedForm) else "offer"
    if request.method == "POST" and form.is_valid():
        with RefusalsIn(form, operations.PlanningError):
            saved = act()
            return redirect(f"needs:{what}", member.collective.slug, saved.id)
    context = {"member": member, "form": form, "is_need": what == "need", "row": row}
    status = REFUSED if form.is_bound else HTTPStatus.OK
    return render(request, "needs/needs_form.html", context, status=status)


def _need(
    request: PersonRequest, member: Membership, row: Need, **forms: Form
) -> HttpResponse:
    context = {
        "member": member,
        "page": need_page(row, member, request.now),
        "form": HelpForm(initial={"amount": left_in(row).normalize()}),
        **forms,
    }
    status = REFUSED if forms else HTTPStatus.OK
    return render(request, "needs/need.html", context, status=status)


def _offer(
    request: PersonRequest, member: Membership, row: Offer, **forms: Form
) -> HttpResponse:
    classes = frame_of(member, request.now).classes
    context = {
        "member": member,
        "page": offer_page(row, member, request.now),
        "form": UseForm(classes=classes, initial={"amount": left_in(row).normalize()}),
        **forms,
    }
    status = REFUSED if forms else HTTPStatus.OK
    return render(request, "needs/offer.html", context, status=status)
