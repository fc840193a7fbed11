"""A vote that the law asks for after a decision; never mixed with positions."""

from typing import ClassVar

from django.db import models

from folkmoot.deciding.models.questions import Question
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class LegalVote(Row):
    """What the law asks for, from one name that says so to the count.

    What was answered on the page is added up at once and kept for nobody: `Voter` has
    who took part, these sums have how many said what.
    """

    class State(models.TextChoices):
        ASKED = "asked"  # one name says that the law asks for it
        DUE = "due"  # two names; it waits for the decision, or to be opened
        OPEN = "open"
        CARRIED = "carried"
        NOT_CARRIED = "not_carried"
        LAPSED = "lapsed"  # not held in time
        DROPPED = "dropped"  # two names say that the law does not ask for it
        STOPPED = "stopped"  # the text is checked once more

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="legal_votes"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    law = models.CharField(max_length=300, help_text="the law or clause that asks")
    who = models.CharField(max_length=300, help_text="who may take part, as it says")
    rule = models.JSONField(help_text="what `engines.consensus.legal_verdict` reads")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    seconded_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drop_reason = models.CharField(max_length=300, blank=True)
    opened_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=32, blank=True, help_text="of who counts")
    roll = models.PositiveIntegerField(default=0, help_text="people who may take part")
    page_yes = models.PositiveIntegerField(default=0)
    page_no = models.PositiveIntegerField(default=0)
    page_blank = models.PositiveIntegerField(default=0)
    yes = models.PositiveIntegerField(null=True, help_text="page and paper together")
    no = models.PositiveIntegerField(null=True)
    blank = models.PositiveIntegerField(null=True)
    spoilt = models.PositiveIntegerField(null=True)
    counted_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(
        Audience.COLLECTIVE,
        page_yes=Audience.SERVER,
        page_no=Audience.SERVER,
        page_blank=Audience.SERVER,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question",),
                condition=models.Q(state__in=("asked", "due", "open", "carried")),
                name="one_legal_vote_per_question",
            ),
        )

    def __str__(self) -> str:
        return f"legal vote #{self.id} {self.state}"


class Voter(Row):
    """Somebody on the roll of a legal vote, and whether they took part; not how."""

    class Way(models.TextChoices):
        NONE = ""
        PAGE = "page"
        PAPER = "paper"

    vote = models.ForeignKey(LegalVote, on_delete=models.PROTECT, related_name="voters")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(
        max_length=120, blank=True, help_text="of somebody who is not in the collective"
    )
    way = models.CharField(max_length=5, choices=Way, blank=True)

    audience: ClassVar = shown_to(Audience.MEMBERS, way=Audience.SERVER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("vote", "member"), name="one_voter_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"voter #{self.id}"

    @property
    def name_on_roll(self) -> str:
        """The name under which they stand on the roll."""
        return self.member.name if self.member else self.name


class PaperCount(Row):
    """One of those who count the papers, and what they counted."""

    vote = models.ForeignKey(LegalVote, on_delete=models.PROTECT, related_name="counts")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    yes = models.PositiveIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    blank = models.PositiveIntegerField(null=True)
    spoilt = models.PositiveIntegerField(null=True)
    entered_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(
        Audience.COLLECTIVE,
        yes=Audience.SERVER,
        no=Audience.SERVER,
        blank=Audience.SERVER,
        spoilt=Audience.SERVER,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("vote", "member"), name="one_paper_count_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"paper count #{self.id}"
