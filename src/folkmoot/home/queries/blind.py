"""Questions about whose answers a reader is told nothing yet (I13)."""

from uuid import UUID

from django.db.models import F

from folkmoot.deciding.models import Position, Question
from folkmoot.people.models import Membership


def list_blind_ids(member: Membership) -> set[UUID]:
    """Return the questions in a check on whose draft ``member`` took no position.

    Friends take none, so they read what was answered when the check is over.
    """
    checked = Question.objects.filter(
        collective_id=member.collective_id, stage=Question.Stage.CHECKING
    )
    own = Position.objects.filter(
        member=member, question__in=checked, round=F("question__round")
    )
    return set(
        checked.exclude(id__in=own.values("question")).values_list("id", flat=True)
    )
