"""Questions that something in a lower room may have moved since they were settled.

Tasks are finished and look-backs answered in `doing`, and people leave in `people`;
those rooms do not know questions. What happened stands in the record, by its kind.
Mail that goes out late gives its readers their full time.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from folkmoot.deciding.models import Question
from folkmoot.engines.consensus import ENDED
from folkmoot.messaging.models import Delivery
from folkmoot.record.models import Entry
from folkmoot.web.prepared import prepared

ABOUT_A_QUESTION = (
    "task.done",
    "task.dropped",
    "task.released",
    "task.taken_over",
    "task.reported",
    "review.answered",
)
ABOUT_EVERYBODY = ("member.left", "member.removed", "member.joined")
LOOKED_BACK_FOR = timedelta(hours=49)
# A transaction may commit a while after the time it was given.
SLOW = timedelta(seconds=30)


def list_stale(now: datetime) -> list[UUID]:
    """Return the ids of open questions that are to be settled afresh."""
    recent = Entry.objects.filter(at__gte=now - LOOKED_BACK_FOR)
    ids: dict[UUID, None] = {}
    about = recent.filter(kind__in=ABOUT_A_QUESTION, about_id__isnull=False)
    touched = [(e.about_id, e.at) for e in about.only("about_id", "at") if e.about_id]
    open_questions = Question.objects.exclude(stage__in=ENDED)
    settled = dict(
        open_questions.filter(id__in={i for i, _at in touched}).values_list(
            "id", "settled_at"
        )
    )
    for question_id, at in touched:
        if question_id in settled and settled[question_id] < at + SLOW:
            ids[question_id] = None
    moved = recent.filter(kind__in=ABOUT_EVERYBODY).values_list("collective_id", "at")
    latest: dict[UUID, datetime] = {}
    for collective_id, at in moved:
        latest[collective_id] = max(at, latest.get(collective_id, at))
    here = open_questions.filter(collective_id__in=latest)
    for question_id, collective_id, at in here.values_list(
        "id", "collective_id", "settled_at"
    ):
        if at < latest[collective_id] + SLOW:
            ids[question_id] = None
    return [*ids, *(key for key in _reached_by_mail(now) if key not in ids)]


def _reached_by_mail(now: datetime) -> QuerySet[Question, UUID]:
    """Return the questions whose window a mail that went out late may have moved."""
    late = Delivery.objects.filter(
        about_id=OuterRef("id"),
        way=Delivery.Way.MAIL,
        delivered_at__gt=OuterRef("settled_at") - SLOW,
    )
    asking = Question.objects.filter(Exists(late), closes_at__gt=now)
    return asking.order_by("id").values_list("id", flat=True)


def is_stale(question: Question, now: datetime) -> bool:
    """Say whether something may have moved this question since it was settled."""
    since = question.settled_at - SLOW
    return _entries.first(question.id, since, now) is not None


@prepared
def _entries(
    question_id: UUID, since: datetime, now: datetime
) -> QuerySet[Entry, UUID]:
    rows = Entry.objects.filter(about_id=question_id, at__gte=since, at__lte=now)
    told = rows.filter(kind__in=ABOUT_A_QUESTION).order_by()
    return told.values_list("id", flat=True)[:1]
