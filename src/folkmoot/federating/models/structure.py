"""Who belongs to which federation, and where a person counts."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership, Person
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Link(Row):
    """A collective (or federation) as part of a federation; several parents allowed."""

    child = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="links_up"
    )
    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="links_down",
        help_text="the federation",
    )
    region = models.CharField(
        max_length=60, blank=True, help_text="place or kind that may be hit together"
    )
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    child_question_id = models.UUIDField(null=True, help_text="where the child agreed")
    question_id = models.UUIDField(null=True, help_text="where the federation agreed")
    ended_by_id = models.UUIDField(null=True, help_text="the question that ended it")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("child", "collective"),
                condition=models.Q(ended_at=None),
                name="one_open_link_per_pair",
            ),
        )

    def __str__(self) -> str:
        return f"link #{self.id}"


class Joining(Row):
    """A collective that agreed to join and waits for the federation's own question."""

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="joinings",
        help_text="the federation",
    )
    child = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="joinings_up"
    )
    region = models.CharField(max_length=60, blank=True)
    child_question_id = models.UUIDField(null=True)
    question_id = models.UUIDField(null=True, help_text="the federation's question")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("child", "collective"),
                condition=models.Q(ended_at=None),
                name="one_open_joining_per_pair",
            ),
        )

    def __str__(self) -> str:
        return f"joining #{self.id}"


class HomeLeaf(Row):
    """Where a person who is in several leaves of one federation answers for it."""

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the federation",
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "person"), name="one_home_leaf_per_person"
            ),
        )

    def __str__(self) -> str:
        return f"home leaf #{self.id}"
