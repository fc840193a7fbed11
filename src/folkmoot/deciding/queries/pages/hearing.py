"""Being heard: one short view at a time, own words, who has not been reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.deciding.models import Drafter, Question
from folkmoot.deciding.queries.facts import asking_key, present_members
from folkmoot.deciding.states import state_of
from folkmoot.listening.models import Hearing, Statement
from folkmoot.listening.queries import (
    Progress,
    ShownContribution,
    ShownStatement,
    list_contributions,
    list_statements,
    next_statement,
    progress_of,
)
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Membership

AT_ONCE = 3  # short views, before one is asked whether to go on


@dataclass(frozen=True)
class Answering:
    """The next short view, if the reader is to be shown one now."""

    hearing: Hearing | None
    statement: Statement | None
    progress: Progress | None

    @property
    def is_heard(self) -> bool:
        """Whether the reader has said anything here."""
        return self.progress is not None and self.progress.is_heard


@dataclass(frozen=True)
class ShownHearing:
    """What the page of a hearing shows to one reader."""

    answering: Answering
    statements: Sequence[ShownStatement]
    contributions: Sequence[ShownContribution]
    readers: int
    not_reached: Sequence[Membership]
    is_willing: bool


def answering_of(
    question: Question, member: Membership, *, first: UUID | None = None, more: bool
) -> Answering:
    """Return the next short view: three at once, then only when asked for ``more``."""
    hearing = Hearing.objects.filter(question_id=question.id).first()
    if hearing is None:
        return Answering(None, None, None)
    progress = progress_of(member, hearing)
    is_paused = progress.answered > 0 and progress.answered % AT_ONCE == 0
    is_shown = more or first is not None or not is_paused
    shown = next_statement(member, hearing, first) if is_shown else None
    return Answering(hearing, shown, progress)


def hearing_of(
    question: Question, member: Membership, answering: Answering
) -> ShownHearing:
    """Return the page; a fixed number of queries, and no count before one's answer."""
    hearing = answering.hearing
    readers = Membership.objects.filter(
        collective_id=question.collective_id, ended_at=None
    )
    return ShownHearing(
        answering=answering,
        statements=list_statements(hearing, reader=member) if hearing else [],
        contributions=list_contributions(hearing) if hearing else [],
        readers=readers.exclude(id=member.id).count(),
        not_reached=list_not_reached(question, member),
        is_willing=Drafter.objects.filter(question=question, member=member).exists(),
    )


def list_not_reached(question: Question, reader: Membership) -> list[Membership]:
    """Return who was asked in the present stage and may not know of it yet, by name."""
    missing = Delivery.objects.filter(
        about_id=question.id, asking=asking_key(state_of(question)), delivered_at=None
    )
    rows = present_members(question).filter(id__in=missing.values("member_id"))
    return list(rows.exclude(id=reader.id).order_by("name", "id"))
