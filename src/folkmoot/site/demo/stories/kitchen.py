"""The kitchen of the co-op: jobs, a published rota, and somebody who cannot come."""

from datetime import time, timedelta

from folkmoot.shifts.models import Job, Turn
from folkmoot.shifts.operations import (
    JobText,
    add_work,
    confirm_rota,
    confirm_skill,
    draft_rota,
    make_job,
    rate_job,
    release_turn,
    say_skill,
    set_care_share,
    set_times,
    sign_up,
)
from folkmoot.shifts.queries.days import monday_of
from folkmoot.site.demo.play import Play, Story

ALL_DAYS = (1, 2, 3, 4, 5, 6, 7)
HARD, USUAL = 125, 100


def kitchen(play: Play) -> Story:
    """Share out the kitchen's work for five weeks, of which two are past."""
    yield play.at(17, 18)
    bake = _jobs(play)
    yield play.at(16, 19)
    _selves(play, bake)
    yield play.at(15, 18)
    first = play.now.date() + timedelta(days=1)
    rota = draft_rota(
        member=play.members["Ann"],
        collective_id=play.members["Ann"].collective_id,
        first_day=first,
        last_day=monday_of(first) + timedelta(days=34),
        now=play.now,
    )
    for member in play.of("Ann Gus"):
        confirm_rota(member=member, rota=rota, version=rota.version, now=play.now)
    yield play.at(4, 20)
    add_work(
        member=play.members["Flo"],
        job=None,
        what="Descaled the kettle and the tap",
        day=play.now.date(),
        minutes=40,
        now=play.now,
    )
    yield play.at(1, 19)
    _changes(play)


def _jobs(play: Play) -> Job:
    """Return the job that needs somebody who knows it."""
    ann, first = play.members["Ann"], play.now.date() + timedelta(days=1)
    texts = (
        JobText(
            "Cook dinner",
            90,
            timing=Job.Timing.HOUR,
            starts_at=time(17, 30),
            weekdays=ALL_DAYS,
            first_day=first,
        ),
        JobText("Wash up", 45, weekdays=ALL_DAYS, first_day=first),
        JobText("Shop for food", 90, 2, timing=Job.Timing.WEEK, first_day=first),
        JobText(
            "Bake bread",
            120,
            ability="The oven",
            timing=Job.Timing.HOUR,
            starts_at=time(9),
            weekdays=(6,),
            first_day=first,
        ),
    )
    jobs = [
        make_job(member=ann, collective_id=ann.collective_id, text=text, now=play.now)
        for text in texts
    ]
    for name, weight in (("Bo", HARD), ("Eve", HARD), ("Jo", USUAL)):
        rate_job(
            member=play.members[name],
            job=jobs[1],
            weight=weight,
            rather_not=False,
            now=play.now,
        )
    return jobs[-1]


def _selves(play: Play, bake: Job) -> None:
    """Let people say what they know, when they cannot, and how much they take."""
    if bake.ability is not None:
        for name in ("Ann", "Kim"):
            skill = say_skill(
                member=play.members[name],
                ability=bake.ability,
                is_learning=False,
                now=play.now,
            )
            confirm_skill(member=play.members["Di"], skill=skill, now=play.now)
        say_skill(
            member=play.members["Max"],
            ability=bake.ability,
            is_learning=True,
            now=play.now,
        )
    evenings = [f"{day}-evening" for day in ALL_DAYS[:5]]
    set_times(member=play.members["Jo"], not_free=evenings, now=play.now)
    set_care_share(member=play.members["Ida"], percent=50, now=play.now)


def _changes(play: Play) -> None:
    """Let one person not come, and another take over somebody's place."""
    ahead = Turn.objects.filter(
        collective=play.members["Ann"].collective_id,
        state=Turn.State.TAKEN,
        shift__day__gt=play.now.date() + timedelta(days=2),
        shift__job__ability=None,
    ).select_related("shift", "member")
    first, second = ahead.order_by("shift__day", "id")[:2]
    for turn in (first, second):
        release_turn(member=turn.member, turn=turn, now=play.now)
    helper = play.members["Nia"]
    sign_up(
        member=helper, shift=first.shift, comment="I can stay an hour", now=play.now
    )
