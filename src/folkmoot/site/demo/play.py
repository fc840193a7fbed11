"""Telling a past: stories that each wait for their time, played in one order of time.

A story is a generator that yields when it goes on and acts at `Play.now` in between.
Between two acts time does what it does on a server: questions are settled at the very
instants at which they fell due.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import admit_due, settle_question
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.operations import count_due, follow_due
from folkmoot.federating.operations import settle_question as settle_federated
from folkmoot.messaging.operations import mark_seen
from folkmoot.people.models import Membership
from folkmoot.site.demo.cast import ZONE
from folkmoot.web.prepared import prepared

type Story = Iterator[datetime]
type Teller = Callable[["Play"], Story]
BETWEEN_ACTS = timedelta(minutes=2)


class Play:
    """One collective's people, and the time at which they act."""

    def __init__(
        self, members: dict[str, Membership], present: datetime, now: datetime
    ) -> None:
        self.members = members
        self.present = present
        self._now = now

    @property
    def now(self) -> datetime:
        """The instant of the next act; a few minutes lie between two acts."""
        self._now += BETWEEN_ACTS
        return self._now

    def reach(self, at: datetime) -> None:
        """Go on to a later instant."""
        self._now = max(self._now, at)

    def at(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        """Return an hour of a past day where the collective is."""
        zone = ZoneInfo(ZONE)
        day = self.present.astimezone(zone).date() - timedelta(days=days_ago)
        return datetime.combine(day, time(hour, minute), zone)

    def of(self, names: str) -> list[Membership]:
        """Return the memberships of names in one string: ``"Ann Bo Di"``."""
        return [self.members[name] for name in names.split()]

    def seen(self, question: Question, names: str = "") -> None:
        """Let people open the question's page; without names, all members."""
        present = [m for m in self.members.values() if m.takes_positions]
        for member in self.of(names) if names else present:
            mark_seen(about_id=question.id, member_id=member.id, now=self.now)


def tell(plays: Iterable[tuple[Play, Iterable[Teller]]]) -> None:
    """Play all stories of all collectives to their ends, then go on to the present."""
    told = [(play, teller(play)) for play, tellers in plays for teller in tellers]
    waiting: list[tuple[datetime, int]] = []
    _go_on(told, range(len(told)), waiting)
    while waiting:
        at, which = heapq.heappop(waiting)
        pass_time(at)
        play = told[which][0]
        play.reach(at)
        _go_on(told, [which], waiting)
    pass_time(max(play.present for play, _story in told))


def _go_on(
    told: Sequence[tuple[Play, Story]],
    which: Iterable[int],
    waiting: list[tuple[datetime, int]],
) -> None:
    for number in which:
        at = next(told[number][1], None)
        if at is not None:
            heapq.heappush(waiting, (at, number))


def pass_time(until: datetime) -> None:
    """Take every step that time alone brings, at its own instant."""
    while True:
        question, whole = _question.first(until), _whole.first(until)
        times = [one.look_at for one in (question, whole) if one and one.look_at]
        if not times:
            return
        at = min(times)
        # Not by `settle_due`, which goes on after a fault: a story must not.
        if whole is not None and whole.look_at == at:
            catch_up(whole, at)
        elif question is not None:
            settle_question(question, at)
            admit_due(at)


def catch_up(whole: FederatedQuestion, now: datetime) -> FederatedQuestion:
    """Take the steps of a federated question, and let all groups follow."""
    fresh = settle_federated(whole, now)
    follow_due(now)
    count_due(now)
    fresh.refresh_from_db()
    return fresh


@prepared
def _question(until: datetime) -> QuerySet[Question]:
    return Question.objects.filter(look_at__lte=until).order_by("look_at")[:1]


@prepared
def _whole(until: datetime) -> QuerySet[FederatedQuestion]:
    return FederatedQuestion.objects.filter(look_at__lte=until).order_by("look_at")[:1]
