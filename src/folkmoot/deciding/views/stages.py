"""What the pages between a draft and a decision need besides the frame."""

from collections.abc import Mapping
from typing import Any

from folkmoot.deciding import operations
from folkmoot.deciding.forms.checking import PositionForm
from folkmoot.deciding.forms.drafting import HeardForm
from folkmoot.deciding.models import Call
from folkmoot.deciding.queries.pages.agreeing import (
    Agreeing,
    agreeing_of,
    redrafting_of,
)
from folkmoot.deciding.queries.pages.beside import (
    choice_in,
    side_by_side,
    waiting_beside,
)
from folkmoot.deciding.queries.pages.calls import calls_of
from folkmoot.deciding.queries.pages.drafting import heard_table
from folkmoot.deciding.queries.pages.frame import Frame
from folkmoot.deciding.queries.pages.hearing import list_not_reached, sitting_of
from folkmoot.deciding.queries.reaching import reach_out_in
from folkmoot.deciding.views.answering import read_version
from folkmoot.deciding.views.page import STAGES, heard_page
from folkmoot.engines.consensus import Stage
from folkmoot.listening.forms import OwnWordsForm
from folkmoot.people.requests import PersonRequest

Kind = Call.Kind


def checking(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what "Can we agree?" needs; at home the hearing is on the same page."""
    kinds = (Kind.MORE_TIME, Kind.PARK, Kind.PAUSE)
    shown = _agreeing(frame, request, *kinds) | _reach_out(frame, request)
    if frame.question.variants:
        shown |= _side_by_side(frame, request, shown["agreeing"])
    if frame.state.is_one_page:
        sitting = sitting_of(frame.question, frame.member)
        shown |= {
            "table": heard_table(frame.question, heard_page(request)),
            "heard_uses": HeardForm.USES,
            "own_words_form": OwnWordsForm(),
            "progress": sitting.progress if sitting else None,
        }
    return shown


def _reach_out(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    question, member = frame.question, frame.member
    found = reach_out_in(question, member, request.now)
    if found is None:
        return {}
    return {"reach_out": found, "goes": calls_of(question, member, Kind.REACH_OUT)}


def _side_by_side(
    frame: Frame, request: PersonRequest, agreeing: Agreeing
) -> dict[str, Any]:
    question, wanted = frame.question, read_version(frame.question, _asked_for(request))
    beside = side_by_side(question, frame.member, agreeing.standing, wanted)
    asked = beside.asked
    return {
        "beside": beside,
        "position_form": PositionForm(
            own=asked.own,
            has_stop=beside.own_stop is not None,
            keeper=agreeing.care_person,
            about=str(question.id),
            version=asked.proposal.version,
            may_speak=agreeing.standing.sees_names,
        ),
    }


def _asked_for(request: PersonRequest) -> Mapping[str, Any]:
    return request.POST if request.method == "POST" else request.GET


def working(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what "Work on stops" needs."""
    shown = _agreeing(frame, request, Kind.ONE_MORE_ROUND, Kind.PARK, Kind.PAUSE)
    return {
        **shown,
        "redrafting": redrafting_of(frame.question, frame.proposal),
        "waiting": waiting_beside(frame.question),
    }


def last_call(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what a last call needs."""
    return _agreeing(frame, request, Kind.PAUSE)


def _agreeing(
    frame: Frame, request: PersonRequest, *kinds: Call.Kind
) -> dict[str, Any]:
    question, member = frame.question, frame.member
    agreeing = agreeing_of(question, member, request.now, frame.proposal)
    return {
        "agreeing": agreeing,
        "choice": choice_in(question, frame.transitions)
        if agreeing.standing.sees_answers
        else None,
        "position_form": PositionForm(
            own=agreeing.standing.own,
            has_stop=agreeing.own_stop is not None,
            keeper=agreeing.care_person,
            about=str(question.id),
            may_speak=agreeing.standing.sees_names,
        ),
        "is_drafter": operations.may_draft(question, member),
        "is_proposer": member.id == question.proposer_id,
        "not_reached": list_not_reached(question, member),
        "calls": calls_of(question, member, *kinds),
        **_wording(frame),
    }


def _wording(frame: Frame) -> dict[str, Any]:
    """Return what is needed where somebody says that only the wording changed."""
    question, member, latest = frame.question, frame.member, frame.proposal
    stages = {Stage.WORKING}
    if latest is not None and latest.wording_seconded_by_id is not None:
        stages.add(Stage.CHECKING)
    if latest is None or not latest.wording_only or frame.stage not in stages:
        return {}
    return {
        "shows_wording": True,
        "may_second_wording": frame.stage is Stage.WORKING
        and operations.may_second_wording(question, member, latest),
        "not_wording": calls_of(question, member, Kind.NOT_WORDING),
    }


STAGES[Stage.CHECKING] = checking
STAGES[Stage.WORKING] = working
STAGES[Stage.LAST_CALL] = last_call
