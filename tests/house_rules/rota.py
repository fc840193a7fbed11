"""Jobs and shifts of the world: a published week, a draft after it, and Ann's own part."""

from datetime import time, timedelta

from tests import cast

from folkmoot.needs.operations import make_feed
from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models import Asking, Job, Shift, Turn
from folkmoot.shifts.operations import (
    JobText,
    add_away,
    add_work,
    confirm_rota,
    decline_asking,
    draft_rota,
    fix_place,
    give_time,
    make_job,
    make_shifts,
    offer_swap,
    rate_job,
    record_turn,
    release_turn,
    say_skill,
    set_care_share,
    set_times,
    sign_up,
)

NOW = cast.NOW
TODAY = NOW.date()
MONDAY = TODAY + timedelta(days=7)
DAILY = tuple(range(1, 8))


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of these addresses."""
    ann, bo, di = (cast.member(elm, name) for name in ("Ann", "Bo", "Di"))
    job = _job(ann, "Cook", people=2, fixed_percent=100, ability="The oven")
    skills = [
        say_skill(member=who, ability=job.ability, is_learning=False, now=NOW)
        for who in (ann, bo, di)
    ]
    place = fix_place(member=ann, job=job, weekday=2, now=NOW)
    rate_job(member=bo, job=job, weight=125, rather_not=True, now=NOW)
    today = _today(ann, _job(ann, "Wash up", people=3, rhythm="once"), bo)
    work = add_work(
        member=ann, job=None, what="Mended a chair", day=TODAY, minutes=90, now=NOW
    )
    give_time(member=bo, minutes=30, now=NOW)
    _publish(ann, bo, MONDAY)
    asking = _ask(di, ann, job)
    mine, theirs = _pair(ann, bo, job)
    swap = offer_swap(member=bo, turn=theirs, for_turn=mine, now=NOW)
    away = add_away(
        member=ann, first_day=TODAY + timedelta(99), last_day=TODAY + timedelta(101)
    )
    set_times(member=bo, not_free=["1-morning"], now=NOW)
    set_care_share(member=di, percent=50, now=NOW)
    _feed, secret = make_feed(member=ann, now=NOW)
    asked = Asking.objects.select_related("turn__shift").get(id=asking.id)
    draft = draft_rota(
        member=ann,
        collective_id=elm.id,
        first_day=MONDAY + timedelta(days=7),
        last_day=MONDAY + timedelta(days=13),
        now=NOW,
    )
    next_week = Shift.objects.filter(job=job, day=draft.first_day).get()
    return {
        "job_id": job.id,
        "place_id": place.id,
        "shift_id": asked.turn.shift_id,
        "rota_id": draft.id,
        "turn_id": mine.id,
        "other_id": theirs.id,
        "swap_id": swap.id,
        "asking_id": asking.id,
        "away_id": away.id,
        "work_id": work.id,
        "skill_id": skills[0].id,
        "shifts:calendar.token": secret,
        **{
            f"{app}:{name}.{part}": value
            for app in ("shifts", "api")
            for name, part, value in (
                ("set_cell", "shift_id", next_week.id),
                ("record_turn", "turn_id", today.id),
                ("confirm_skill", "skill_id", skills[1].id),
            )
        },
    }


def _job(by: Membership, name: str, **other: object) -> Job:
    text = JobText(
        name=name,
        minutes=60,
        weekdays=DAILY,
        first_day=TODAY,
        **{"timing": "hour", "starts_at": time(19), **other},
    )
    return make_job(member=by, collective_id=by.collective_id, text=text, now=NOW)


def _today(ann: Membership, job: Job, bo: Membership) -> Turn:
    """Return Ann's place of today; Bo's of today is corrected."""
    make_shifts(collective=ann.collective, now=NOW)
    shift = Shift.objects.get(job=job, day=TODAY)
    mine, his = (sign_up(member=who, shift=shift, now=NOW) for who in (ann, bo))
    record_turn(member=bo, turn=his, minutes=45, now=NOW)
    add_work(member=bo, job=job, what="", day=TODAY, minutes=60, now=NOW)
    return mine


def _publish(ann: Membership, bo: Membership, first_day) -> None:
    rota = draft_rota(
        member=ann,
        collective_id=ann.collective_id,
        first_day=first_day,
        last_day=first_day + timedelta(days=6),
        now=NOW,
    )
    for who in (ann, bo):
        confirm_rota(member=who, rota=rota, version=rota.version, now=NOW)


def _ask(di: Membership, ann: Membership, job: Job) -> Asking:
    """Return that Ann is asked to come instead of Di."""
    turns = Turn.objects.filter(member=di, state="taken", shift__job=job)
    for turn in turns.exclude(shift__turns__member=ann).order_by("shift__day"):
        release_turn(member=di, turn=turn, now=NOW)
        asking = Asking.objects.filter(turn=turn, state="open").first()
        if asking is not None and asking.member_id != ann.id:
            decline_asking(member=asking.member, asking=asking, now=NOW)
            asking = Asking.objects.filter(turn=turn, state="open").first()
        if asking is not None and asking.member_id == ann.id:
            return asking
    message = "nobody asked Ann"
    raise AssertionError(message)


def _pair(ann: Membership, bo: Membership, job: Job) -> tuple[Turn, Turn]:
    """Return a place of Ann's and one of Bo's that they can swap."""
    mine = Turn.objects.filter(member=ann, state="taken", shift__day__gte=MONDAY)
    for one in mine.filter(shift__job=job).order_by("shift__day"):
        his = Turn.objects.filter(
            member=bo, state="taken", shift__job=job, shift__day__gte=MONDAY
        )
        for other in his.exclude(shift__turns__member=ann).order_by("shift__day"):
            if not one.shift.turns.filter(member=bo, state="taken").exists():
                return one, other
    message = "no two places can be swapped"
    raise AssertionError(message)
