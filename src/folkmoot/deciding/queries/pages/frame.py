"""The frame of a question's page: where it is, what comes next, its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from folkmoot.deciding.models import Proposal, Question, Transition
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.changes import show_change
from folkmoot.deciding.queries.facts import facts_of, latest_proposal
from folkmoot.deciding.queries.panels import ShownPanel, list_open_panels
from folkmoot.deciding.states import state_of
from folkmoot.deciding.words import classes, history
from folkmoot.deciding.words.stages import LABELS
from folkmoot.engines.consensus import (
    AFTER_DECIDED,
    BEFORE_DECIDED,
    ENDED,
    Facts,
    Stage,
    State,
    Step,
    upcoming,
)
from folkmoot.listening.models import Attachment, OpinionMap
from folkmoot.people.models import Membership

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


class Moved(Protocol):
    """A move of a question: what it left, and when."""

    from_stage: str
    at: datetime


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
    proposal: Proposal | None
    attachments: Sequence[Attachment]
    change: Sequence[tuple[str, str]]
    panels: Sequence[ShownPanel]

    @property
    def stage(self) -> Stage:
        """The present stage."""
        return self.state.stage

    @property
    def history(self) -> list[tuple[datetime, str, str]]:
        """How it came here: the entries of the timeline."""
        return history.tell(self.transitions)

    @property
    def class_word(self) -> Promise:
        """How big the question is."""
        return classes.WORDS[self.question.klass]

    @property
    def template(self) -> str:
        """The template of the present stage."""
        return f"deciding/stages/{self.stage.value}.html"

    @property
    def closes_at(self) -> datetime | None:
        """When the present window really closes: late deliveries move it."""
        return self.next_step.at if self.next_step else self.question.ends_at

    @property
    def has_map(self) -> bool:
        """Whether its hearing has a map of opinion: one of few people is never drawn."""
        maps = OpinionMap.objects.filter(hearing__question_id=self.question.id)
        return maps.exists()

    @property
    def is_rough(self) -> bool:
        """Whether it went on unclear; a decision shows that among its own badges."""
        return "rough_text" in self.state.badges and self.stage in BEFORE_DECIDED

    @property
    def is_led(self) -> bool:
        """Whether all groups are asked this, and their federation takes its steps."""
        return self.question.led_by_id is not None

    @property
    def follows(self) -> bool:
        """Whether the federation still moves it, as until a decision."""
        return self.is_led and self.stage not in AFTER_DECIDED | ENDED


def frame_of(question: Question, member: Membership) -> Frame:
    """Return the frame of ``question`` for a reader."""
    state = state_of(question)
    facts = facts_of(question, state)
    transitions = asked.transitions.list(question)
    next_step = upcoming(state, facts) or _led_step(question, state)
    return Frame(
        question=question,
        member=member,
        state=state,
        facts=facts,
        next_step=next_step,
        steps=path_of(state, transitions, next_step),
        transitions=transitions,
        proposal=latest_proposal(question),
        attachments=asked.attachments.list(question.id),
        change=show_change(question) if question.topic else [],
        panels=list_open_panels(question, member),
    )


def _led_step(question: Question, state: State) -> Step | None:
    """Return when the window that all groups have together ends, and nothing else."""
    if question.led_by_id is None or state.closes_at is None:
        return None
    return Step(state.stage, state.closes_at, "led", state)


def path_of(
    state: State, transitions: Sequence[Moved], next_step: Step | None
) -> list[tuple[Promise, str, datetime | None]]:
    """Return the steps of the path with past, here and next."""
    usual, at = place_of(state)
    left = {Stage(t.from_stage): t.at for t in transitions if t.from_stage}
    path: list[tuple[Promise, str, datetime | None]] = []
    for number, stage in enumerate(usual):
        if number < at:
            path.append((LABELS[stage], "past", left.get(stage)))
        elif number == at:
            # A forgotten idea is put aside some day; that is no deadline for anybody.
            is_told = next_step is not None and next_step.why != "silent"
            until = next_step.at if next_step and is_told else None
            path.append((LABELS[state.stage], "here", until))
        else:
            path.append((LABELS[stage], "next", None))
    return path


def place_of(state: State) -> tuple[tuple[Stage, ...], int]:
    """Return the stages of a question's path, and the place of the present one."""
    usual = _usual_path(state)
    here = state.came_from or state.stage
    here = BESIDE.get(here, here)
    if here is Stage.LAST_CALL and here not in usual:
        here = Stage.CHECKING
    at = usual.index(here) if here in usual else 0
    return (usual[: at + 1] if state.stage in ENDED else usual), at


def _usual_path(state: State) -> tuple[Stage, ...]:
    if state.is_one_page:
        return ONE_PAGE
    if state.rules.question_class.value == Question.Class.SMALL:
        return SMALL
    return ORDINARY
