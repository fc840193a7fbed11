"""Sums over leaves: only what changed is counted, and only this writes sums.

A member's answer locks nothing above the own leaf. Whoever counts locks the federated
question, reads the leaves in which something happened, and adds the differences to
their councils. At the end of a window all leaves are counted afresh, so that the
result never rests on differences.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F

from folkmoot.deciding.queries.led import (
    LeafCount,
    count_by,
    count_checks,
    count_heard,
    list_touched,
)
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Stage, State, leaf_position
from folkmoot.federating.models import FederatedQuestion, Node, Version, VersionSum
from folkmoot.federating.queries.versions import (
    counted_versions,
    sums_of,
    versions_in,
)
from folkmoot.record.models import Entry
from folkmoot.web.rewriting import rewrite

COUNTED = (
    Stage.HEARING.value,
    Stage.CHECKING.value,
    Stage.WORKING.value,
    Stage.LAST_CALL.value,
)
# A transaction may commit a while after the time it was given: each count looks back a
# little, and once more at what is as old as these. What takes longer still is found at
# the window's end.
SLOW = timedelta(seconds=5)
OLDER = (timedelta(minutes=1), timedelta(minutes=3))
MOVED = ("member.left", "member.removed", "member.joined")
POSITIONS = ("agree", "divided", "objecting", "not_heard")
SUMS = ("members", "heard", "yes", "aside", "stop", "need_more", "unanswered")
COLUMNS = (*SUMS, *POSITIONS)
OF_VERSION = COLUMNS[2:]  # members and who was heard are the same for each version
OF_POSITION = {
    "agrees": "agree",
    "divided": "divided",
    "objects": "objecting",
    "not_heard": "not_heard",
}


class _Count(NamedTuple):
    """A leaf's fresh numbers, in the order of `COLUMNS`, and what they come to."""

    numbers: tuple[int, ...]
    position: str


def count_due(now: datetime) -> int:
    """Count what changed in every question that is being answered; for the worker."""
    rows = FederatedQuestion.objects.filter(stage__in=COUNTED)
    return sum(count_touched(question=row, now=now) for row in rows)


@transaction.atomic
def count_touched(*, question: FederatedQuestion, now: datetime) -> int:
    """Add up what changed since the last count; return how many leaves did.

    Locks the question if there is anything to count.
    """
    touched = _touched(question, now)
    if not touched:
        return 0
    locked = FederatedQuestion.objects.select_for_update().get(id=question.id)
    return _count(locked, touched, now)


@transaction.atomic
def count_all(*, question: FederatedQuestion, now: datetime) -> int:
    """Count every leaf afresh; locks the question."""
    locked = FederatedQuestion.objects.select_for_update().get(id=question.id)
    return recount(locked, now)


def recount(question: FederatedQuestion, now: datetime) -> int:
    """Count every leaf of a locked question afresh; return how many differed."""
    leaves = Node.objects.filter(question=question, leaf_question_id__isnull=False)
    ids = leaves.values_list("leaf_question_id", flat=True)
    return _count(question, {one for one in ids if one is not None}, now)


def _touched(question: FederatedQuestion, now: datetime) -> set[UUID]:
    """Return the leaf questions in which something happened since the last count."""
    counted = question.counted_at or question.since
    spans = [(counted - SLOW, now + SLOW)]  # clocks differ a little
    spans += [(counted - age, now - age) for age in OLDER]
    touched = set[UUID]()
    for since, until in spans:
        touched.update(list_touched(question.id, since, until))
        touched.update(_left_in(question, since, until))
    return touched


def _left_in(
    question: FederatedQuestion, since: datetime, until: datetime
) -> set[UUID]:
    """Return the leaf questions of collectives that somebody left or joined."""
    moved = Entry.objects.filter(kind__in=MOVED, at__range=(since, until))
    rows = Node.objects.filter(
        question=question,
        leaf_question_id__isnull=False,
        collective__in=list(moved.values_list("collective_id", flat=True)),
    )
    return {one for one in rows.values_list("leaf_question_id", flat=True) if one}


def _count(
    question: FederatedQuestion, touched: Collection[UUID], now: datetime
) -> int:
    nodes = list(Node.objects.filter(question=question, leaf_question_id__in=touched))
    versions = counted_versions(question)
    fresh, by_version = _fresh(state_of(question), nodes, versions)
    if len(versions) > 1:
        _count_versions(question, versions, nodes, by_version)
    changed = []
    gained: dict[UUID, list[int]] = {}
    for node in nodes:
        count = fresh[node.id]
        before = _numbers(node)
        if count.numbers == before and count.position == node.position:
            continue
        _put(node, count.numbers)
        node.position = count.position
        changed.append(node)
        if node.parent_id is not None:
            _add(gained, node.parent_id, _minus(count.numbers, before))
    rewrite(changed, (*COLUMNS, "position"))
    _raise_sums(question, gained)
    question.counted_at = now
    _note_answered(question, now)
    columns = ("counted_at", "answered_at", "look_at")
    question.save(update_fields=columns)
    return len(changed)


def _note_answered(question: FederatedQuestion, now: datetime) -> None:
    """Note when the last open stop was answered: the drafters' work may be done then."""
    if question.stage != Stage.WORKING.value:
        return
    is_open = Node.objects.filter(
        question=question, parent=None, unanswered__gt=0
    ).exists()
    if is_open:
        question.answered_at = None
    elif question.answered_at is None:
        question.answered_at = question.look_at = now


type ByVersion = Mapping[UUID, Sequence[_Count]]


def _fresh(
    state: State, nodes: Iterable[Node], versions: Sequence[Version]
) -> tuple[Mapping[UUID, _Count], ByVersion]:
    """Return each leaf's numbers as its own question has them now.

    With several versions side by side, of the first one; and of each in their order.
    """
    of = {node.leaf_question_id: node for node in nodes if node.leaf_question_id}
    if state.stage is Stage.HEARING:
        heard = count_heard(of.keys()).items()
        return {
            of[leaf].id: _Count((members, number, *[0] * 9), "")
            for leaf, (members, number) in heard
        }, {}
    if len(versions) <= 1:
        version = versions[0].number if versions else None
        counts = count_checks(of.keys(), version).items()
        return {of[leaf].id: _came_to(state, of[leaf], one) for leaf, one in counts}, {}
    numbers = [version.number for version in versions]
    each = {
        of[leaf].id: [_came_to(state, of[leaf], counts[number]) for number in numbers]
        for leaf, counts in count_by(of.keys(), numbers).items()
    }
    return {node_id: counts[0] for node_id, counts in each.items()}, each


def _came_to(state: State, node: Node, count: LeafCount) -> _Count:
    position = leaf_position(
        state.rules, count.members, count.tally, is_affected=node.is_affected
    ).value
    marks = [int(OF_POSITION[position] == name) for name in POSITIONS]
    sums = (count.members, node.heard, *count.tally, count.unanswered)
    return _Count((*sums, *marks), position)


def _count_versions(
    question: FederatedQuestion,
    versions: Sequence[Version],
    nodes: Sequence[Node],
    by_version: ByVersion,
) -> None:
    """Write what leaves say to each version, and add the differences up above them."""
    held = sums_of(versions, nodes)
    gained: dict[tuple[UUID, UUID], list[int]] = {}
    changed: list[VersionSum] = []
    for node in nodes:
        for version, count in zip(versions, by_version[node.id], strict=True):
            row = held.get((node.id, version.id)) or _blank(node, version)
            numbers, before = count.numbers[2:], _of_version(row)
            if numbers == before:
                continue
            _put_version(row, numbers)
            row.position = count.position
            changed.append(row)
            if node.parent_id is not None:
                gain = _minus(numbers, before)
                _add(gained, (node.parent_id, version.id), gain)
    rewrite(changed, (*OF_VERSION, "position"))
    _raise_versions(question, versions, gained)


def _raise_versions(
    question: FederatedQuestion,
    versions: Sequence[Version],
    gained: dict[tuple[UUID, UUID], list[int]],
) -> None:
    """Add the differences of each version to all councils above, the lowest first."""
    councils = Node.objects.filter(question=question, is_leaf=False)
    nodes = sorted(councils, key=lambda one: -one.level)
    held = sums_of(versions, nodes)
    changed = []
    for node in nodes:
        for version in versions:
            gain = gained.get((node.id, version.id))
            if gain is None:
                continue
            row = held[node.id, version.id]
            pairs = zip(_of_version(row), gain, strict=True)
            _put_version(row, tuple(a + b for a, b in pairs))
            changed.append(row)
            if node.parent_id is not None:
                _add(gained, (node.parent_id, version.id), gain)
    rewrite(changed, OF_VERSION)


def _blank(node: Node, version: Version) -> VersionSum:
    """Return the row of a node where nothing was said yet."""
    return VersionSum(
        node=node,
        version=version,
        collective_id=node.collective_id,
        not_heard=node.leaves,
    )


def _take_versions_out(
    question: FederatedQuestion, node: Node, parent_id: UUID
) -> None:
    """Take a part's numbers out of the sums of each version side by side."""
    versions = list(versions_in(question))
    held = sums_of(versions, [node])
    nothing = tuple(0 for _name in OF_VERSION)
    gained = {}
    for version in versions:
        row = held.get((node.id, version.id)) or _blank(node, version)
        gained[parent_id, version.id] = _minus(nothing, _of_version(row))
    _raise_versions(question, versions, gained)


def _of_version(row: VersionSum) -> tuple[int, ...]:
    return tuple(getattr(row, name) for name in OF_VERSION)


def _put_version(row: VersionSum, numbers: tuple[int, ...]) -> None:
    for name, number in zip(OF_VERSION, numbers, strict=True):
        setattr(row, name, number)


def _raise_sums(question: FederatedQuestion, gained: dict[UUID, list[int]]) -> None:
    """Add the differences to all councils above, the lowest first."""
    councils = {
        node.id: node for node in Node.objects.filter(question=question, is_leaf=False)
    }
    changed = []
    for node in sorted(councils.values(), key=lambda one: -one.level):
        gain = gained.get(node.id)
        if gain is None:
            continue
        _put(node, tuple(a + b for a, b in zip(_numbers(node), gain, strict=True)))
        changed.append(node)
        if node.parent_id is not None:
            _add(gained, node.parent_id, gain)
    rewrite(changed, COLUMNS)


def take_out_of_sums(question: FederatedQuestion, node: Node) -> None:
    """Take a part's numbers and leaves out of all sums above it."""
    if node.parent_id is None:
        return
    nothing = tuple(0 for _name in COLUMNS)
    _raise_sums(question, {node.parent_id: _minus(nothing, _numbers(node))})
    _take_versions_out(question, node, node.parent_id)
    above, ids = node.parent, []
    while above is not None:
        ids.append(above.id)
        above = above.parent
    Node.objects.filter(id__in=ids).update(leaves=F("leaves") - node.leaves)


def _numbers(node: Node) -> tuple[int, ...]:
    return tuple(getattr(node, name) for name in COLUMNS)


def _put(node: Node, numbers: tuple[int, ...]) -> None:
    for name, number in zip(COLUMNS, numbers, strict=True):
        setattr(node, name, number)


def _minus(a: tuple[int, ...], b: tuple[int, ...]) -> list[int]:
    return [x - y for x, y in zip(a, b, strict=True)]


def _add[K](to: dict[K, list[int]], key: K, gain: list[int]) -> None:
    held = to.setdefault(key, [0] * len(gain))
    to[key] = [a + b for a, b in zip(held, gain, strict=True)]
