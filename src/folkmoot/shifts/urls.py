"""Addresses of jobs, shifts and rotas."""

from django.urls import URLPattern, path

from folkmoot.shifts.views import board, feed, first, jobs, own, rotas, turns, work

app_name = "shifts"
SHIFTS = "c/<slug:slug>/shifts/"
JOB = f"{SHIFTS}jobs/<uuid:job_id>/"
ROTA = f"{SHIFTS}rota/<uuid:rota_id>/"
SHIFT = f"{SHIFTS}<uuid:shift_id>/"
TURN = f"{SHIFTS}turns/<uuid:turn_id>/"
SWAP = f"{SHIFTS}swaps/<uuid:swap_id>/"
MINE = f"{SHIFTS}my-part/"
urlpatterns: list[URLPattern] = [
    path(SHIFTS, board.shifts, name="shifts"),
    path(f"{SHIFTS}wall/", board.wall, name="wall"),
    path(f"{SHIFTS}start/", first.first_jobs, name="first_jobs"),
    path(f"{SHIFTS}start/times/", first.first_times, name="first_times"),
    path(f"{SHIFTS}jobs/", jobs.jobs, name="jobs"),
    path(f"{SHIFTS}jobs/new/", jobs.make_job, name="make_job"),
    path(JOB, jobs.job, name="job"),
    path(f"{JOB}change/", jobs.change_job, name="change_job"),
    path(f"{JOB}end/", jobs.end_job, name="end_job"),
    path(f"{JOB}rating/", jobs.rate_job, name="rate_job"),
    path(f"{JOB}places/", jobs.fix_place, name="fix_place"),
    path(f"{SHIFTS}places/<uuid:place_id>/end/", jobs.free_place, name="free_place"),
    path(f"{SHIFTS}rota/", rotas.rota, name="rota"),
    path(f"{SHIFTS}rota/draft/", rotas.draft_rota, name="draft_rota"),
    path(f"{ROTA}places/<uuid:shift_id>/", rotas.set_cell, name="set_cell"),
    path(f"{ROTA}confirmation/", rotas.confirm_rota, name="confirm_rota"),
    path(f"{ROTA}end/", rotas.drop_draft, name="drop_draft"),
    path(f"{SHIFTS}worked/", work.work, name="work"),
    path(f"{SHIFTS}worked/new/", work.add_work, name="add_work"),
    path(f"{SHIFTS}worked/<uuid:work_id>/end/", work.remove_work, name="remove_work"),
    path(f"{SHIFTS}skills/", own.skills, name="skills"),
    path(
        f"{SHIFTS}skills/<uuid:skill_id>/confirmation/",
        own.confirm_skill,
        name="confirm_skill",
    ),
    path(
        f"{SHIFTS}skills/<uuid:skill_id>/end/",
        own.take_skill_back,
        name="take_skill_back",
    ),
    path(MINE, own.my_part, name="my_part"),
    path(f"{MINE}times/", own.set_times, name="set_times"),
    path(f"{MINE}away/", own.add_away, name="add_away"),
    path(f"{MINE}away/<uuid:away_id>/end/", own.remove_away, name="remove_away"),
    path(f"{MINE}share/", own.set_care_share, name="set_care_share"),
    path(f"{MINE}skills/", own.say_skill, name="say_skill"),
    path(f"{MINE}gift/", own.give_time, name="give_time"),
    path(f"{MINE}help/", own.draw_time, name="draw_time"),
    path(f"{MINE}calendar/", own.make_feed, name="make_feed"),
    path(f"{MINE}calendar/end/", own.end_feed, name="end_feed"),
    path(f"{SHIFT}", board.shift, name="shift"),
    path(f"{SHIFT}places/", turns.sign_up, name="sign_up"),
    path(f"{TURN}release/", turns.release_turn, name="release_turn"),
    path(f"{TURN}worked/", work.record_turn, name="record_turn"),
    path(f"{TURN}swap/<uuid:other_id>/", turns.offer_swap, name="offer_swap"),
    path(f"{SWAP}agreement/", turns.agree_swap, name="agree_swap"),
    path(f"{SWAP}end/", turns.end_swap, name="end_swap"),
    path(
        f"{SHIFTS}askings/<uuid:asking_id>/no/",
        turns.decline_asking,
        name="decline_asking",
    ),
    path("calendar/<str:token>.ics", feed.calendar, name="calendar"),
]
