"""A new idea: taking it up, joining it to another question, a first reply."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_question_for
from folkmoot.deciding.forms.aside import MergeForm
from folkmoot.deciding.forms.shaping import ExplainForm
from folkmoot.deciding.models import Call
from folkmoot.deciding.queries.calls import signatures_for
from folkmoot.deciding.queries.hosting import first_reply_of
from folkmoot.deciding.queries.pages.calls import calls_of
from folkmoot.deciding.queries.pages.frame import Frame
from folkmoot.deciding.queries.pages.ideas import idea_of, list_others
from folkmoot.deciding.views.page import STAGES, act_on
from folkmoot.engines.consensus import Stage
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@signed_in
@once
@require_POST
def begin_shaping(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Take an idea up now that there is room."""
    place = get_question_for(request.person, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.begin_shaping(
            member=place.member, question=place.question, now=request.now
        ),
    )


@signed_in
@once
@require_POST
def merge(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Join an idea to another question."""
    place = get_question_for(request.person, slug, number)
    form = MergeForm(request.POST, others=list_others(place.question))
    return act_on(
        request,
        place,
        lambda: operations.merge_question(
            member=place.member,
            question=place.question,
            into=form.cleaned_data["into"],
            now=request.now,
        ),
        form,
        merge_form=form,
    )


def idea(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what the page of an idea needs."""
    question, member = frame.question, frame.member
    shown = idea_of(question, request.now)
    return {
        "idea": shown,
        "merge_form": MergeForm(others=list(shown.others)),
        "explain_form": ExplainForm(),
        "first_reply": first_reply_of(question),
        "needed_to_merge": signatures_for(question, Call.Kind.MERGE),
        "is_proposer": member.id == question.proposer_id,
        "support": calls_of(question, member, Call.Kind.SUPPORT),
        "calls": calls_of(question, member, Call.Kind.URGENT, Call.Kind.PARK),
    }


STAGES[Stage.IDEA] = idea
