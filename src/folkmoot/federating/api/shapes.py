"""A federated question and its sums, as programs read them."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from ninja import Schema
from pydantic import Field

from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import (
    FederatedQuestion,
    FederatedStep,
    Node,
    OfferedTask,
    Version,
)
from folkmoot.federating.queries.pages.frame import Frame
from folkmoot.federating.queries.pages.versions import show_versions
from folkmoot.people.api.shapes import Fellow, fellow_or_none


class SumsShown(Schema):
    """Sums over the groups below; none before one's own answer in a running check."""

    members: int
    yes: int
    aside: int
    stop: int
    need_more: int
    agree: int
    divided: int
    objecting: int
    not_heard: int

    @classmethod
    def of(cls, node: Node) -> Self:
        """Return a node's sums."""
        return cls(**{name: getattr(node, name) for name in cls.model_fields})


class VersionSums(Schema):
    """What the groups below say to one of several versions side by side."""

    version: int
    name: str = Field(description="Its letter and its short name.")
    position: str = Field(description="What a group's answers come to.")
    sums: SumsShown

    @classmethod
    def of(cls, version: Version, name: str, node: Node) -> Self:
        """Return a version's sums."""
        position = node.position if node.is_leaf else ""
        sums = SumsShown.of(node)
        return cls(version=version.number, name=name, position=position, sums=sums)


class GroupShown(Schema):
    """One group or council in the question's tree."""

    collective_id: UUID
    name: str
    above: UUID | None = Field(description="The council it is counted in.")
    is_leaf: bool
    is_affected: bool
    groups: int = Field(description="How many groups it has, or is.")
    position: str = Field(description="What its answers come to; empty before.")
    sums: SumsShown | None
    versions: list[VersionSums] = Field(
        description="Where several stood side by side in the latest check."
    )


class FederatedTaskShown(Schema):
    """A task on offer to all groups."""

    id: UUID
    text: str
    due_date: date
    carrier: Fellow | None
    carrier_group: str

    @classmethod
    def of(cls, row: OfferedTask) -> Self:
        """Return a task with who does it; who has left does nothing any more."""
        carrier = row.carrier if row.carrier and row.carrier.is_open else None
        return cls(
            id=row.id,
            text=row.text,
            due_date=row.due_date,
            carrier=fellow_or_none(carrier),
            carrier_group=carrier.collective.name if carrier else "",
        )


class FederatedVersionShown(Schema):
    """One version of the draft for all groups."""

    number: int
    text: str
    what_changed: str
    look_back_date: date
    minutes: int
    created_at: datetime
    sent_at: datetime | None
    label: str = Field(description="Its short name, if it has one.")
    variant: int | None = Field(description="Its place beside others in a check.")
    round: int | None = Field(description="The check in which it stood beside others.")
    beside: bool = Field(description="It is not the text, or not any more.")

    @classmethod
    def of(cls, row: Version) -> Self:
        """Return a version."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class FederatedMove(Schema):
    """One move of the question, which all groups follow."""

    order: int
    from_stage: str
    to_stage: str
    at: datetime
    why: str = Field(description="A code.")

    @classmethod
    def of(cls, row: FederatedStep) -> Self:
        """Return a move."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class FederatedQuestionShown(Schema):
    """A question to all groups: where it stands, and what came out."""

    id: UUID
    number: int
    title: str
    question_class: FederatedQuestion.Class
    scope: FederatedQuestion.Scope
    scope_reason: str
    stage: Stage
    since: datetime
    closes_at: datetime | None
    round: int
    short_text: str
    why_now: str
    affected: str
    facts: str
    affected_groups: list[UUID]
    asked_groups: int = Field(description="Groups that the last step has reached.")
    all_groups: int
    own_question: UUID | None = Field(description="Where one answers.")
    sums: SumsShown | None
    versions: list[VersionSums] = Field(
        description="Where several stood side by side in the latest check."
    )
    counted_at: datetime | None
    version: FederatedVersionShown | None
    drafters: list[Fellow]
    tasks: list[FederatedTaskShown]
    result: dict[str, Any] = Field(
        description="The outcome with its reasons, rules and inputs."
    )
    moves: list[FederatedMove]


def sums_by_version(frame: Frame, node: Node | None) -> list[VersionSums]:
    """Return the sums of each version below a node, if the reader may see them."""
    if not frame.standing.sees_answers:
        return []
    return [
        VersionSums.of(one.version, one.name, one.sums.node)
        for one in show_versions(frame, node, shows=True)
        if one.sums is not None
    ]


_SAME = (
    *("id", "number", "title", "scope", "scope_reason", "stage", "since", "closes_at"),
    *("round", "short_text", "why_now", "affected", "facts", "counted_at", "result"),
)


def show_question(
    frame: Frame, root: Node | None, tasks: list[OfferedTask]
) -> FederatedQuestionShown:
    """Return a question as its reader may see it: no sum before their own answer."""
    question = frame.question
    leaves = root.leaves if root else 0
    sees = frame.standing.sees_answers and frame.state.checks > 0
    own = frame.standing.own_question
    return FederatedQuestionShown(
        **{name: getattr(question, name) for name in _SAME},
        question_class=FederatedQuestion.Class(question.klass),
        affected_groups=question.change.get("affected", []),
        asked_groups=frame.asked[0] if frame.asked else leaves,
        all_groups=leaves,
        own_question=own.id if own else None,
        sums=SumsShown.of(root) if root and sees else None,
        versions=sums_by_version(frame, root),
        version=FederatedVersionShown.of(frame.version) if frame.version else None,
        drafters=[
            Fellow(id=row.member_id, name=row.member.name) for row in frame.drafters
        ],
        tasks=[FederatedTaskShown.of(row) for row in tasks],
        moves=[FederatedMove.of(row) for row in frame.moves],
    )
