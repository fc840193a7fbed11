"""Who may do what: a federation's own pages, and the same for programs."""

from tests.house_rules.access.row import SIGN_IN, Row

END = {"topic": "end", "why": "It has done its work"}
NOBODYS = {"membership_id": "01900000-0000-7000-8000-000000000000"}
ROWS: list[Row] = [
    Row("federating:federation", "GET", SIGN_IN, 404, 200, 200),
    Row("federating:home_leaf", "POST", SIGN_IN, 404, 422, 422),
    Row("federating:change", "GET", SIGN_IN, 404, 200, 200),
    Row("federating:change", "POST", SIGN_IN, 404, 422, 302, END),
    Row("home:federation_record", "GET", SIGN_IN, 404, 200, 200),
    Row("home:check_federation_record", "GET", SIGN_IN, 404, 200, 200),
    Row("api:get_federations", "GET", 401, 200, 200, 200),
    Row("api:get_federation", "GET", 401, 404, 200, 200),
    Row("api:choose_home_leaf", "PUT", 401, 404, 422, 422, NOBODYS),
    Row("api:raise_change", "POST", 401, 404, 422, 201, {"why": "It is done"}),
    Row("api:get_federation_record", "GET", 401, 404, 200, 200),
    Row("api:check_federation_record", "GET", 401, 404, 200, 200),
]
