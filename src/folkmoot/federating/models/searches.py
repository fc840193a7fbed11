"""Looking for a pair to send to a council: who asked, who is willing, until when."""

from typing import ClassVar

from django.db import models

from folkmoot.federating.models.questions import FederatedQuestion
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class PairSearch(Row):
    """Messenger and listener are looked for, until a day; then a lot."""

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="pair_searches",
        help_text="the collective that sends",
    )
    council = models.ForeignKey(Collective, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(
        FederatedQuestion,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="for one question only",
    )
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "council"),
                condition=models.Q(ended_at__isnull=True),
                name="one_pair_search_per_council",
            ),
        )

    def __str__(self) -> str:
        return f"search for a pair #{self.id}"


class PairAnswer(Row):
    """What a member says about being sent: willing, not now, or only named so far."""

    search = models.ForeignKey(
        PairSearch, on_delete=models.PROTECT, related_name="answers"
    )
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
        constraints = (
            models.UniqueConstraint(
                fields=("search", "member"), name="one_pair_answer_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"willing to be sent #{self.id}"
