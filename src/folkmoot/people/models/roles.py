"""Roles for a limited time, and how somebody is found for them."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models.collectives import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Term(Row):
    """A role held by a member until a stated instant; powers end with it."""

    class Role(models.TextChoices):
        HOST = "host"
        NOTES = "notes"
        LIST = "list"
        CARE = "care"
        MONEY = "money"
        SERVER = "server"
        ROTA = "rota"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="terms"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="terms"
    )
    role = models.CharField(max_length=10, choices=Role)
    about_id = models.UUIDField(null=True, help_text="one question, or the collective")
    given_by_id = models.UUIDField(null=True, help_text="the question that decided it")
    seed = models.CharField(max_length=32, blank=True, help_text="of the lot")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        indexes = (models.Index(fields=("collective", "ends_at"), name="terms_by_end"),)

    def __str__(self) -> str:
        return f"term #{self.id} {self.role}"


class Learner(Row):
    """A member who learns a role beside its holder, without any of its powers."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="learners"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="learning"
    )
    role = models.CharField(max_length=10, choices=Term.Role)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("member", "role"),
                condition=models.Q(ended_at__isnull=True),
                name="learns_a_role_once",
            ),
        )

    def __str__(self) -> str:
        return f"learner #{self.id} {self.role}"


class Search(Row):
    """Somebody is looked for: who is willing, until a day; then a lot."""

    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        abstract = True


class SearchAnswer(Row):
    """What a member says to a search: willing, not now, or only named so far."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_willing = models.BooleanField(null=True, help_text="nothing: named by another")
    at = models.DateTimeField()

    # Who is willing stands on the page; who is not willing tells nobody.
    audience: ClassVar = shown_to(Audience.MEMBERS, is_willing=Audience.OWNER)

    class Meta:
        abstract = True


class Filling(Search):
    """Somebody is looked for to take a role."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="fillings"
    )
    role = models.CharField(max_length=10, choices=Term.Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "role"),
                condition=models.Q(ended_at__isnull=True),
                name="one_filling_per_role",
            ),
        )

    def __str__(self) -> str:
        return f"filling #{self.id} {self.role}"


class Willing(SearchAnswer):
    """What a member says about taking a role."""

    filling = models.ForeignKey(
        Filling, on_delete=models.PROTECT, related_name="answers"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("filling", "member"), name="one_answer_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"willing #{self.id}"
