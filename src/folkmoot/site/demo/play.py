"""Telling a past: stories that each wait for their time, played in one order of time.

A story is a generator that yields when it goes on and acts at `Play.now` in between.
Between two acts time does what it does on a server: questions are settled at the very
instants at which they fell due.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import admit_due, settle_question
from folkmoot.messaging.operations import mark_seen
from folkmoot.people.models import Membership
from folkmoot.site.demo.cast import ZONE

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

    def tell(self, tellers: Iterable[Teller]) -> None:
        """Play all stories to their ends, then let time run up to the present."""
        stories: list[Story] = [teller(self) for teller in tellers]
        waiting: list[tuple[datetime, int]] = []
        _go_on(stories, range(len(stories)), waiting)
        while waiting:
            at, which = heapq.heappop(waiting)
            pass_time(at)
            self._now = max(self._now, at)
            _go_on(stories, [which], waiting)
        pass_time(self.present)


def _go_on(
    stories: Sequence[Story],
    which: Iterable[int],
    waiting: list[tuple[datetime, int]],
) -> None:
    for number in which:
        at = next(stories[number], None)
        if at is not None:
            heapq.heappush(waiting, (at, number))


def pass_time(until: datetime) -> None:
    """Take every step that time alone brings, at its own instant."""
    while True:
        due = Question.objects.filter(look_at__lte=until).order_by("look_at")
        question = due.first()
        if question is None or question.look_at is None:
            return
        # Not by `settle_due`, which goes on after a fault: a story must not.
        at = question.look_at
        settle_question(question, at)
        admit_due(at)
