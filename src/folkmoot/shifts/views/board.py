"""The shifts of the weeks ahead, one shift, and the list for the wall."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from folkmoot.doing.days import today_in
from folkmoot.needs.access import get_planner_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.shifts.access import get_shift_for
from folkmoot.shifts.forms.own import SignUpForm
from folkmoot.shifts.operations import tend_shifts_of
from folkmoot.shifts.queries.board import (
    get_board,
    get_shown,
    list_asked,
    list_for_swap,
    list_swaps,
)
from folkmoot.shifts.queries.own import list_jobs
from folkmoot.shifts.queries.rota_page import find_draft

WEEKS = 2
WALL_WEEKS = 4


@require_safe
@signed_in
def shifts(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show who does what in the weeks ahead, one's own first."""
    member = get_planner_for(request.person, slug)
    tend_shifts_of(collective=member.collective, now=request.now)
    first = _from(request, member)
    board = get_board(member, request.now, first, WEEKS)
    context = {
        "member": member,
        "board": board,
        "draft": find_draft(member.collective),
        "has_jobs": bool(list_jobs(member.collective)),
        "later": board.last_day + timedelta(days=1),
        "earlier": board.first_day - timedelta(weeks=WEEKS),
        "is_today": first is None,
    }
    return render(request, "shifts/shifts.html", context)


@require_safe
@signed_in
def shift(request: PersonRequest, *, slug: str, shift_id: UUID) -> HttpResponse:
    """Show one shift and what the reader can do with it."""
    member = get_planner_for(request.person, slug)
    return shift_page(request, member, shift_id, SignUpForm(), 200)


def shift_page(
    request: PersonRequest,
    member: Membership,
    shift_id: UUID,
    form: SignUpForm,
    status: int,
) -> HttpResponse:
    """Return the page of one shift, with a form that was not taken or a new one."""
    row = get_shift_for(member, shift_id)
    shown = get_shown(row, member, request.now)
    swaps = [
        swap
        for swap in list_swaps(member)
        if row.id in {swap.turn.shift_id, swap.for_turn.shift_id}
    ]
    others = list_for_swap(member, row, request.now) if shown.own else []
    context = {
        "member": member,
        "shown": shown,
        "form": form,
        "swaps": swaps,
        "others": others,
        "asked": [
            asking
            for asking in list_asked([member.id], request.now)
            if asking.turn.shift_id == row.id
        ],
    }
    return render(request, "shifts/shift.html", context, status=status)


@require_safe
@signed_in
def wall(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show four weeks as a list to print and hang up."""
    member = get_planner_for(request.person, slug)
    first = _from(request, member)
    board = get_board(member, request.now, first, WALL_WEEKS)
    context = {"member": member, "board": board}
    return render(request, "shifts/wall.html", context)


def _from(request: PersonRequest, member: Membership) -> date | None:
    """Return the day from which is asked for; None for today."""
    try:
        day = parse_date(request.GET.get("from", ""))
    except ValueError:
        return None
    today = today_in(member.collective, request.now)
    far = timedelta(weeks=60)
    is_near = day is not None and today - far <= day <= today + far
    return day if is_near else None
