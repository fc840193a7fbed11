"""What a browser without scripts sees of a page: its words, links and forms."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urlsplit

UNSENT = {"submit", "button", "reset", "image", "file"}
TICKED = {"radio", "checkbox"}


class MissingError(AssertionError):
    """The page does not have what the driver looked for."""


@dataclass
class Form:
    """A form with the values that it would send."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    is_main: bool = True

    def fill(self, **changes: object) -> "Form":
        """Return the form with ``changes``; only fields that it has can be filled."""
        missing = set(changes) - self.names
        if missing:
            message = f"{self.action} has no {missing}, but {self.names}"
            raise MissingError(message)
        typed = {name: [str(value)] for name, value in changes.items()}
        return replace(self, values=self.values | typed)

    @property
    def key(self) -> str:
        """The submission key."""
        return self.values["submission_key"][0]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as they are sent."""
        return [(name, value) for name, many in self.values.items() for value in many]


@dataclass
class Page:
    """One answer of the server."""

    status: int
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        """Where a redirect leads, on this server."""
        parts = urlsplit(self.headers["location"])
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @cached_property
    def read(self) -> "_Reader":
        reader = _Reader(self.path)
        reader.feed(self.text)
        return reader

    @property
    def forms(self) -> list[Form]:
        return [form for form in self.read.forms if "submission_key" in form.names]

    @property
    def words(self) -> str:
        """All that is written on the page, in one line."""
        return " ".join(" ".join(self.read.words).split())

    def form(self, action: str = "") -> Form:
        """Return the first form whose address ends so, or the first of the text."""
        found = [form for form in self.forms if form.action.endswith(action)]
        found = [form for form in found if action or form.is_main]
        if not found:
            actions = [form.action for form in self.forms]
            message = f"{self.status} {self.path}: no form {action} among {actions}"
            message += f"\n{self.words[:1000]}"
            raise MissingError(message)
        return found[0]

    def link(self, part: str) -> str:
        """Return the first link with ``part`` in its address."""
        for link in self.read.links:
            if part in link:
                return urlsplit(link).path
        message = f"{self.status} {self.path}: no link {part} in {self.read.links}"
        raise MissingError(message)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: Form | None = None
        self.area = self.select = ""
        self.is_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if tag == "main":
            self.is_main = True
        elif tag == "a":
            self.links.append(values.get("href", ""))
        elif tag == "form":
            action = values.get("action") or self.path
            self.open = Form(action, is_main=self.is_main)
            self.forms.append(self.open)
        elif tag == "option" and self.select:
            self._add_option(values)
        elif self.open is not None and name:
            self.open.names.add(name)
            self._add_field(tag, name, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.area and self.open is not None:
            text = self.open.values[self.area][0] + data
            # Browsers leave out the first line break of a text area.
            self.open.values[self.area] = [text.removeprefix("\n")]

    def _add_field(self, tag: str, name: str, values: dict[str, str]) -> None:
        assert self.open is not None
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            self.open.values[name] = [""]
        elif tag == "input":
            kind = values.get("type", "text")
            if kind in UNSENT or (kind in TICKED and "checked" not in values):
                return
            value = values.get("value", "on" if kind in TICKED else "")
            self.open.values.setdefault(name, []).append(value)

    def _add_option(self, values: dict[str, str]) -> None:
        assert self.open is not None, "a select stands in a form"
        chosen = self.open.values.setdefault(self.select, [])
        if "selected" in values or not chosen:
            chosen[:] = [values.get("value", "")]
