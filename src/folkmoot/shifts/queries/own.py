"""What one said of oneself, and where one stands: for one's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from folkmoot.doing.days import today_in
from folkmoot.needs.models import Feed
from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models import (
    Ability,
    Availability,
    Away,
    CareShare,
    FixedPlace,
    Job,
    Rating,
    Skill,
    Turn,
    Work,
)
from folkmoot.shifts.queries.accounts import (
    Account,
    get_accounts,
    get_shares,
    usual_share,
)
from folkmoot.shifts.queries.days import GRID, PARTS, WEEKDAYS
from folkmoot.shifts.queries.sums import pool_minutes


@dataclass(frozen=True)
class OwnPart:
    """All that a member said, and their account."""

    account: Account
    percent: int
    not_free: Sequence[str]
    away: Sequence[Away]
    skills: Sequence[Skill]
    abilities: Sequence[Ability]
    fixed: Sequence[FixedPlace]
    feed: Feed | None
    pool: int

    @property
    def grid(self) -> list[tuple[int, list[tuple[str, str, bool]]]]:
        """Return, by weekday, each part of the day and whether one can."""
        return [
            (
                day,
                [
                    (f"{day}-{part}", part, f"{day}-{part}" not in self.not_free)
                    for part in PARTS
                ],
            )
            for day in WEEKDAYS
        ]

    @property
    def free(self) -> list[str]:
        """Return the parts of a week in which one can."""
        return [part for part in GRID if part not in self.not_free]


def get_own_part(member: Membership, now: datetime) -> OwnPart:
    """Return it; a fixed number of queries."""
    collective = member.collective
    today = today_in(collective, now)
    shares = get_shares(collective)
    accounts = get_accounts(collective, today, shares)
    times = Availability.objects.filter(member=member).first()
    return OwnPart(
        account=accounts.get(member.id, Account()),
        percent=percent_of(member, today),
        not_free=times.not_free if times else [],
        away=list(Away.objects.filter(member=member, last_day__gte=today)),
        skills=list(Skill.objects.filter(member=member).select_related("ability")),
        abilities=list(collective.abilities.order_by("name", "id")),
        fixed=list(
            FixedPlace.objects.filter(
                member=member, ended_at=None, job__ended_at=None
            ).select_related("job")
        ),
        feed=Feed.objects.filter(member=member, thing=None, ended_at=None).first(),
        pool=pool_minutes(collective),
    )


def percent_of(member: Membership, today: date) -> int:
    """Return what part of a usual share a member takes."""
    said = CareShare.objects.filter(member=member, since__lte=today).last()
    return said.percent if said else usual_share(member)


def list_jobs(collective: Collective) -> list[Job]:
    """Return the jobs there are, by name."""
    rows = Job.objects.filter(collective=collective, ended_at=None)
    return list(rows.select_related("ability").order_by("name", "id"))


def get_rating(member: Membership, job: Job) -> dict[str, Any]:
    """Return what a member said about a job, for the form."""
    row = Rating.objects.filter(member=member, job=job).first()
    return {"weight": row.weight, "rather_not": row.rather_not} if row else {}


def list_fixed_of(job: Job) -> list[FixedPlace]:
    """Return who has places of a job for good, by day."""
    rows = FixedPlace.objects.filter(job=job, ended_at=None, member__ended_at=None)
    return list(rows.select_related("member").order_by("weekday", "set_at", "id"))


def list_skills(collective: Collective) -> list[tuple[Ability, list[Skill]]]:
    """Return who knows what, by ability, then name; two queries."""
    rows = Skill.objects.filter(collective=collective, member__ended_at=None)
    skills = list(
        rows.select_related("ability", "member", "confirmed_by").order_by(
            "member__name", "id"
        )
    )
    return [
        (ability, [skill for skill in skills if skill.ability_id == ability.id])
        for ability in collective.abilities.order_by("name", "id")
    ]


def list_past_turns(member: Membership, today: date) -> list[Turn]:
    """Return the turns of one's last two months, the newest first."""
    rows = Turn.objects.filter(
        member=member,
        state=Turn.State.TAKEN,
        shift__cancelled_at=None,
        shift__day__lte=today,
        shift__day__gte=date.fromordinal(today.toordinal() - 62),
    ).select_related("shift__job", "work")
    return list(rows.order_by("-shift__day", "id"))


def list_own_work(member: Membership, today: date) -> list[Work]:
    """Return what one wrote down without a place in the last two months."""
    rows = Work.objects.filter(
        member=member, turn=None, day__gte=date.fromordinal(today.toordinal() - 62)
    )
    return list(rows.select_related("job").order_by("-day", "id"))
