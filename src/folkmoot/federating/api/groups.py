"""What each group says, and what people said in all of them, without names."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema

from folkmoot.federating.api.places import ONE, settled
from folkmoot.federating.api.shapes import GroupShown, SumsShown, VersionSums
from folkmoot.federating.models import Node
from folkmoot.federating.queries.pages.frame import Frame, frame_of
from folkmoot.federating.queries.pages.said import find_node, said_in
from folkmoot.federating.queries.pages.sums import nodes_below, show_rows
from folkmoot.federating.queries.pages.versions import show_versions, with_versions
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Limit

router = Router()


class GroupPart(Part):
    """A part of the groups and councils of a question, by name."""

    groups: list[GroupShown]


class SaidShown(Schema):
    """Something that was said in a group; whose words they are stays there."""

    group_id: UUID
    group: str
    text: str
    people: int


class SaidPart(Part):
    """A part of what was said, oldest first."""

    said: list[SaidShown]


def _groups(nodes: Sequence[Node], frame: Frame) -> list[GroupShown]:
    """Return groups with their sums; those of versions by one query for all."""
    sees = frame.standing.sees_answers and frame.state.checks > 0
    versions = show_versions(frame, nodes[0], shows=False) if nodes and sees else []
    rows = show_rows(nodes, frame.member.collective_id, sees_answers=sees)
    shown = with_versions(frame, rows, versions)
    return [
        _group(
            row.node,
            frame,
            [
                VersionSums.of(one.version, name, sums.node)
                for one, (name, sums) in zip(versions, row.versions, strict=True)
            ],
        )
        for row in shown
    ]


def _group(node: Node, frame: Frame, versions: list[VersionSums]) -> GroupShown:
    sees = frame.standing.sees_answers and frame.state.checks > 0
    return GroupShown(
        collective_id=node.collective_id,
        name=node.collective.name,
        above=node.parent.collective_id if node.parent else None,
        is_leaf=node.is_leaf,
        is_affected=node.is_affected,
        groups=node.leaves,
        position=node.position if sees and node.is_leaf else "",
        sums=SumsShown.of(node) if sees else None,
        versions=versions,
    )


@router.get(f"{ONE}/groups", response=GroupPart)
def get_federated_groups(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> GroupPart:
    """List all groups and councils of a question with their sums."""
    place = settled(request, slug, number)
    frame = frame_of(place.question, place.member)
    part = cut(nodes_below(place.question), ("collective__name", "id"), cursor, limit)
    return GroupPart(groups=_groups(part.rows, frame), next=part.next)


@router.get(ONE + "/groups/{uuid:collective_id}", response=GroupShown)
def get_federated_group(
    request: PersonRequest, slug: str, number: int, collective_id: UUID
) -> GroupShown:
    """Read what one group, or a council's groups, come to."""
    place = settled(request, slug, number)
    node = find_node(place.question, collective_id)
    if node is None:
        raise Http404
    [shown] = _groups([node], frame_of(place.question, place.member))
    return shown


@router.get(f"{ONE}/said", response=SaidPart)
def get_federated_words(
    request: PersonRequest,
    slug: str,
    number: int,
    group: UUID | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> SaidPart:
    """List what people said in all groups, or in one part of them."""
    place = settled(request, slug, number)
    within = find_node(place.question, group)
    if group is not None and within is None:
        raise Http404
    rows = said_in(place.question, within)
    part = cut(rows, ("created_at", "id"), cursor, limit)
    said = [
        SaidShown(
            group_id=row.collective_id,
            group=row.collective.name,
            text=row.text,
            people=row.people,
        )
        for row in part.rows
    ]
    return SaidPart(said=said, next=part.next)
