"""Taking a mandate back: when it pauses, when it ends, when one may ask again."""

from datetime import datetime
from enum import StrEnum

from folkmoot.engines.consensus.outcome import TallyError
from folkmoot.engines.consensus.rules import DAY, HOUR, signatures_needed

RECALL_WINDOWS = (24 * HOUR, 7 * DAY)
RECALL_PERCENT = 50
RECALL_PERCENTS = (33, 60)
SIGNATURES_PERCENT = 100
SIGNATURES_PERCENTS = (50, 200)
ACTS_LISTED = 14 * DAY
COOL_DOWN = 30 * DAY


class RecallResult(StrEnum):
    """What a recall comes to."""

    ENDED = "ended"
    KEPT = "kept"
    TOO_FEW = "too_few"


def recall_signatures(
    members: int, *, has_mismatch: bool, percent: int = SIGNATURES_PERCENT
) -> int:
    """Return how many signatures pause a messenger's power to settle at once.

    Parameters
    ----------
    members : int, people
        Members of the home collective.
    has_mismatch : bool
        Whether an entry that differs from the mandate waits for home.
    percent : int, of k
        What the home collective asks for, in hundredths of its k; 50 to 200.

    Returns
    -------
    int
        One where something differs; else that share of k, rounded up, at least 2.

    Raises
    ------
    ValueError
        If ``percent`` is out of its range, or ``members`` negative.

    Examples
    --------
    >>> [recall_signatures(100, has_mismatch=False, percent=p) for p in (50, 100, 200)]
    [3, 5, 10]
    """
    _expect_within("percent", percent, SIGNATURES_PERCENTS)
    if has_mismatch:
        return 1
    return max(2, -(-signatures_needed(members) * percent // 100))


def recall_result(
    members: int,
    keep: int,
    take_back: int,
    no_view: int,
    *,
    percent: int = RECALL_PERCENT,
) -> RecallResult:
    """Return what the secret question whether to take a mandate back comes to.

    Parameters
    ----------
    members : int, people
        Members who were asked.
    keep, take_back, no_view : int, people
        Their answers.
    percent : int, of those with a view
        How many must take it back for it to end; 33 to 60.

    Returns
    -------
    RecallResult
        Too few below min(members, max(3, a tenth)) answers: the pause stays. Ended if
        at least ``percent`` of those with a view take it back; at half, a tie ends it.
        Else kept.

    Raises
    ------
    TallyError
        If a count is negative or there are more answers than members.
    ValueError
        If ``percent`` is out of its range.

    Notes
    -----
    Who has no view was heard, and counts towards enough answers, on neither side.

    Examples
    --------
    >>> recall_result(16, keep=4, take_back=7, no_view=0)
    <RecallResult.ENDED: 'ended'>
    """
    _expect_within("percent", percent, RECALL_PERCENTS)
    heard = keep + take_back + no_view
    if min(keep, take_back, no_view) < 0 or heard > members:
        message = (
            f"{keep} keep, {take_back} take back, {no_view} without a view, for"
            f" {members} members; expected at most one answer each"
        )
        raise TallyError(message)
    if heard < min(members, max(3, -(-members // 10))):
        return RecallResult.TOO_FEW
    is_ended = take_back > 0 and 100 * take_back >= percent * (keep + take_back)
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


def _expect_within(name: str, value: int, limits: tuple[int, int]) -> None:
    least, most = limits
    if not least <= value <= most:
        message = f"{name} is {value}; expected {least} to {most}"
        raise ValueError(message)
