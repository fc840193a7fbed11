"""What was said in a council, where it differs, and what is reported home."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from folkmoot.engines.consensus import Tally
from folkmoot.federating.models import Entry, EntryAnswer, HomeReport
from folkmoot.federating.queries.at_home import members_at_home
from folkmoot.people.models import Collective, Membership

REPORT_WITHIN = timedelta(hours=48)
COUNTED = (Entry.State.COUNTED, Entry.State.CONFIRMED)
YES = ("consent", "concern")


def list_entries(council: Collective) -> QuerySet[Entry]:
    """Return what was said in a council, the newest first."""
    rows = Entry.objects.filter(collective=council).select_related(
        "home", "delegate__member", "mandate", "question", "collective"
    )
    return rows.order_by("-at", "-id")


def list_said_by(home: Collective, council: Collective) -> QuerySet[Entry]:
    """Return what was said in a council for one collective, the newest first."""
    return list_entries(council).filter(home=home)


def electorate_of(entry: Entry) -> QuerySet[Membership]:
    """Return who is asked at home: who was there when it was said, and still is."""
    return members_at_home(entry.home).filter(joined_at__lte=entry.at)


def tally_of_answers(entry: Entry) -> Tally:
    """Return how those who are asked answered so far."""
    rows = EntryAnswer.objects.filter(entry=entry, member__in=electorate_of(entry))
    counts = Counter(rows.values_list("value", flat=True))
    return Tally(
        sum(counts[value] for value in YES),
        counts["stand_aside"],
        counts["object"],
        counts["need_more"],
    )


@dataclass(frozen=True)
class Sitting:
    """What was said since the last report that both signed: first and last entry."""

    first: Entry
    last: Entry

    @property
    def due_at(self) -> datetime:
        """Return until when the report is due."""
        return self.first.at + REPORT_WITHIN


def sitting_of(home_id: UUID, council_id: UUID) -> Sitting | None:
    """Return what still waits for a report home, if anything does."""
    rows = Entry.objects.filter(home=home_id, collective=council_id)
    signed = HomeReport.objects.filter(
        collective=home_id, council=council_id, signed_at__isnull=False
    )
    last_report = signed.order_by("-created_at").first()
    if last_report is not None:
        rows = rows.filter(at__gt=last_report.created_at)
    first, last = rows.order_by("at", "id").first(), rows.order_by("at", "id").last()
    return Sitting(first, last) if first is not None and last is not None else None


def lacks_report(home_id: UUID, council_id: UUID, now: datetime) -> bool:
    """Whether a report home is late."""
    sitting = sitting_of(home_id, council_id)
    return sitting is not None and sitting.due_at <= now


def list_reports(home: Collective, council: Collective) -> QuerySet[HomeReport]:
    """Return the reports home, the newest first."""
    rows = HomeReport.objects.filter(collective=home, council=council)
    people = ("writer__member", "signed_by__member", "question")
    return rows.select_related(*people).order_by("-created_at", "-id")


def unsigned_report(home_id: UUID, council_id: UUID) -> HomeReport | None:
    """Return the report that waits for its second signature."""
    rows = HomeReport.objects.filter(
        collective=home_id, council=council_id, signed_at=None
    )
    return rows.select_related("writer").order_by("-created_at").first()


def answers_of(entries: Sequence[Entry], member: Membership) -> dict[UUID, EntryAnswer]:
    """Return a member's answers by entry."""
    rows = EntryAnswer.objects.filter(entry__in=entries, member=member)
    return {row.entry_id: row for row in rows}


def heard_at_home(entries: Sequence[Entry]) -> dict[UUID, int]:
    """Return how many at home have answered, per entry; not what."""
    rows = EntryAnswer.objects.filter(entry__in=entries)
    return dict(rows.values_list("entry").annotate(n=Count("id")))
