"""Asking the API as a program does."""

import json
from typing import Any

from django.test import Client
from tests.cast import NOW

from folkmoot.people.models import Membership, Person
from folkmoot.people.operations import make_token


class Program:
    """A program with somebody's key."""

    def __init__(self, who: Membership | Person | None, *scopes: str, days=300) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if who is not None:
            person = who.person if isinstance(who, Membership) else who
            _token, secret = make_token(
                person=person,
                label="Test",
                scopes=list(scopes or ("read", "write")),
                days=days,
                now=NOW,
            )
            self.headers["Authorization"] = f"Bearer {secret}"

    def ask(
        self, method: str, path: str, sent: Any = None, *, status=None, key="", raw=b""
    ) -> Any:
        """Return what is answered; ``status`` is what must come with it."""
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        body = raw or (b"" if sent is None else json.dumps(sent).encode())
        self.answer = self.client.generic(
            method,
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers=headers,
        )
        if status is not None:
            assert self.answer.status_code == status, self.answer.content.decode()[:900]
        return json.loads(self.answer.content) if self.answer.content else None

    def get(self, path: str, status: int = 200) -> Any:
        return self.ask("GET", path, status=status)

    def post(self, path: str, sent: Any = None, status: int = 201) -> Any:
        return self.ask("POST", path, sent, status=status)

    def put(self, path: str, sent: Any = None, status: int = 200) -> Any:
        return self.ask("PUT", path, sent, status=status)

    def delete(self, path: str, status: int = 204) -> Any:
        return self.ask("DELETE", path, status=status)

    def refused(self, method: str, path: str, status: int, sent: Any = None) -> str:
        """Return the code of the error that must come."""
        error = self.ask(method, path, sent, status=status)["error"]
        assert set(error) == {"code", "message", "fields"}
        assert error["message"]
        return str(error["code"])
