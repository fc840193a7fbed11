"""Who was drawn by lot to reply first to somebody's idea."""

from typing import ClassVar

from django.db import models

from folkmoot.deciding.models.questions import Question
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class FirstReply(Row):
    """A member drawn to ask one question about an idea, within a stated time."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="first_replies"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=32, help_text="of the lot")
    drawn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(
        null=True, help_text="replied to, by anybody, or drawn again"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "member"), name="one_first_reply_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"first reply #{self.id}"
