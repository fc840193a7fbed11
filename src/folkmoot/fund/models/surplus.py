"""What is left over: locked until a decision, with ideas, marks and a fair-share draft."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from folkmoot.fund.models.fund import FundUnit
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Surplus(Row):
    """Things, hours or money left over, and the question that it opened.

    The row whose lock orders marks and drafts. What is of the fund is locked there
    until the question ends.
    """

    class Kind(models.TextChoices):
        FUND = "fund"  # money or a good of the ledger
        HOURS = "hours"
        THINGS = "things"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    unit = models.ForeignKey(
        FundUnit, on_delete=models.PROTECT, null=True, related_name="surpluses"
    )
    amount = models.BigIntegerField(help_text="in the smallest part of its unit")
    counted_in = models.CharField(max_length=40)
    digits = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=200)
    is_found = models.BooleanField(
        default=False, help_text="the ledger showed it; nobody noted it"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    question_id = models.UUIDField(unique=True)
    question_number = models.PositiveIntegerField()
    checkers = models.JSONField(
        default=list, help_text="memberships drawn by lot to look at costs"
    )
    seed = models.CharField(max_length=32, help_text="of that lot")
    noted_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="a decision was carried out")
    agreed_id = models.UUIDField(null=True, help_text="the decision")
    agreed_version = models.PositiveIntegerField(
        default=0, help_text="of the draft that was decided; 0 until then"
    )
    ended_at = models.DateTimeField(null=True, help_text="ended without a decision")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit",),
                condition=Q(settled_at=None, ended_at=None),
                name="one_open_surplus_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="what_is_left_is_something"
            ),
        )
        ordering = ("-noted_at", "-id")
        verbose_name_plural = "surpluses"

    def __str__(self) -> str:
        return f"surplus #{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.settled_at is None and self.ended_at is None


class SurplusIdea(Row):
    """What could be done with it: a cost, and who would carry it out."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    surplus = models.ForeignKey(Surplus, on_delete=models.PROTECT, related_name="ideas")
    title = models.CharField(max_length=120)
    why = models.CharField(max_length=600, blank=True)
    cost = models.BigIntegerField()
    carrier = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(cost__gt=0), name="every_idea_costs_something"
            ),
        )
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"idea #{self.id}"


class Marking(Row):
    """Which ideas one member finds worth funding; nobody else ever reads it."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    surplus = models.ForeignKey(
        Surplus, on_delete=models.PROTECT, related_name="markings"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ideas = models.JSONField(default=list)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("surplus", "member"), name="one_marking_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"marking #{self.id}"


class FairShares(Row):
    """The fair-share draft with its working; made once, when marking is over."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    surplus = models.OneToOneField(
        Surplus, on_delete=models.PROTECT, related_name="fair_shares"
    )
    seed = models.CharField(max_length=32, help_text="of the lot between equals")
    people = models.PositiveIntegerField()
    rounds = models.JSONField(help_text="what is carried, by how many, how much each")
    left_out = models.JSONField(help_text="what is not, and why")
    rest = models.BigIntegerField()
    paid = models.JSONField(help_text="what each membership's share paid for")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    # What a share paid for tells what was marked.
    audience: ClassVar = shown_to(Audience.COLLECTIVE, paid=Audience.OWNER)

    class Meta:
        verbose_name_plural = "fair shares"

    def __str__(self) -> str:
        return f"fair shares #{self.id}"


class SurplusSplit(Row):
    """The amounts in one version of the question's draft."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    surplus = models.ForeignKey(
        Surplus, on_delete=models.PROTECT, related_name="splits"
    )
    version = models.PositiveIntegerField(help_text="of the question's draft")
    parts = models.JSONField(help_text="amounts by idea")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("surplus", "version"), name="one_split_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"split #{self.id}"


class LeftOverUse(Row):
    """Hours or things of a surplus that were used, under the decision on it."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    surplus = models.ForeignKey(Surplus, on_delete=models.PROTECT, related_name="uses")
    what = models.CharField(max_length=300)
    amount = models.BigIntegerField()
    agreed_id = models.UUIDField()
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="every_use_is_of_something"
            ),
        )
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"use #{self.id}"
