"""Other wordings for what all groups are asked: proposing, signing, taking them up."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_amendment_of
from folkmoot.federating.forms.drafting import AmendmentForm
from folkmoot.federating.models import Amendment, AmendmentSignature
from folkmoot.federating.queries.pages.amendments import amendments_page
from folkmoot.federating.queries.pages.frame import frame_of
from folkmoot.federating.queries.versions import latest_version
from folkmoot.federating.views.frame import act_on, place_of, show, url_of
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once

Kind = AmendmentSignature.Kind


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def amendments(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show the other wordings, or take a new one."""
    place = place_of(request, slug, number)
    if request.method != "POST":
        return _show(request, place)
    form = AmendmentForm(request.POST)
    return act_on(
        request,
        place,
        lambda: operations.propose_amendment(
            member=place.member,
            question=place.question,
            amendment=form.get_amendment(),
            now=request.now,
        ),
        lambda **more: _show(request, place, form=form, **more),
        form,
        to=url_of(place.question, "amendments"),
    )


def _show(request: PersonRequest, place: Place, **more: Any) -> HttpResponse:
    frame = frame_of(place.question, place.member)
    if "form" not in more:
        latest = latest_version(place.question)
        more["form"] = AmendmentForm(initial={"text": latest.text if latest else ""})
    page = amendments_page(frame)
    return show(request, place, "amendments", frame=frame, page=page, **more)


def _act(
    request: PersonRequest,
    slug: str,
    number: int,
    amendment_id: UUID,
    act: Callable[[Place, Amendment], object],
) -> HttpResponse:
    """Do one act about another wording, and return to it."""
    place = place_of(request, slug, number)
    row = get_amendment_of(place, amendment_id)
    return act_on(
        request,
        place,
        lambda: act(place, row),
        lambda **more: _show(request, place, **more),
        to=f"{url_of(place.question, 'amendments')}#wording-{row.number}",
    )


@require_POST
@signed_in
@once
def sign_amendment(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> HttpResponse:
    """Ask for another wording too."""
    return _act(
        request,
        slug,
        number,
        amendment_id,
        lambda place, row: operations.sign_amendment(
            member=place.member, amendment=row, now=request.now
        ),
    )


@require_POST
@signed_in
@once
def withdraw_amendment_signature(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> HttpResponse:
    """Take one's signature back."""
    return _withdraw(request, slug, number, amendment_id, Kind.BACK)


@require_POST
@signed_in
@once
def withdraw_agreement(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> HttpResponse:
    """Take back that the draft holds it."""
    return _withdraw(request, slug, number, amendment_id, Kind.TAKEN)


def _withdraw(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID, kind: Kind
) -> HttpResponse:
    return _act(
        request,
        slug,
        number,
        amendment_id,
        lambda place, row: operations.withdraw_signature(
            member=place.member, amendment=row, kind=kind, now=request.now
        ),
    )


@require_POST
@signed_in
@once
def take_amendment(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> HttpResponse:
    """Say, as one who writes, that the draft holds it."""
    return _act(
        request,
        slug,
        number,
        amendment_id,
        lambda place, row: operations.take_amendment(
            member=place.member, amendment=row, now=request.now
        ),
    )


@require_POST
@signed_in
@once
def agree_taken(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> HttpResponse:
    """Say that the draft holds what one's group asked for."""
    return _act(
        request,
        slug,
        number,
        amendment_id,
        lambda place, row: operations.agree_taken(
            member=place.member, amendment=row, now=request.now
        ),
    )
