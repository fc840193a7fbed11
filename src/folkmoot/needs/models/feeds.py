"""Secret addresses under which a calendar reads."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Feed(Row):
    """A secret address under which a member's calendar reads their shifts.

    With a thing it is for the bookings of that thing.
    """

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="feeds"
    )
    thing = models.ForeignKey(
        "needs.Thing", on_delete=models.PROTECT, null=True, related_name="feeds"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.OWNER, digest=Audience.SERVER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("member",),
                condition=models.Q(ended_at__isnull=True, thing__isnull=True),
                name="one_open_feed_per_member",
            ),
            models.UniqueConstraint(
                fields=("member", "thing"),
                condition=models.Q(ended_at__isnull=True),
                name="one_open_feed_per_thing",
            ),
        )

    def __str__(self) -> str:
        return f"feed #{self.id}"
