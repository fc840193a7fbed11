"""What one worked: corrected afterwards, added, taken back; and the sums of all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.doing.days import today_in
from folkmoot.needs.access import get_planner_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.shifts import operations
from folkmoot.shifts.access import get_turn_for, get_work_for
from folkmoot.shifts.forms.own import MinutesForm, WorkForm
from folkmoot.shifts.queries.own import list_jobs, list_own_work, list_past_turns
from folkmoot.shifts.queries.sums import list_months
from folkmoot.shifts.views.frame import REFUSED, take
from folkmoot.shifts.views.frame import press as go
from folkmoot.web.submissions import once


@require_safe
@signed_in
def work(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show one's own past shifts, and what all worked month by month."""
    return _page(request, get_planner_for(request.person, slug))


@require_POST
@signed_in
@once
def record_turn(request: PersonRequest, *, slug: str, turn_id: UUID) -> HttpResponse:
    """Say how long one worked at a turn."""
    member = get_planner_for(request.person, slug)
    turn = get_turn_for(member, turn_id)
    form = MinutesForm(request.POST)

    def act() -> None:
        minutes = form.cleaned_data["minutes"]
        operations.record_turn(
            member=member, turn=turn, minutes=minutes, now=request.now
        )

    if not take(form, act):
        told = [str(error) for errors in form.errors.values() for error in errors]
        messages.warning(request, " ".join(told))
        return _page(request, member, status=REFUSED)
    messages.success(request, _("Noted."))
    return redirect("shifts:work", slug=slug)


@require_POST
@signed_in
@once
def add_work(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Write down work that one did without having signed up."""
    member = get_planner_for(request.person, slug)
    form = WorkForm(request.POST, jobs=list_jobs(member.collective))

    def act() -> None:
        operations.add_work(member=member, now=request.now, **form.get_words())

    if not take(form, act):
        return _page(request, member, form, REFUSED)
    messages.success(request, _("Written down. Thank you."))
    return redirect("shifts:work", slug=slug)


@require_POST
@signed_in
@once
def remove_work(request: PersonRequest, *, slug: str, work_id: UUID) -> HttpResponse:
    """Take back what one wrote down."""
    member = get_planner_for(request.person, slug)
    row = get_work_for(member, work_id)

    def act() -> None:
        operations.remove_work(member=member, work=row, now=request.now)

    return go(request, act, reverse("shifts:work", args=(slug,)), _("Taken back."))


def _page(
    request: PersonRequest,
    member: Membership,
    form: WorkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = today_in(member.collective, request.now)
    jobs = list_jobs(member.collective)
    context = {
        "member": member,
        "turns": list_past_turns(member, today),
        "work": list_own_work(member, today),
        "months": list_months(member.collective, today),
        "form": form or WorkForm(jobs=jobs, initial={"day": today}),
    }
    return render(request, "shifts/work.html", context, status=status)
