"""Pages of plans: the first page, examples and files, plans side by side."""

from http import HTTPStatus
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.needs.access import get_planner_for
from folkmoot.needs.operations import PlanningError
from folkmoot.people.models import Membership
from folkmoot.people.queries import count_members
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.planning import library, valueflows
from folkmoot.planning.access import get_alternative_for, get_planning_for
from folkmoot.planning.forms.asking_plans import ImportForm, LengthForm, MakeForm
from folkmoot.planning.models import Planning
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans import plans as queries
from folkmoot.planning.queries.plans.followed import (
    decided_plan,
    followed_now,
    following_of,
    is_taken_up,
    standing_decision,
)
from folkmoot.planning.queries.plans.recipes import get_book, length_of, tables_of
from folkmoot.planning.transfer import FilesRefusedError, as_zip, read_uploads
from folkmoot.planning.words.periods import DONE_EACH, say_period
from folkmoot.planning.words.plans import EXAMPLES, say_short
from folkmoot.web.paging import Page, cut, read_number
from folkmoot.web.submissions import once

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
PER_PAGE = 10


@require_safe
@signed_in
def plans_page(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show recipes and the plans made from them."""
    return _first_page(request, get_planner_for(request.person, slug))


@require_POST
@signed_in
@once
def make_plans(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Make plans from the recipes as they are."""
    member = get_planner_for(request.person, slug)
    form = MakeForm(request.POST, length=length_of(member.collective))
    if not form.is_valid():
        return _first_page(request, member, form)
    try:
        row = plans.ask_for_plans(member=member, now=request.now, **form.cleaned_data)
    except PlanningError as error:
        form.add_error(None, str(error))
        return _first_page(request, member, form)
    if row.state == Planning.State.WAITING and plans.is_small(row):
        plans.make_plans_of(planning=row, now=request.now)
    return redirect("planning:planning", slug, row.id)


@require_POST
@signed_in
@once
def start_from_example(request: PersonRequest, *, slug: str, name: str) -> HttpResponse:
    """Put an example in the place of the recipes."""
    member = get_planner_for(request.person, slug)
    if name not in EXAMPLES:
        raise Http404
    plans.begin_with_example(member=member, name=name, now=request.now)
    return redirect("planning:plans", slug)


@require_POST
@signed_in
@once
def set_length(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say how long one period of the recipes is."""
    member = get_planner_for(request.person, slug)
    form = LengthForm(request.POST)
    if form.is_valid():
        plans.set_length(member=member, now=request.now, **form.cleaned_data)
    return redirect("planning:plans", slug)


@require_POST
@signed_in
@once
def put_back(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Take the last change of the recipes back."""
    member = get_planner_for(request.person, slug)
    try:
        plans.put_back(member=member, now=request.now)
    except PlanningError as error:
        form = MakeForm({}, length=length_of(member.collective))
        form.errors.clear()
        form.add_error(None, str(error))
        return _first_page(request, member, form)
    return redirect("planning:plans", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def import_recipes(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Bring recipes from files."""
    member = get_planner_for(request.person, slug)
    form = ImportForm(typed(request), request.FILES or None)
    problems: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            tables, source = read_uploads(form.cleaned_data["uploads"])
            plans.import_recipes(
                member=member, tables=tables, source=source, now=request.now
            )
        except FilesRefusedError as error:
            problems = error.problems
        except PlanningError as error:
            problems = (str(error),)
        else:
            return redirect("planning:plans", slug)
    context = {"member": member, "form": form, "problems": problems}
    status = REFUSED if form.errors or problems else HTTPStatus.OK
    return render(request, "planning/plans/import.html", context, status=status)


@require_safe
@signed_in
def export_recipes(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Give the recipes out as planning files."""
    member = get_planner_for(request.person, slug)
    _version, tables = tables_of(member.collective)
    name = f"{slug}-recipes.zip"
    answer = HttpResponse(as_zip(tables), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@signed_in
def export_valueflows(request: PersonRequest, *, slug: str) -> JsonResponse:
    """Give the recipes out in the words of Valueflows."""
    member = get_planner_for(request.person, slug)
    _version, tables = tables_of(member.collective)
    answer = JsonResponse(valueflows.write(tables), content_type="application/ld+json")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-recipes.jsonld"'
    return answer


@require_safe
@signed_in
def planning(request: PersonRequest, *, slug: str, planning_id: UUID) -> HttpResponse:
    """Show plans side by side."""
    member = get_planner_for(request.person, slug)
    row = get_planning_for(member, planning_id)
    decision = standing_decision(row.question_id)
    context = {
        "member": member,
        "page": queries.show_planning(row, member),
        "following": following_of(row),
        "is_decided": bool(decision and decided_plan(row, decision)),
    }
    return render(request, "planning/plans/planning.html", context)


@require_safe
@signed_in
def alternative(
    request: PersonRequest, *, slug: str, planning_id: UUID, number: int
) -> HttpResponse:
    """Show one plan: its figures, what is done each week, the work in each good."""
    member = get_planner_for(request.person, slug)
    row = get_alternative_for(member, planning_id, number)
    weeks = range(1, row.planning.weeks + 1)
    context = {
        "member": member,
        "row": row,
        "is_taken_up": is_taken_up(row),
        "plan": queries.show_alternative(row, member),
        "work": queries.plan_sentences(row),
        "ways": queries.week_rows(row),
        "periods": [say_period(row.planning.length, at) for at in weeks],
        "done_each": DONE_EACH[row.planning.length],
        "short": [say_short(one, row.planning.length) for one in row.findings["short"]],
    }
    return render(request, "planning/plans/alternative.html", context)


def _first_page(
    request: PersonRequest, member: Membership, form: Form | None = None
) -> HttpResponse:
    rows = queries.plannings_of(member.collective)
    number = read_number(request.GET.get("page", ""))
    page: Page[Planning] = cut(rows, number, each=PER_PAGE)
    book = get_book(member)
    people = library.PEOPLE.get(book.example) or count_members(member.collective)
    context = {
        "member": member,
        "book": book,
        "page": page,
        "examples": EXAMPLES,
        "began": EXAMPLES.get(book.example),
        "followed": followed_now(member.collective, request.now),
        "form": form
        or MakeForm(
            initial={"people": max(1, people), "weeks": book.weeks}, length=book.length
        ),
        "length_form": LengthForm(initial={"length": book.length}),
    }
    status = REFUSED if form else HTTPStatus.OK
    return render(request, "planning/plans/plans.html", context, status=status)
