"""The page of a federated question: the whole, and a row for each group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from math import ceil, sqrt
from uuid import UUID

from folkmoot.deciding.differences import Change, compare
from folkmoot.deciding.models import Objection
from folkmoot.deciding.queries.pages.beside import Choice
from folkmoot.deciding.queries.pages.news import shorten
from folkmoot.engines.consensus import Stage, signatures_needed
from folkmoot.federating.models import (
    Backing,
    FederatedQuestion,
    Node,
    OfferedTask,
    Theme,
    Version,
)
from folkmoot.federating.queries.alone import ShownCase, cases_of, may_say_ours
from folkmoot.federating.queries.drafters import themes_in
from folkmoot.federating.queries.pages.amendments import (
    AmendmentsPage,
    amendments_page,
)
from folkmoot.federating.queries.pages.frame import Frame
from folkmoot.federating.queries.pages.sums import (
    EACH,
    Row,
    Sums,
    councils_below,
    is_many,
    nodes_on_top,
    root_row,
    show_rows,
)
from folkmoot.federating.queries.pages.versions import (
    ShownVersion,
    choice_of,
    show_versions,
    with_versions,
)
from folkmoot.federating.queries.stops import (
    GroupStop,
    show_stops,
    standing_stops,
    visible_stops,
)
from folkmoot.people.models import Membership
from folkmoot.people.queries import list_members
from folkmoot.web.paging import Page, cut

LEAVES_ASK = 3
STOPS_SHOWN = 20
FLAT = 30  # pages of groups side by side; more are folded


@dataclass(frozen=True)
class Asking:
    """How many ask that all groups be asked, before they are."""

    here: int
    needed_here: int
    groups: int
    needed_groups: int
    is_mine: bool


@dataclass(frozen=True)
class WholePage:
    """What the page shows beside its frame."""

    asking: Asking | None
    root: Node | None
    sums: Sums | None
    versions: Sequence[ShownVersion]
    choice: Choice | None
    amendments: AmendmentsPage
    rows: Sequence[Row]
    is_by_council: bool
    changes: Sequence[Change]
    tasks: Sequence[OfferedTask]
    themes: Sequence[Theme]
    councils: Sequence[Node]  # above the reader's group, the nearest first
    stops: Sequence[GroupStop]
    n_stops: int
    may_ask: bool
    cases: Sequence[ShownCase]
    may_say_ours: bool
    is_compared: bool  # several versions stand side by side now


def whole_page(frame: Frame, now: datetime) -> WholePage:
    """Return the page for a reader; a fixed number of queries."""
    question, member = frame.question, frame.member
    root = root_row(question)
    sees = frame.standing.sees_answers and root is not None
    has_positions = frame.state.checks > 0
    standing = standing_stops(question, frame.standing) if has_positions else None
    stops = list(standing[: STOPS_SHOWN + 1]) if standing is not None else []
    shows_sums = sees and has_positions
    versions = show_versions(frame, root, shows=shows_sums)
    return WholePage(
        asking=_asking_of(question, member) if root is None else None,
        root=root,
        sums=Sums(root) if root is not None and shows_sums else None,
        versions=versions,
        choice=choice_of(frame) if frame.standing.sees_answers else None,
        amendments=amendments_page(frame),
        rows=rows_on_top(frame, root, versions) if root is not None else [],
        is_by_council=root is not None and is_many(root),
        changes=_changes(frame.version),
        tasks=tasks_of(question),
        themes=themes_of(question),
        councils=councils_of(question, member),
        stops=show_stops(stops[:STOPS_SHOWN], member, question),
        n_stops=len(stops),
        may_ask=member.takes_positions,
        cases=cases_of(question, member),
        may_say_ours=may_say_ours(question) and member.takes_positions,
        is_compared=bool(versions) and frame.stage is Stage.CHECKING,
    )


def rows_on_top(
    frame: Frame, root: Node, versions: Sequence[ShownVersion] = ()
) -> list[Row]:
    """Return a row for each group, or for each part where there are many."""
    rows = show_rows(
        nodes_on_top(frame.question, root),
        frame.member.collective_id,
        sees_answers=frame.standing.sees_answers and frame.state.checks > 0,
    )
    return list(with_versions(frame, rows, versions))


def tasks_of(question: FederatedQuestion) -> list[OfferedTask]:
    """Return what the draft offers, with who does it."""
    rows = OfferedTask.objects.filter(question=question)
    named = rows.select_related("carrier__collective")
    return list(named.order_by("due_date", "created_at", "id"))


def themes_of(question: FederatedQuestion) -> list[Theme]:
    """Return what the drafters begin with, and what they did with it."""
    return list(themes_in(question))


def _asking_of(question: FederatedQuestion, member: Membership) -> Asking:
    backings = Backing.objects.filter(question=question)
    pairs = list(backings.values_list("collective", "member"))
    here = [who for group, who in pairs if group == member.collective_id]
    return Asking(
        here=len(here),
        needed_here=signatures_needed(list_members(member.collective).count()),
        groups=len({group for group, _who in pairs}),
        needed_groups=LEAVES_ASK,
        is_mine=member.id in here,
    )


def _changes(version: Version | None) -> Sequence[Change]:
    """Return what is new in this version."""
    if version is None or version.number <= 1:
        return []
    rows = Version.objects.filter(
        question=version.question_id, number__lt=version.number
    )
    if version.round is not None:
        # It was asked about beside others: none of them is what went before.
        rows = rows.exclude(round=version.round)
    rows = rows.filter(beside=False) if rows.filter(beside=False).exists() else rows
    before = rows.order_by("-number").first()
    if before is None or before.text == version.text:
        return []
    return shorten(compare(before.text, version.text))


@dataclass(frozen=True)
class Jump:
    """A page of a long list of groups, by its first and its last name."""

    number: int
    first: str
    last: str
    is_here: bool


def jumps_to(names: Sequence[str], here: int) -> list[Jump]:
    """Return every page of a list of names; none where it has one page only."""
    starts = range(0, len(names), EACH)
    pages = [names[start : start + EACH] for start in starts]
    return [
        Jump(number, page[0], page[-1], number == here)
        for number, page in enumerate(pages, start=1)
        if len(pages) > 1
    ]


@dataclass(frozen=True)
class Span:
    """Several such pages in a row, folded together."""

    jumps: Sequence[Jump]

    @property
    def first(self) -> str:
        """The first name of them all."""
        return self.jumps[0].first

    @property
    def last(self) -> str:
        """The last name of them all."""
        return self.jumps[-1].last

    @property
    def is_here(self) -> bool:
        """Whether the page that is shown is among them."""
        return any(jump.is_here for jump in self.jumps)


def fold_jumps(jumps: Sequence[Jump]) -> list[Span]:
    """Return them as one span, or as many as each then has pages, where they are many."""
    each = len(jumps) if len(jumps) <= FLAT else ceil(sqrt(len(jumps)))
    return [Span(part) for part in batched(jumps, each or 1, strict=False)]


@dataclass(frozen=True)
class GroupPage:
    """One group, or a council with all groups below it."""

    row: Row
    versions: Sequence[ShownVersion]
    councils: Sequence[Row]
    spans: Sequence[Span]
    rows: Sequence[Row]
    stops: Sequence[GroupStop]
    above: Sequence[Node]
    is_followed: bool  # a council above the reader's group


def group_page(frame: Frame, collective_id: UUID, number: int) -> GroupPage | None:
    """Return a group's page; None where it is not in the question's tree."""
    question, member = frame.question, frame.member
    nodes = Node.objects.filter(question=question).select_related("collective")
    node = nodes.filter(collective=collective_id).first()
    if node is None:
        return None
    shows = frame.standing.sees_answers and frame.state.checks > 0
    versions = show_versions(frame, node, shows=shows)
    own = member.collective_id
    leaves: Sequence[Node] = []
    jumps: list[Jump] = []
    councils: list[Node] = []
    stops: list[GroupStop] = []
    if node.is_leaf:
        found = visible_stops(question, frame.standing).filter(
            collective=node.collective_id
        )
        stops = show_stops(list(found.order_by("number")[:EACH]), member, question)
    else:
        below = councils_below(question, node)
        rows = nodes.filter(is_leaf=True, parent__in=below)
        ordered = rows.order_by("collective__name", "id")
        names = ordered.values_list("collective__name", flat=True)
        jumps = jumps_to(list(names), max(number, 1))
        leaves = cut(ordered, number, each=EACH).rows
        inside = nodes.filter(is_leaf=False, parent=node)
        councils = list(inside.order_by("collective__name", "id"))
    return GroupPage(
        row=show_rows([node], own, sees_answers=shows)[0],
        versions=versions,
        councils=with_versions(
            frame, show_rows(councils, own, sees_answers=shows), versions
        ),
        spans=fold_jumps(jumps),
        rows=with_versions(frame, show_rows(leaves, own, sees_answers=shows), versions),
        stops=stops,
        above=councils_above(node)[:-1][::-1],
        is_followed=node.id in {one.id for one in councils_of(question, member)},
    )


def councils_above(node: Node | None) -> list[Node]:
    """Return the councils above a node, the nearest first and the whole last."""
    rows = Node.objects.select_related("collective")
    found: list[Node] = []
    while node is not None and node.parent_id is not None:
        node = rows.get(id=node.parent_id)
        found.append(node)
    return found


def councils_of(question: FederatedQuestion, member: Membership) -> list[Node]:
    """Return the councils above a member's group, which the member may follow."""
    own = Node.objects.filter(question=question, collective=member.collective_id)
    return councils_above(own.first())


def stops_page(frame: Frame, number: int) -> Page[GroupStop]:
    """Return the stops of all groups, a page at a time."""
    rows = visible_stops(frame.question, frame.standing)
    ordered = rows.order_by("question__collective__name", "number", "id")
    page: Page[Objection] = cut(ordered, number, each=EACH)
    return Page(
        show_stops(page.rows, frame.member, frame.question), page.newer, page.older
    )
