"""Taking a place, giving it up, coming instead of somebody, swapping."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.needs.access import get_planner_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.shifts import operations
from folkmoot.shifts.access import (
    get_asking_for,
    get_shift_for,
    get_swap_for,
    get_turn_for,
)
from folkmoot.shifts.forms.own import SignUpForm
from folkmoot.shifts.views.board import shift_page
from folkmoot.shifts.views.frame import REFUSED, press, take
from folkmoot.web.submissions import once


@require_POST
@signed_in
@once
def sign_up(request: PersonRequest, *, slug: str, shift_id: UUID) -> HttpResponse:
    """Take an open place."""
    member = get_planner_for(request.person, slug)
    row = get_shift_for(member, shift_id)
    form = SignUpForm(request.POST)

    def act() -> None:
        comment = form.cleaned_data["comment"]
        operations.sign_up(member=member, shift=row, comment=comment, now=request.now)

    if not take(form, act):
        return shift_page(request, member, shift_id, form, REFUSED)
    messages.success(request, _("The place is yours. Thank you."))
    return redirect(_page(slug, row.id))


@require_POST
@signed_in
@once
def release_turn(request: PersonRequest, *, slug: str, turn_id: UUID) -> HttpResponse:
    """Say that one cannot come."""
    member = get_planner_for(request.person, slug)
    turn = get_turn_for(member, turn_id)

    def act() -> None:
        operations.release_turn(member=member, turn=turn, now=request.now)

    said = _("Noted. Somebody else is asked now. Nobody asks you why.")
    return press(request, act, _page(slug, turn.shift_id), said)


@require_POST
@signed_in
@once
def decline_asking(
    request: PersonRequest, *, slug: str, asking_id: UUID
) -> HttpResponse:
    """Say that one cannot come instead."""
    member = get_planner_for(request.person, slug)
    asking = get_asking_for(member, asking_id)

    def act() -> None:
        operations.decline_asking(member=member, asking=asking, now=request.now)

    back = reverse("shifts:shifts", args=(slug,))
    return press(request, act, back, _("Thank you for the answer. The next is asked."))


@require_POST
@signed_in
@once
def offer_swap(
    request: PersonRequest, *, slug: str, turn_id: UUID, other_id: UUID
) -> HttpResponse:
    """Offer one's place for somebody else's."""
    member = get_planner_for(request.person, slug)
    turn, other = get_turn_for(member, turn_id), get_turn_for(member, other_id)

    def act() -> None:
        operations.offer_swap(member=member, turn=turn, for_turn=other, now=request.now)

    said = _("Asked. You change places when the other one says yes.")
    return press(request, act, _page(slug, turn.shift_id), said)


@require_POST
@signed_in
@once
def agree_swap(request: PersonRequest, *, slug: str, swap_id: UUID) -> HttpResponse:
    """Say yes to a swap."""
    member = get_planner_for(request.person, slug)
    swap = get_swap_for(member, swap_id)

    def act() -> None:
        operations.agree_swap(member=member, swap=swap, now=request.now)

    back = reverse("shifts:shifts", args=(slug,))
    return press(request, act, back, _("You changed places."))


@require_POST
@signed_in
@once
def end_swap(request: PersonRequest, *, slug: str, swap_id: UUID) -> HttpResponse:
    """Take a swap back, or say no to it."""
    member = get_planner_for(request.person, slug)
    swap = get_swap_for(member, swap_id)

    def act() -> None:
        operations.end_swap(member=member, swap=swap, now=request.now)

    back = reverse("shifts:shifts", args=(slug,))
    return press(request, act, back, _("Everything stays as it was."))


def _page(slug: str, shift_id: UUID) -> str:
    return reverse("shifts:shift", args=(slug, shift_id))
