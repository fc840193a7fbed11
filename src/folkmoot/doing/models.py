"""Who does what by when, how it goes, and looking back on it."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Commitment(Row):
    """A task of a draft, and who carries it."""

    class State(models.TextChoices):
        OFFERED = "offered"  # named in a draft, nobody has accepted
        ACCEPTED = "accepted"
        DONE = "done"
        DROPPED = "dropped"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="commitments"
    )
    question_id = models.UUIDField(db_index=True)
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
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why dropped")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        ordering = ("question_id", "position")

    def __str__(self) -> str:
        return f"commitment #{self.id}"


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
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

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

    def __str__(self) -> str:
        return f"review #{self.id}"


class ReviewAnswer(Row):
    """One person's answers to the five questions."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="answers")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    expected = models.TextField(blank=True, help_text="what did we say would happen?")
    happened = models.TextField(blank=True)
    gained_paid = models.TextField(blank=True, help_text="who gained, who paid?")
    should_have = models.TextField(blank=True, help_text="what should we have done?")
    conclusion = models.CharField(max_length=10, choices=Review.Conclusion)
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("review", "member"), name="one_review_answer_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"review answer #{self.id}"
