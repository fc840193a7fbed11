"""Questions about whose answers a reader is told nothing yet (I13)."""

from collections import Counter
from uuid import UUID

from django.db.models import F

from folkmoot.deciding.models import Position, Question
from folkmoot.people.models import Membership


def list_blind_ids(member: Membership) -> set[UUID]:
    """Return the questions in a check on whose draft ``member`` took no position.

    Of several versions side by side: on any of them.

    Friends take none, so they read what was answered when the check is over.
    """
    checked = Question.objects.filter(
        collective_id=member.collective_id, stage=Question.Stage.CHECKING
    )
    own = Position.objects.filter(
        member=member, question__in=checked, round=F("question__round")
    )
    said = Counter(own.values_list("question", flat=True))
    return {
        key
        for key, variants in checked.values_list("id", "variants")
        if said[key] < max(variants, 1)
    }
