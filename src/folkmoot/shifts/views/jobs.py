"""Pages of jobs: what has to be done, how hard it is, who has it for good."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.doing.days import today_in
from folkmoot.needs.access import get_planner_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.shifts import operations
from folkmoot.shifts.access import (
    get_fixed_place_for,
    get_job_for,
    get_member_planner_for,
)
from folkmoot.shifts.forms.jobs import JobForm, RatingForm, WeekdayForm
from folkmoot.shifts.models import Job
from folkmoot.shifts.queries.own import get_rating, list_fixed_of, list_jobs
from folkmoot.shifts.views.frame import REFUSED, press, take
from folkmoot.web.submissions import once


@require_safe
@signed_in
def jobs(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show what has to be done again and again."""
    member = get_planner_for(request.person, slug)
    context = {"member": member, "jobs": list_jobs(member.collective)}
    return render(request, "shifts/jobs.html", context)


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def make_job(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show the form of a new job, or take it."""
    member = get_member_planner_for(request.person, slug)
    today = today_in(member.collective, request.now)
    initial = {"first_day": today + timedelta(days=1)}
    form = JobForm(typed(request), initial=initial)

    def act() -> None:
        operations.make_job(
            member=member,
            collective_id=member.collective_id,
            text=form.get_text(),
            now=request.now,
        )

    if request.method == "POST" and take(form, act):
        messages.success(request, _("Added. The next draft of a rota has it."))
        return redirect("shifts:jobs", slug=slug)
    status = REFUSED if request.method == "POST" else 200
    context = {"member": member, "form": form}
    return render(request, "shifts/make_job.html", context, status=status)


@require_safe
@signed_in
def job(request: PersonRequest, *, slug: str, job_id: UUID) -> HttpResponse:
    """Show one job."""
    member = get_planner_for(request.person, slug)
    return _page(request, member, get_job_for(member, job_id), None, 200)


@require_POST
@signed_in
@once
def change_job(request: PersonRequest, *, slug: str, job_id: UUID) -> HttpResponse:
    """Change a job and its shifts to come."""
    member = get_member_planner_for(request.person, slug)
    row = get_job_for(member, job_id)
    form = JobForm(request.POST)

    def act() -> None:
        text = form.get_text()
        operations.change_job(member=member, job=row, text=text, now=request.now)

    if not take(form, act):
        return _page(request, member, row, form, REFUSED)
    messages.success(request, _("Changed, also for the shifts to come."))
    return redirect("shifts:job", slug=slug, job_id=row.id)


@require_POST
@signed_in
@once
def end_job(request: PersonRequest, *, slug: str, job_id: UUID) -> HttpResponse:
    """End a job."""
    member = get_member_planner_for(request.person, slug)
    row = get_job_for(member, job_id)

    def act() -> None:
        operations.end_job(member=member, job=row, now=request.now)

    return press(request, act, reverse("shifts:jobs", args=(slug,)), _("Ended."))


@require_POST
@signed_in
@once
def rate_job(request: PersonRequest, *, slug: str, job_id: UUID) -> HttpResponse:
    """Say how hard a job is for oneself."""
    member = get_member_planner_for(request.person, slug)
    row = get_job_for(member, job_id)
    form = RatingForm(request.POST)

    def act() -> None:
        operations.rate_job(
            member=member, job=row, now=request.now, **form.cleaned_data
        )

    if not take(form, act):
        return _page(request, member, row, form, REFUSED)
    messages.success(request, _("Noted. Nobody else sees what you said."))
    return redirect("shifts:job", slug=slug, job_id=row.id)


@require_POST
@signed_in
@once
def fix_place(request: PersonRequest, *, slug: str, job_id: UUID) -> HttpResponse:
    """Take a place for good."""
    member = get_member_planner_for(request.person, slug)
    row = get_job_for(member, job_id)
    form = WeekdayForm(request.POST)

    def act() -> None:
        weekday = form.cleaned_data["weekday"]
        operations.fix_place(member=member, job=row, weekday=weekday, now=request.now)

    if not take(form, act):
        return _page(request, member, row, form, REFUSED)
    messages.success(request, _("It is yours from the next rota on."))
    return redirect("shifts:job", slug=slug, job_id=row.id)


@require_POST
@signed_in
@once
def free_place(request: PersonRequest, *, slug: str, place_id: UUID) -> HttpResponse:
    """Give up a place that one had for good."""
    member = get_planner_for(request.person, slug)
    place = get_fixed_place_for(member, place_id)

    def act() -> None:
        operations.free_place(member=member, place=place, now=request.now)

    back = reverse("shifts:job", args=(slug, place.job_id))
    return press(request, act, back, _("It is open to others from the next rota on."))


def _page(
    request: PersonRequest, member: Membership, row: Job, sent: Form | None, status: int
) -> HttpResponse:
    context = {
        "member": member,
        "job": row,
        "sent": sent,
        "form": sent
        if isinstance(sent, JobForm)
        else JobForm(initial=JobForm.initial_of(row)),
        "rating_form": sent
        if isinstance(sent, RatingForm)
        else RatingForm(initial=get_rating(member, row)),
        "fixed": list_fixed_of(row),
    }
    return render(request, "shifts/job.html", context, status=status)
