"""Hearings in which the person can still say something."""

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.deciding.models import Question
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.listening.models import Contribution, Response, Statement

SECONDS_EACH, MINUTE = 6, 60
OWN_WORDS = 3  # minutes


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield hearings where the person was not heard, or has short views to answer."""
    open_ones = list(
        Question.objects.filter(
            collective__in=reader.collective_ids, stage=Question.Stage.HEARING
        )
    )
    if not open_ones:
        return
    ids = [question.id for question in open_ones]
    left, heard = _left(reader, ids), _heard(reader, ids)
    for question in open_ones:
        views = left[question.id]
        minutes = -(-views * SECONDS_EACH // MINUTE)
        if question.id not in heard:
            act = _("Tell us what you think")
            yield reader.about(question, act, minutes + OWN_WORDS)
        elif views:
            words = ngettext(
                "%(count)s new short view", "%(count)s new short views", views
            )
            yield reader.about(question, words % {"count": views}, minutes)


def _left(reader: Reader, ids: Sequence[UUID]) -> Counter[UUID]:
    """Count the statements of others that the person may still answer."""
    there = Statement.objects.filter(hearing__question_id__in=ids, folded_at=None)
    others = there.exclude(member__in=reader.ids).order_by()
    total: Counter[UUID] = Counter()
    for question_id, count in others.values_list("hearing__question_id").annotate(
        number=Count("id")
    ):
        total[question_id] = count
    answered = Response.objects.filter(
        member__in=reader.ids,
        statement__folded_at=None,
        statement__hearing__question_id__in=ids,
    ).exclude(statement__member=F("member"))
    about = answered.values_list("statement__hearing__question_id", flat=True)
    total.subtract(key for key in about if key is not None)
    return total


def _heard(reader: Reader, ids: Sequence[UUID]) -> set[UUID]:
    """Return the questions in whose hearing the person has said anything."""
    own = {"member__in": reader.ids}
    spoke = Contribution.objects.filter(**own).values("hearing__question_id")
    added = Statement.objects.filter(**own).values("hearing__question_id")
    answered = Response.objects.filter(**own).values("statement__hearing__question_id")
    said = Q(id__in=spoke) | Q(id__in=added) | Q(id__in=answered)
    heard = Question.objects.filter(said, id__in=ids)
    return set(heard.values_list("id", flat=True))
