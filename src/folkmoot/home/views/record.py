"""The record as a readable timeline, and the check that it holds."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.deciding.access import get_question_for
from folkmoot.federating.access import get_federation_for
from folkmoot.home.access import RecordPlace, get_kept_record_for, get_record_for
from folkmoot.home.operations import LookedOtherwiseError, agree_to_go_on
from folkmoot.home.queries.doubts import show_ranges
from folkmoot.home.queries.log import show_log
from folkmoot.home.queries.timeline import get_timeline
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.record.operations import KeyRefusedError, NothingToAgreeError
from folkmoot.record.queries import find_fault, get_end
from folkmoot.web.submissions import once

MOST_DIGITS = 10
REFUSALS = (KeyRefusedError, LookedOtherwiseError, NothingToAgreeError)


def show_place(place: RecordPlace) -> dict[str, Any]:
    """Return what every page about a record is drawn with."""
    whose = "federation" if place.is_federation else "collective"
    return {
        "member": place.member,
        whose: place.of,
        "place": place,
        "log": show_log(place.of.id),
        "record_url": place.address("record"),
        "key_url": place.address("record_key"),
        "agree_url": place.address("agree"),
        "doubts_url": place.address("doubts"),
    }


@require_safe
@signed_in
def record(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what happened, of one question or of all, newest first."""
    place = get_record_for(request.person, slug)
    number = _read(request.GET.get("question", ""))
    question = None
    if number is not None:
        question = get_question_for(request.person, slug, number).question
    shown = show_place(place) | {"question": question}
    return render(request, "home/record.html", _page(request, shown))


@require_safe
@signed_in
def check_record(request: PersonRequest, slug: str) -> HttpResponse:
    """Compute the whole record again and say whether it holds."""
    member = get_membership_for(request.person, slug)
    page = {
        "member": member,
        "collective": member.collective,
        "fault": find_fault(member.collective_id),
        "end": get_end(member.collective_id),
    }
    return render(request, "home/record_check.html", page)


@require_safe
@signed_in
def federation_record(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what happened in a federation, newest first."""
    place = get_record_for(request.person, slug, is_federation=True)
    page = _page(request, show_place(place))
    return render(request, "home/federation_record.html", page)


@require_safe
@signed_in
def check_federation_record(request: PersonRequest, slug: str) -> HttpResponse:
    """Compute a federation's whole record again and say whether it holds."""
    stands = get_federation_for(request.person, slug)
    federation = stands.federation
    page = {
        "member": stands.member,
        "federation": federation,
        "fault": find_fault(federation.id),
        "end": get_end(federation.id),
    }
    return render(request, "home/federation_record_check.html", page)


@require_POST
@signed_in
@once
def agree(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Say that a record which is not signed any more goes on."""
    place = get_kept_record_for(request.person, slug, is_federation=is_federation)
    try:
        log = agree_to_go_on(
            member=place.member,
            collective_id=place.of.id,
            state=request.POST.get("state", ""),
            now=request.now,
        )
    except REFUSALS as error:
        messages.warning(request, str(error))
    else:
        if log.state == log.State.OPEN:
            messages.success(request, _("The record goes on."))
        elif log.agreed_by is None:
            messages.success(request, _("Received. Your guardians are asked now."))
        else:
            messages.success(request, _("Received. A second member is needed."))
    return redirect(place.address("record"))


def _page(request: PersonRequest, shown: dict[str, Any]) -> dict[str, Any]:
    """Add the timeline that was asked for."""
    place, log, question = shown["place"], shown["log"], shown.get("question")
    before, is_mine = _read(request.GET.get("before", "")), "mine" in request.GET
    timeline = get_timeline(
        place.member,
        question=question,
        before=before,
        of=place.of.id,
        is_mine=is_mine,
        marks=log.marks if log else (),
    )
    return (
        shown
        | {"before": before, "is_mine": is_mine, "timeline": timeline}
        | {"ranges": show_ranges(place.of.id)}
    )


def _read(text: str) -> int | None:
    """Return a number from an address; None for what is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < MOST_DIGITS
    return int(text) if is_number else None
