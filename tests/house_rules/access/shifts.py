"""Who may do what: jobs, shifts, rotas, and one's own part."""

from typing import Any

from tests.house_rules.access.api import reading, writing
from tests.house_rules.access.row import SIGN_IN, Row, everyone

NOBODY = "01900000-0000-7000-8000-000000000000"
JOB = {
    "name": "Bake bread",
    "minutes": "60",
    "people": "1",
    "rhythm": "weekly",
    "weekdays": ["1"],
    "every_weeks": "1",
    "timing": "day",
    "first_day": "2027-03-08",
    "fixed_percent": "50",
}
DAYS = {"first_day": "2027-03-15", "last_day": "2027-03-21"}
WORK = {"what": "Mended a door", "day": "2027-03-01", "minutes": "30"}


def page(address: str, friend: int = 200) -> Row:
    return Row(f"shifts:{address}", "GET", SIGN_IN, 404, friend, 200)


def press(address: str, friend: int, member: int, data: Any = None) -> Row:
    return Row(f"shifts:{address}", "POST", SIGN_IN, 404, friend, member, data)


PAGES: list[Row] = [
    page("shifts"),
    page("wall"),
    page("shift"),
    page("jobs"),
    page("job"),
    page("rota"),
    page("work"),
    page("skills"),
    page("my_part"),
    # Friends help; members say what has to be done, and publish.
    page("first_jobs", 404),
    press("first_jobs", 404, 422),
    page("first_times", 404),
    press("first_times", 404, 302, {"free": ["1-morning"]}),
    page("make_job", 404),
    press("make_job", 404, 302, JOB),
    press("change_job", 404, 302, JOB),
    press("end_job", 404, 302),
    press("rate_job", 404, 302, {"weight": "125"}),
    press("fix_place", 404, 302, {"weekday": "3"}),
    # What is Ann's alone.
    press("free_place", 404, 302),
    press("draft_rota", 404, 302, {"first_day": "2027-03-15", "weeks": "1"}),
    press("set_cell", 404, 302),
    press("confirm_rota", 404, 302, {"version": "1"}),
    press("drop_draft", 404, 302),
    # A friend says first what they know.
    press("sign_up", 422, 302),
    press("release_turn", 302, 302),
    press("decline_asking", 404, 302),
    press("offer_swap", 302, 302),
    press("agree_swap", 404, 302),
    press("end_swap", 404, 302),
    press("record_turn", 422, 302, {"minutes": "30"}),
    press("add_work", 302, 302, WORK),
    press("remove_work", 404, 302),
    press("set_times", 302, 302),
    press("add_away", 302, 302, DAYS),
    press("remove_away", 404, 302),
    press("set_care_share", 302, 302, {"percent": "50"}),
    press("say_skill", 422, 422),
    press("take_skill_back", 302, 302),
    press("confirm_skill", 404, 302),
    press("give_time", 422, 302, {"minutes": "30"}),
    press("draw_time", 302, 302, {"minutes": "30"}),
    press("make_feed", 302, 302),
    press("end_feed", 302, 302),
    # Whoever has the secret address reads what it opens.
    everyone("shifts:calendar", 200),
]
SENT_JOB = {
    "name": "Bake bread",
    "minutes": 60,
    "weekdays": [1],
    "first_day": "2027-03-08",
}
SENT_WORK = {"what": "Mended a door", "day": "2027-03-01", "minutes": 30}
API: list[Row] = [
    reading("get_jobs"),
    writing("get_jobs", "POST", 404, 201, SENT_JOB),
    reading("get_job"),
    writing("get_job", "PUT", 404, 200, SENT_JOB),
    writing("get_job", "DELETE", 404, 204),
    writing("rate_job", "PUT", 404, 200, {"weight": 125}),
    reading("get_fixed_places"),
    writing("get_fixed_places", "POST", 404, 201, {"weekday": 3}),
    writing("free_place", "DELETE", 404, 204),
    reading("get_shifts"),
    reading("get_shift"),
    writing("sign_up", "POST", 409, 201, {"comment": "Half the time"}),
    writing("release_turn", "POST", 403, 204),
    reading("get_askings"),
    writing("decline_asking", "POST", 404, 204),
    reading("get_swaps"),
    writing("offer_swap", "POST", 404, 404, {"for_turn": NOBODY}),
    writing("agree_swap", "PUT", 404, 204),
    writing("end_swap", "DELETE", 404, 204),
    reading("get_own_work"),
    writing("get_own_work", "POST", 201, 201, SENT_WORK),
    writing("remove_work", "DELETE", 404, 204),
    writing("record_turn", "PUT", 403, 200, {"minutes": 30}),
    reading("get_worked_months"),
    reading("get_rota"),
    writing("get_rota", "POST", 404, 201, DAYS),
    writing("set_cell", "PUT", 404, 200, {"leaves": None, "comes": None}),
    writing("confirm_rota", "POST", 404, 201, {"version": 1}),
    writing("drop_draft", "DELETE", 404, 204),
    reading("get_my_part"),
    writing("set_times", "PUT", 200, 200, {"not_free": ["1-morning"]}),
    writing("add_away", "POST", 201, 201, DAYS),
    writing("remove_away", "DELETE", 404, 204),
    writing("set_care_share", "PUT", 200, 200, {"percent": 50}),
    writing("give_time", "POST", 409, 201, {"minutes": 30}),
    writing("draw_time", "POST", 201, 201, {"minutes": 30}),
    writing("make_feed", "POST", 201, 201),
    writing("make_feed", "DELETE", 204, 204),
    reading("get_skills"),
    writing("get_skills", "POST", 404, 404, {"ability_id": NOBODY}),
    writing("take_skill_back", "DELETE", 403, 204),
    writing("confirm_skill", "PUT", 404, 200),
]
ROWS = [*PAGES, *API]
