"""Cases before people drawn by lot from several groups: asking, reading, answering."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.deciding.forms.stops import CaseForm, RulingForm
from folkmoot.deciding.views.panels import draw_line
from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_case_of, get_stop_of
from folkmoot.federating.models import FederatedPanel
from folkmoot.federating.queries.pages.cases import case_page
from folkmoot.federating.queries.pages.frame import frame_of
from folkmoot.federating.views.frame import act_on, place_of, show, url_of
from folkmoot.federating.words.panels import CASES, NO_MEANS, YES_MEANS
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def ask_fundamental(
    request: PersonRequest, slug: str, number: int, stop_id: UUID
) -> HttpResponse:
    """Let people drawn by lot look whether one's own stop is a fundamental one."""
    place = place_of(request, slug, number)
    stop = get_stop_of(place, stop_id)
    form = CaseForm(typed(request))

    def again(**more: object) -> HttpResponse:
        given = {"stop": stop, "form": form, **more}
        return show(request, place, "ask_fundamental", **given)  # type: ignore[arg-type]

    if request.method != "POST":
        return again()
    return act_on(
        request,
        place,
        lambda: operations.ask_fundamental(
            member=place.member,
            question=place.question,
            stop_id=stop.id,
            reason=form.cleaned_data["reason"],
            now=request.now,
        ),
        again,
        form,
        to=url_of(place.question),
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
