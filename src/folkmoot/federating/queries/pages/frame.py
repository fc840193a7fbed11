"""The frame of a federated question's page: where it is, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from folkmoot.deciding.queries.pages.frame import path_of
from folkmoot.deciding.states import state_of
from folkmoot.deciding.words import classes
from folkmoot.deciding.words.stages import LABELS
from folkmoot.engines.consensus import AFTER_DECIDED, Stage, State, Step
from folkmoot.federating.models import (
    FederatedDrafter,
    FederatedQuestion,
    FederatedStep,
    Node,
    Version,
)
from folkmoot.federating.queries.drafters import drafters_of, may_write
from folkmoot.federating.queries.standing import Standing, standing_of
from folkmoot.federating.queries.versions import latest_version
from folkmoot.federating.words import history
from folkmoot.federating.words.positions import SCOPES
from folkmoot.people.models import Membership

# A stage that a federated question passes at once: others backed it meanwhile.
PASSED = LABELS[Stage.SHAPING]


@dataclass(frozen=True)
class Frame:
    """What stands around every page of a federated question."""

    question: FederatedQuestion
    member: Membership
    state: State
    standing: Standing
    steps: Sequence[tuple[Promise, str, datetime | None]]
    moves: Sequence[FederatedStep]
    version: Version | None
    drafters: Sequence[FederatedDrafter]
    asked: tuple[int, int] | None  # leaves that follow, of all; None when all do
    may_write: bool

    @property
    def stage(self) -> Stage:
        """The present stage."""
        return self.state.stage

    @property
    def is_over(self) -> bool:
        """Whether there is an outcome."""
        return bool(self.question.result) and self.stage in {
            *AFTER_DECIDED,
            Stage.NO_DECISION,
        }

    @property
    def history(self) -> list[tuple[datetime, str, str]]:
        """How it came here."""
        return history.tell(self.moves)

    @property
    def class_word(self) -> Promise:
        """How big it is."""
        return classes.WORDS[self.question.klass]

    @property
    def scope_word(self) -> Promise:
        """Whom it binds."""
        return SCOPES[self.question.scope]


def frame_of(question: FederatedQuestion, member: Membership) -> Frame:
    """Return the frame for a reader; a fixed number of queries."""
    state = state_of(question)
    moves = list(FederatedStep.objects.filter(question=question).order_by("order"))
    return Frame(
        question=question,
        member=member,
        state=state,
        standing=standing_of(question, member),
        steps=_path(state, moves, question),
        moves=moves,
        version=latest_version(question),
        drafters=drafters_of(question),
        asked=progress_of(question),
        may_write=may_write(question, member),
    )


def _path(
    state: State, moves: Sequence[FederatedStep], question: FederatedQuestion
) -> list[tuple[Promise, str, datetime | None]]:
    # What comes next is computed from all groups when it is due; here its time is told.
    comes = question.closes_at
    step = Step(state.stage, comes, "led", state) if comes else None
    path = path_of(state, moves, step)
    return [one for one in path if one[0] != PASSED or one[1] == "here"]


def progress_of(question: FederatedQuestion) -> tuple[int, int] | None:
    """Return how many groups the last step has reached, while some still follow."""
    leaves = Node.objects.filter(question=question, is_leaf=True)
    behind = leaves.filter(step__lt=question.steps).count()
    if not behind:
        return None
    total = leaves.count()
    return total - behind, total
