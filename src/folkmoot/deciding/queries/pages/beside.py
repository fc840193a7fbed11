"""Versions side by side, as one reader sees them; afterwards, why one of them goes on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.deciding.models import Objection, Position, Proposal, Question, Transition
from folkmoot.deciding.queries.pages.agreeing import living_stop_of
from folkmoot.deciding.queries.pages.answers import Answers, Standing, answers_of
from folkmoot.deciding.queries.variants import (
    own_positions,
    variants_in,
    waiting_variants,
)
from folkmoot.deciding.words.positions import WORDS, PositionWords
from folkmoot.deciding.words.versions import letter_of, say_choice
from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import tasks_of, tasks_of_versions
from folkmoot.people.models import Membership


@dataclass(frozen=True)
class ShownVariant:
    """One of several versions, with the reader's own answer to it."""

    proposal: Proposal
    tasks: Sequence[Commitment]
    has_own_tasks: bool
    own: Position | None
    answers: Answers | None

    @property
    def letter(self) -> str:
        """How it is called among the others: A, B, C."""
        return letter_of(self.proposal.variant or 1)

    @property
    def own_words(self) -> PositionWords | None:
        """The reader's own answer, in words."""
        return WORDS[self.own.value] if self.own else None


@dataclass(frozen=True)
class SideBySide:
    """All versions of a check, and the one that the reader is asked about next."""

    variants: Sequence[ShownVariant]
    asked: ShownVariant
    own_stop: Objection | None

    @property
    def is_answered(self) -> bool:
        """Whether the reader has said something to each of them."""
        return all(one.own for one in self.variants)

    @property
    def minutes(self) -> int:
        """How long it takes to read them all."""
        return sum(one.proposal.minutes for one in self.variants)


def side_by_side(
    question: Question, member: Membership, standing: Standing, version: int | None
) -> SideBySide:
    """Return the versions of the present check; ``version`` is wanted next."""
    own = own_positions(question, member.id)
    common, by_version = tasks_of(question.id), tasks_of_versions(question.id)
    shown = [
        ShownVariant(
            proposal=row,
            tasks=by_version.get(row.version) or common,
            has_own_tasks=row.variant == 1 or row.version in by_version,
            own=own.get(row.id),
            answers=answers_of(question, member, standing, row.id),
        )
        for row in variants_in(question)
    ]
    wanted = [one for one in shown if one.proposal.version == version]
    open_ones = [one for one in shown if one.own is None]
    asked = [*wanted, *open_ones, *shown][0]
    return SideBySide(
        variants=shown,
        asked=asked,
        own_stop=living_stop_of(question, member, asked.proposal.version),
    )


@dataclass(frozen=True)
class Waiting:
    """A version that waits beside the draft, and its work."""

    proposal: Proposal
    tasks: Sequence[Commitment]


def waiting_beside(question: Question) -> list[Waiting]:
    """Return what goes to the next check beside the draft."""
    rows = list(waiting_variants(question))
    tasks = tasks_of_versions(question.id) if rows else {}
    return [Waiting(row, tasks.get(row.version, [])) for row in rows]


@dataclass(frozen=True)
class Choice:
    """Why one of several versions went on, with the numbers of all."""

    rows: Sequence[Mapping[str, Any]]
    reason: str
    version: int


def choice_in(question: Question, transitions: Iterable[Transition]) -> Choice | None:
    """Return how the last check with several versions ended, from what was recorded."""
    if not question.variants:
        return None
    return read_choice(step.facts for step in transitions)


def read_choice(told: Iterable[Mapping[str, Any]]) -> Choice | None:
    """Return the last choice among versions that steps tell of."""
    found = [facts for facts in told if "goes_on" in facts]
    if not found:
        return None
    facts = found[-1]
    rows = [
        {
            **row,
            "letter": letter_of(place),
            "goes_on": row["version"] == facts["goes_on"],
        }
        for place, row in enumerate(facts["variants"], start=1)
    ]
    return Choice(rows=rows, reason=say_choice(rows), version=facts["goes_on"])
