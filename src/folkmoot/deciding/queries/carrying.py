"""Facts about carrying a decision out and looking back on it."""

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Min

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.queries.votes import vote_before
from folkmoot.doing.queries import (
    conclusion_of,
    count_accepted,
    count_accepted_by_version,
    fails_at,
    finished_at,
    review_of,
)
from folkmoot.engines.consensus import Doing as DoingFacts

OPENS_AT = time(8)  # a date alone means eight in the morning where the collective is


def count_uncarried(question: Question) -> tuple[int, int]:
    """Return how many tasks nobody accepted, and how many there are.

    A draft without any task counts as one task that nobody accepted.
    """
    count = count_accepted(question.id, at=question.closes_at)
    return (count.total - count.accepted, count.total) if count.total else (1, 0)


def uncarried_by_version(question: Question) -> Callable[[int], int]:
    """Return how many tasks of a version nobody accepted; as `count_uncarried`.

    A version that names no work of its own has that of the draft it stands beside.
    """
    counts = count_accepted_by_version(question.id, at=question.closes_at)

    def count(version: int) -> int:
        found = counts.get(version) or counts.get(None)
        return found.without_carrier if found else 1

    return count


def at_morning(day: date, zone: str) -> datetime:
    """Return the instant at which ``day`` counts as reached in the zone ``zone``."""
    return datetime.combine(day, OPENS_AT, ZoneInfo(zone))


def doing_of(question: Question) -> DoingFacts:
    """Return how far carrying out and looking back have come."""
    zone = question.collective.time_zone
    decision = decision_in_force(question)
    proposal = decision.proposal if decision else None
    start = proposal.start_date if proposal else None
    review = review_of(question.id)
    counted = conclusion_of(review) if review and review.closed_at is None else None
    return DoingFacts(
        starts_at=at_morning(start, zone) if start else None,
        look_back_at=at_morning(decision.look_back_date, zone) if decision else None,
        finished_at=finished_at(question.id),
        fails_at=fails_at(question.id),
        confirmed_at=_confirmed_at(question),
        conclusion=counted.leading.value if counted and counted.answered else "",
        has_report=bool(counted and counted.answered),
        vote=vote_before(question, decision),
    )


def decision_in_force(question: Question) -> Decision | None:
    """Return the decision that holds now, with the draft it was made on."""
    states = (Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW)
    held = Decision.objects.filter(question=question, state__in=states)
    return held.select_related("proposal").first()


def _confirmed_at(question: Question) -> datetime | None:
    """Return when a question on the full path confirmed this urgent decision."""
    confirming = Decision.objects.filter(
        question__from_question=question, question__urgent=False
    )
    at: datetime | None = confirming.aggregate(at=Min("decided_at"))["at"]
    return at
