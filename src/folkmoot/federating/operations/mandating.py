"""What a collective asks its messengers to say: by itself, or by a decision of its own.

A mandate arises when a question opens for a collective that sends somebody, and
carries what it answered when its check has ended. A decision may set limits and say
what may be settled; what was counted since is carried with the same limits.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.engines.consensus import (
    AFTER_DECIDED,
    ENDED,
    MANDATE_LASTS_AT_MOST,
    Stage,
)
from folkmoot.federating.models import (
    FederatedQuestion,
    FederatedStep,
    Mandate,
    Node,
    Version,
)
from folkmoot.federating.queries.mandates import (
    in_force,
    mandate_for,
    numbers_of,
    read_limits,
)
from folkmoot.federating.queries.pairs import delegates_at
from folkmoot.people.models import Collective
from folkmoot.record.operations import Value, append_entries, append_entry

ANSWERED = (Stage.WORKING.value, Stage.LAST_CALL.value)
CLOSED = [stage.value for stage in (*ENDED, *AFTER_DECIDED)]
KINDS = Mandate.Kind


@dataclass(frozen=True)
class MandateText:
    """What a decision asks of the messengers."""

    text: str
    kind: str = KINDS.TALK
    position: str = ""
    limits: Collection[tuple[str, str, int | str]] = ()
    may_settle: Collection[str] = ()
    days: int | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as a question keeps it until it is carried out."""
        return {
            "text": self.text,
            "kind": str(self.kind),
            "position": self.position,
            "limits": [list(limit) for limit in self.limits],
            "may_settle": list(self.may_settle),
            "days": self.days,
        }


def mandates_arise(
    question: FederatedQuestion,
    nodes: Sequence[Node],
    step: FederatedStep,
    now: datetime,
) -> int:
    """Ask messengers what a step brings by itself; return how many mandates arose.

    When a question opens they talk and listen; when a check has ended they carry what
    home answered.
    """
    hearing = Stage.HEARING.value
    if question.stage in CLOSED:
        return 0
    if step.to_stage == hearing != step.from_stage:
        return _arise(question, nodes, now, KINDS.TALK)
    if step.from_stage == Stage.CHECKING.value and step.to_stage in ANSWERED:
        return _arise(question, nodes, now, KINDS.CARRY)
    return 0


@transaction.atomic
def give_mandate(
    *,
    home: Collective,
    council: Collective,
    question: FederatedQuestion | None,
    text: MandateText,
    decided_by: UUID,
    now: datetime,
) -> Mandate:
    """Write what home decided that its messengers say; locks what was asked before.

    Without a position it keeps the one home has answered.

    Raises
    ------
    LimitError
        If a limit's value is none that its rule compares.
    """
    read_limits([list(limit) for limit in text.limits])
    before = mandate_for(in_force(home.id, council.id, now), question)
    same = before if before and before.question_id == _id(question) else None
    _replace([same] if same else [], now)
    lasts = MANDATE_LASTS_AT_MOST if text.days is None else timedelta(days=text.days)
    row = Mandate.objects.create(
        collective=home,
        council=council,
        question=question,
        kind=text.kind,
        text=text.text,
        position=text.position or (same.position if same else ""),
        limits=[list(limit) for limit in text.limits],
        may_settle=list(text.may_settle),
        numbers=same.numbers if same else {},
        version=_version_of(question),
        given_by_id=decided_by,
        starts_at=now,
        ends_at=now + min(lasts, MANDATE_LASTS_AT_MOST),
        paused_at=same.paused_at if same else None,
    )
    append_entry(
        collective_id=home.id,
        kind="mandate.given",
        details=_details(row),
        now=now,
        about_id=row.id,
    )
    return row


def catch_up(home: Collective, council: Collective, now: datetime) -> None:
    """Give those who are sent now what home asks on questions that run already."""
    nodes = Node.objects.filter(collective=home, parent__collective=council).exclude(
        question__stage__in=CLOSED
    )
    known = {row.question_id for row in in_force(home.id, council.id, now)}
    for node in nodes.select_related("question", "parent"):
        if node.question_id in known:
            continue
        is_answered = node.question.stage in ANSWERED
        kind = KINDS.CARRY if is_answered else KINDS.TALK
        _arise(node.question, [node], now, kind)


def _arise(
    question: FederatedQuestion, nodes: Sequence[Node], now: datetime, kind: str
) -> int:
    """Write a mandate for each node that sends somebody; a fixed number of queries."""
    councils = _councils_of(nodes)
    sent = delegates_at(now).filter(collective__in=councils).order_by()
    pairs = set(sent.values_list("collective_id", "council_id"))
    asked = [
        node
        for node in nodes
        if (node.collective_id, councils.get(node.collective_id)) in pairs
    ]
    if not asked:
        return 0
    homes = Collective.objects.in_bulk([node.collective_id for node in asked])
    before = _before(question, councils, asked, now)
    rows = [
        _automatic(question, node, homes[node.collective_id], before, now, kind)
        for node in asked
    ]
    for row in rows:
        row.council_id = councils[row.collective_id]
    _replace(before.values(), now)
    Mandate.objects.bulk_create(rows)
    append_entries(
        kind="mandate.written",
        entries={row.collective_id: (row.id, _details(row)) for row in rows},
        now=now,
    )
    return len(rows)


def _councils_of(nodes: Sequence[Node]) -> dict[UUID, UUID]:
    """Return the council above each collective; the whole has none."""
    rows = Node.objects.filter(id__in=[node.id for node in nodes], parent__isnull=False)
    return dict(rows.values_list("collective_id", "parent__collective_id"))


def _before(
    question: FederatedQuestion,
    councils: Mapping[UUID, UUID],
    nodes: Sequence[Node],
    now: datetime,
) -> dict[UUID, Mandate]:
    """Lock and return what each home asked on this question until now."""
    rows = Mandate.objects.select_for_update().filter(
        question=question,
        collective__in=[node.collective_id for node in nodes],
        starts_at__lte=now,
        ends_at__gt=now,
    )
    found = {}
    for row in rows.order_by("starts_at", "id"):
        if councils.get(row.collective_id) == row.council_id:
            found[row.collective_id] = row
    return found


def _automatic(
    question: FederatedQuestion,
    node: Node,
    home: Collective,
    before: Mapping[UUID, Mandate],
    now: datetime,
    kind: str,
) -> Mandate:
    earlier = before.get(node.collective_id)
    decided = earlier if earlier is not None and earlier.given_by_id else None
    numbers = numbers_of(node) if kind == KINDS.CARRY else {}
    with translation.override(home.language):
        words = _words(numbers)
    return Mandate(
        collective=home,
        question=question,
        # What home decided itself stays: its limits, its words, what may be settled.
        kind=decided.kind if decided else kind,
        text=decided.text if decided else words,
        limits=decided.limits if decided else [],
        may_settle=decided.may_settle if decided else [],
        given_by_id=decided.given_by_id if decided else None,
        position=node.position if numbers and node.is_leaf else "",
        numbers=numbers,
        version=_version_of(question),
        starts_at=now,
        ends_at=decided.ends_at if decided else now + MANDATE_LASTS_AT_MOST,
        paused_at=earlier.paused_at if earlier else None,
    )


def _words(numbers: Mapping[str, int]) -> str:
    if not numbers:
        return _("Listen, and tell what we think. We have not answered yet.")
    return _(
        "Please say what we answered. Yes: %(yes)s. Not for me, go ahead: %(aside)s."
        " Stop: %(stop)s. I need more: %(need_more)s."
    ) % dict(numbers)


def _replace(rows: Iterable[Mandate], at: datetime) -> None:
    ids = [row.id for row in rows]
    locked = Mandate.objects.select_for_update().filter(id__in=ids, ends_at__gt=at)
    for row in locked:
        row.ends_at = at
        row.save()


def _version_of(question: FederatedQuestion | None) -> int:
    if question is None:
        return 0
    rows = Version.objects.filter(question=question, beside=False).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def _id(question: FederatedQuestion | None) -> UUID | None:
    return question.id if question is not None else None


def _details(row: Mandate) -> dict[str, Value]:
    details: dict[str, Value] = {
        "kind_of_mandate": str(row.kind),
        "text": row.text,
        "position": row.position or None,
        "limits": row.limits,
        "may_settle": row.may_settle,
        "version": row.version,
        "decided_by": str(row.given_by_id) if row.given_by_id else None,
        "ends_at": row.ends_at.isoformat(),
    }
    return {name: value for name, value in details.items() if value is not None}
