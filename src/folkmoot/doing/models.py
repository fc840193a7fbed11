"""Who does what by when, how it goes, and looking back on it."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Commitment(Row):
    """A task of a draft, and who carries it.

    ``accepted_at`` and ``released_at`` stay when a carrier withdraws, so that who
    carried it at an earlier instant can still be told.
    """

    class State(models.TextChoices):
        OFFERED = "offered"  # nobody has accepted, or the carrier withdrew
        ACCEPTED = "accepted"
        DONE = "done"
        DROPPED = "dropped"
        REMOVED = "removed"  # a later draft no longer names it

    class Reminder(models.IntegerChoices):
        NONE = 0
        BEFORE = 1  # two days before
        DUE = 2

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="commitments"
    )
    question_id = models.UUIDField()
    version = models.PositiveIntegerField(
        null=True, help_text="of the draft, where only a version beside it names it"
    )
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    is_watch = models.BooleanField(
        default=False, help_text="no work; someone watches the rule until the look-back"
    )
    carrier = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="commitments"
    )
    due_date = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    help_wanted = models.BooleanField(
        default=False, help_text="the carrier withdrew or met an obstacle"
    )
    agreed_at = models.DateTimeField(
        null=True, help_text="when the question it belongs to was decided"
    )
    accepted_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(
        max_length=300, blank=True, help_text="why released or dropped"
    )
    reason_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reminded = models.PositiveSmallIntegerField(
        choices=Reminder, default=Reminder.NONE, help_text="the last reminder sent"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        ordering = ("question_id", "position", "id")
        indexes = (
            models.Index(fields=("question_id", "position"), name="tasks_of_question"),
            models.Index(fields=("collective", "state"), name="tasks_by_state"),
            models.Index(fields=("state", "due_date"), name="tasks_by_due_date"),
        )

    def __str__(self) -> str:
        return f"commitment #{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be taken on or carried out."""
        return self.state in {self.State.OFFERED, self.State.ACCEPTED}

    @property
    def is_agreed(self) -> bool:
        """Whether the question it belongs to was decided."""
        return self.agreed_at is not None

    @property
    def is_carried(self) -> bool:
        """Whether somebody still here has taken it on; load the carrier with it."""
        if self.state != self.State.ACCEPTED or self.carrier is None:
            return False
        return self.carrier.is_open

    @property
    def wants_help(self) -> bool:
        """Whether it is agreed, and nobody carries it or its carrier asks for help."""
        is_due = self.is_agreed and self.is_open
        return is_due and (self.help_wanted or not self.is_carried)


class Progress(Row):
    """A line about how a commitment goes; an obstacle asks for help."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="progress"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    needs_help = models.BooleanField(default=False)
    fails = models.BooleanField(
        default=False, help_text="the carrier says: it does not work, look back now"
    )
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        ordering = ("created_at", "id")
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"progress #{self.id}"


class Review(Row):
    """The look-back on one decision; opens by itself."""

    class Conclusion(models.TextChoices):
        KEEP = "keep"
        CHANGE = "change"
        END = "end"
        NONE = "none"  # nobody looked: said so, and asked again in 30 days

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="reviews"
    )
    question_id = models.UUIDField(db_index=True)
    round = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    conclusion = models.CharField(max_length=10, choices=Conclusion, blank=True)
    summary = models.TextField(blank=True)
    next_date = models.DateField(null=True)
    next_question_id = models.UUIDField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question_id", "round"), name="one_review_per_round"
            ),
        )
        ordering = ("question_id", "round")

    def __str__(self) -> str:
        return f"review #{self.id}"

    def takes_answers(self, now: datetime) -> bool:
        """Whether its window is open at ``now``."""
        return self.closed_at is None and now < self.closes_at


class ReviewAnswer(Row):
    """One person's answers to the five questions."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="answers")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    expected = models.TextField(blank=True, help_text="what did we say would happen?")
    happened = models.TextField(blank=True, help_text="what happened?")
    gained_paid = models.TextField(blank=True, help_text="who gained, who paid?")
    should_have = models.TextField(blank=True, help_text="what should we have done?")
    conclusion = models.CharField(max_length=10, choices=Review.Conclusion)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("review", "member"), name="one_review_answer_per_member"
            ),
        )
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"review answer #{self.id}"
