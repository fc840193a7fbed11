"""Tasks offered, and look-backs to answer."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import F
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.doing.models import Commitment, Review, ReviewAnswer
from folkmoot.doing.queries import tasks_offered_to
from folkmoot.doing.words import LOOK_BACK_MINUTES
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.people.models import Collective


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield tasks the person was named for, then look-backs without their answer."""
    for task in tasks_offered_to(reader.members.values()):
        collective = reader.members[task.collective_id].collective
        yield Item(
            act=_("Would you do this?"),
            about=task.what,
            href=task_address(collective, task),
            minutes=1,
            until=None,
            collective=collective,
            drawing="doing",
        )
    yield from _look_backs(reader)


def task_address(collective: Collective, task: Commitment) -> str:
    """Return where a task is shown."""
    address: dict[str, str | UUID] = {"slug": collective.slug, "task_id": task.id}
    try:
        return reverse("doing:task", kwargs=address)
    except NoReverseMatch:
        return reverse("home:collective", kwargs={"slug": collective.slug})


def _look_backs(reader: Reader) -> Iterator[Item]:
    """Yield what to look back on; not to who came after it had begun."""
    answered = ReviewAnswer.objects.filter(member__in=reader.ids).values("review")
    reviews = Review.objects.filter(
        collective__in=reader.full_collective_ids,
        collective__memberships__in=reader.ids,
        collective__memberships__joined_at__lte=F("opened_at"),
        closed_at=None,
        closes_at__gt=reader.now,
    ).exclude(id__in=answered)
    rows = Question.objects.filter(
        id__in=reviews.order_by().values("question_id"),
        stage=Question.Stage.LOOKING_BACK,
    )
    for question in rows:
        yield reader.about(question, _("Look back: did it work?"), LOOK_BACK_MINUTES)
