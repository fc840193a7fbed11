"""A draft of who does what, and who confirmed it."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models.jobs import Shift
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Rota(Row):
    """A draft for some weeks; published, its cells become turns."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        DROPPED = "dropped"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="rotas"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(
        default=1, help_text="goes up with each change; a yes is to one version"
    )
    free_places = models.JSONField(
        default=list, help_text="what stays free, and what is missing there"
    )
    drafted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="published or dropped")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective",),
                condition=models.Q(state="draft"),
                name="one_draft_of_a_rota",
            ),
        )
        ordering = ("-drafted_at", "id")

    def __str__(self) -> str:
        return f"rota #{self.id}"


class Cell(Row):
    """Somebody in a place of a draft, and why."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    rota = models.ForeignKey(Rota, on_delete=models.PROTECT, related_name="cells")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="cells")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    is_set = models.BooleanField(
        default=False, help_text="put there by hand; the next draft keeps it"
    )
    is_learner = models.BooleanField(default=False)
    why = models.JSONField(default=dict, help_text="the reasons, and one's own hours")

    # The reasons hold how far somebody is behind or ahead, which is theirs to know.
    audience: ClassVar = shown_to(Audience.COLLECTIVE, why=Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("rota", "shift", "member"), name="one_cell_per_shift_and_member"
            ),
        )
        ordering = ("shift__day", "shift__starts_at", "shift_id", "id")

    def __str__(self) -> str:
        return f"cell #{self.id}"


class Confirmation(Row):
    """One member's yes to one version of a draft; two publish it."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    rota = models.ForeignKey(
        Rota, on_delete=models.PROTECT, related_name="confirmations"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("rota", "member", "version"), name="one_yes_per_version"
            ),
        )
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"confirmation #{self.id}"
