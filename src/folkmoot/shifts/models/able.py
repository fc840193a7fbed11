"""What members know and when they can; when and how much is their own matter."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Ability(Row):
    """Something one has to know for a job: the oven, first aid."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="abilities"
    )
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "name"), name="one_ability_per_name"
            ),
        )
        ordering = ("name", "id")

    def __str__(self) -> str:
        return f"ability #{self.id}"


class Skill(Row):
    """That a member knows something, by their own word, or learns it with a mentor."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="skills"
    )
    ability = models.ForeignKey(
        Ability, on_delete=models.PROTECT, related_name="skills"
    )
    is_learning = models.BooleanField(
        default=False, help_text="goes along with somebody who knows it"
    )
    said_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("member", "ability"), name="one_skill_per_member_and_ability"
            ),
        )
        ordering = ("said_at", "id")

    def __str__(self) -> str:
        return f"skill #{self.id}"


class Availability(Row):
    """The parts of a week in which a member cannot; without a row, free at all times."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.OneToOneField(
        Membership, on_delete=models.PROTECT, related_name="availability"
    )
    not_free = models.JSONField(
        default=list, help_text='of "1-morning" (Monday) to "7-evening" (Sunday)'
    )
    said_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        verbose_name_plural = "availabilities"

    def __str__(self) -> str:
        return f"availability #{self.id}"


class Away(Row):
    """Days on which a member is away."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="away"
    )
    first_day = models.DateField()
    last_day = models.DateField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")),
                name="away_days_are_in_order",
            ),
        )
        ordering = ("first_day", "id")
        verbose_name_plural = "away"

    def __str__(self) -> str:
        return f"away #{self.id}"


class CareShare(Row):
    """How much of the usual share a member takes from a day on; without reason."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="care_shares"
    )
    percent = models.PositiveSmallIntegerField()
    since = models.DateField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("member", "since"), name="one_care_share_per_day"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="care_share_up_to_a_whole"
            ),
        )
        ordering = ("since", "id")

    def __str__(self) -> str:
        return f"care share #{self.id}"
