"""A conversation brought here, in a browser: read, answer by keys, undo, no script."""

from pathlib import Path

import pytest
from tests import cast

from folkmoot.listening.models import Response
from folkmoot.listening.operations import import_polis

DATA = Path(__file__).parent.parent / "data" / "polis"
pytestmark = pytest.mark.django_db(transaction=True)
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def bo(transactional_db):
    return cast.member(cast.collective("Elm Street"), "Bo")


@pytest.fixture
def place(bo):
    hearing = import_polis(
        member=bo, folder=DATA / "small", now=cast.NOW, language="zh-Hant"
    )
    return f"/c/elm-street/hearings/{hearing.id}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(page_at, axe, bo, place, width, scheme):
    page = page_at(width, scheme, who=bo)
    for path in ("/c/elm-street/hearings/", place, f"{place}statements/next/"):
        page.goto(path)
        for details in page.locator("summary").all():
            details.click()
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0


def test_keys_answer_and_undo(page_at, bo, place):
    page = page_at(who=bo)
    page.goto(f"{place}statements/next/")
    first = page.locator("blockquote").inner_text()
    page.keyboard.press("d")
    page.get_by_text("Received: I disagree.").wait_for()
    assert page.locator("blockquote").inner_text() != first
    assert page.evaluate("document.activeElement.id") == "answering"
    page.keyboard.press("u")
    page.get_by_text(first.strip()).wait_for()
    assert not Response.objects.filter(member=bo).exists()


def test_answers_without_javascript(page_at, bo, place):
    page = page_at(360, who=bo, javascript=False)
    page.goto(place)
    page.get_by_role("link", name="Answer one by one").click()
    page.get_by_role("button", name="I agree").click()
    page.get_by_role("button", name="Pass").click()
    page.get_by_text("You answered all there is. Thank you.").wait_for()
    assert set(Response.objects.filter(member=bo).values_list("answer", flat=True)) == {
        1,
        0,
    }
