"""Looking for a pair to send to a council: who asked, who is willing, until when."""

from django.db import models

from folkmoot.federating.models.questions import FederatedQuestion
from folkmoot.people.models import Collective
from folkmoot.people.models.roles import Search, SearchAnswer


class PairSearch(Search):
    """Messenger and listener are looked for."""

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


class PairAnswer(SearchAnswer):
    """What a member says about being sent."""

    search = models.ForeignKey(
        PairSearch, on_delete=models.PROTECT, related_name="answers"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("search", "member"), name="one_pair_answer_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"willing to be sent #{self.id}"
