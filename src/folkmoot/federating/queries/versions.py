"""Versions of a federated draft side by side: their sums, and which one leads.

The engine knows one text only: whatever it is told is counted for the version that
leads. Once a check has closed it is fixed, as the one that is not beside the text.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from folkmoot.engines.consensus import (
    Asking,
    Check,
    Facts,
    FederatedTally,
    LeafPosition,
    Stage,
    State,
    Tally,
    Verdict,
    is_cluster,
    leading_variant,
    verdict_on,
)
from folkmoot.federating.models import FederatedQuestion, Node, Version, VersionSum
from folkmoot.federating.queries.panels import fundamental_in

JOIN_LEAST = 2  # an answer of one group alone is no answer of several
OF_PEOPLE = ("yes", "aside", "stop", "need_more")
OF_GROUPS = ("agree", "divided", "objecting", "not_heard")
NO_POSITION = ("", LeafPosition.NOT_HEARD.value)


def latest_version(question: FederatedQuestion) -> Version | None:
    """Return the newest version of the draft, leaving out what stands beside it."""
    rows = Version.objects.filter(question=question, beside=False)
    return rows.order_by("-number").first()


def versions_in(question: FederatedQuestion) -> QuerySet[Version]:
    """Return the versions side by side in the latest check, in their order."""
    if not question.variants:
        return Version.objects.none()
    rows = Version.objects.filter(question=question, round=question.round)
    return rows.order_by("variant")


def counted_versions(question: FederatedQuestion) -> list[Version]:
    """Return which versions are counted now: all in a check, later what went on."""
    rows = versions_in(question)
    if question.stage != Stage.CHECKING:
        rows = rows.filter(beside=False)
    return list(rows)


@dataclass(frozen=True)
class Weighed:
    """One version with what all groups say to it, and what that comes to."""

    version: Version
    whole: FederatedTally
    check: Check
    verdict: Verdict

    def told(self, state: State) -> dict[str, Any]:
        """Return everything that the choice is computed from, for the record."""
        check, counted = self.check, self.check.groups or self.whole
        return {
            "version": self.version.number,
            "label": self.version.label,
            **_numbers(self.whole),
            "counted": _numbers(counted),
            "checks": max(1, state.checks),
            "answered": check.unanswered_stops == 0,
            "fundamental": check.fundamental,
            "cluster": check.cluster,
            "extended": state.is_check_extended,
            "outcome": self.verdict.outcome.value,
        }


def _numbers(tally: FederatedTally) -> dict[str, int]:
    people = {"members": tally.members, **tally.people._asdict()}
    return {**people, **{name: getattr(tally, name) for name in OF_GROUPS}}


def weigh(
    question: FederatedQuestion, state: State, root: Node, *, open_tasks: int
) -> list[Weighed]:
    """Return each version of the present check with its sums; six queries."""
    versions = list(versions_in(question))
    sums = {row.version_id: row for row in VersionSum.objects.filter(node=root)}
    is_shared = question.scope == FederatedQuestion.Scope.SHARED
    joined = {} if is_shared else _joined(versions)
    clusters, fundamental = _clusters(versions), fundamental_in(question)
    found = []
    for version in versions:
        row = sums.get(version.id)
        whole = _whole(root, row)
        groups = joined.get(version.id, whole)
        is_joined = groups.agree >= min(JOIN_LEAST, whole.leaves)
        check = Check(
            tally=whole.people,
            unanswered_stops=row.unanswered if row else 0,
            fundamental=whole.people.stop > 0
            and bool(fundamental & {version.number, None}),
            cluster=whole.people.stop > 0 and version.id in clusters,
            tasks_without_carrier=open_tasks,
            groups=groups if is_joined else whole,
        )
        facts = Facts(asking=Asking(members=root.members), check=check)
        verdict = verdict_on(state, facts, is_extended=state.is_check_extended)
        found.append(Weighed(version, whole, check, verdict))
    return found


def leading_in(weighed: Sequence[Weighed]) -> Weighed:
    """Return the version that is read as the text."""
    return weighed[
        leading_variant([(one.verdict, one.whole.people) for one in weighed])
    ]


def _whole(root: Node, row: VersionSum | None) -> FederatedTally:
    if row is None:
        return FederatedTally(max(root.members, 1), not_heard=root.leaves)
    people = Tally(*(getattr(row, name) for name in OF_PEOPLE))
    groups = {name: getattr(row, name) for name in OF_GROUPS}
    return FederatedTally(max(root.members, 1), people, **groups)


def _joined(versions: Sequence[Version]) -> dict[UUID, FederatedTally]:
    """Return the sums over the leaves that agree, for each version."""
    rows = VersionSum.objects.filter(
        version__in=versions, position=Node.Position.AGREES, node__is_leaf=True
    )
    named = {name: Sum(name) for name in (*OF_PEOPLE, "agree")}
    summed: Any = rows.values("version").annotate(members=Sum("node__members"), **named)
    return {
        row["version"]: FederatedTally(
            row["members"],
            Tally(*(row[name] for name in OF_PEOPLE)),
            agree=row["agree"],
        )
        for row in summed.order_by()
    }


def _clusters(versions: Sequence[Version]) -> set[UUID]:
    """Return the versions to which a region, or those affected, say stop."""
    rows = VersionSum.objects.filter(version__in=versions, node__is_leaf=True)
    heard = rows.exclude(position__in=NO_POSITION)
    marked = heard.values_list(
        "version", "node__region", "node__is_affected", "position"
    )
    of: dict[UUID, list[tuple[str, bool, str]]] = defaultdict(list)
    for version, region, is_affected, position in marked:
        of[version].append((region, is_affected, position))
    return {version for version, places in of.items() if are_clustered(places)}


def are_clustered(places: Iterable[tuple[str, bool, str]]) -> bool:
    """Say whether half of the heard leaves of a region, or of those affected, object.

    ``places`` are region, whether it is affected, and position of each heard leaf.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for region, is_affected, position in places:
        for group in (region, "affected" if is_affected else ""):
            if group:
                counts[group][0] += 1
                counts[group][1] += position == LeafPosition.OBJECTS.value
    return any(is_cluster(heard, objecting) for heard, objecting in counts.values())


def sums_of(
    versions: Sequence[Version], nodes: Sequence[Node]
) -> Mapping[tuple[UUID, UUID], VersionSum]:
    """Return the sums of some nodes by node and version; one query."""
    rows = VersionSum.objects.filter(version__in=versions)
    if len(nodes) <= SOME:
        rows = rows.filter(node__in=nodes)
    return {(row.node_id, row.version_id): row for row in rows}


SOME = 1000  # above it all are read rather than each named
