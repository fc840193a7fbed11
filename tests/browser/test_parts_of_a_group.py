"""The parts of a group stand on one line of a phone; the rest is one tap behind it."""

import pytest
from playwright.sync_api import Page
from tests import cast
from tests.browser.looking import OVERFLOW, keep

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTS = 8
# The middles of what is drawn of the list, as long as nothing is opened.
LINES = """[...new Set([...document.querySelectorAll(
  ".subnav > ul > li:not(.more) > a, .subnav summary")]
  .filter(one => one.checkVisibility())
  .map(one => one.getBoundingClientRect()).map(box => Math.round(
    (box.top + box.bottom) / 2)))].length"""
SHOWN = """[...document.querySelectorAll(".subnav li a")].filter(one =>
  one.checkVisibility({contentVisibilityAuto: true})).length"""


def parts_at(page_at, width: int, language: str = "en-GB", **more) -> Page:
    elm = cast.collective()
    ann = cast.member(elm)
    ann.person.language = language[:2]
    ann.person.save()
    page = page_at(width, who=ann, language=language, **more)
    page.goto(f"/c/{elm.slug}/tasks/")
    return page


@pytest.mark.parametrize("language", ["en-GB", "es-ES"])
def test_one_line_on_a_phone(page_at, language):
    page = parts_at(page_at, 360, language)
    keep(page, f"parts-360-{language}")
    assert page.evaluate(LINES) == 1
    assert page.evaluate(OVERFLOW) <= 0


def test_the_rest_is_one_tap_behind_it_without_script(page_at):
    page = parts_at(page_at, 360, javascript=False)
    page.locator(".subnav summary").click()
    keep(page, "parts-360-open")
    members = page.locator(".subnav").get_by_role("link", name="Members")
    members.click()
    assert page.url.endswith("/members/")


def test_the_keyboard_opens_it(page_at):
    page = parts_at(page_at, 360)
    page.locator(".subnav summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/")


def test_all_stand_there_where_there_is_room(page_at):
    page = parts_at(page_at, 1280)
    keep(page, "parts-1280")
    assert page.evaluate(SHOWN) == PARTS
    assert not page.locator(".subnav summary").is_visible()
    page.locator(".subnav").get_by_role("link", name="Search").click()
    page.wait_for_url("**/search/")
