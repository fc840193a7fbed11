"""Mandates in force, as the engine reads them, and what home said in its own words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from folkmoot.engines import consensus
from folkmoot.engines.consensus import LeafPosition, Limit, LimitRule, MandateKind
from folkmoot.federating.models import FederatedQuestion, Mandate, Node
from folkmoot.listening.models import Contribution
from folkmoot.web.chance import draw

REASONS = 3


def in_force(home_id: UUID, council_id: UUID, at: datetime) -> list[Mandate]:
    """Return the mandates of a collective in a council at ``at``, the newest first."""
    rows = Mandate.objects.filter(
        collective=home_id, council=council_id, starts_at__lte=at, ends_at__gt=at
    )
    found = rows.select_related("question", "collective", "council")
    return list(found.order_by("-starts_at", "-id"))


def mandate_for(
    mandates: Sequence[Mandate], question: FederatedQuestion | None
) -> Mandate | None:
    """Return the one an entry is compared with: the question's, else the general."""
    about = question.id if question is not None else None
    for wanted in (about, None):
        for row in mandates:
            if row.question_id == wanted:
                return row
    return None


def read_mandate(row: Mandate) -> consensus.Mandate:
    """Return a mandate as the engine compares it; without a position nothing is said."""
    return consensus.Mandate(
        kind=MandateKind(row.kind),
        position=LeafPosition(row.position or LeafPosition.NOT_HEARD),
        limits=read_limits(row.limits),
        may_settle=frozenset(row.may_settle),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        paused_at=row.paused_at,
    )


def read_limits(plain: Sequence[Sequence[object]]) -> tuple[Limit, ...]:
    """Return limits as they stand in a row: name, rule, value."""
    return tuple(
        Limit(
            str(name), LimitRule(str(rule)), value if type(value) is int else str(value)
        )
        for name, rule, value in plain
    )


def figures_of(mandate: Mandate | None) -> list[str]:
    """Return the names of the figures that a mandate speaks of, in their order."""
    if mandate is None:
        return []
    names = [str(name) for name, _rule, _value in mandate.limits]
    return list(dict.fromkeys([*names, *mandate.may_settle]))


def numbers_of(node: Node) -> dict[str, int]:
    """Return how a collective answered, as its mandate keeps it."""
    names = ("members", "yes", "aside", "stop", "need_more")
    return {name: getattr(node, name) for name in names}


def reasons_of(mandate: Mandate) -> list[Contribution]:
    """Return three reasons in members' own words, by a lot that anyone can repeat."""
    return reasons_by_mandate([mandate]).get(mandate.id, [])


def reasons_by_mandate(
    mandates: Sequence[Mandate],
) -> Mapping[UUID, list[Contribution]]:
    """Return up to three contributions of home for each mandate; two queries."""
    asked = [row for row in mandates if row.question_id is not None]
    nodes = Node.objects.filter(
        question__in=[row.question_id for row in asked],
        collective__in=[row.collective_id for row in asked],
        leaf_question_id__isnull=False,
    )
    leaf_of: dict[tuple[UUID | None, UUID], UUID | None] = {
        (node.question_id, node.collective_id): node.leaf_question_id for node in nodes
    }
    said: dict[UUID, list[Contribution]] = {}
    rows = Contribution.objects.filter(
        hearing__question_id__in=[one for one in leaf_of.values() if one],
        folded_at=None,
    ).exclude(text="")
    for row in rows.select_related("hearing").order_by("hearing", "number"):
        if row.hearing.question_id is not None:
            said.setdefault(row.hearing.question_id, []).append(row)
    found = {}
    for mandate in asked:
        leaf = leaf_of.get((mandate.question_id, mandate.collective_id))
        words = said.get(leaf, []) if leaf is not None else []
        found[mandate.id] = draw(str(mandate.id), words, REASONS)
    return found
