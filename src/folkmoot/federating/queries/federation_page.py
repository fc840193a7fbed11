"""A federation as a member of one of its groups sees it: from the whole to my table."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from folkmoot.deciding.words.stages import DRAWINGS, LABELS
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import FederatedQuestion, Joining, Link
from folkmoot.federating.queries.chart import MOST, Chart, Row, draw_chart
from folkmoot.federating.queries.structure import LEVELS_AT_MOST, ids_above
from folkmoot.people.models import Agreement, Collective, Membership, Person
from folkmoot.people.queries import get_agreement

EACH = 50
SHOWN = 10
OVER = ("decided", "no_decision", "withdrawn", "merged")
PRESET = Collective.Preset.FEDERATION


@dataclass(frozen=True)
class Part:
    """A council or a group, with how many groups are below it, or people in it."""

    collective: Collective
    is_council: bool
    groups: int
    people: int
    is_mine: bool
    region: str = ""


@dataclass(frozen=True)
class Asked:
    """A question to all groups, with its step in words."""

    question: FederatedQuestion
    step: str

    @property
    def drawing(self) -> str:
        """The name of the drawing of its stage."""
        return DRAWINGS[Stage(self.question.stage)]


@dataclass(frozen=True)
class FederationPage:
    """Everything on the page; the number of queries grows with the levels only."""

    federation: Collective
    member: Membership
    agreement: Agreement
    groups: int
    path: Sequence[Part]  # the councils from the whole to the one opened down
    focus: Part
    parts: Sequence[Part]
    count: int
    chart: Chart
    mine: Sequence[Membership]
    open: Sequence[Asked]
    over: Sequence[Asked]
    joinings: Sequence[Joining]


def federation_page(
    federation: Collective, member: Membership, at: Collective | None, page: int = 1
) -> FederationPage:
    """Return the page opened down at ``at``, or at the member's own council."""
    mine = memberships_below(member.person, federation)
    way = way_to(federation.id, at.id if at else member.collective_id)
    own_way = way if at is None else way_to(federation.id, member.collective_id)
    on_my_way = {*own_way, *(row.collective_id for row in mine)}
    focus_id = way[-1] if at is not None else way[-2]
    names = Collective.objects.in_bulk(way)
    below = groups_below([*way, focus_id])
    to_focus = way[: way.index(focus_id) + 1]
    path = [_part(names[one], below, one in on_my_way, {}) for one in to_focus]
    links = children_of(focus_id)
    shown = links[(page - 1) * EACH : page * EACH]
    counted = groups_below([row.child_id for row in shown if _is_council(row.child)])
    people = _people_in([row.child_id for row in shown if not _is_council(row.child)])
    parts = [
        _part(row.child, counted, row.child_id in on_my_way, people, row.region)
        for row in shown
    ]
    questions = FederatedQuestion.objects.filter(collective=federation)
    newest = questions.select_related("collective").order_by(
        "-last_event_at", "-number"
    )
    return FederationPage(
        federation=federation,
        member=member,
        agreement=get_agreement(federation),
        groups=below.get(federation.id, 0),
        path=path,
        focus=path[-1],
        parts=parts,
        count=len(links),
        chart=draw_chart(_rows(way, names, own_way, focus_id)),
        mine=mine,
        open=_asked(newest.exclude(stage__in=OVER)[:SHOWN]),
        over=_asked(newest.filter(stage__in=OVER)[:SHOWN]),
        joinings=list(
            Joining.objects.filter(collective=federation, ended_at=None)
            .select_related("child")
            .order_by("asked_at")
        ),
    )


def _asked(rows: Iterable[FederatedQuestion]) -> list[Asked]:
    return [Asked(row, str(LABELS[Stage(row.stage)])) for row in rows]


def memberships_below(person: Person, federation: Collective) -> list[Membership]:
    """Return a person's memberships in groups below a federation, by name."""
    rows = Membership.objects.filter(person=person, ended_at=None)
    found = rows.select_related("collective", "person").order_by("collective__name")
    return [row for row in found if federation.id in ids_above([row.collective_id])]


def way_to(federation_id: UUID, collective_id: UUID) -> list[UUID]:
    """Return the ids from a federation down to one below it; empty if it is not."""
    came: dict[UUID, UUID | None] = {collective_id: None}
    edge = [collective_id]
    for _level in range(LEVELS_AT_MOST):
        if federation_id in came:
            break
        rows = Link.objects.filter(child__in=edge, ended_at=None).order_by("since")
        edge = []
        for parent, child in rows.values_list("collective", "child"):
            if parent not in came:
                came[parent] = child
                edge.append(parent)
    way: list[UUID] = []
    at: UUID | None = federation_id if federation_id in came else None
    while at is not None:
        way.append(at)
        at = came[at]
    return way


def groups_below(councils: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many groups of people are below each of these councils."""
    counts: Counter[UUID] = Counter()
    tops: dict[UUID, set[UUID]] = {one: {one} for one in councils}
    seen: dict[UUID, set[UUID]] = {one: set() for one in councils}
    for _level in range(LEVELS_AT_MOST):
        rows = Link.objects.filter(collective__in=tops, ended_at=None)
        below: dict[UUID, set[UUID]] = {}
        pairs = rows.values_list("collective", "child", "child__preset")
        for parent, child, preset in pairs:
            for top in tops[parent]:
                if child in seen[top]:
                    continue
                seen[top].add(child)
                if preset == PRESET:
                    below.setdefault(child, set()).add(top)
                else:
                    counts[top] += 1
        if not below:
            break
        tops = below
    return counts


def children_of(council_id: UUID) -> list[Link]:
    """Return the open links of what a council holds, by name."""
    rows = Link.objects.filter(collective=council_id, ended_at=None)
    return list(rows.select_related("child").order_by("child__name", "id"))


def _is_council(collective: Collective) -> bool:
    return collective.preset == PRESET


def _people_in(groups: Collection[UUID]) -> Mapping[UUID, int]:
    rows = Membership.objects.filter(
        collective__in=groups,
        ended_at=None,
        standing=Membership.Standing.MEMBER,
    )
    counted = rows.values_list("collective").annotate(n=Count("id")).order_by()
    return dict(counted)


def _part(
    collective: Collective,
    below: Mapping[UUID, int],
    is_mine: bool,  # noqa: FBT001 -- one of five facts about a part
    people: Mapping[UUID, int],
    region: str = "",
) -> Part:
    is_council = _is_council(collective)
    return Part(
        collective=collective,
        is_council=is_council,
        groups=below.get(collective.id, 0) if is_council else 1,
        people=people.get(collective.id, 0),
        is_mine=is_mine,
        region=region,
    )


def _rows(
    way: Sequence[UUID],
    names: Mapping[UUID, Collective],
    own_way: Sequence[UUID],
    focus_id: UUID,
) -> list[Row]:
    """Return the levels from the whole to what is below the focus."""
    rows = [Row([names[way[0]].name], 1, 0, frozenset({0}))]
    upto = way[: way.index(focus_id) + 1]
    for index, council_id in enumerate(upto):
        children = children_of(council_id)
        if not children:
            continue
        following = upto[index + 1] if index + 1 < len(upto) else None
        wanted = following or next(
            (row.child_id for row in children if row.child_id in own_way), None
        )
        places = [row.child_id for row in children]
        place = places.index(wanted) if wanted in places else None
        if place is not None and place >= MOST:
            # One's own is always drawn, as the last of those there is room for.
            children[MOST - 1], children[place] = children[place], children[MOST - 1]
            place = MOST - 1
        shown = [row.child for row in children[:MOST]]
        councils = {n for n, child in enumerate(shown) if _is_council(child)}
        called = [child.name for child in shown]
        rows.append(Row(called, len(children), place, frozenset(councils)))
    return rows
