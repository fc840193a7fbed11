"""Stops of all groups in a federated question, as one reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from folkmoot.deciding.models import Objection
from folkmoot.deciding.queries.asked import UNANSWERED
from folkmoot.deciding.queries.panels import LIVING
from folkmoot.deciding.words.stops import ANSWERS, STATES
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import FederatedPanel, FederatedQuestion
from folkmoot.federating.queries.standing import Standing
from folkmoot.people.models import Collective, Membership

ASKED_IN = (Stage.CHECKING.value, Stage.WORKING.value, Stage.LAST_CALL.value)


@dataclass(frozen=True)
class GroupStop:
    """One stop with its group, without a name."""

    stop: Objection
    group: Collective
    number_there: int  # of the leaf's own question
    is_of_own_group: bool
    panel_id: UUID | None = None  # people drawn by lot look at it, or did
    may_ask: bool = False

    @property
    def state_word(self) -> Promise:
        """Where it stands."""
        return STATES[self.stop.state]

    @property
    def answer_word(self) -> Promise | str:
        """What kind of answer it got."""
        return ANSWERS.get(self.stop.answer_kind, "")


def stops_of(question: FederatedQuestion) -> QuerySet[Objection]:
    """Return the stops of all groups, by group and number."""
    rows = Objection.objects.filter(question__led_by_id=question.id)
    return rows.select_related("question__collective", "answered_by__collective")


def unanswered_stops(question: FederatedQuestion) -> QuerySet[Objection]:
    """Return the stops that wait for an answer."""
    return stops_of(question).filter(state__in=UNANSWERED, answered_at=None)


def visible_stops(
    question: FederatedQuestion, standing: Standing
) -> QuerySet[Objection]:
    """Return what may be seen: stops of a running check are part of its answers."""
    rows = stops_of(question)
    if question.stage != Stage.CHECKING or standing.sees_answers:
        return rows
    return rows.filter(round__lt=question.round)


def standing_stops(
    question: FederatedQuestion, standing: Standing
) -> QuerySet[Objection]:
    """Return the stops that are printed with the result as things are."""
    return visible_stops(question, standing).filter(state__in=LIVING)


def may_ask_fundamental(
    question: FederatedQuestion, stop: Objection, reader: Membership
) -> bool:
    """Say whether a reader may let people drawn by lot look at their own stop."""
    is_own = stop.owner_id == reader.id and reader.takes_positions
    return is_own and stop.state in LIVING and question.stage in ASKED_IN


def show_stops(
    rows: Sequence[Objection], reader: Membership, question: FederatedQuestion
) -> list[GroupStop]:
    """Return stops as members of all groups read them."""
    panels = FederatedPanel.objects.filter(stop_id__in=[row.id for row in rows])
    held = dict(panels.values_list("stop_id", "id")) if rows else {}
    return [
        GroupStop(
            stop=row,
            group=row.question.collective,
            number_there=row.question.number,
            is_of_own_group=row.collective_id == reader.collective_id,
            panel_id=held.get(row.id),
            may_ask=row.id not in held and may_ask_fundamental(question, row, reader),
        )
        for row in rows
    ]
