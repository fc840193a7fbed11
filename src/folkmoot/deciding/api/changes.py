"""What makes a question clear, and what a founding question would change."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field, Strict, model_validator

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import Shape
from folkmoot.deciding.topics import HIGHER
from folkmoot.people.access import get_fellow_for
from folkmoot.people.models import Membership, Term
from folkmoot.people.operations import check_settings
from folkmoot.web.wire.fields import (
    Count,
    Day,
    FullLine,
    FullText,
    Line,
    Name,
    Sent,
    Text,
)

Topic = Question.Topic
BOX = 4000
MOST_CLASSES = 5  # as many as the page has places for
Box = Annotated[Text, Field(max_length=BOX)]
Cost = Annotated[int, Strict(), Field(ge=0, le=2_000_000_000)]


class Size(StrEnum):
    """How big a question is; founding ones follow from their topic."""

    SMALL = "small"
    ORDINARY = "ordinary"
    SERIOUS = "serious"


class Boxes(Sent):
    """What makes a question clear; empty boxes may be filled later."""

    why_now: Box = ""
    affected: Box = ""
    short_text: Text = Field(default="", description="The three-minute version.")
    facts: Box = ""
    cost: Cost | None = Field(default=None, description="In whole units of money.")
    legal_date: Day | None = None

    def read(self) -> Shape:
        """Return it for the operation."""
        return Shape(**self.dict())

    def read_for(self, question: Question) -> Shape:
        """Return it for a question, whose founding topic stays as it is."""
        return Shape(**self.dict(), topic=question.topic, change=question.change)


class NeedClassSent(Sent):
    """One class of needs, and the most of it that is stated for each person."""

    name: Name
    ceiling: Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=2)] | None = (
        None
    )
    ceiling_unit: Annotated[Line, Field(max_length=10)] = ""


class GuardianSent(Sent):
    """A group that is to vouch for the record's key once all keys are lost."""

    name: Name
    key: FullLine = Field(description="Of its record, as its page shows it.")


class Founding(Sent):
    """What a founding question changes: the fields of its topic and no others."""

    topic: Question.Topic
    text: FullText | None = Field(default=None, description="Of the agreement.")
    short_text: FullText | None = Field(
        default=None, description="Of the agreement: its three-minute version."
    )
    values: dict[str, Any] | None = Field(default=None, description="Of the settings.")
    member_id: UUID | None = Field(
        default=None, description="Whose membership would end, or who takes the role."
    )
    role: Term.Role | None = Field(default=None, description="Which role is given.")
    act: Literal["found", "join", "leave"] | None = Field(
        default=None, description="Of a federation."
    )
    name: Name | None = Field(default=None, description="Of a new federation.")
    federation: FullLine | None = Field(
        default=None,
        description="The last part of the address of one to join or leave.",
    )
    region: Line | None = Field(
        default=None, description="Place or kind of group, for a federation to join."
    )

    classes: list[NeedClassSent] | None = Field(
        default=None,
        max_length=MOST_CLASSES,
        description="Of needs: what comes first, in this order.",
    )
    guardians: list[GuardianSent] | None = Field(
        default=None, max_length=9, description="Of the record's key; none ends it."
    )
    needed: Count | None = Field(
        default=None, description="How many guardians are needed: more than half."
    )
    request: FullText | None = Field(
        default=None, description="Of another record's key: what they sent."
    )

    @model_validator(mode="after")
    def check_fields(self) -> Self:
        """Ask for what the topic needs, and for nothing else."""
        said = set(self.dict(exclude={"topic"}, exclude_none=True))
        needed = NEEDED.get(self.topic)
        if needed is None:
            raise ValueError(_("Questions on this topic have an address of their own."))
        if self.topic == Topic.FEDERATION:
            needed = {"act", "name" if self.act == "found" else "federation"}
            said -= {"region"} if self.act == "join" else set()
        if said != needed:
            names = ", ".join(sorted(needed))
            message = _("This topic needs these fields and no others: %(names)s.")
            raise ValueError(message % {"names": names})
        return self

    def read(self, reader: Membership, why_now: str) -> Shape:
        """Return it for the operation; 404 for a member who is not there."""
        affected = str(_("All of us"))
        change = self.read_change(reader)
        return Shape(
            why_now=why_now, affected=affected, topic=self.topic, change=change
        )

    def read_change(self, reader: Membership) -> dict[str, Any]:
        """Return what would change; 404 for a member who is not there."""
        change = self.dict(exclude={"topic"}, exclude_none=True)
        if self.member_id is not None:
            change["member_id"] = str(get_fellow_for(reader, self.member_id).id)
        if self.values is not None:
            check_settings(self.values)
        if self.topic in HIGHER:
            return HIGHER[self.topic].read(reader, change)
        return change


NEEDED: dict[Question.Topic, set[str]] = {
    Topic.NONE: {"topic"},
    Topic.AGREEMENT: {"text", "short_text"},
    Topic.SETTINGS: {"values"},
    Topic.MEMBERSHIP: {"member_id"},
    Topic.ROLE: {"member_id", "role"},
    Topic.FEDERATION: {"act"},
    Topic.NEEDS: {"classes"},
    Topic.GUARDIANS: {"guardians", "needed"},
    Topic.REKEY: {"request"},
}
