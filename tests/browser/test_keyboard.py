"""One journey by keyboard alone: find what waits, read, answer, be thanked."""

import pytest
from playwright.sync_api import Page
from tests.deciding.house import House

from folkmoot.deciding.models import Position

pytestmark = pytest.mark.django_db(transaction=True)
TABS_AT_MOST = 60
# What has the focus, in the words that stand on it, and whether that can be seen.
FOCUSED = """(() => {
  const on = document.activeElement;
  const shown = on.closest("label") ?? on;
  const seen = [on, shown].some((e) => getComputedStyle(e).outlineStyle !== "none");
  return [shown.innerText || "", seen];
})()"""


@pytest.fixture
def house(transactional_db):
    return House()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what says ``words`` has the focus; it must be seen each time."""
    for _press in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        said, is_seen = page.evaluate(FOCUSED)
        assert is_seen, said
        if words in said:
            return
    pytest.fail(f"{words} is not reached")


def test_a_draft_is_answered_without_a_mouse(page_at, house):
    question = house.checked()
    page = page_at(360, who=house.who("Bo"))
    page.goto("/me/")
    tab_to(page, question.title)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{house.url(question)}")
    tab_to(page, "Yes")
    page.keyboard.press("ArrowDown")
    assert "Yes, but I worry" in page.evaluate(FOCUSED)[0]
    page.keyboard.press("Tab")
    page.keyboard.type("The wasps in autumn")
    tab_to(page, "Send my answer")
    page.keyboard.press("Enter")
    page.get_by_text("Your answer is received").wait_for()
    answer = Position.objects.get()
    assert (answer.value, answer.text) == ("concern", "The wasps in autumn")
