"""In which order a council put the themes of a question, and who undid that."""

from typing import ClassVar

from django.db import models

from folkmoot.federating.models.questions import FederatedQuestion
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class ThemeOrder(Row):
    """One order of all themes of a council; the latest that nobody undid holds."""

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="theme_orders"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the council"
    )
    themes = models.JSONField(default=list, help_text="ids, the first one first")
    ordered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    ordered_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        indexes = (
            models.Index(
                fields=("question", "collective", "ordered_at"), name="theme_orders"
            ),
        )

    def __str__(self) -> str:
        return f"theme order #{self.id}"
