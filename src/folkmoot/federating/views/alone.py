"""Saying that one's own group decides alone, and the case before people drawn by lot."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from folkmoot.deciding.forms.stops import RulingForm
from folkmoot.deciding.views.panels import draw_line
from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_case_of, get_part_of
from folkmoot.federating.forms.alone import OursForm
from folkmoot.federating.models import FederatedPanel
from folkmoot.federating.queries.alone import cases_of, parts_to_say
from folkmoot.federating.queries.pages.cases import case_page
from folkmoot.federating.queries.pages.frame import frame_of
from folkmoot.federating.views.frame import act_on, place_of, show, url_of
from folkmoot.federating.words.panels import CASES, NO_MEANS, YES_MEANS
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@require_safe
@signed_in
def alone(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show of which parts one may say so, and which parts did."""
    return _show(request, place_of(request, slug, number))


@require_POST
@signed_in
@once
def say_ours(
    request: PersonRequest, slug: str, number: int, part_id: UUID
) -> HttpResponse:
    """Say that one's own group, or a council above it, decides this alone."""
    place = place_of(request, slug, number)
    part = get_part_of(place, part_id)
    form = OursForm(request.POST, auto_id=f"id_{part_id}_%s")
    return act_on(
        request,
        place,
        lambda: operations.say_ours(
            member=place.member,
            question=place.question,
            part=part,
            reason=form.cleaned_data["reason"],
            now=request.now,
        ),
        lambda **more: _show(request, place, said_of=part_id, form=form, **more),
        form,
        to=url_of(place.question, "alone"),
    )


@require_POST
@signed_in
@once
def unsay_ours(
    request: PersonRequest, slug: str, number: int, part_id: UUID
) -> HttpResponse:
    """Take back what one said, before enough said it."""
    place = place_of(request, slug, number)
    part = get_part_of(place, part_id)
    return act_on(
        request,
        place,
        lambda: operations.unsay_ours(
            member=place.member, question=place.question, part=part, now=request.now
        ),
        lambda **more: _show(request, place, **more),
        to=url_of(place.question, "alone"),
    )


def _show(
    request: PersonRequest,
    place: Place,
    *,
    status: int = HTTPStatus.OK,
    said_of: UUID | None = None,
    form: OursForm | None = None,
    **more: object,
) -> HttpResponse:
    question, member = place.question, place.member
    parts = parts_to_say(question, member) if member.takes_positions else []
    shown = [
        (
            part,
            form
            if form is not None and part.part.id == said_of
            else OursForm(auto_id=f"id_{part.part.id}_%s"),
        )
        for part in parts
    ]
    cases = cases_of(question, member)
    return show(
        request,
        place,
        "alone",
        status=status,
        frame=frame_of(question, member),
        parts=shown,
        cases=cases,
        **more,
    )


@require_safe
@signed_in
def case(
    request: PersonRequest, slug: str, number: int, panel_id: UUID
) -> HttpResponse:
    """Show a case: what it is about, who was drawn and how, what they found."""
    place = place_of(request, slug, number)
    return _show_case(request, place, get_case_of(place, panel_id))


@require_POST
@signed_in
@once
def answer_case(
    request: PersonRequest, slug: str, number: int, panel_id: UUID
) -> HttpResponse:
    """Give one drawn member's answer."""
    place = place_of(request, slug, number)
    row = get_case_of(place, panel_id)
    seat = case_page(row, place.member).own_seat
    form = RulingForm(request.POST)
    return act_on(
        request,
        place,
        lambda: operations.answer_federated_panel(
            member=seat.member if seat is not None else place.member,
            panel=row,
            answer=form.cleaned_data["answer"] == "yes",
            reason=form.cleaned_data["reason"],
            now=request.now,
        ),
        lambda **more: _show_case(
            request, place, get_case_of(place, panel_id), ruling_form=form, **more
        ),
        form,
        to=request.path.removesuffix("answer/"),
    )


def _show_case(
    request: PersonRequest,
    place: Place,
    row: FederatedPanel,
    *,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    page = case_page(row, place.member)
    said = page.own_seat
    initial = (
        {"answer": "yes" if said.answer else "no", "reason": said.reason}
        if said is not None and said.answered_at
        else {}
    )
    more.setdefault("ruling_form", RulingForm(initial=initial))
    return show(
        request,
        place,
        "case",
        status=status,
        frame=frame_of(place.question, place.member),
        page=page,
        panel=row,
        case=CASES[row.kind],
        yes_means=YES_MEANS[row.kind],
        no_means=NO_MEANS[row.kind],
        draw_leaves=draw_line(row.seed, page.n_leaves, page.n_drawn_leaves),
        draw_people=draw_line(row.seed, len(page.candidates), len(page.seats)),
        **more,
    )
