"""Questions on their way, by collective, with the step they are at and until when."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from folkmoot.deciding.models import Question

Stage = Question.Stage
# In the order in which people are asked for something.
ASKING = (
    Stage.LAST_CALL,
    Stage.CHECKING,
    Stage.WORKING,
    Stage.NOTICE,
    Stage.HEARING,
    Stage.DRAFTING,
    Stage.SHAPING,
    Stage.LOOKING_BACK,
)
DOING = (Stage.DECIDED, Stage.CARRYING)
WAITING = (Stage.IDEA,)
ASIDE = (Stage.PARKED,)
ENDED = (Stage.NO_DECISION, Stage.WITHDRAWN, Stage.MERGED, Stage.CLOSED)
ON_ONE_PAGE = 30


def list_open(collective_ids: Iterable[UUID]) -> QuerySet[Question]:
    """Return the questions that ask people for something now, soonest first."""
    order = Case(
        *(When(stage=stage, then=Value(n)) for n, stage in enumerate(ASKING)),
        output_field=IntegerField(),
    )
    rows = Question.objects.filter(
        collective__in=list(collective_ids), stage__in=ASKING
    )
    return rows.select_related("collective").order_by(order, "closes_at", "number")
