"""Checking a stored record from its first entry: rows, tree, tiles, signature.

What is not signed yet is nobody's word: an entry at the end that was put there by hand
looks like any other. What is signed cannot be changed unseen by anyone without the
log's key; with the key only those outside find it (`operations.signing`).
"""

from uuid import UUID

from folkmoot.record.models import Log
from folkmoot.record.queries.checking.ending import fault_at_end
from folkmoot.record.queries.checking.entries import Said, list_in_order
from folkmoot.record.queries.checking.faults import Fault
from folkmoot.record.queries.checking.tree import Tree
from folkmoot.web.snapshot import snapshot

__all__ = ["Fault", "find_fault"]


def find_fault(collective_id: UUID) -> Fault | None:
    """Return the first fault of the record, or None when all of it holds.

    It is looked at as it was at one instant, while entries may go on being written.
    """
    with snapshot():
        return _find_fault(collective_id)


def _find_fault(collective_id: UUID) -> Fault | None:
    log = Log.objects.filter(collective_id=collective_id).first()
    said = Said(collective_id)
    tree = Tree(collective_id, log)
    for rows, told in list_in_order(collective_id):
        leaves, reason = [], ""
        for row in rows:
            reason = said.fault_of(row, told[row.id])
            if reason:
                break
            leaves.append(row.leaf)
        # What the tree says of an entry before it comes first.
        fault = tree.add(leaves)
        if fault is None and reason:
            fault = Fault(said.count, reason)
        if fault is not None:
            return fault
    return fault_at_end(log, said, tree)
