"""The frame of a question's page: where it is, what comes next, its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Question, Transition
from folkmoot.deciding.queries.facts import facts_of
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Facts, Stage, State, Step, upcoming
from folkmoot.people.models import Membership

LABELS: dict[Stage, Promise] = {
    Stage.IDEA: _("New idea"),
    Stage.SHAPING: _("Make it clear"),
    Stage.NOTICE: _("For your information"),
    Stage.HEARING: _("Tell us what you think"),
    Stage.DRAFTING: _("Write it down"),
    Stage.CHECKING: _("Can we agree?"),
    Stage.WORKING: _("Work on stops"),
    Stage.LAST_CALL: _("Last call"),
    Stage.DECIDED: _("We agreed"),
    Stage.CARRYING: _("Doing it"),
    Stage.LOOKING_BACK: _("Look back"),
    Stage.CLOSED: _("Looked back"),
    Stage.NO_DECISION: _("Not agreed"),
    Stage.PARKED: _("Put aside"),
    Stage.WITHDRAWN: _("Taken back"),
    Stage.MERGED: _("Joined to another question"),
}
ORDINARY = (
    Stage.IDEA,
    Stage.SHAPING,
    Stage.HEARING,
    Stage.DRAFTING,
    Stage.CHECKING,
    Stage.LAST_CALL,
    Stage.CARRYING,
    Stage.LOOKING_BACK,
)
SMALL = (Stage.IDEA, Stage.SHAPING, Stage.NOTICE, Stage.CARRYING, Stage.LOOKING_BACK)
ONE_PAGE = (
    Stage.IDEA,
    Stage.SHAPING,
    Stage.CHECKING,
    Stage.CARRYING,
    Stage.LOOKING_BACK,
)
# Stages off the usual path stand on it beside another one.
BESIDE = {
    Stage.WORKING: Stage.CHECKING,
    Stage.DECIDED: Stage.CARRYING,
    Stage.CLOSED: Stage.LOOKING_BACK,
    Stage.NO_DECISION: Stage.CHECKING,
}


@dataclass(frozen=True)
class Frame:
    """What stands around every stage of a question."""

    question: Question
    member: Membership
    state: State
    facts: Facts
    next_step: Step | None
    steps: Sequence[tuple[Promise, str, datetime | None]]
    transitions: Sequence[Transition]

    @property
    def stage(self) -> Stage:
        """The present stage."""
        return self.state.stage

    @property
    def template(self) -> str:
        """The template of the present stage."""
        return f"deciding/stages/{self.stage.value}.html"

    @property
    def closes_at(self) -> datetime | None:
        """When the present window really closes: late deliveries move it."""
        return self.next_step.at if self.next_step else self.question.closes_at


def frame_of(question: Question, member: Membership) -> Frame:
    """Return the frame of ``question`` for a reader."""
    state = state_of(question)
    facts = facts_of(question, state)
    transitions = list(question.transitions.select_related("member"))
    next_step = upcoming(state, facts)
    return Frame(
        question=question,
        member=member,
        state=state,
        facts=facts,
        next_step=next_step,
        steps=path_of(state, transitions, next_step),
        transitions=transitions,
    )


def path_of(
    state: State, transitions: Sequence[Transition], next_step: Step | None
) -> list[tuple[Promise, str, datetime | None]]:
    """Return the steps of the path with past, here and next."""
    usual = _usual_path(state)
    here = state.came_from or state.stage
    here = BESIDE.get(here, here)
    at = usual.index(here) if here in usual else 0
    left = {Stage(t.from_stage): t.at for t in transitions if t.from_stage}
    path: list[tuple[Promise, str, datetime | None]] = []
    for number, stage in enumerate(usual):
        if number < at:
            path.append((LABELS[stage], "past", left.get(stage)))
        elif number == at:
            until = next_step.at if next_step else None
            path.append((LABELS[state.stage], "here", until))
        else:
            path.append((LABELS[stage], "next", None))
    return path


def _usual_path(state: State) -> tuple[Stage, ...]:
    if state.is_one_page:
        return ONE_PAGE
    if state.rules.question_class.value == Question.Class.SMALL:
        return SMALL
    return ORDINARY
