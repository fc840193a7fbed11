"""Jobs: what has to be done, how hard it is, who has a place in it for good."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from statistics import median
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import Ability, FixedPlace, Job, Rating, Shift
from folkmoot.shifts.models.jobs import USUAL
from folkmoot.shifts.operations.errors import ShiftError, ShiftIncompleteError
from folkmoot.shifts.operations.making import follow_job
from folkmoot.shifts.operations.rights import lock_collective, lock_planner
from folkmoot.shifts.queries.days import LAST, WEEKDAYS

MOST_MINUTES = 24 * 60
MOST_PEOPLE = 50
MOST_WEEKS = 12
WHOLE = 100
# Fewer ratings would tell who said what.
RATINGS = 3


@dataclass(frozen=True)
class JobText:
    """What a job is; ``ability`` is the name of what one has to know."""

    name: str
    minutes: int
    people: int = 1
    ability: str = ""
    is_required: bool = True
    rhythm: str = Job.Rhythm.WEEKLY
    timing: str = Job.Timing.DAY
    weekdays: tuple[int, ...] = ()
    every_weeks: int = 1
    week_of_month: int = 1
    starts_at: time | None = None
    first_day: date | None = None
    fixed_percent: int = 50


@transaction.atomic
def make_job(
    *, member: Membership, collective_id: UUID, text: JobText, now: datetime
) -> Job:
    """Add a job; its shifts come with the next look. Locks the collective.

    Raises
    ------
    ShiftIncompleteError
        If something is missing, or the job would never come.
    """
    collective = lock_collective(collective_id)
    maker = lock_planner(member, collective.id)
    _check(text)
    job = Job(collective=collective, made_by=maker, created_at=now)
    _write(job, text)
    append_entry(
        collective_id=collective.id,
        kind="job.made",
        details={"job": str(job.id), "name": job.name},
        now=now,
        member_id=maker.id,
    )
    return job


@transaction.atomic
def change_job(*, member: Membership, job: Job, text: JobText, now: datetime) -> Job:
    """Change a job and the shifts that are still to come. Locks the collective.

    Shifts that no longer come are taken out where nobody has a place; where somebody
    has, they stay until the next rota.

    Raises
    ------
    ShiftIncompleteError
        If something is missing, or the job would never come.
    ShiftError
        If it has ended.
    """
    held, changer = _lock_job(member, job)
    _check(text)
    _write(held, text)
    follow_job(held, now)
    append_entry(
        collective_id=held.collective_id,
        kind="job.changed",
        details={"job": str(held.id), "name": held.name},
        now=now,
        member_id=changer.id,
    )
    return held


@transaction.atomic
def end_job(*, member: Membership, job: Job, now: datetime) -> Job:
    """End a job: its shifts to come are taken out. Locks the collective."""
    held, changer = _lock_job(member, job)
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    follow_job(held, now)
    FixedPlace.objects.filter(job=held, ended_at=None).update(ended_at=now)
    append_entry(
        collective_id=held.collective_id,
        kind="job.ended",
        details={"job": str(held.id), "name": held.name},
        now=now,
        member_id=changer.id,
    )
    return held


@transaction.atomic
def rate_job(
    *,
    member: Membership,
    job: Job,
    weight: int | None,
    rather_not: bool,
    now: datetime,
) -> Job:
    """Say how hard a job is for oneself, and whether one would rather not do it.

    From the third rating on its weight is the middle one. What one person said stands
    in no record. Locks the collective.
    """
    held, rater = _lock_job(member, job)
    Rating.objects.update_or_create(
        job=held,
        member=rater,
        defaults={
            "collective_id": held.collective_id,
            "weight": weight,
            "rather_not": rather_not,
            "at": now,
        },
    )
    said = Rating.objects.filter(job=held, member__ended_at=None, weight__isnull=False)
    weights = [w for w in said.values_list("weight", flat=True) if w is not None]
    held.weight = round(median(weights)) if len(weights) >= RATINGS else USUAL
    held.save(update_fields=["weight"])
    to_come = Shift.objects.filter(job=held, day__gt=now.date())
    to_come.update(weight=held.weight)
    return held


@transaction.atomic
def fix_place(
    *,
    member: Membership,
    job: Job,
    weekday: int,
    now: datetime,
) -> FixedPlace:
    """Take a place in a job for good, on one weekday, while newcomers keep room.

    Locks the collective.

    Raises
    ------
    ShiftError
        If the part of the job's places that may be fixed is taken, or the job does
        not come on that day.
    """
    held, holder = _lock_job(member, job)
    days = [1] if held.timing == Job.Timing.WEEK else held.weekdays
    if held.rhythm != Job.Rhythm.WEEKLY or weekday not in days:
        raise ShiftError(_("This job does not come every week on that day."))
    fixed = FixedPlace.objects.filter(job=held, ended_at=None, member__ended_at=None)
    mine = fixed.filter(member=holder, weekday=weekday).first()
    if mine is not None:
        return mine
    room = held.people * len(days) * held.fixed_percent // 100
    is_full = fixed.filter(weekday=weekday).count() >= held.people
    if is_full or fixed.count() >= room:
        raise ShiftError(
            _(
                "The other places stay open, so that newcomers find room. You can sign up for single days."
            )
        )
    row = FixedPlace.objects.create(
        collective_id=held.collective_id,
        job=held,
        member=holder,
        weekday=weekday,
        set_at=now,
    )
    append_entry(
        collective_id=held.collective_id,
        kind="place.fixed",
        details={"job": str(held.id), "name": held.name, "weekday": weekday},
        now=now,
        member_id=holder.id,
    )
    return row


@transaction.atomic
def free_place(*, member: Membership, place: FixedPlace, now: datetime) -> FixedPlace:
    """Give up a place that one had for good. Locks it.

    Raises
    ------
    ShiftError
        If it is somebody else's.
    """
    rows = FixedPlace.objects.select_for_update(of=("self",)).select_related("job")
    held = rows.get(id=place.id)
    if held.member_id != member.id:
        raise ShiftError(_("Only the person who has this place can give it up."))
    if held.ended_at is not None:
        return held
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    append_entry(
        collective_id=held.collective_id,
        kind="place.freed",
        details={"job": str(held.job_id), "name": held.job.name},
        now=now,
        member_id=member.id,
    )
    return held


def _lock_job(member: Membership, job: Job) -> tuple[Job, Membership]:
    collective = lock_collective(job.collective_id)
    changer = lock_planner(member, collective.id)
    held = Job.objects.select_related("collective").get(id=job.id)
    if held.ended_at is not None:
        raise ShiftError(_("This job has ended."))
    return held, changer


def _write(job: Job, text: JobText) -> None:
    said = asdict(text)
    said["ability"] = _ability(job, text.ability)
    said["weekdays"] = sorted(set(text.weekdays))
    said["name"] = " ".join(text.name.split())
    for name, value in said.items():
        setattr(job, name, value)
    job.save()


def _ability(job: Job, name: str) -> Ability | None:
    """Return the ability of that name, however it is written; made where there is none."""
    words = " ".join(name.split())
    if not words:
        return None
    known = Ability.objects.filter(collective_id=job.collective_id)
    found = known.filter(name__iexact=words).first()
    return found or Ability.objects.create(
        collective_id=job.collective_id, name=words, created_at=job.created_at
    )


def _check(text: JobText) -> None:
    """Refuse what is missing or cannot be."""
    if not text.name.strip():
        raise ShiftIncompleteError(_("Please write what is to be done."))
    if not 1 <= text.minutes <= MOST_MINUTES:
        raise ShiftIncompleteError(_("Please say how long it takes, up to a day."))
    if not 1 <= text.people <= MOST_PEOPLE:
        raise ShiftIncompleteError(_("Please say for how many people, from 1 to 50."))
    is_often = 1 <= text.every_weeks <= MOST_WEEKS
    if not is_often or not 0 <= text.fixed_percent <= WHOLE:
        raise ShiftIncompleteError(_("Please look at the numbers again."))
    _check_days(text)


def _check_days(text: JobText) -> None:
    if text.first_day is None:
        raise ShiftIncompleteError(_("From which day on? Please choose one."))
    if (text.timing == Job.Timing.HOUR) != (text.starts_at is not None):
        raise ShiftIncompleteError(_("Please say when it begins, or choose no hour."))
    needs_days = text.rhythm == Job.Rhythm.MONTHLY or (
        text.rhythm == Job.Rhythm.WEEKLY and text.timing != Job.Timing.WEEK
    )
    lacks_days = needs_days and not text.weekdays
    is_known = set(text.weekdays) <= set(WEEKDAYS) and 1 <= text.week_of_month <= LAST
    if lacks_days or not is_known:
        raise ShiftIncompleteError(_("On which days? Please choose at least one."))
