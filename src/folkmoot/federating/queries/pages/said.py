"""What people said in all groups, in their own words and without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.deciding.models import Question
from folkmoot.federating.models import FederatedQuestion, Node
from folkmoot.federating.queries.pages.sums import councils_below
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective
from folkmoot.web.paging import Page, cut

EACH = 50


@dataclass(frozen=True)
class Said:
    """One thing that was said, and where."""

    text: str
    people: int
    group: Collective


@dataclass(frozen=True)
class SaidPage:
    """A page of what was said: everywhere, or below one group or council."""

    within: Node | None
    said: Page[Said]
    folded: int


def said_in(question: FederatedQuestion, within: Node | None) -> QuerySet[Contribution]:
    """Return what was said at length in the hearings of these groups.

    What was folded in its group stays folded here; "nothing to add" says nothing.
    """
    return _all_said(question, within).filter(folded_at=None)


def _all_said(
    question: FederatedQuestion, within: Node | None
) -> QuerySet[Contribution]:
    leaves = Question.objects.filter(led_by_id=question.id)
    if within is not None:
        nodes = Node.objects.filter(question=question, is_leaf=True)
        nodes = (
            nodes.filter(id=within.id)
            if within.is_leaf
            else nodes.filter(parent__in=councils_below(question, within))
        )
        leaves = leaves.filter(id__in=nodes.values("leaf_question_id"))
    rows = Contribution.objects.filter(hearing__question_id__in=leaves.values("id"))
    rows = rows.exclude(kind=Contribution.Kind.NOTHING).exclude(text="")
    return rows.select_related("collective")


def find_node(question: FederatedQuestion, collective_id: UUID | None) -> Node | None:
    """Return a group's place in the question's tree."""
    if collective_id is None:
        return None
    rows = Node.objects.filter(question=question, collective=collective_id)
    return rows.select_related("collective").first()


def said_page(
    question: FederatedQuestion, within: Node | None, number: int
) -> SaidPage:
    """Return a page of what was said, oldest first; a fixed number of queries."""
    rows = said_in(question, within).order_by("created_at", "id")
    kept = {"group": str(within.collective_id)} if within else {}
    page: Page[Contribution] = cut(rows, number, each=EACH, **kept)
    shown = Page(show_said(page.rows), page.newer, page.older)
    folded = _all_said(question, within).filter(folded_at__isnull=False).count()
    return SaidPage(within=within, said=shown, folded=folded)


def show_said(rows: Sequence[Contribution]) -> list[Said]:
    """Return contributions without names."""
    return [
        Said(text=row.text, people=row.people, group=row.collective) for row in rows
    ]
