"""Look-backs: their answers, and what the answers lead to."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.doing.models import Commitment, Review, ReviewAnswer
from folkmoot.doing.words import QUESTIONS
from folkmoot.engines.consensus import signatures_needed
from folkmoot.people.models import Membership
from folkmoot.people.queries import list_members

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


@dataclass(frozen=True)
class Said:
    """One person's words on one question."""

    name: str
    text: str


@dataclass(frozen=True)
class Question:
    """One of the five questions and everybody's words on it."""

    label: str
    said: list[Said]


@dataclass(frozen=True)
class ReviewReport:
    """A look-back as a page shows it: numbers, and answers side by side."""

    review: Review
    count: ReviewCount
    questions: list[Question]
    tasks_done: int
    tasks_total: int


def review_of(question_id: UUID, round: int | None = None) -> Review | None:  # noqa: A002 -- as in the column
    """Return the look-back of a round, or the latest one; None before the first."""
    reviews = Review.objects.filter(question_id=question_id)
    if round is not None:
        reviews = reviews.filter(round=round)
    return reviews.order_by("-round").first()


def review_behind(question_id: UUID) -> Review | None:
    """Return the look-back that opened a question; None for others."""
    return Review.objects.filter(next_question_id=question_id).first()


def list_answers(review: Review) -> QuerySet[ReviewAnswer]:
    """Return what people said, in the order they came."""
    answers = ReviewAnswer.objects.filter(review=review).select_related("member")
    return answers.order_by("created_at", "id")


def answer_by(review: Review, member: Membership) -> ReviewAnswer | None:
    """Return what this person said, to be changed; None if nothing yet."""
    return ReviewAnswer.objects.filter(review=review, member=member).first()


def report_of(review: Review) -> ReviewReport:
    """Return the numbers of a look-back and its answers, question by question."""
    answers = list(list_answers(review))
    questions = [
        Question(
            str(label),
            [
                Said(a.member.name, getattr(a, name))
                for a in answers
                if getattr(a, name)
            ],
        )
        for name, label in QUESTIONS.items()
    ]
    states = list(
        Commitment.objects.filter(question_id=review.question_id, is_watch=False)
        .exclude(state=Commitment.State.REMOVED)
        .values_list("state", flat=True)
    )
    done = states.count(Commitment.State.DONE)
    return ReviewReport(review, conclusion_of(review), questions, done, len(states))


def conclusion_of(review: Review) -> ReviewCount:
    """Count what the collective's members say now; friends' words stand beside it."""
    members = list_members(review.collective)
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
    k = signatures_needed(members)

    def carries(wish: int) -> bool:
        return wish > 0 and (wish >= k or 2 * wish >= answered)

    if carries(end) and end > change:
        return Conclusion.END
    return Conclusion.CHANGE if carries(change + end) else Conclusion.KEEP
