"""The record as a readable timeline, and the check that it holds."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.deciding.access import get_question_for
from folkmoot.federating.access import get_federation_for
from folkmoot.home.queries.timeline import get_timeline
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.record.queries import find_fault, get_end

MOST_DIGITS = 10


@require_safe
@signed_in
def record(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what happened, of one question or of all, newest first."""
    member = get_membership_for(request.person, slug)
    number = _read(request.GET.get("question", ""))
    question = None
    if number is not None:
        question = get_question_for(request.person, slug, number).question
    before = _read(request.GET.get("before", ""))
    page = {
        "member": member,
        "collective": member.collective,
        "question": question,
        "before": before,
        "timeline": get_timeline(member, question=question, before=before),
    }
    return render(request, "home/record.html", page)


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
    stands = get_federation_for(request.person, slug)
    before = _read(request.GET.get("before", ""))
    timeline = get_timeline(stands.member, before=before, of=stands.federation.id)
    page = {
        "federation": stands.federation,
        "member": stands.member,
        "before": before,
        "timeline": timeline,
    }
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


def _read(text: str) -> int | None:
    """Return a number from an address; None for what is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < MOST_DIGITS
    return int(text) if is_number else None
