"""What makes a question clear, and what a founding question would change."""

from typing import Any, Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field
from pydantic import model_validator

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import Shape
from folkmoot.people.access import get_fellow_for
from folkmoot.people.models import Membership
from folkmoot.people.operations import check_settings
from folkmoot.web.wire.fields import Count, Day, FullText, Sent, Text

Topic = Question.Topic


class ChangeSent(Sent):
    """What a founding question sets: the fields of its topic and no others."""

    text: FullText | None = Field(default=None, description="Of the agreement.")
    short_text: FullText | None = Field(
        default=None, description="Its three-minute version."
    )
    values: dict[str, Any] | None = Field(default=None, description="Of the settings.")
    member_id: UUID | None = Field(
        default=None, description="Whose membership would end."
    )


FIELDS = {
    Topic.NONE: set(),
    Topic.AGREEMENT: {"text", "short_text"},
    Topic.SETTINGS: {"values"},
    Topic.MEMBERSHIP: {"member_id"},
}


class ShapeSent(Sent):
    """What makes a question clear; empty fields may be filled later."""

    why_now: Text = ""
    affected: Text = ""
    short_text: Text = Field(default="", description="The three-minute version.")
    facts: Text = ""
    cost: Count | None = Field(default=None, description="In whole units of money.")
    legal_date: Day | None = None
    topic: Question.Topic = Topic.NONE
    change: ChangeSent = ChangeSent()

    @model_validator(mode="after")
    def check_change(self) -> Self:
        """Ask for what the topic needs, and for nothing else."""
        said = self.change.dict(exclude_none=True)
        if set(said) != FIELDS[self.topic]:
            names = ", ".join(sorted(FIELDS[self.topic])) or "-"
            message = _("This topic needs in “change”: %(names)s.")
            raise ValueError(message % {"names": names})
        return self

    def read(self, reader: Membership) -> Shape:
        """Return it for the operation; 404 for a member who is not there."""
        said = self.change.dict(exclude_none=True)
        if "member_id" in said:
            said["member_id"] = str(get_fellow_for(reader, said["member_id"]).id)
        if "values" in said:
            check_settings(said["values"])
        values = self.dict(exclude={"change"})
        return Shape(**values, change=said)
