"""What those at home tell their messenger while the council sits."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class HomeLine(Row):
    """One line of one member to the messengers in a council; the next replaces it."""

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="home_lines",
        help_text="the collective that sends",
    )
    council = models.ForeignKey(Collective, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="home_lines"
    )
    text = models.CharField(max_length=140)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "council", "member"),
                name="one_home_line_per_member",
            ),
        )
        indexes = (
            models.Index(
                fields=("council", "collective", "at"), name="home_lines_by_time"
            ),
        )

    def __str__(self) -> str:
        return f"home line #{self.id}"
