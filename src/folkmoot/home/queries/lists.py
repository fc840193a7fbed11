"""All questions and all decisions of a collective, in pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.queries.queue import queue_of
from folkmoot.home.queries.mine import Line, line_of
from folkmoot.home.queries.open_questions import ASIDE, ASKING, DOING
from folkmoot.home.queries.words import DECISION_STATES, outcome_of
from folkmoot.people.models import Collective
from folkmoot.web.paging import Page, cut

Stage = Question.Stage
SHOWN: Mapping[str, tuple[Promise, tuple[str, ...]]] = {
    "open": (_("Open"), ASKING),
    "waiting": (_("Waiting"), (Stage.IDEA,)),
    "doing": (_("Being done"), DOING),
    "aside": (_("Put aside"), ASIDE),
    "ended": (_("Not agreed"), (Stage.NO_DECISION, Stage.WITHDRAWN, Stage.MERGED)),
}
DECIDED: Mapping[str, tuple[Promise, tuple[str, ...]]] = {
    "in_force": (_("In force"), (Decision.State.IN_FORCE,)),
    "under_review": (_("Being looked at"), (Decision.State.UNDER_REVIEW,)),
    "ended": (_("Ended"), (Decision.State.ENDED, Decision.State.SUPERSEDED)),
}


@dataclass(frozen=True)
class Decided:
    """One decision in a list."""

    decision: Decision
    outcome: str
    stops: int
    state: str


def list_questions(
    collective: Collective, show: str, number: int, now: datetime
) -> Page[Line]:
    """Return one page of the questions of one kind; ideas in their published order."""
    stages = SHOWN[show][1]
    if show == "waiting":
        page: Page[Question] = cut(queue_of(collective, now), number, show=show)
    else:
        rows = Question.objects.filter(collective=collective, stage__in=stages)
        soonest = F("closes_at").asc(nulls_last=True)
        order = (soonest,) if show == "open" else (F("since").desc(),)
        page = cut(rows.order_by(*order, "number"), number, show=show)
    return Page([line_of(question) for question in page.rows], page.newer, page.older)


def list_decisions(collective: Collective, show: str, number: int) -> Page[Decided]:
    """Return one page of the decisions of one kind, newest first."""
    rows = Decision.objects.filter(collective=collective, state__in=DECIDED[show][1])
    rows = rows.select_related("question").order_by("-decided_at", "-id")
    page: Page[Decision] = cut(rows, number, show=show)
    decided = [
        Decided(
            decision=row,
            outcome=str(outcome_of(row)),
            stops=int(row.inputs.get("stop", 0)),
            state=str(DECISION_STATES[row.state]),
        )
        for row in page.rows
    ]
    return Page(decided, page.newer, page.older)
