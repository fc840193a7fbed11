"""Who may do what: recipes, plans and exchanges."""

from tests.house_rules.access.api import reading, writing
from tests.house_rules.access.row import SIGN_IN, Row

NOBODY = "01900000-0000-7000-8000-000000000000"
NEED = {"rows": [{"good": "loaf", "amount": "2"}]}
WAY = {"way": {"technique": "toast"}, "flows": []}
MAKING = {"weeks": 4, "people": 3}
LESSON = {"way": "bake", "part": "hours", "value": "2", "agrees": True}
TELLING = {"days": 3, "percent": 5}
FILES = {
    "files": {
        "goods.csv": "good,unit\nbread,kg",
        "techniques.csv": "technique\nbake",
        "flows.csv": "technique,direction,name,amount",
        "needs.csv": "good,amount",
    }
}
HALF = {"rows": "40", **{f"row-30-{one}": "2" for one in ("amount", "each", "stock")}}
PLANS: list[Row] = [
    Row("planning:overview", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:plans", "GET", SIGN_IN, 404, 200, 200),
    *(
        row
        for name in ("goods", "means", "wanted")
        for row in (
            Row(f"planning:{name}", "GET", SIGN_IN, 404, 200, 200),
            Row(f"planning:{name}", "POST", SIGN_IN, 404, 422, 422, HALF),
        )
    ),
    Row("planning:new_way", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:new_way", "POST", SIGN_IN, 404, 422, 422),
    Row("planning:way", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:way", "POST", SIGN_IN, 404, 422, 422),
    Row("planning:remove_way", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:join_way", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:leave_way", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:set_telling", "POST", SIGN_IN, 404, 422, 302, TELLING),
    Row("planning:start_from_example", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:import_recipes", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:import_recipes", "POST", SIGN_IN, 404, 422, 422),
    Row("planning:export_recipes", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:export_valueflows", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:put_back", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:make_plans", "POST", SIGN_IN, 404, 302, 302, MAKING),
    Row("planning:planning", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:alternative", "GET", SIGN_IN, 404, 200, 200),
    reading("get_recipes"),
    writing("get_recipes", "PUT", 200, 200, FILES),
    writing("change_recipe_table", "PUT", 200, 200, NEED),
    writing("begin_with_example", "POST", 200, 200),
    writing("put_recipes_back", "POST", 200, 200),
    reading("get_valueflows"),
    writing("add_way", "POST", 201, 201, WAY),
    reading("get_way"),
    writing("get_way", "PUT", 200, 200, WAY),
    writing("get_way", "DELETE", 204, 204),
    writing("join_way", "PUT", 200, 200),
    writing("join_way", "DELETE", 204, 204),
    writing("set_telling", "PUT", 403, 200, TELLING),
    reading("list_plans"),
    writing("list_plans", "POST", 201, 201, MAKING),
    reading("get_plans"),
    reading("get_plan"),
    Row("planning:ask_about_plans", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:set_length", "POST", SIGN_IN, 404, 302, 302, {"length": "month"}),
    Row("planning:following", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:follow", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:export_followed", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:report", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:report", "POST", SIGN_IN, 404, 302, 302, {"times": "5"}),
    Row("planning:as_planned", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:answer_lesson", "POST", SIGN_IN, 404, 302, 302, LESSON),
    Row("planning:ask_for_replan", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:replan", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:name_replan", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:drop_replan", "POST", SIGN_IN, 404, 302, 302),
    Row("planning:ask_about_replan", "POST", SIGN_IN, 404, 302, 302),
    writing("set_recipe_length", "PUT", 200, 200, {"length": "month"}),
    reading("get_followed_plan"),
    writing("get_followed_plan", "PUT", 200, 200),
    reading("get_followed_valueflows"),
    writing("report_way", "PUT", 200, 200, {"times": 5}),
    writing("answer_lesson", "PUT", 409, 409, LESSON),
    writing("ask_for_replan", "POST", 403, 201),
    reading("get_replan"),
    writing("get_replan", "DELETE", 403, 204),
    writing("name_replan", "PUT", 403, 200),
    writing("ask_about_replan", "POST", 403, 201),
    writing("ask_about_plans", "POST", 201, 201),
]
ROUNDS, SEEN = {"many": 1}, {"edition": 1, "number": 1}
PROPOSED = {
    "others": [NOBODY],
    "goods": [{"good": "loaf"}],
    "weeks": 4,
    "begins_on": "2027-04-01",
}
EXCHANGES: list[Row] = [
    Row("planning:exchanges", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:propose_exchange", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:propose_exchange", "POST", SIGN_IN, 404, 422, 422),
    Row("planning:exchange", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:exchange_sent", "GET", SIGN_IN, 404, 200, 200),
    Row("planning:join_exchange", "POST", SIGN_IN, 404, 422, 302),
    Row("planning:leave_exchange", "POST", SIGN_IN, 404, 422, 302),
    Row("planning:begin_exchange", "POST", SIGN_IN, 404, 422, 302),
    Row("planning:ask_for_rounds", "POST", SIGN_IN, 404, 422, 302, ROUNDS),
    Row("planning:settle_exchange", "POST", SIGN_IN, 404, 422, 302, SEEN),
    Row("planning:reopen_exchange", "POST", SIGN_IN, 404, 422, 302),
    Row("planning:accept_exchange", "POST", SIGN_IN, 404, 422, 302, SEEN),
    Row("planning:take_yes_back", "POST", SIGN_IN, 404, 422, 302),
    Row("planning:ask_all_about_exchange", "POST", SIGN_IN, 404, 422, 302, SEEN),
    Row("planning:call_off_exchange", "POST", SIGN_IN, 404, 422, 302),
    reading("list_exchanges"),
    writing("list_exchanges", "POST", 403, 409, PROPOSED),
    reading("get_exchange"),
    writing("get_exchange", "DELETE", 403, 409),
    reading("get_exchange_sent"),
    writing("join_exchange", "PUT", 403, 200, {}),
    writing("join_exchange", "DELETE", 403, 204),
    writing("begin_exchange", "PUT", 403, 200),
    writing("ask_for_rounds", "POST", 403, 201, ROUNDS),
    writing("settle_exchange", "PUT", 403, 200, SEEN),
    writing("settle_exchange", "DELETE", 403, 409),
    writing("accept_exchange", "PUT", 403, 200, SEEN),
    writing("accept_exchange", "DELETE", 403, 204),
    writing("ask_all_about_exchange", "POST", 403, 201, SEEN),
]
ROWS = [*PLANS, *EXCHANGES]
