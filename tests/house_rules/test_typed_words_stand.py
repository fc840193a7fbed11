"""What somebody typed stands in the form again when it could not be taken.

Every form that a member, another member or a friend finds on the pages of the access
table, and on a question at each stage, is sent with words that are too long.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve
from tests import cast
from tests.house_rules import world as building
from tests.house_rules.access_table import ROWS
from tests.house_rules.test_every_url_has_an_access_row import url_of
from tests.house_rules.world import World

pytestmark = pytest.mark.sweep

TOO_LONG = "a" * 60_000
TYPED = {"", "text", "search", "email", "url", "tel"}
# Where words may be lost, and why that is no loss.
NOT_KEPT: dict[str, str] = {}
ROOMS = (
    *("people:", "home:", "listening:", "doing:", "deciding:"),
    *("needs:", "shifts:", "fund:", "planning:"),
)
QUESTION = next(row for row in ROWS if row.address == "deciding:question")


@dataclass
class Form:
    """A form on a page: where it goes, what it sends of itself, what people type."""

    action: str
    sent: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """Finds the forms of a page that write."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address, self.found = address, list[Form]()
        self._form: Form | None = None
        self._choice = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = values.get("method", "").lower() == "post"
            self._form = Form(values.get("action") or self.address) if is_post else None
        elif self._form is not None and values.get("name"):
            self._take(self._form, tag, values)
        elif self._form is not None and tag == "option" and "value" in values:
            self._choose(self._form, values)

    def handle_endtag(self, tag):
        if tag == "form" and self._form is not None:
            self.found.append(self._form)
            self._form = None

    def _choose(self, form: Form, values: dict[str, str]) -> None:
        if "selected" in values or self._choice not in form.sent:
            form.sent[self._choice] = values["value"]

    def _take(self, form: Form, tag: str, values: dict[str, str]) -> None:
        name, kind = values["name"], values.get("type", "").lower()
        if tag == "select":
            self._choice = name
        elif tag == "textarea" or (tag == "input" and kind in TYPED):
            form.typed.append(name)
        elif kind not in {"radio", "checkbox", "file"} or "checked" in values:
            form.sent[name] = values.get("value", "")
        elif kind == "radio":
            form.sent.setdefault(name, values.get("value", ""))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


def pages_of(world: World, rooms: tuple[str, ...]) -> Iterator[str]:
    """Yield the addresses of the pages of some rooms, and of every question."""
    for row in ROWS:
        if row.method == "GET" and row.member == 200 and row.address.startswith(rooms):
            yield url_of(row, world)
    for number in world.collective.questions.values_list("number", flat=True):
        world.things["deciding:question.number"] = number
        yield url_of(QUESTION, world)
    world.things.pop("deciding:question.number")


def forms_of(world: World, client, rooms: tuple[str, ...]) -> dict[str, Form]:
    """Return the forms with something to type that the pages have, each once."""
    found: dict[str, Form] = {}
    for url in pages_of(world, rooms):
        with transaction.atomic():
            answer = client.get(url)
            transaction.set_rollback(True)
        if answer.status_code != 200 or answer.streaming:
            continue
        for form in Forms(answer.content.decode(errors="replace"), url).found:
            name = resolve(urlsplit(form.action).path).view_name
            if form.typed and not form.action.startswith("http"):
                found.setdefault(f"{name} {' '.join(sorted(form.typed))}", form)
    return found


def lost(client, form: Form) -> list[str]:
    """Send words that are too long; return the fields whose words are gone."""
    words = {name: f"Typed {number}" for number, name in enumerate(form.typed)}
    # All of it together stays below what a server takes at all.
    long = TOO_LONG[: 900_000 // len(words)]
    data = {**form.sent, **{name: said + long for name, said in words.items()}}
    with transaction.atomic():
        answer = client.post(form.action, data)
        transaction.set_rollback(True)
    page = answer.content.decode(errors="replace")
    gone = [name for name, said in words.items() if said not in page]
    if gone:
        return [f"{answer.status_code}: {', '.join(gone)}"]
    return [] if answer.status_code == 422 else [str(answer.status_code)]


@pytest.mark.django_db
def test_words_that_cannot_be_taken_stand_in_the_form_again(world):
    with transaction.atomic():
        bo = cast.signed_in(cast.member(world.collective, "Bo"))
        found = [
            (world.clients["member"], forms_of(world, world.clients["member"], ROOMS)),
            (world.clients["stranger"], forms_of(world, Client(), ROOMS[:1])),
            (bo, forms_of(world, bo, ("deciding:",))),
        ]
        seen = {name for _, forms in found for name in forms}
        gone = {
            name: lost(client, form)
            for client, forms in found
            for name, form in forms.items()
            if name.split()[0] not in NOT_KEPT
        }
        transaction.set_rollback(True)
    assert len(seen) > 25, sorted(seen)
    assert {name: how for name, how in gone.items() if how} == {}


def test_forms_are_found_with_what_they_send_and_what_is_typed():
    page = """<form method="post"><input type="hidden" name="key" value="1">
      <textarea name="text"></textarea><input name="line"><select name="who">
      <option value="a"><option value="b" selected></select>
      <input type="radio" name="kind" value="x"></form><form method="get"></form>"""
    (form,) = Forms(page, "/here/").found
    assert (form.action, form.typed) == ("/here/", ["text", "line"])
    assert form.sent == {"key": "1", "who": "b", "kind": "x"}
