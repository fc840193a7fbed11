"""Looking back together: doing's operation under the question's lock."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.acting import acting
from folkmoot.deciding.operations.settling import QuestionMovedOnError
from folkmoot.doing.models import ReviewAnswer
from folkmoot.doing.operations import Answers, answer_review
from folkmoot.doing.queries import review_of
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership


@transaction.atomic
def look_back(
    *,
    member: Membership,
    question: Question,
    conclusion: str,
    now: datetime,
    answers: Answers | None = None,
) -> ReviewAnswer:
    """Say what one thinks of what was agreed, replacing it; locks the question.

    Raises
    ------
    QuestionMovedOnError
        If nobody looks back at it now.
    """
    with acting(member, question, now, Stage.LOOKING_BACK, may_be_friend=True) as act:
        review = review_of(act.question.id)
        if review is None:
            raise QuestionMovedOnError(_("This look-back has ended."))
        return answer_review(
            member=act.member,
            review=review,
            conclusion=conclusion,
            answers=answers or Answers(),
            now=now,
        )
