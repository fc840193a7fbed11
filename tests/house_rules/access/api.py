"""Who may do what: the API, with a key that reads and writes."""

from typing import Any

from tests.house_rules.access.row import Row, Status, everyone

NEEDS_KEY = 401
SHAPED = {"title": "Trees", "question_class": "ordinary", "shape": {}}
PERSON = {"name": "Ann", "language": "en", "time_zone": "", "mail_rhythm": "each"}


def reading(address: str, friend: Status = 200, member: Status = 200) -> Row:
    """Return the row of something inside a collective."""
    return Row(f"api:{address}", "GET", NEEDS_KEY, 404, friend, member)


def writing(
    address: str,
    method: str,
    friend: Status,
    member: Status,
    data: dict[str, Any] | None = None,
) -> Row:
    """Return the row of a write inside a collective."""
    return Row(f"api:{address}", method, NEEDS_KEY, 404, friend, member, data)


def own(
    address: str,
    method: str,
    status: Status,
    data: dict[str, Any] | None = None,
) -> Row:
    """Return the row of what everybody has of their own."""
    return Row(f"api:{address}", method, NEEDS_KEY, status, status, status, data)


def anns(address: str, method: str, status: Status) -> Row:
    """Return the row of what belongs to one person, here to Ann."""
    return Row(f"api:{address}", method, NEEDS_KEY, 404, 404, status)


ME = [
    own("get_me", "GET", 200),
    own("get_me", "PUT", 200, PERSON),
    own("stop_mail", "DELETE", 204),
    own("get_channels", "GET", 200),
    own("get_channels", "POST", 422),
    anns("ask_to_verify", "POST", 204),
    anns("remove_channel", "DELETE", 204),
    own("get_sessions", "GET", 200),
    own("get_sessions", "DELETE", 204),
    anns("end_session", "DELETE", 204),
    own("get_passkeys", "GET", 200),
    anns("remove_passkey", "DELETE", 204),
    own("get_tokens", "GET", 200),
    anns("end_token", "DELETE", 204),
]
QUESTIONS = [
    reading("list_questions"),
    writing("list_questions", "POST", 201, 201, {"title": "A shed"}),
    reading("get_question"),
    writing("shape_question", "PUT", 200, 200, SHAPED),
    writing("look_at_question", "PUT", 200, 200),
]
ROWS: list[Row] = [
    everyone("api:description", 200),
    *ME,
    *QUESTIONS,
]
