"""The kitchen of Elm Street: jobs, and a rota for the two weeks after `cast.NOW`."""

from datetime import date, time

from tests.again import once
from tests.cast import NOW, collective, member

from folkmoot.people.models import Membership
from folkmoot.record.models import Entry
from folkmoot.shifts.models import Job, Rota, Shift, Turn
from folkmoot.shifts.operations import JobText, confirm_rota, draft_rota, make_job

MONDAY = date(2027, 3, 8)  # NOW is the Monday before
SUNDAY = date(2027, 3, 14)
ALL_DAYS = (1, 2, 3, 4, 5, 6, 7)
TWELVE = (
    *("Ann", "Bo", "Di", "Eve", "Flo", "Gus"),
    *("Hal", "Ida", "Jo", "Kim", "Luz", "Max"),
)


def cooking(**other: object) -> JobText:
    """Return the words of a job: cook every evening, one person, two hours."""
    said = {
        "name": "Cook dinner",
        "minutes": 120,
        "timing": Job.Timing.HOUR,
        "starts_at": time(17),
        "weekdays": ALL_DAYS,
        "first_day": MONDAY,
        **other,
    }
    return JobText(**said)


class Kitchen:
    """Elm Street with Ann, Bo, Di and a friend, Flo; Cy is in another collective."""

    @once
    def __init__(self, members: tuple[str, ...] = ("Ann", "Bo", "Di")) -> None:
        self.elm = collective(
            members=members, friends=() if "Flo" in members else ("Flo",)
        )
        self.ann, self.bo, self.di, self.flo = (
            member(self.elm, name) for name in ("Ann", "Bo", "Di", "Flo")
        )
        self.cy = member(collective("Oak Street", members=("Cy",)), "Cy")

    def named(self, name: str) -> Membership:
        return member(self.elm, name)

    def job(self, *, by: Membership | None = None, **other: object) -> Job:
        return make_job(
            member=by or self.ann,
            collective_id=self.elm.id,
            text=cooking(**other),
            now=NOW,
        )

    def draft(self, now=NOW, first=MONDAY, last=SUNDAY) -> Rota:
        return draft_rota(
            member=self.ann,
            collective_id=self.elm.id,
            first_day=first,
            last_day=last,
            now=now,
        )

    def publish(self, rota: Rota, now=NOW) -> Rota:
        rota.refresh_from_db()
        for who in (self.ann, self.bo):
            rota = confirm_rota(member=who, rota=rota, version=rota.version, now=now)
        return rota

    @once
    def published(self) -> Rota:
        """Return a rota of one week of cooking that everybody knows."""
        self.job()
        return self.publish(self.draft())

    def shift(self, day: date = MONDAY, job: Job | None = None) -> Shift:
        rows = Shift.objects.filter(collective=self.elm, day=day)
        return rows.select_related("job", "collective").get(
            **({"job": job} if job else {})
        )

    def turn_of(self, who: Membership, day: date | None = None) -> Turn:
        rows = Turn.objects.filter(member=who, state=Turn.State.TAKEN)
        rows = rows.filter(shift__day=day) if day else rows
        return rows.select_related("shift__job", "collective").order_by("shift__day")[0]

    def who_cooks(self, day: date = MONDAY) -> Membership | None:
        turn = self.shift(day).turns.filter(state=Turn.State.TAKEN).first()
        return turn.member if turn else None

    def kinds(self) -> list[str]:
        entries = Entry.objects.filter(collective_id=self.elm.id).order_by("index")
        kept = (
            "job",
            "shift",
            "rota",
            "turn",
            "swap",
            "work",
            "pool",
            "skill",
            "place",
        )
        kinds = entries.values_list("kind", flat=True)
        return [kind for kind in kinds if kind.split(".")[0] in (*kept, "shifts")]
