"""Every page of the access table, opened one after another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page
from tests import cast
from tests.browser.looking import OVERFLOW
from tests.house_rules import world as building
from tests.house_rules.access.row import Row
from tests.house_rules.access_table import ROWS
from tests.house_rules.test_every_url_has_an_access_row import url_of

from folkmoot.people.models import Membership

LOW = """[...document.querySelectorAll("button, .button, .choice, select, summary")]
  .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44)
  .map((e) => e.outerHTML.slice(0, 80))"""


@dataclass(frozen=True)
class Pages:
    """Where a member gets a page, and where only a stranger does."""

    member: Membership
    for_member: list[str]
    for_stranger: list[str]


def build() -> Pages:
    """Make the world of the access table, which has one of everything."""
    world = building.build()
    shown = [row for row in ROWS if row.method == "GET" and _is_page(row)]
    return Pages(
        member=cast.member(world.collective, "Ann"),
        for_member=[url_of(row, world) for row in shown if row.member == 200],
        for_stranger=[url_of(row, world) for row in shown if row.member != 200],
    )


def _is_page(row: Row) -> bool:
    return not row.address.startswith("api:") and 200 in (row.member, row.stranger)


def open_all(pages: Pages, open_page: Callable[..., Page]) -> Iterator[Page]:
    """Yield a browser that shows one page after another; files are left out."""
    for who, urls in ((pages.member, pages.for_member), (None, pages.for_stranger)):
        page = open_page(who=who)
        for url in urls:
            kind = page.request.get(url).headers.get("content-type", "")
            if kind.startswith("text/html"):
                page.goto(url)
                yield page


def faults_of(page: Page) -> list[str]:
    """Return what no page may have: a line too wide, a low button, two titles."""
    found = [f"too low: {part}" for part in page.evaluate(LOW)]
    if page.evaluate(OVERFLOW) > 0:
        found.append("wider than the screen")
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} titles")
    return found
