"""The map of a hearing: a page, its statements, and the drawing as a file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for, get_map_of
from folkmoot.listening.forms import MapForm
from folkmoot.listening.models import Hearing, OpinionMap
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in

PER_PAGE = 30


@require_safe
@signed_in
def opinion_map(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Show the newest map of a hearing, or the one that ``?map=`` names."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    is_over = hearing.is_over(request.now)
    back_url, answer_url = _addresses(slug, hearing)
    shared = {
        "collective": member.collective,
        "slug": slug,
        "hearing": hearing,
        "is_over": is_over,
        "back_url": back_url,
        "answer_url": "" if is_over else answer_url,
        "map_url": reverse("listening:map", args=(slug, hearing.id)),
        **{
            f"{name}_url": reverse(f"listening:map_{name}", args=(slug, hearing.id))
            for name in ("closer", "comparison", "picture", "points", "report")
        },
    }
    row = queries.latest_map(hearing)
    if row is None or not queries.may_see_map(member, hearing, is_over=is_over):
        return render(request, "listening/map_later.html", {**shared, "row": row})
    form = MapForm(request.GET)
    form.is_valid()  # what cannot be read falls back to the newest map, whole
    if form.cleaned_data.get("map"):
        row = get_map_of(hearing, form.cleaned_data["map"])
    if form.cleaned_data.get("show"):
        return _list(request, member, shared, row, form)
    shown = queries.show_map(row, member, is_over=is_over)
    context = {
        **shared,
        "shown": shown,
        "earlier": queries.list_maps(hearing)[:50],
        "form": MapForm(n_groups=len(shown.groups)),
    }
    return render(request, "listening/map.html", context)


def _list(
    request: PersonRequest,
    member: Membership,
    shared: dict[str, object],
    row: OpinionMap,
    form: MapForm,
) -> HttpResponse:
    """Show the statements of one kind, thirty at a time."""
    kind, page = form.cleaned_data["show"], form.cleaned_data.get("page") or 1
    n_groups = queries.count_groups(row)
    kinds = {**queries.KINDS, **queries.group_kinds(n_groups)}
    items, total = queries.list_map_statements(
        row,
        member,
        kind=kind,
        is_over=bool(shared["is_over"]),
        first=(page - 1) * PER_PAGE,
        count=PER_PAGE,
    )
    address = f"{shared['map_url']}?show={kind}&map={row.id}&page="
    context = {
        **shared,
        "row": row,
        "kind": kind,
        "title": kinds.get(kind, _("All statements")),
        "items": items,
        "total": total,
        "form": MapForm(initial={"show": kind, "map": row.id}, n_groups=n_groups),
        "newer": f"{address}{page - 1}" if page > 1 else "",
        "older": f"{address}{page + 1}" if page * PER_PAGE < total else "",
    }
    return render(request, "listening/map_statements.html", context)


def _addresses(slug: str, hearing: Hearing) -> tuple[str, str]:
    """Return where the hearing is read and where it is answered."""
    if hearing.question_id:
        question = reverse("deciding:question_by_id", args=(slug, hearing.question_id))
        return question, question
    return (
        reverse("listening:hearing", args=(slug, hearing.id)),
        reverse("listening:next_statement", args=(slug, hearing.id)),
    )
