"""A real browser on a real server: Debian's Chromium, driven by Playwright.

The one without windows takes half the time of the whole one, which also draws its own
buttons that nobody sees; where it is missing, the whole one shows the same.

A page that breaks the Content-Security-Policy, raises in a script or asks another
server for something fails its test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)
from tests import cast
from tests.browser.looking import HEIGHT, show

# Playwright's loop runs in the thread of the test, which then also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
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


@pytest.fixture(scope="session", autouse=True)
def kept_files() -> Iterator[None]:
    """Let the browser keep what never changes during a run, as on a real server."""
    serve = StaticFilesHandler.serve

    def serve_for_long(
        self: StaticFilesHandler, request: HttpRequest
    ) -> HttpResponseBase:
        answer = serve(self, request)
        answer["Cache-Control"] = "max-age=86400"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_for_long)
        yield


class Devices:
    """What people browse with: handed out clean, and taken back with its files kept.

    A new one would ask for forty files before it shows its first page.
    """

    def __init__(self, browser: Browser, home: str) -> None:
        self._browser, self._home = browser, home
        self._free: dict[tuple[bool, str], list[BrowserContext]] = {}
        self._out: list[tuple[tuple[bool, str], BrowserContext]] = []

    def hand_out(self, *, javascript: bool, language: str) -> BrowserContext:
        """Return one that nobody has."""
        kind = (javascript, language)
        free = self._free.setdefault(kind, [])
        device = free.pop() if free else self._make(*kind)
        self._out.append((kind, device))
        return device

    def take_back(self) -> None:
        """Close all pages and forget whose they were."""
        for kind, device in self._out:
            page = device.pages[0] if device.pages else device.new_page()
            forgetting = {
                "origin": self._home,
                "storageTypes": "local_storage,indexeddb",
            }
            session = device.new_cdp_session(page)
            session.send("Storage.clearDataForOrigin", forgetting)
            for each in device.pages:
                each.close()
            device.clear_cookies()
            device.unroute_all()
            device.set_offline(offline=False)
            self._free[kind].append(device)
        self._out = []

    def _make(self, javascript: bool, language: str) -> BrowserContext:  # noqa: FBT001 -- as above
        device = self._browser.new_context(
            base_url=self._home,
            viewport={"width": WIDE, "height": HEIGHT},
            java_script_enabled=javascript,
            locale=language,
        )
        device.set_default_timeout(PATIENCE)
        return device


@pytest.fixture(scope="session")
def devices(browser: Browser, live_server) -> Devices:
    return Devices(browser, live_server.url)


@pytest.fixture
def page_at(devices: Devices, live_server) -> Iterator[Callable[..., Page]]:
    """Return ``page_at(width, scheme)``; also ``who=`` and ``javascript=False``."""
    faults: list[str] = []

    def open_page(
        width: int = WIDE,
        scheme: str = "light",
        *,
        who: Any = None,
        javascript: bool = True,
        language: str = "en-GB",
    ) -> Page:
        context = devices.hand_out(javascript=javascript, language=language)
        if who is not None:
            key = cast.signed_in(who).cookies["session"].value
            context.add_cookies(
                [{"name": "session", "value": key, "url": live_server.url}]
            )
        page = context.new_page()
        show(page, width, scheme)
        _watch(page, live_server.url, faults)
        return page

    yield open_page
    devices.take_back()
    assert faults == []


def _watch(page: Page, server: str, faults: list[str]) -> None:
    def hear(message: ConsoleMessage) -> None:
        # Answers such as 404 and 422, and lost connections, are the tests' business.
        is_answer = message.text.startswith(NO_FAULT)
        if message.type == "error" and not is_answer:
            faults.append(message.text)

    def see(request: Request) -> None:
        if not request.url.startswith((server, "data:", "blob:", "file:")):
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
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)  # a script tag would be stopped by our own policy
        # Preloading style sheets would itself write inline styles, against our policy.
        # What holds is not listed: that takes longer than to find it out.
        options = "{preload: false, resultTypes: ['violations']}"
        found = page.evaluate(f"axe.run({options}).then((all) => all.violations)")
        assert [_told(fault) for fault in found] == [], page.url

    return find_nothing


def _told(fault: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:160] for node in fault["nodes"][:4])
    return f"{fault['id']} ({fault['impact']}): {fault['help']}: {places}"
