"""Who may do what: the door, own settings, members."""

from tests.house_rules.access.row import SIGN_IN, Row, Status, everyone


def own(address: str, member: Status, method: str = "POST") -> Row:
    """Return the row of what belongs to one person, here to Ann."""
    return Row(address, method, SIGN_IN, 404, 404, member)


def signed(address: str, status: Status, method: str = "POST") -> Row:
    """Return the row of an address that is the same for all who are signed in."""
    return Row(address, method, SIGN_IN, status, status, status)


ROWS: list[Row] = [
    everyone("people:start", 200),
    everyone("people:start", 422, "POST"),
    Row("people:join", "GET", 200, 200, 200, 302),
    everyone("people:join", 422, "POST"),
    Row("people:sign_in", "GET", 200, 302, 302, 302),
    Row("people:sign_in", "POST", 422, 302, 302, 302),
    everyone("people:sign_in_code", SIGN_IN),
    everyone("people:sign_in_code", SIGN_IN, "POST"),
    everyone("people:sign_in_link", 200),
    everyone("people:sign_in_link", 302, "POST"),
    everyone("people:sign_in_passkey", 200),
    everyone("people:sign_in_passkey", 422, "POST"),
    everyone("people:sign_out", 302, "POST"),
    everyone("people:recover", 200),
    everyone("people:recover", 422, "POST"),
    everyone("people:recovery", 200),
    everyone("people:recovery", 302, "POST"),
    everyone("people:verify", 200),
    everyone("people:verify", 302, "POST"),
    everyone("people:stop_mail", 200),
    everyone("people:stop_mail", 200, "POST"),
    signed("people:settings", 200, "GET"),
    signed("people:settings", 422),
    signed("people:channels", 422),
    own("people:prove_channel", 302),
    own("people:remove_channel", 302),
    signed("people:add_passkey", 200, "GET"),
    signed("people:add_passkey", 422),
    own("people:remove_passkey", 302),
    signed("people:end_other_sessions", 302),
    own("people:end_session", 302),
    signed("people:tokens", 422),
    own("people:end_token", 302),
    signed("people:erase", 200, "GET"),
    signed("people:erase", 422),
    Row("people:members", "GET", SIGN_IN, 404, 200, 200),
    own("people:print_way_in", 200, "GET"),
    own("people:print_way_in", 302),
    Row("people:roles", "GET", SIGN_IN, 404, 200, 200),
    own("people:lots", 302),
    own("people:ask_for_role", 302),
    own("people:answer_filling", 302),
    own("people:name_for_role", 422),
    own("people:learn_role", 302),
    own("people:stop_learning", 404),
    own("people:lay_down", 302),
    Row("people:step_in", "POST", SIGN_IN, 404, 302, 302),
    Row("people:leave", "GET", SIGN_IN, 404, 200, 200),
    Row("people:leave", "POST", SIGN_IN, 404, 302, 302),
    own("people:invitations", 200, "GET"),
    own("people:invitations", 422),
    own("people:invitation", 200, "GET"),
    own("people:end_invitation", 302),
    own("people:vouch", 302),
    own("people:stop_recovery", 422),
]
