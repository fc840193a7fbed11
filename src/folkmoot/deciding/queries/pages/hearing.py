"""Being heard: one short view at a time, own words, who has not been reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.deciding.models import Drafter, Question
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.facts import asking_key, present_members
from folkmoot.deciding.states import state_of
from folkmoot.listening.models import Contribution, Hearing
from folkmoot.listening.queries import (
    SPEAKERS,
    ShownContribution,
    ShownStatement,
    Sitting,
    Wanted,
    count_statements,
    list_statements,
    show_contributions,
    sit,
)
from folkmoot.people.models import Membership
from folkmoot.web.paging import Page, cut
from folkmoot.web.prepared import prepared

ON_ONE_PAGE = 30  # of short views, and of what people said at length
AT_ONCE = 3  # short views, before one is asked whether to go on


@dataclass(frozen=True)
class ShownHearing:
    """What the page of a hearing shows to one reader."""

    views: Page[ShownStatement]
    all_views: int
    is_turned: bool
    said: Page[Contribution]
    contributions: Sequence[ShownContribution]
    readers: int
    not_reached: Sequence[Membership]
    is_willing: bool


@prepared
def _hearings(question_id: UUID) -> QuerySet[Hearing]:
    return Hearing.objects.filter(question_id=question_id)


def sitting_of(
    question: Question, member: Membership, wanted: Wanted | None = None
) -> Sitting | None:
    """Return the next short view: three at once, then as many as are ``wanted``."""
    hearing = _hearings.first(question.id)
    if hearing is None:
        return None
    hearing.collective = question.collective
    return sit(member, hearing, wanted or Wanted(), at_once=AT_ONCE)


@dataclass(frozen=True)
class Views:
    """The short views of a hearing as one reader may see them, read in parts."""

    hearing: Hearing
    reader: Membership

    def __getitem__(self, part: slice) -> list[ShownStatement]:
        """Return a part of them."""
        first, count = part.start, part.stop - part.start
        return list_statements(
            self.hearing, reader=self.reader, first=first, count=count
        )


def hearing_of(
    question: Question,
    member: Membership,
    hearing: Hearing | None,
    page: int = 1,
    views: int = 1,
) -> ShownHearing:
    """Return the page; a fixed number of queries, and no count before one's answer.

    ``page`` is that of what people said at length, ``views`` that of the short views.
    """
    rows = Contribution.objects.filter(hearing=hearing)
    rows = rows.select_related(*SPEAKERS).order_by("number")
    said: Page[Contribution] = cut(rows, page, each=ON_ONE_PAGE, name="said")
    readers = Membership.objects.filter(
        collective_id=question.collective_id, ended_at=None
    )
    return ShownHearing(
        views=cut(
            Views(hearing, member) if hearing else [],
            views,
            each=ON_ONE_PAGE,
            name="views",
        ),
        all_views=count_statements(hearing) if hearing else 0,
        is_turned=views > 1,
        said=said,
        contributions=show_contributions(said.rows),
        readers=readers.exclude(id=member.id).count(),
        not_reached=list_not_reached(question, member),
        is_willing=Drafter.objects.filter(question=question, member=member).exists(),
    )


def list_not_reached(question: Question, reader: Membership) -> list[Membership]:
    """Return who was asked in the present stage and may not know of it yet, by name."""
    missing = asked.not_reached.list(question.id, asking_key(state_of(question)))
    if not missing:
        return []
    rows = present_members(question).filter(id__in=missing).exclude(id=reader.id)
    return list(rows.order_by("name", "id"))
