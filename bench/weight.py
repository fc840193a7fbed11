"""Kilobytes over the wire when somebody opens a page for the first time.

Run ``python bench/weight.py``. A browser with an empty cache opens every page that a
member may read, from ``folkmoot serve`` without a proxy before it; counted is what the
network carried, headers included: text, stylesheet, scripts, typefaces and drawings.
The pages are those of ``bench/pages.py``, with fifty members and a hundred questions.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pages  # beside this file
from playwright.sync_api import Browser, sync_playwright

MEMBERS, QUESTIONS = 50, 100
LIMIT = 100.0  # kB
SHOWN = 12


BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """Yield the address of a server on the folder."""
    from tests.cli.servers import free_port, get

    port = free_port()
    command = [sys.executable, "-m", "folkmoot", "serve", "--port", str(port)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path[:2])}
    process = subprocess.Popen([*command, "--no-worker"], env=env)
    try:
        until = time.monotonic() + 60
        while get(f"http://127.0.0.1:{port}/healthz") != 200:
            if process.poll() is not None or time.monotonic() > until:
                sys.exit("the server does not answer")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def weigh(browser: Browser, site: str, page: pages.Page) -> tuple[float, float]:
    """Return the kilobytes of a first load: all of them, and those of the text."""
    context = browser.new_context()
    for name, morsel in page.client.cookies.items():
        context.add_cookies([{"name": name, "value": morsel.value, "url": site}])
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    wire.send("Network.enable")
    loaded: dict[str, float] = {}

    def note(event: dict) -> None:
        loaded[event["requestId"]] = event["encodedDataLength"]

    wire.on("Network.loadingFinished", note)
    answer = tab.goto(site + page.url, wait_until="networkidle")
    if answer is None or answer.status != 200:
        sys.exit(f"{page.name}: not shown at {page.url}")
    text = answer.request.sizes()["responseBodySize"]
    context.close()
    return sum(loaded.values()) / 1000, text / 1000


def main() -> int:
    """Print the heaviest pages; return 1 if one is above the limit."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit("Chromium is missing")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        pages.prepare(data)
        world, coop = pages.build()
        found = list(pages.list_pages(world, coop))
        pages.grow(world.collective, "Bo", MEMBERS, QUESTIONS)
        pages.grow(coop, pages.speaker_of(coop), MEMBERS, QUESTIONS)
        with serving(data) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-gpu"]
            )
            weights = {page.name: weigh(browser, site, page) for page in found}
            browser.close()
    print(f"{'':34}{'kB':>8}{'text kB':>9}")
    heavy = sorted(weights.items(), key=lambda item: -item[1][0])
    over = sum(whole > LIMIT for whole, _text in weights.values())
    for name, (whole, text) in heavy[: max(SHOWN, over)]:
        print(f"{name:34}{whole:8.1f}{text:9.1f}{'  <-' if whole > LIMIT else ''}")
    print(f"{over} of {len(weights)} pages are above {LIMIT:.0f} kB")
    return int(over > 0)


if __name__ == "__main__":
    raise SystemExit(main())
