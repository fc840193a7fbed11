"""Hearings whose map may have to be made, or made anew."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, Q, Sum

from folkmoot.listening.models import Hearing, Statement

FEWEST_PEOPLE = 8  # a map of fewer would show who they are
FEWEST_STATEMENTS = 3
GIVEN_UP = timedelta(hours=1)  # on a hearing that ended with too few for a map


def list_undrawn(now: datetime) -> list[UUID]:
    """Return the hearings that are open, or ended after their last map.

    Those with too few statements or answers for a map are not among them: a federation
    has thousands.
    """
    answers = Sum(F("agreed") + F("disagreed") + F("passed"))
    counted = Statement.objects.filter(folded_at=None).values("hearing")
    counted = counted.annotate(spoken=Count("id"), answers=answers).order_by()
    enough = counted.filter(spoken__gte=FEWEST_STATEMENTS, answers__gte=FEWEST_PEOPLE)
    rows = Hearing.objects.filter(id__in=enough.values("hearing"))
    rows = rows.annotate(mapped_at=Max("maps__made_at"))
    is_open = Q(closes_at=None) | Q(closes_at__gt=now)
    is_new = Q(mapped_at=None, closes_at__gt=now - GIVEN_UP)
    rows = rows.filter(is_open | is_new | Q(mapped_at__lt=F("closes_at")))
    return list(rows.order_by("id").values_list("id", flat=True))
