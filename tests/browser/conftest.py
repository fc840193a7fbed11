"""A real browser on a real server: Debian's Chromium, driven by Playwright.

A page that breaks the Content-Security-Policy, raises in a script or asks another
server for something fails its test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright
from tests import cast

# Playwright's loop runs in the thread of the test, which then also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NARROW, WIDE = 360, 1280
HEIGHT = 800
PATIENCE = 10_000  # milliseconds
NO_FAULT = ("Failed to load resource", "htmx:afterRequest", "htmx:sendError")
AXE = next(Path(__file__).parent.glob("vendor/axe-core-*/axe.min.js"), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("Chromium is missing")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def page_at(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Return ``page_at(width, scheme)``; also ``who=`` and ``javascript=False``."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_page(
        width: int = WIDE,
        scheme: str = "light",
        *,
        who: Any = None,
        javascript: bool = True,
        language: str = "en-GB",
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            locale=language,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if who is not None:
            key = cast.signed_in(who).cookies["session"].value
            context.add_cookies(
                [{"name": "session", "value": key, "url": live_server.url}]
            )
        page = context.new_page()
        _watch(page, live_server.url, faults)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _watch(page: Page, server: str, faults: list[str]) -> None:
    def hear(message: Any) -> None:
        # Answers such as 404 and 422, and lost connections, are the tests' business.
        is_answer = message.text.startswith(NO_FAULT)
        if message.type == "error" and not is_answer:
            faults.append(message.text)

    def see(request: Request) -> None:
        if not request.url.startswith((server, "data:", "blob:")):
            faults.append(f"{page.url} asked elsewhere: {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", see)


@pytest.fixture
def signed_in_page(page_at: Callable[..., Page]) -> Callable[..., Page]:
    """Return ``signed_in_page(who, width, scheme)``: ``who`` is signed in there."""

    def open_page(who: Any, width: int = WIDE, scheme: str = "light") -> Page:
        return page_at(width, scheme, who=who)

    return open_page


@pytest.fixture
def no_js(page_at: Callable[..., Page]) -> Callable[..., Page]:
    """Return ``no_js(who=None, width=360)``: a page with JavaScript off."""

    def open_page(who: Any = None, width: int = NARROW) -> Page:
        return page_at(width, who=who, javascript=False)

    return open_page


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Return ``axe(page)``, which asserts that axe-core finds nothing on the page."""
    assert AXE is not None, "axe-core is not in tests/browser/vendor"
    source = AXE.read_text()

    def find_nothing(page: Page) -> None:
        page.evaluate(source)  # a script tag would be stopped by our own policy
        # Preloading style sheets would itself write inline styles, against our policy.
        found = page.evaluate("axe.run({preload: false})")
        assert [_told(fault) for fault in found["violations"]] == [], page.url

    return find_nothing


def _told(fault: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:160] for node in fault["nodes"][:4])
    return f"{fault['id']} ({fault['impact']}): {fault['help']}: {places}"
