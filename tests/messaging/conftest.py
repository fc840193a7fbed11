"""Builders of this room's rows, and a mail server per test."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.messaging.sink import Sink, open_sink

from folkmoot.messaging.models import Delivery, Message

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def message(**fields: object) -> Message:
    values: dict[str, object] = {
        "collective_id": uuid4(),
        "person_id": uuid4(),
        "kind": "check.opened",
        "once_key": str(uuid4()),
        "address": "ann@example.org",
        "subject": "Can we agree?",
        "body": "There is a question for you.",
        "language": "en",
        "created_at": NOW,
        "send_at": NOW,
    }
    return Message(**(values | fields))


def delivery(**fields: object) -> Delivery:
    values: dict[str, object] = {
        "collective_id": uuid4(),
        "about_id": uuid4(),
        "asking": "hearing",
        "member_id": uuid4(),
        "asked_at": NOW,
    }
    return Delivery(**(values | fields))


def asked_about(row: Message, about_id: UUID | None = None) -> Delivery:
    """Return the asking that the mail carries."""
    return delivery(about_id=about_id or uuid4(), message_id=row.id)


@pytest.fixture
def mail_by(settings) -> Callable[[str], None]:
    """Set how mail leaves."""

    def set_url(url: str) -> None:
        settings.CONFIG = settings.CONFIG.model_copy(update={"email_url": url})

    return set_url


@pytest.fixture
def folder(tmp_path: Path, mail_by) -> Path:
    mail_by(f"file://{tmp_path}/mail")
    return tmp_path / "mail"


@pytest.fixture
def sink(mail_by, monkeypatch) -> Iterator[Sink]:
    monkeypatch.setattr("folkmoot.messaging.transport.TIMEOUT", 0.2)
    with open_sink() as server:
        mail_by(server.url + "?tls=0")
        yield server
