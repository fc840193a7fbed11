"""Saying that one's own group decides alone, and the case before people drawn by lot."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_part_of
from folkmoot.federating.forms.alone import OursForm
from folkmoot.federating.queries.alone import cases_of, parts_to_say
from folkmoot.federating.queries.pages.frame import frame_of
from folkmoot.federating.views.frame import act_on, place_of, show, url_of
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
    cases = [one for one in cases_of(question, member) if one.is_level]
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
