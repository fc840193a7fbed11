"""Who may do what: needs, offers and shared things."""

from tests.house_rules.access.api import reading, writing
from tests.house_rules.access.row import SIGN_IN, Row

HELP = {"amount": "1"}
NOBODY = "01900000-0000-7000-8000-000000000000"
PAIR = {"need_id": NOBODY, "offer_id": NOBODY, "amount": "1"}
TEXT = {"kind": "thing", "what": "A spade", "amount": "1", "unit": "piece"}
CLASSED = {**TEXT, "class_id": NOBODY}  # over by now
USE = {**HELP, "class_id": NOBODY}
OFFER = {**TEXT, "goes_out": "on"}
THING = {"name": "Tent", "place": "Cellar"}
ADDED = {**THING, "care_until": "2027-06-01"}
BOOKED = {"starts_at": "2027-04-01T09:00", "ends_at": "2027-04-01T17:00"}
BOOKED_AT = {"starts_at": "2027-04-01T09:00:00Z", "ends_at": "2027-04-01T17:00:00Z"}
PAGES: list[Row] = [
    Row("needs:needs", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:new_need", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:new_need", "POST", SIGN_IN, 404, 422, 422),
    Row("needs:new_offer", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:new_offer", "POST", SIGN_IN, 404, 302, 302, OFFER),
    Row("needs:need", "GET", SIGN_IN, 404, 200, 200),
    # What is Ann's, a friend sees and does not change.
    Row("needs:change_need", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:change_need", "POST", SIGN_IN, 404, 422, 422),
    Row("needs:end_need", "POST", SIGN_IN, 404, 422, 302),
    Row("needs:offer_for_need", "POST", SIGN_IN, 404, 302, 302, HELP),
    Row("needs:offer", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:change_offer", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:change_offer", "POST", SIGN_IN, 404, 422, 302, OFFER),
    Row("needs:end_offer", "POST", SIGN_IN, 404, 422, 302),
    Row("needs:need_from_offer", "POST", SIGN_IN, 404, 422, 422),
    Row("needs:ask_for_match", "POST", SIGN_IN, 404, 404, 404, PAIR),
    # A meeting is for its two sides: Ann and Bo.
    Row("needs:match", "GET", SIGN_IN, 404, 404, 200),
    Row("needs:accept_match", "POST", SIGN_IN, 404, 404, 302),
    Row("needs:decline_match", "POST", SIGN_IN, 404, 404, 302),
    Row("needs:finish_match", "POST", SIGN_IN, 404, 404, 302),
    Row("needs:cancel_match", "POST", SIGN_IN, 404, 404, 302),
    Row("needs:neighbours", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:begin_sharing", "POST", SIGN_IN, 404, 404, 422),
    Row("needs:confirm_sharing", "POST", SIGN_IN, 404, 404, 302),
    Row("needs:end_sharing", "POST", SIGN_IN, 404, 404, 302),
    Row("needs:things", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:add_thing", "GET", SIGN_IN, 404, 404, 200),
    Row("needs:add_thing", "POST", SIGN_IN, 404, 404, 302, ADDED),
    Row("needs:thing", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:thing_month", "GET", SIGN_IN, 404, 200, 200),
    Row("needs:change_thing", "GET", SIGN_IN, 404, 404, 200),
    Row("needs:change_thing", "POST", SIGN_IN, 404, 404, 302, THING),
    Row("needs:end_thing", "POST", SIGN_IN, 404, 404, 302),
    Row("needs:take_care", "POST", SIGN_IN, 404, 302, 302, {"until": "2027-06-01"}),
    Row("needs:give_up_care", "POST", SIGN_IN, 404, 422, 302),
    Row("needs:book_thing", "POST", SIGN_IN, 404, 302, 302, BOOKED),
    Row("needs:cancel_booking", "POST", SIGN_IN, 404, 422, 302),
    Row("needs:make_thing_feed", "POST", SIGN_IN, 404, 302, 302),
    Row("needs:end_thing_feed", "POST", SIGN_IN, 404, 302, 302),
]
API: list[Row] = [
    reading("get_need_classes"),
    reading("list_needs"),
    writing("list_needs", "POST", 409, 409, CLASSED),
    reading("get_need"),
    writing("get_need", "PUT", 403, 409, CLASSED),
    writing("get_need", "DELETE", 403, 204),
    reading("get_proposed_offers"),
    writing("offer_for_need", "POST", 201, 201, HELP),
    reading("list_offers"),
    writing("list_offers", "POST", 201, 201, TEXT),
    reading("get_offer"),
    writing("get_offer", "PUT", 403, 200, TEXT),
    writing("get_offer", "DELETE", 403, 204),
    reading("get_proposed_needs"),
    writing("need_from_offer", "POST", 409, 409, USE),
    reading("get_matches"),
    writing("get_matches", "POST", 404, 404, PAIR),
    reading("get_match", 404),
    writing("accept_match", "PUT", 404, 200),
    writing("decline_match", "PUT", 404, 200),
    writing("finish_match", "PUT", 404, 200),
    writing("cancel_match", "PUT", 404, 200),
    reading("get_neighbours"),
    writing("begin_sharing", "POST", 404, 409),
    writing("begin_sharing", "DELETE", 404, 204),
    writing("confirm_sharing", "PUT", 404, 200),
    reading("get_things"),
    writing("get_things", "POST", 404, 201, ADDED),
    reading("get_thing"),
    writing("get_thing", "PUT", 404, 200, THING),
    writing("get_thing", "DELETE", 404, 204),
    writing("take_care", "PUT", 200, 200, {"until": "2027-06-01"}),
    writing("take_care", "DELETE", 409, 204),
    reading("get_bookings"),
    writing("get_bookings", "POST", 201, 201, BOOKED_AT),
    writing("cancel_booking", "DELETE", 403, 204),
    writing("make_thing_feed", "POST", 201, 201),
    writing("make_thing_feed", "DELETE", 204, 204),
]
ROWS = [*PAGES, *API]
