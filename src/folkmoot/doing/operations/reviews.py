"""Looking back on a decision: it opens by itself, answers come in, it closes."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.doing.models import Commitment, Review, ReviewAnswer
from folkmoot.doing.operations.errors import (
    ReviewAlreadyClosedError,
    ReviewClosedError,
    WordsMissingError,
)
from folkmoot.doing.operations.rights import lock_member
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import Value, append_entry

Conclusion = Review.Conclusion
CHOICES = {Conclusion.KEEP, Conclusion.CHANGE, Conclusion.END}


@dataclass(frozen=True)
class Answers:
    """One person's words on the first four questions; any may stay empty."""

    expected: str = ""
    happened: str = ""
    gained_paid: str = ""
    should_have: str = ""


@transaction.atomic
def open_review(
    *,
    collective: Collective,
    question_id: UUID,
    round: int,  # noqa: A002 -- the agreed name, as in the column
    closes_at: datetime,
    now: datetime,
) -> Review:
    """Open the look-back of a round, once: asked again, return the one that is there."""
    review, is_new = Review.objects.get_or_create(
        question_id=question_id,
        round=round,
        defaults={"collective": collective, "opened_at": now, "closes_at": closes_at},
    )
    if is_new:
        append_entry(
            collective_id=collective.id,
            kind="review.opened",
            details={"round": round, "closes_at": closes_at.isoformat()},
            now=now,
            about_id=question_id,
        )
    return review


@transaction.atomic
def extend_review(*, review: Review, closes_at: datetime, now: datetime) -> Review:
    """Let an open look-back take answers until ``closes_at``. Locks the review."""
    held = Review.objects.select_for_update().get(id=review.id)
    if held.closed_at is None and held.closes_at != closes_at:
        held.closes_at = closes_at
        held.save()
        append_entry(
            collective_id=held.collective_id,
            kind="review.extended",
            details={"round": held.round, "closes_at": closes_at.isoformat()},
            now=now,
            about_id=held.question_id,
        )
    return held


@transaction.atomic
def answer_review(
    *,
    member: Membership,
    review: Review,
    conclusion: str,
    now: datetime,
    answers: Answers = Answers(),
) -> ReviewAnswer:
    """Record what one person says, replacing what they said before. Locks the review.

    Raises
    ------
    ReviewClosedError
        If it closed at or before ``now``.
    WordsMissingError
        If ``conclusion`` is not keep, change or end.
    """
    held = Review.objects.select_for_update().get(id=review.id)
    writer = lock_member(member, held.collective_id)
    if not held.takes_answers(now):
        raise ReviewClosedError(_("This look-back has ended. You can still read it."))
    if conclusion not in CHOICES:
        raise WordsMissingError(_("Please choose: keep, change or end."))
    said = {**asdict(answers), "conclusion": conclusion}
    answer, _is_new = ReviewAnswer.objects.update_or_create(
        review=held,
        member=writer,
        defaults={**said, "updated_at": now},
        create_defaults={
            **said,
            "collective_id": held.collective_id,
            "created_at": now,
        },
    )
    append_entry(
        collective_id=held.collective_id,
        kind="review.answered",
        details={"round": held.round, **said},
        now=now,
        about_id=held.question_id,
        member_id=writer.id,
    )
    return answer


@transaction.atomic
def close_review(
    *,
    review: Review,
    conclusion: str,
    now: datetime,
    summary: str = "",
    next_date: date | None = None,
    next_question_id: UUID | None = None,
) -> Review:
    """Close a look-back with what comes of it, and carry that into the tasks.

    Keep: who watches the rule watches until ``next_date``. End: open tasks end too.
    Change: they go on until the next question decides. None: nobody looked. Locks the
    review and the question's open tasks.

    Raises
    ------
    ReviewAlreadyClosedError
        If it was closed before.
    """
    held = Review.objects.select_for_update().get(id=review.id)
    if held.closed_at is not None:
        raise ReviewAlreadyClosedError(_("This look-back was closed before."))
    held.closed_at, held.conclusion = now, Conclusion(conclusion)
    held.summary, held.next_date = summary.strip(), next_date
    held.next_question_id = next_question_id
    held.save()
    ended = _carry_into_tasks(held, now)
    append_entry(
        collective_id=held.collective_id,
        kind="review.closed",
        details={
            "round": held.round,
            "conclusion": held.conclusion,
            "answers": _count(held),
            "summary": held.summary,
            "next_date": next_date.isoformat() if next_date else "",
            "next_question": str(next_question_id or ""),
            "tasks_ended": ended,
        },
        now=now,
        about_id=held.question_id,
    )
    return held


def _carry_into_tasks(review: Review, now: datetime) -> int:
    """Return how many tasks ended with the review."""
    tasks = Commitment.objects.filter(
        question_id=review.question_id,
        state__in=(Commitment.State.OFFERED, Commitment.State.ACCEPTED),
    )
    # Locked in one order, like everywhere in this room.
    ids = [row.id for row in tasks.select_for_update().order_by("id")]
    rows = Commitment.objects.filter(id__in=ids)
    if review.conclusion == Conclusion.END:
        return rows.update(
            state=Commitment.State.DROPPED,
            ended_at=now,
            help_wanted=False,
            reason=_("You all looked back and ended this."),
            reason_by=None,
        )
    if review.conclusion == Conclusion.KEEP:
        rows.filter(is_watch=True).update(due_date=review.next_date, reminded=0)
    return 0


def _count(review: Review) -> dict[str, Value]:
    said = list(review.answers.values_list("conclusion", flat=True))
    return {choice.value: said.count(choice) for choice in sorted(CHOICES)}
