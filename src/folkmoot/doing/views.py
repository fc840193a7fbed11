"""Pages of tasks.

A yes, a withdrawal or the end of the last task may move the question it belongs to.
Nothing is called for that here: `deciding` reads the tasks again whenever it settles
the question, which is at its next page or at the worker's next round.
"""

from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from folkmoot.doing import operations
from folkmoot.doing.access import get_task_for
from folkmoot.doing.forms import EndForm, PlainForm, ProgressForm, ReleaseForm
from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import get_board
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.places import own_path
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.paging import read_number
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

FORMS: dict[type[Form], str] = {
    ProgressForm: "progress_form",
    ReleaseForm: "release_form",
    EndForm: "end_form",
}


@require_safe
@signed_in
def tasks(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show the tasks of a collective in pages, what needs somebody first."""
    member = get_membership_for(request.person, slug)
    board = get_board(member.collective, read_number(request.GET.get("page", "1")))
    return render(request, "doing/tasks.html", {"member": member, "board": board})


@require_safe
@signed_in
def task(request: PersonRequest, *, slug: str, task_id: UUID) -> HttpResponse:
    """Show one task, how it goes, and what the reader can do with it."""
    member = get_membership_for(request.person, slug)
    return _page(request, member, get_task_for(member, task_id), PlainForm(), 200)


@require_POST
@signed_in
@once
def acceptance(request: PersonRequest, *, slug: str, task_id: UUID) -> HttpResponse:
    """Say yes to a task one was named for."""
    return _answer(request, slug, task_id, PlainForm(request.POST), _accept)


@require_POST
@signed_in
@once
def carrier(request: PersonRequest, *, slug: str, task_id: UUID) -> HttpResponse:
    """Take a task that nobody carries."""
    return _answer(request, slug, task_id, PlainForm(request.POST), _take_over)


@require_POST
@signed_in
@once
def release(request: PersonRequest, *, slug: str, task_id: UUID) -> HttpResponse:
    """Give a task back."""
    return _answer(request, slug, task_id, ReleaseForm(request.POST), _release)


@require_POST
@signed_in
@once
def progress(request: PersonRequest, *, slug: str, task_id: UUID) -> HttpResponse:
    """Add a line about how a task goes."""
    return _answer(request, slug, task_id, ProgressForm(request.POST), _report)


@require_POST
@signed_in
@once
def end(request: PersonRequest, *, slug: str, task_id: UUID) -> HttpResponse:
    """Say that a task is done, or drop it with a reason."""
    return _answer(request, slug, task_id, EndForm(request.POST), _end)


def _answer[F: Form](
    request: PersonRequest,
    slug: str,
    task_id: UUID,
    form: F,
    act: Callable[[PersonRequest, Membership, Commitment, F], object],
) -> HttpResponse:
    """Act on the task and go back, or show its page again with what to mend."""
    member = get_membership_for(request.person, slug)
    row = get_task_for(member, task_id)
    if form.is_valid():
        with RefusalsIn(form, operations.DoingError):
            act(request, member, row, form)
            return redirect(_back(request, slug, row))
    return _page(request, member, row, form, 422)


def _accept(
    request: PersonRequest, member: Membership, row: Commitment, form: PlainForm
) -> None:
    operations.accept(member=member, commitment=row, now=request.now)


def _take_over(
    request: PersonRequest, member: Membership, row: Commitment, form: PlainForm
) -> None:
    operations.take_over(member=member, commitment=row, now=request.now)


def _release(
    request: PersonRequest, member: Membership, row: Commitment, form: ReleaseForm
) -> None:
    reason = form.cleaned_data["reason"]
    operations.release(member=member, commitment=row, reason=reason, now=request.now)


def _report(
    request: PersonRequest, member: Membership, row: Commitment, form: ProgressForm
) -> None:
    operations.report(
        member=member, commitment=row, now=request.now, **form.cleaned_data
    )


def _end(
    request: PersonRequest, member: Membership, row: Commitment, form: EndForm
) -> None:
    if form.is_done:
        operations.finish(member=member, commitment=row, now=request.now)
        return
    reason = form.cleaned_data["reason"]
    operations.drop(member=member, commitment=row, reason=reason, now=request.now)


def _back(request: PersonRequest, slug: str, row: Commitment) -> str:
    """Return the path the form came from; other servers' addresses are not followed."""
    page = reverse("doing:task", args=(slug, row.id))
    return own_path(request.POST.get("next", ""), page)


def _page(
    request: PersonRequest, member: Membership, row: Commitment, form: Form, status: int
) -> HttpResponse:
    forms: dict[str, Form] = {name: kind() for kind, name in FORMS.items()}
    if type(form) in FORMS:
        forms[FORMS[type(form)]] = form
    context = {"member": member, "task": row, "refused": form, **forms}
    return render(request, "doing/task.html", context, status=status)
