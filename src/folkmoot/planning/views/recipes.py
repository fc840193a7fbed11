"""Pages of recipes: goods, what there is, what is needed, ways of making."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.needs.access import get_planner_for
from folkmoot.needs.operations import PlanningError
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.planning import tables as files
from folkmoot.planning.access import get_way_for
from folkmoot.planning.forms.asking_plans import TellingForm
from folkmoot.planning.forms.plans import (
    MOST_ROWS,
    FlowRow,
    GoodRow,
    LimitRow,
    TableForm,
    WantedRow,
)
from folkmoot.planning.forms.ways import WayForm
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.classes import class_choices
from folkmoot.planning.queries.plans.fitting import fitting_needs
from folkmoot.planning.queries.plans.recipes import (
    flow_rows,
    good_rows,
    id_of_way,
    length_of,
    limit_rows,
    named_weeks,
    tables_of,
    unit_shown,
    wanted_rows,
    way_values,
)
from folkmoot.planning.tables import GOODS, NEEDS, RESOURCES, Row, Tables
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
READING_AND_WRITING = ["GET", "HEAD", "POST"]


@require_http_methods(READING_AND_WRITING)
@signed_in
@once
def goods(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say which goods there are, and what is there of each."""
    member = get_planner_for(request.person, slug)
    version, tables = tables_of(member.collective)
    form = TableForm(
        GoodRow,
        initial=good_rows(tables),
        data=typed(request),
        length=length_of(member.collective),
    )
    return _table(request, member, form, (GOODS, "goods"), version)


@require_http_methods(READING_AND_WRITING)
@signed_in
@once
def means(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say how much work, machines and land there are, and what is given off."""
    member = get_planner_for(request.person, slug)
    version, tables = tables_of(member.collective)
    form = TableForm(
        LimitRow,
        initial=limit_rows(tables),
        data=typed(request),
        length=length_of(member.collective),
    )
    kept = named_weeks(tables)
    return _table(request, member, form, (RESOURCES, "means"), version, kept)


@require_http_methods(READING_AND_WRITING)
@signed_in
@once
def wanted(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say what is needed each week; open needs of the room are offered."""
    member = get_planner_for(request.person, slug)
    version, tables = tables_of(member.collective)
    rows = wanted_rows(tables)
    fitting = fitting_needs(member, tables)
    if request.method != "POST" and request.GET.get("from") == "needs":
        rows += [one.as_row() for one in fitting]
    form = TableForm(
        WantedRow,
        initial=rows,
        data=typed(request),
        goods=files.names_in(tables, GOODS),
        classes=class_choices(member.collective, tables),
        length=length_of(member.collective),
    )
    return _table(
        request, member, form, (NEEDS, "wanted"), version, fitting=len(fitting)
    )


@require_http_methods(READING_AND_WRITING)
@signed_in
@once
def new_way(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Add a way of making something."""
    member = get_planner_for(request.person, slug)
    version, tables = tables_of(member.collective)
    return _way(request, member, (version, tables, None))


@require_http_methods(READING_AND_WRITING)
@signed_in
@once
def way(request: PersonRequest, *, slug: str, way_id: UUID) -> HttpResponse:
    """Change a way of making, and see who works there."""
    member = get_planner_for(request.person, slug)
    return _way(request, member, get_way_for(member, way_id))


@require_POST
@signed_in
@once
def remove_way(request: PersonRequest, *, slug: str, way_id: UUID) -> HttpResponse:
    """Take a way of making out; "put it back" brings it again."""
    member = get_planner_for(request.person, slug)
    _version, _tables, row = get_way_for(member, way_id)
    plans.remove_way(member=member, way=row["technique"], now=request.now)
    return redirect("planning:plans", slug)


@require_POST
@signed_in
@once
def join_way(request: PersonRequest, *, slug: str, way_id: UUID) -> HttpResponse:
    """Say that one works here."""
    member = get_planner_for(request.person, slug)
    _version, _tables, row = get_way_for(member, way_id)
    plans.join_way(member=member, way=row["technique"], now=request.now)
    return redirect("planning:way", slug, way_id)


@require_POST
@signed_in
@once
def leave_way(request: PersonRequest, *, slug: str, way_id: UUID) -> HttpResponse:
    """Say that one does not work here any more."""
    member = get_planner_for(request.person, slug)
    _version, _tables, row = get_way_for(member, way_id)
    plans.leave_way(member=member, way=row["technique"], now=request.now)
    return redirect("planning:way", slug, way_id)


@require_POST
@signed_in
@once
def set_telling(request: PersonRequest, *, slug: str, way_id: UUID) -> HttpResponse:
    """Decide how long differences stay with the people of a way."""
    member = get_planner_for(request.person, slug)
    found = get_way_for(member, way_id)
    name, form = found[2]["technique"], TellingForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with RefusalsIn(form, PlanningError):
            plans.set_telling(member=member, way=name, now=request.now, **said)
            return redirect("planning:way", slug, way_id)
    return _show_way(request, member, found, telling=form)


def _table(
    request: PersonRequest,
    member: Membership,
    form: TableForm,
    table: tuple[str, str],
    version: int,
    kept: list[Row] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show the rows of a table, or keep them."""
    name, page = table

    def act() -> object:
        new = form.new_names
        rest = files.renamed(kept or [], files.COLUMNS[name][0], new)
        return plans.change_table(
            member=member,
            name=name,
            rows=[*form.get_rows(), *rest],
            now=request.now,
            version=form.version,
            new_names=new,
        )

    if _is_done(form, act):
        return redirect("planning:plans", member.collective.slug)
    is_large = not form.is_bound and form.count >= MOST_ROWS
    context = {
        "member": member,
        "form": form,
        "page": page,
        "version": version,
        "is_large": is_large,
        "kept": kept,
        **more,
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "planning/plans/table.html", context, status=status)


def _is_done(form: TableForm, act: Callable[[], object]) -> bool:
    """Do it if all rows are good and no more rows were asked for."""
    if not form.is_bound or not form.is_valid() or form.wants_more:
        return False
    try:
        act()
    except PlanningError as error:
        form.problems.append(str(error))
        return False
    return True


def _way(
    request: PersonRequest,
    member: Membership,
    found: tuple[int, Tables, Row | None],
) -> HttpResponse:
    """Show a way of making, or keep it."""
    _version, tables, row = found
    if request.method != "POST":
        return _show_way(request, member, found)
    form = WayForm(request.POST, length=length_of(member.collective))
    rows = _flow_form(tables, row, request.POST)
    is_good = form.is_valid() or rows.wants_more

    def act() -> object:
        return plans.save_way(
            member=member,
            way={**(row or {}), **form.get_row()},
            flows=rows.get_rows(),
            before=row["technique"] if row else "",
            version=rows.version,
            now=request.now,
        )

    if is_good and _is_done(rows, act):
        way_id = id_of_way(member.collective, form.cleaned_data["name"].strip())
        return redirect("planning:way", member.collective.slug, way_id)
    return _show_way(request, member, found, form=form, rows=rows)


def _show_way(
    request: PersonRequest,
    member: Membership,
    found: tuple[int, Tables, Row | None],
    **forms: Any,
) -> HttpResponse:
    version, tables, row = found
    name = row["technique"] if row else ""
    unit = unit_shown(member, name) if row else None
    initial = way_values(row) if row else {}
    context = {
        "member": member,
        "way": row,
        "way_id": id_of_way(member.collective, name) if row else None,
        "version": version,
        "unit": unit,
        "goods": files.names_in(tables, GOODS),
        "form": WayForm(initial=initial, length=length_of(member.collective)),
        "rows": _flow_form(tables, row, None),
        "telling": TellingForm(
            initial={"days": unit.days, "percent": unit.percent} if unit else None
        ),
        **forms,
    }
    is_wrong = any(form.errors for form in forms.values())
    status = REFUSED if is_wrong else HTTPStatus.OK
    return render(request, "planning/plans/way.html", context, status=status)


def _flow_form(
    tables: Tables, row: Row | None, data: Mapping[str, Any] | None
) -> TableForm:
    return TableForm(
        FlowRow,
        initial=flow_rows(tables, row["technique"]) if row else (),
        data=data,
        goods=files.names_in(tables, GOODS),
        resources=files.names_in(tables, RESOURCES),
    )
