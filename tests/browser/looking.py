"""Looking at a page as people see it: narrow and light, wide and dark.

The page is opened once and shown both ways: a style sheet decides, not the server.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Page

HEIGHT = 800
SIZES = ((360, "light"), (1280, "dark"))
EVERY = ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark"))
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


def show(page: Page, width: int, scheme: str) -> None:
    """Show a page, also one that is open, at a width, light or dark."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]


def keep(page: Page, name: str) -> None:
    """Keep a picture where one is asked for."""
    folder = os.environ.get("FOLKMOOT_PICTURES")
    if folder:
        path = Path(folder) / f"{name.replace('/', '-')}.png"
        page.screenshot(path=path, full_page=True)


def look(
    page: Page,
    axe: Callable[[Page], None],
    name: str = "",
    sizes: Sequence[tuple[int, str]] = SIZES,
) -> None:
    """Find no fault on the open page, with all that can be opened open."""
    if name and os.environ.get("FOLKMOOT_PICTURES"):
        for width, scheme in sizes:
            show(page, width, scheme)
            keep(page, f"{name}-{width}-{scheme}")
    for details in page.locator("summary:visible").all():
        details.click()
    for width, scheme in sizes:
        show(page, width, scheme)
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, (page.url, width)
