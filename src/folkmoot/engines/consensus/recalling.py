"""Taking a mandate back: when it pauses, when it ends, when one may ask again."""

from datetime import datetime
from enum import StrEnum

from folkmoot.engines.consensus.outcome import TallyError
from folkmoot.engines.consensus.rules import DAY, HOUR, signatures_needed

RECALL_WINDOW = 72 * HOUR
RECALL_WINDOWS = (24 * HOUR, 7 * DAY)
ACTS_LISTED = 14 * DAY
COOL_DOWN = 30 * DAY


class RecallResult(StrEnum):
    """What a recall comes to."""

    ENDED = "ended"
    KEPT = "kept"
    TOO_FEW = "too_few"


def pauses(members: int, signatures: int, *, has_mismatch: bool) -> bool:
    """Say whether a messenger's power to settle pauses at once.

    Parameters
    ----------
    members : int, people
        Members of the home collective.
    signatures : int, people
        How many of them want the mandate back.
    has_mismatch : bool
        Whether an entry that differs from the mandate waits for home.

    Returns
    -------
    bool
        True at one signature where something differs, else at k signatures.
    """
    needed = 1 if has_mismatch else signatures_needed(members)
    return signatures >= needed


def recall_result(
    members: int, keep: int, take_back: int, no_view: int
) -> RecallResult:
    """Return what the secret question whether to take a mandate back comes to.

    Parameters
    ----------
    members : int, people
        Members who were asked.
    keep, take_back, no_view : int, people
        Their answers.

    Returns
    -------
    RecallResult
        Too few below min(members, max(3, a tenth)) answers: the pause stays. Ended if
        at least half of those with a view take it back, so that a tie ends it. Else
        kept.

    Raises
    ------
    TallyError
        If a count is negative or there are more answers than members.

    Notes
    -----
    Who has no view was heard, and counts towards enough answers, on neither side.

    Examples
    --------
    >>> recall_result(16, keep=4, take_back=7, no_view=0)
    <RecallResult.ENDED: 'ended'>
    """
    heard = keep + take_back + no_view
    if min(keep, take_back, no_view) < 0 or heard > members:
        message = (
            f"{keep} keep, {take_back} take back, {no_view} without a view, for"
            f" {members} members; expected at most one answer each"
        )
        raise TallyError(message)
    if heard < min(members, max(3, -(-members // 10))):
        return RecallResult.TOO_FEW
    is_ended = take_back > 0 and take_back >= keep
    return RecallResult.ENDED if is_ended else RecallResult.KEPT


def may_ask_again(
    last_at: datetime | None,
    now: datetime,
    *,
    is_same_reason: bool,
    has_new_mismatch: bool,
) -> bool:
    """Say whether a recall of the same messenger may be asked for again.

    Parameters
    ----------
    last_at : datetime or None
        When the last one ended, None without one.
    now : datetime
        The present instant.
    is_same_reason : bool
        Whether it is for the same reason.
    has_new_mismatch : bool
        Whether an entry since then differs from the mandate.

    Returns
    -------
    bool
        False only for the same reason within 30 days without a new difference.
    """
    if last_at is None or has_new_mismatch or not is_same_reason:
        return True
    return now >= last_at + COOL_DOWN
