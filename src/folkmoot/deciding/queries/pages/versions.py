"""The versions of a draft, and what changed from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.deciding.differences import Change, compare
from folkmoot.deciding.models import Proposal, Question


@dataclass(frozen=True)
class ShownVersion:
    """One version with what changed since the one before, and all the others."""

    proposal: Proposal
    before: Proposal | None
    changes: Sequence[Change]
    others: Sequence[Proposal]


def show_version(question: Question, version: int | None = None) -> ShownVersion | None:
    """Return the version (by default the newest) beside the one before it."""
    rows = list(question.proposals.select_related("author").order_by("version"))
    numbers = [row.version for row in rows]
    wanted = numbers[-1] if version is None and numbers else version
    if wanted not in numbers:
        return None
    at = numbers.index(wanted)
    before = rows[at - 1] if at else None
    return ShownVersion(
        proposal=rows[at],
        before=before,
        changes=compare(before.text, rows[at].text) if before else [],
        others=rows[::-1],
    )
