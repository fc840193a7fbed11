"""Every page there is: axe finds nothing, it fits, it is easy to press.

The access table names every address, so that a page that is added is looked at too.
"""

from functools import partial

import pytest
from tests.browser import every_page
from tests.browser.looking import SIZES, show
from tests.browser.pseudo import write_catalogue

pytestmark = pytest.mark.django_db(transaction=True)
PAGES_AT_LEAST = 45


@pytest.fixture
def pages(live_server) -> every_page.Pages:
    return every_page.build()


def test_axe_finds_nothing_on_any_page(page_at, axe, pages):
    seen, faults = 0, []
    for page in every_page.open_all(pages, page_at):
        seen += 1
        for width, scheme in SIZES:
            show(page, width, scheme)
            found = every_page.faults_of(page)
            try:
                axe(page)
            except AssertionError as error:
                found.append(str(error))
            faults += [f"{page.url} at {width}: {fault}" for fault in found]
    assert faults == []
    assert seen >= PAGES_AT_LEAST


def test_every_page_holds_from_right_to_left(page_at, pages, settings, tmp_path):
    """In a language of our own making: Arabic letters, a third longer than English."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Pseudo")]
    settings.LOCALE_PATHS = [write_catalogue(tmp_path, "ar")]
    pages.member.person.language = "ar"
    pages.member.person.save()
    faults = []
    for page in every_page.open_all(pages, partial(page_at, 360, language="ar")):
        found = every_page.faults_of(page)
        if page.evaluate("getComputedStyle(document.body).direction") != "rtl":
            found.append("not from right to left")
        faults += [f"{page.url}: {fault}" for fault in found]
    assert faults == []
