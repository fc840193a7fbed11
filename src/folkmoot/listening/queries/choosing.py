"""Which statements of a map are listed under which title, and in which order."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.listening.closer import read_closer
from folkmoot.listening.findings import LETTERS, Findings, FoundStatement, read_findings
from folkmoot.listening.models import OpinionMap

if TYPE_CHECKING:
    from folkmoot.engines.opinion import GroupCounts

SURE = 0.5  # even the cautious share of every group is above it
APART = 0.25  # half the distance between the groups that are furthest apart
BLOCK = 20  # one account in so many may vote as one without coming first in a list
OFTEN = 1.25  # times as often as on average, from which something is said to matter
MOST_GROUPS = 10
KINDS = {
    "shared": gettext_lazy("What all groups agree with"),
    "rejected": gettext_lazy("What all groups disagree with"),
    "divided": gettext_lazy("Where groups differ"),
    "minority": gettext_lazy("What a smaller group holds"),
    "matters": gettext_lazy("What matters to many"),
    "unheard": gettext_lazy("Not heard enough yet"),
}


def group_kinds(n_groups: int) -> dict[str, str]:
    """Return the kinds that list every statement, by how a group stands out."""
    return {
        f"group-{index}": _("How group %(name)s stands out") % {"name": LETTERS[index]}
        for index in range(n_groups)
    }


def findings_of(row: OpinionMap) -> Findings:
    """Return what a map says, without what only accounts that answered alike hold up."""
    findings, closer = read_findings(row.findings), read_closer(row.closer)
    if closer is None or not closer.lifted:
        return findings
    held = []
    for one in findings.statements:
        shared, rejected = closer.without(one.number)
        held.append(
            replace(one, shared=one.shared - shared, rejected=one.rejected - rejected)
        )
    return replace(findings, statements=held)


def choose(findings: Findings, kind: str) -> list[FoundStatement]:
    """Return the statements of one kind, the clearest first; else all of them.

    What people said matters to them comes before what is as clear, and before all of
    that what a twentieth of the accounts, voting as one, could not have made.
    """
    if kind in group_kinds(len(findings.groups)):
        from folkmoot.engines.opinion import rank_statements  # with all of SciPy

        order = rank_statements(counts_of(findings))[int(kind.removeprefix("group-"))]
        return [findings.statements[place] for place in order]
    if kind not in _RULES:
        return list(findings.statements)
    key, keep = _RULES[kind]
    chosen = [one for one in findings.statements if keep(one)]
    needed = _NEEDED.get(kind)
    block = sum(group.size for group in findings.groups) / BLOCK
    return sorted(
        chosen,
        key=lambda one: (
            needed is not None and needed(one) <= block,
            -key(one),
            one.number,
        ),
    )


def counts_of(findings: Findings) -> "GroupCounts":
    """Return what the shown groups answered, as the engine counts it."""
    from folkmoot.engines.opinion import GroupCounts

    shape = (len(findings.statements), len(findings.groups))
    rows = [(one.agrees, one.passes, one.disagrees) for one in findings.statements]
    table = np.array(rows, np.int64).reshape(shape[0], 3, shape[1])
    sizes = np.array([group.size for group in findings.groups], np.int64)
    return GroupCounts(table[:, 0].T, table[:, 1].T, table[:, 2].T, sizes)


_NEEDED: Mapping[str, Callable[[FoundStatement], int]] = {
    "shared": lambda one: one.needed,
    "rejected": lambda one: one.needed_to_reject,
}
_RULES: Mapping[
    str,
    tuple[Callable[[FoundStatement], float], Callable[[FoundStatement], bool]],
] = {
    "shared": (
        lambda one: one.shared * one.matters,
        lambda one: one.is_heard and one.shared > SURE,
    ),
    "rejected": (
        lambda one: one.rejected * one.matters,
        lambda one: one.is_heard and one.rejected > SURE,
    ),
    "divided": (
        lambda one: one.division * one.matters,
        lambda one: one.is_heard and one.division > APART,
    ),
    "minority": (
        lambda one: one.division,
        lambda one: one.is_heard and bool(one.minority),
    ),
    "matters": (lambda one: one.matters, lambda one: one.matters >= OFTEN),
    "unheard": (lambda one: -one.answers, lambda one: not one.is_heard),
}
