"""Look-backs: their answers, and what the answers lead to."""

from dataclasses import dataclass
from math import ceil, sqrt
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.doing.models import Review, ReviewAnswer
from folkmoot.people.models import Membership

Conclusion = Review.Conclusion


@dataclass(frozen=True)
class ReviewCount:
    """How many members say what, and what follows from it."""

    keep: int
    change: int
    end: int
    members: int
    leading: Review.Conclusion

    @property
    def answered(self) -> int:
        """How many members answered."""
        return self.keep + self.change + self.end


def review_of(question_id: UUID, round: int | None = None) -> Review | None:  # noqa: A002 -- as in the column
    """Return the look-back of a round, or the latest one; None before the first."""
    reviews = Review.objects.filter(question_id=question_id)
    if round is not None:
        reviews = reviews.filter(round=round)
    return reviews.order_by("-round").first()


def list_answers(review: Review) -> QuerySet[ReviewAnswer]:
    """Return what people said, in the order they came."""
    answers = ReviewAnswer.objects.filter(review=review).select_related("member")
    return answers.order_by("created_at", "id")


def answer_by(review: Review, member: Membership) -> ReviewAnswer | None:
    """Return what this person said, to be changed; None if nothing yet."""
    return ReviewAnswer.objects.filter(review=review, member=member).first()


def conclusion_of(review: Review) -> ReviewCount:
    """Count what the collective's members say now; friends' words stand beside it."""
    members = Membership.objects.filter(
        collective_id=review.collective_id, standing="member", ended_at=None
    )
    answers = ReviewAnswer.objects.filter(review=review, member__in=members)
    said = list(answers.values_list("conclusion", flat=True))
    keep, change, end = (
        said.count(choice)
        for choice in (Conclusion.KEEP, Conclusion.CHANGE, Conclusion.END)
    )
    n = members.count()
    return ReviewCount(keep, change, end, n, conclusion_rule(keep, change, end, n))


def conclusion_rule(
    keep: int, change: int, end: int, members: int
) -> Review.Conclusion:
    """Return what a look-back leads to; change and end only open the next question.

    A wish carries when k(n) members or half of those who answered share it. End, when
    it carries and more want it than want a change. Otherwise change, when those who
    want it together with those who want an end carry: neither wants it kept as it is.
    Otherwise keep. Nobody answered: none, and it is asked again.
    """
    answered = keep + change + end
    if not answered:
        return Conclusion.NONE
    k = max(2, ceil(sqrt(members) / 2))

    def carries(wish: int) -> bool:
        return wish > 0 and (wish >= k or 2 * wish >= answered)

    if carries(end) and end > change:
        return Conclusion.END
    return Conclusion.CHANGE if carries(change + end) else Conclusion.KEEP
