"""Amendments with the leaves that back them, and what must stand in the next check."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest, Least

from folkmoot.engines.consensus import (
    LEAF_HEARD_LEAST,
    Stage,
    must_be_variant,
    signatures_needed,
)
from folkmoot.federating.models import (
    Amendment,
    AmendmentLeaf,
    AmendmentSignature,
    FederatedQuestion,
    Node,
    Version,
)
from folkmoot.people.models import Collective
from folkmoot.people.queries import list_members

OPEN = (
    Stage.HEARING.value,
    Stage.DRAFTING.value,
    Stage.CHECKING.value,
    Stage.WORKING.value,
)


@dataclass(frozen=True)
class Backed:
    """An amendment with the leaves that back it, and those that see it in the draft."""

    amendment: Amendment
    backing: Sequence[AmendmentLeaf]

    def is_taken(self, main: Version | None) -> bool:
        """Whether the draft holds it, by the word of each leaf that backs it."""
        is_said = main is not None and self.amendment.taken_number == main.number
        return is_said and all(leaf.agreed_at for leaf in self.backing)

    def must_stand(self, heard: int, main: Version | None) -> bool:
        """Whether it stands beside the draft in the next check."""
        enough = must_be_variant(len(self.backing), heard)
        return enough and not self.is_taken(main)

    def told(self, heard: int, main: Version, *, is_standing: bool) -> dict[str, Any]:
        """Return what the record keeps of it when a check opens."""
        return {
            "amendment": self.amendment.number,
            "label": self.amendment.label,
            "groups": sorted(str(leaf.collective_id) for leaf in self.backing),
            "heard": heard,
            "taken": self.is_taken(main),
            "stands": is_standing,
        }


def open_amendments(question: FederatedQuestion) -> list[Amendment]:
    """Return the amendments that did not stand in a check yet, oldest first."""
    rows = Amendment.objects.filter(question=question, stood_in=None)
    return list(rows.select_related("collective", "proposer").order_by("number"))


def leaves_that_back(question: FederatedQuestion) -> QuerySet[AmendmentLeaf]:
    """Return where amendments are backed, of the leaves that are still asked."""
    asked = Node.objects.filter(question=question, is_leaf=True)
    rows = AmendmentLeaf.objects.filter(backed_at__isnull=False)
    return rows.filter(collective__in=asked.values("collective"))


def backed_in(question: FederatedQuestion, at: datetime) -> list[Backed]:
    """Return what some leaf backed by ``at``, oldest first; two queries."""
    rows = open_amendments(question)
    leaves = leaves_that_back(question).filter(amendment__in=rows, backed_at__lte=at)
    of: dict[UUID, list[AmendmentLeaf]] = defaultdict(list)
    for leaf in leaves.select_related("collective").order_by("collective__name", "id"):
        of[leaf.amendment_id].append(leaf)
    return [Backed(row, of[row.id]) for row in rows if of[row.id]]


def heard_leaves(question: FederatedQuestion, checks: int) -> int:
    """Return how many leaves were heard: in the last of ``checks``, or in the hearing."""
    leaves = Node.objects.filter(question=question, is_leaf=True)
    if checks:
        heard = leaves.exclude(position__in=("", Node.Position.NOT_HEARD))
        return heard.count()
    tenth = (F("members") + 9) / 10
    enough = Least(F("members"), Greatest(LEAF_HEARD_LEAST, tenth))
    return leaves.filter(Q(members__gt=0), heard__gte=enough).count()


def list_amendments(question: FederatedQuestion) -> QuerySet[Amendment]:
    """Return every other wording that was proposed, oldest first."""
    return Amendment.objects.filter(question=question).order_by("number")


def backing_of(amendment: Amendment) -> list[AmendmentLeaf]:
    """Return the leaves that back an amendment, by name."""
    rows = leaves_that_back(amendment.question).filter(amendment=amendment)
    named = rows.select_related("collective")
    return list(named.order_by("collective__name", "id"))


def needed_in(leaf: Collective) -> int:
    """Return how many members of a leaf sign for it to back an amendment."""
    members = list_members(leaf).count()
    return min(signatures_needed(members), max(members, 1))


def count_signed(amendment: Amendment, leaf: Collective, kind: str) -> int:
    """Return how many members of a leaf, who are still there, signed."""
    rows = AmendmentSignature.objects.filter(amendment=amendment, collective=leaf)
    return rows.filter(kind=kind, member__ended_at=None).count()
