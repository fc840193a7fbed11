"""The record as a readable timeline, and the check that it holds."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.deciding.access import get_question_for
from folkmoot.deciding.models import Question
from folkmoot.home.access import RecordPlace, get_kept_record_for, get_record_for
from folkmoot.home.operations import LookedOtherwiseError, agree_to_go_on
from folkmoot.home.queries.doubts import show_ranges
from folkmoot.home.queries.kept_ends import all_marks
from folkmoot.home.queries.log import show_log
from folkmoot.home.queries.timeline import EACH, get_timeline
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
        "ends_url": place.address("ends"),
        "doubts_url": place.address("doubts"),
    }


@require_safe
@signed_in
def record(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Show what happened, of one question or of all, newest first."""
    place = get_record_for(request.person, slug, is_federation=is_federation)
    number = _read(request.GET.get("question", ""))
    question = None
    if number is not None and not is_federation:
        question = get_question_for(request.person, slug, number).question
    return render(request, "home/record.html", _page(request, place, question))


@require_safe
@signed_in
def check_record(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Compute the whole record again and say whether it holds."""
    place = get_record_for(request.person, slug, is_federation=is_federation)
    page = show_place(place) | {
        "fault": find_fault(place.of.id),
        "end": get_end(place.of.id),
    }
    return render(request, "home/record_check.html", page)


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


def _page(
    request: PersonRequest, place: RecordPlace, question: Question | None
) -> dict[str, Any]:
    """Return the timeline that was asked for, and what stands around it."""
    shown = show_place(place)
    before, is_mine = _read(request.GET.get("before", "")), "mine" in request.GET
    is_whole = question is None and not is_mine
    timeline = get_timeline(
        place.member,
        question=question,
        before=before,
        of=place.of.id,
        is_mine=is_mine,
        marks=all_marks(shown["log"], before, EACH) if is_whole else (),
    )
    return shown | {
        "question": question,
        "before": before,
        "is_mine": is_mine,
        "is_newest": is_whole and not before,
        "timeline": timeline,
        "ranges": show_ranges(place.of.id),
        "check_url": place.address("check_record"),
    }


def _read(text: str) -> int | None:
    """Return a number from an address; None for what is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < MOST_DIGITS
    return int(text) if is_number else None
