"""Who may do what: taking a mandate back, on pages and for programs."""

from tests.house_rules.access.row import SIGN_IN, Row

WHY = {"reason": "It differs"}
TAKE = {"value": "take_back"}
SIDE = {"text": "I said what I was asked to say."}
ROWS: list[Row] = [
    # In the world Ann's mandate is paused, Bo's is signed once, Di's was taken back.
    Row("federating:recall", "GET", SIGN_IN, 404, 200, 200),
    Row("federating:recall", "POST", SIGN_IN, 404, 422, 302, WHY),
    Row("federating:sign_recall", "POST", SIGN_IN, 404, 422, 302),
    Row("federating:answer_recall", "POST", SIGN_IN, 404, 422, 302, TAKE),
    Row("federating:give_side", "POST", SIGN_IN, 404, 422, 302, SIDE),
    Row("federating:settle_act", "POST", SIGN_IN, 404, 422, 302, {"is_undone": "yes"}),
    Row("api:get_recall", "GET", 401, 404, 200, 200),
    Row("api:get_recall", "POST", 401, 404, 403, 201, WHY),
    Row("api:sign_recall", "PUT", 401, 404, 403, 200),
    Row("api:answer_recall", "PUT", 401, 404, 403, 200, TAKE),
    Row("api:give_side", "PUT", 401, 404, 403, 200, SIDE),
    Row("api:settle_act", "PUT", 401, 404, 403, 200, {"is_undone": True}),
]
