"""The federated question: the whole, its groups, what was said, its stops, its result."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_question_by_id, get_task_of
from folkmoot.federating.queries.pages.frame import frame_of
from folkmoot.federating.queries.pages.results import compute_again, result_of
from folkmoot.federating.queries.pages.said import find_node, said_page
from folkmoot.federating.queries.pages.sums import is_many, root_row
from folkmoot.federating.queries.pages.whole import (
    group_page,
    rows_on_top,
    stops_page,
    whole_page,
)
from folkmoot.federating.views.frame import act_on, place_of, show, url_of
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.paging import read_number
from folkmoot.web.submissions import once


@require_safe
@signed_in
def question(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show where a federated question stands."""
    return show_question(request, place_of(request, slug, number))


@require_safe
@signed_in
def question_by_id(request: PersonRequest, question_id: UUID) -> HttpResponse:
    """Lead to a federated question by its id; with ``?group=`` to one part of it.

    ``?group=all`` leads to all groups by name.
    """
    question = get_question_by_id(request.person, question_id).question
    wanted = request.GET.get("group", "")
    group_id = question.collective_id if wanted == "all" else _uuid(wanted)
    part = find_node(question, group_id)
    if part is None:
        return redirect(url_of(question))
    return redirect(
        "federating:group",
        question.collective.slug,
        question.number,
        part.collective_id,
    )


def show_question(request: PersonRequest, place: Place, **more: object) -> HttpResponse:
    """Return the page of the whole."""
    frame = frame_of(place.question, place.member)
    return show(
        request,
        place,
        "question",
        frame=frame,
        page=whole_page(frame, request.now),
        result=result_of(place.question),
        **more,  # type: ignore[arg-type]
    )


@require_safe
@signed_in
def group(
    request: PersonRequest, slug: str, number: int, collective_id: UUID
) -> HttpResponse:
    """Show one group, or a council with all groups below it."""
    place = place_of(request, slug, number)
    frame = frame_of(place.question, place.member)
    part = read_number(request.GET.get("page", ""))
    page = group_page(frame, collective_id, part)
    if page is None:
        raise Http404
    return show(request, place, "group", frame=frame, page=page)


@require_safe
@signed_in
def said(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show what people said, everywhere or in one part, without names."""
    place = place_of(request, slug, number)
    within = find_node(place.question, _uuid(request.GET.get("group", "")))
    part = read_number(request.GET.get("page", ""))
    return show(request, place, "said", page=said_page(place.question, within, part))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@signed_in
def stops(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show the stops of all groups, without names."""
    place = place_of(request, slug, number)
    frame = frame_of(place.question, place.member)
    page = stops_page(frame, read_number(request.GET.get("page", "")))
    return show(request, place, "stops", frame=frame, page=page)


@require_safe
@signed_in
def computation(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Compute the result again from what was stored with it."""
    place = place_of(request, slug, number)
    result, again = result_of(place.question), compute_again(place.question)
    root = root_row(place.question)
    if result is None or again is None or root is None:
        raise Http404
    frame = frame_of(place.question, place.member)
    return show(
        request,
        place,
        "computation",
        frame=frame,
        result=result,
        again=again,
        rows=rows_on_top(frame, root),
        is_by_council=is_many(root),
    )


@require_POST
@signed_in
@once
def back(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Ask too that all groups be asked."""
    place = place_of(request, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.back(
            member=place.member, question=place.question, now=request.now
        ),
        lambda **more: show_question(request, place, **more),
    )


@require_POST
@signed_in
@once
def take_task(
    request: PersonRequest, slug: str, number: int, task_id: UUID
) -> HttpResponse:
    """Take on a task that is on offer to all groups."""
    place = place_of(request, slug, number)
    task = get_task_of(place, task_id)
    return act_on(
        request,
        place,
        lambda: operations.take_task(member=place.member, task=task, now=request.now),
        lambda **more: show_question(request, place, **more),
        to=f"{url_of(place.question)}#tasks",
    )


@require_POST
@signed_in
@once
def give_task_back(
    request: PersonRequest, slug: str, number: int, task_id: UUID
) -> HttpResponse:
    """Offer a task to all groups again."""
    place = place_of(request, slug, number)
    task = get_task_of(place, task_id)
    return act_on(
        request,
        place,
        lambda: operations.give_task_back(
            member=place.member, task=task, now=request.now
        ),
        lambda **more: show_question(request, place, **more),
        to=f"{url_of(place.question)}#tasks",
    )
