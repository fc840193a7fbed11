"""People drawn by lot for one case."""

from typing import ClassVar

from django.db import models

from folkmoot.deciding.models.questions import Question
from folkmoot.deciding.models.stops import Objection
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Panel(Row):
    """Members drawn by lot for one case; they rule on procedure only, within 72 h."""

    class Kind(models.TextChoices):
        RELABEL = "relabel"  # is this stop a worry? 3, unanimous; one appeal to 5
        FUNDAMENTAL = "fundamental"  # 5, of whom 4
        COMPLAINT = "complaint"  # a rule of the process was broken; 3
        TRIES = "tries"  # were the tries to reach people real? 3
        NEW_REASON = "new_reason"  # is this stop in the last call new? 3, 48 h
        GRAVE = "grave"  # a late stop: grave and hard to undo? 3
        MERGE = "merge"  # 3

    class Ruling(models.TextChoices):
        OPEN = ""
        YES = "yes"
        NO = "no"
        NONE = "none"  # nobody ruled in time; the default of its kind holds

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="panels"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    objection = models.ForeignKey(
        Objection, on_delete=models.PROTECT, null=True, related_name="panels"
    )
    into = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    appeal_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="appeals"
    )
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(help_text="the named rule, or the harm")
    seed = models.CharField(max_length=32)
    candidates = models.JSONField(
        default=list, help_text="ids of memberships in the order they were drawn from"
    )
    drawn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ruling = models.CharField(max_length=5, choices=Ruling, blank=True)
    ruled_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"panel #{self.id} {self.kind}"


class PanelSeat(Row):
    """One drawn member of a panel and their written answer."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="seats")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    answer = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("panel", "member"), name="one_panel_seat_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"panel seat #{self.id}"
