"""Saying what was signed while the key was in other hands, and confirming one's own."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.record.keys.signatures import Signed, Words
from folkmoot.record.models import Entry, Log
from folkmoot.record.operations.appending import append_entry
from folkmoot.record.queries.doubts import (
    confirmed_in,
    own_in_doubt,
    print_of_entries,
    read_doubts,
)


class DoubtRefusedError(Exception):
    """The key was not changed, or the entries are not one's own and in doubt."""


@transaction.atomic
def doubt_range(
    *, collective_id: UUID, begin: int, member_id: UUID, now: datetime
) -> Entry:
    """Mark what was signed from one tree size on until the last change of the key.

    Locks the log. A later mark takes the place of an earlier one; where it begins with
    that change, nothing is in doubt.

    Parameters
    ----------
    begin : int
        How many entries are beyond doubt.

    Raises
    ------
    DoubtRefusedError
        If no other key has followed yet, or it did before that.
    """
    Log.objects.select_for_update().get(collective_id=collective_id)
    changes = read_doubts(collective_id).changes
    if not changes:
        raise DoubtRefusedError(
            _("The key was not changed yet. First bring the one on paper.")
        )
    end = changes[-1]
    if not 0 <= begin <= end:
        message = _("The key was changed with entry %(last)s: choose one up to that.")
        raise DoubtRefusedError(message % {"last": end + 1})
    return append_entry(
        collective_id=collective_id,
        kind="log.range_doubted",
        details={"from_size": begin, "to_size": end},
        now=now,
        member_id=member_id,
    )


@transaction.atomic
def confirm_entries(
    *,
    collective_id: UUID,
    member_id: UUID,
    places: Collection[int],
    now: datetime,
    signed: Signed | None = None,
) -> Entry:
    """Say again that these entries in doubt were one's own; locks the log.

    It is signed by what ``signed`` holds of the member's device, or by the server in
    its place.

    Raises
    ------
    DoubtRefusedError
        If one of them is not the member's, not in doubt, or confirmed already.
    """
    Log.objects.select_for_update().get(collective_id=collective_id)
    doubts = read_doubts(collective_id)
    confirmed = confirmed_in(collective_id, doubts)
    own = own_in_doubt(collective_id, [member_id], doubts, confirmed)
    rows = list(own.filter(index__in=places))
    if not rows or {row.index for row in rows} != set(places):
        raise DoubtRefusedError(
            _("These entries are not yours, or not in doubt any more. Look again.")
        )
    return append_entry(
        collective_id=collective_id,
        kind="entries.confirmed",
        details={
            "entries": [row.index for row in rows],
            "print": print_of_entries(rows),
        },
        now=now,
        member_id=member_id,
        words=Words(signed),
    )
