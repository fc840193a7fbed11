"""The first time: what has to be done, who can when, then the draft. Three steps."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.doing.days import today_in
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.shifts import operations
from folkmoot.shifts.access import get_member_planner_for
from folkmoot.shifts.forms.jobs import FirstJobs
from folkmoot.shifts.forms.own import TimesForm
from folkmoot.shifts.operations import ShiftError
from folkmoot.shifts.queries.own import get_own_part
from folkmoot.shifts.views.frame import REFUSED
from folkmoot.web.submissions import once

WEEKS = 4


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def first_jobs(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Step one: what has to be done."""
    member = get_member_planner_for(request.person, slug)
    forms = FirstJobs(typed(request))
    if request.method == "POST" and forms.is_valid():
        first_day = today_in(member.collective, request.now) + timedelta(days=1)
        for text in forms.get_texts(first_day):
            operations.make_job(
                member=member,
                collective_id=member.collective_id,
                text=text,
                now=request.now,
            )
        return redirect("shifts:first_times", slug=slug)
    status = REFUSED if request.method == "POST" else 200
    context = {"member": member, "forms": forms}
    return render(request, "shifts/first_jobs.html", context, status=status)


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def first_times(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Step two: who can when; the others say it later."""
    member = get_member_planner_for(request.person, slug)
    form = TimesForm(typed(request))
    if request.method == "POST" and form.is_valid():
        operations.set_times(
            member=member, not_free=form.get_not_free(), now=request.now
        )
        return _draft(request, member)
    status = REFUSED if request.method == "POST" else 200
    own = get_own_part(member, request.now)
    context = {"member": member, "form": form, "own": own}
    return render(request, "shifts/first_times.html", context, status=status)


def _draft(request: PersonRequest, member: Membership) -> HttpResponse:
    first = today_in(member.collective, request.now) + timedelta(days=1)
    slug = member.collective.slug
    try:
        operations.draft_rota(
            member=member,
            collective_id=member.collective_id,
            first_day=first,
            last_day=first + timedelta(weeks=WEEKS, days=-1),
            now=request.now,
        )
    except ShiftError as error:
        messages.warning(request, str(error))
        return redirect("shifts:first_jobs", slug=slug)
    messages.success(request, _("Here is the draft. Look at it, then publish it."))
    return redirect(f"{reverse('shifts:rota', args=(slug,))}?step=3")
