"""Writing it down: who writes, what was heard and what the draft did with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.deciding.models import Drafter, Heard, Proposal, Question
from folkmoot.deciding.queries.facts import draft_of, latest_proposal
from folkmoot.deciding.words.missing import name_missing
from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import tasks_of
from folkmoot.listening.models import Contribution, Hearing
from folkmoot.listening.queries import (
    ShownContribution,
    ShownMap,
    Summary,
    latest_map,
    show_contributions,
    show_map,
    summarise,
)
from folkmoot.people.models import Membership
from folkmoot.people.queries import list_members
from folkmoot.web.prepared import prepared

ON_ONE_PAGE = 30


@dataclass(frozen=True)
class HeardRow:
    """One contribution and what the draft did with it, when somebody has said so."""

    shown: ShownContribution
    heard: Heard | None


@dataclass(frozen=True)
class HeardTable:
    """What we heard and what we did with it, a page of it at a time."""

    rows: Sequence[HeardRow]
    page: int
    total: int  # contributions that want a line
    answered: int  # those that have one
    next_id: UUID | None  # the first that still waits for its line

    @property
    def newer(self) -> str:
        """The address of the page before."""
        return f"?heard={self.page - 1}#heard" if self.page > 1 else ""

    @property
    def older(self) -> str:
        """The address of the page after."""
        has_more = self.page * ON_ONE_PAGE < self.total
        return f"?heard={self.page + 1}#heard" if has_more else ""


@dataclass(frozen=True)
class Drafting:
    """What the page of a draft in the making shows."""

    drafters: Sequence[Membership]
    is_willing: bool
    proposal: Proposal | None
    tasks: Sequence[Commitment]
    table: HeardTable
    hearing: Hearing | None
    opinion: ShownMap | None
    summary: Summary | None
    missing: Sequence[str]


def drafting_of(
    question: Question, member: Membership, page: int, proposal: Proposal | None
) -> Drafting:
    """Return how far the draft is, with its newest version; few queries."""
    places = Drafter.objects.filter(question=question).select_related("member")
    drafters = list(places.order_by("member__name"))
    hearing = Hearing.objects.filter(question_id=question.id).first()
    drawn = latest_map(hearing) if hearing else None
    return Drafting(
        drafters=[place.member for place in drafters if place.drawn_at],
        is_willing=member.id in {place.member_id for place in drafters},
        proposal=proposal,
        tasks=tasks_of(question.id),
        table=heard_table(question, page),
        hearing=hearing,
        opinion=show_map(drawn, member, is_over=True) if drawn else None,
        # A hearing of fewer than eight has no map: simple counts say it.
        summary=summarise(hearing) if hearing and not drawn else None,
        missing=name_missing(draft_of(question).missing),
    )


@prepared
def _said_ids(question_id: UUID) -> QuerySet[Contribution, UUID]:
    said = Contribution.objects.filter(hearing__question_id=question_id, folded_at=None)
    worded = said.exclude(kind=Contribution.Kind.NOTHING).order_by("number")
    return worded.values_list("id", flat=True)


def heard_table(question: Question, page: int) -> HeardTable:
    """Return each contribution with what the draft did with it, oldest first.

    ``page`` 0 is where the first one waits that nobody has answered.
    """
    ids = _said_ids.list(question.id)
    if not ids:
        return HeardTable(rows=[], page=page or 1, total=0, answered=0, next_id=None)
    answers = Heard.objects.filter(question=question).select_related("member")
    answered = set(answers.values_list("contribution_id", flat=True)) & set(ids)
    waiting = next((n for n, key in enumerate(ids) if key not in answered), None)
    page = page or 1 + (waiting or 0) // ON_ONE_PAGE
    here = ids[(page - 1) * ON_ONE_PAGE : page * ON_ONE_PAGE]
    by_id = {
        row.contribution_id: row for row in answers.filter(contribution_id__in=here)
    }
    said = Contribution.objects.filter(id__in=here)
    rows = said.select_related("member", "folded_by")
    shown = show_contributions(list(rows.order_by("number")))
    return HeardTable(
        rows=[HeardRow(each, by_id.get(each.contribution.id)) for each in shown],
        page=page,
        total=len(ids),
        answered=len(answered),
        next_id=None if waiting is None else ids[waiting],
    )


@dataclass(frozen=True)
class Draftable:
    """What the form of a draft begins with."""

    proposal: Proposal | None
    tasks: Sequence[Commitment]
    members: Sequence[Membership]
    is_answered: bool = False  # people have answered the version before


def draftable(question: Question) -> Draftable:
    """Return the latest text and tasks, and who may take one on."""
    return Draftable(
        proposal=latest_proposal(question),
        tasks=[task for task in tasks_of(question.id) if task.is_open],
        members=list(list_members(question.collective)),
        is_answered=question.stage == Question.Stage.WORKING,
    )
