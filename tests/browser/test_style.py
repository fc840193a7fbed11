"""Every component, in a browser: readable everywhere, helpful when the line is cut."""

import pytest
from tests.browser.looking import EVERY, OVERFLOW, look

pytestmark = pytest.mark.django_db(transaction=True)
LOW = """[...document.querySelectorAll("button, .button, .choice, select, summary")]
  .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44)
  .map((e) => e.outerHTML.slice(0, 80))"""
WORDS = "The stairs are dark after six."


class TestStylePage:
    def test_axe_finds_nothing(self, page_at, axe):
        page = page_at()
        page.goto("/style/")
        look(page, axe, sizes=EVERY)

    @pytest.mark.parametrize("width", [360, 1280])
    def test_fits_its_width_in_both_directions(self, page_at, width):
        page = page_at(width)
        page.goto("/style/")
        assert page.evaluate(OVERFLOW) <= 0
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate(OVERFLOW) <= 0

    @pytest.mark.parametrize("width", [360, 1280])
    def test_what_is_pressed_is_tall_enough(self, page_at, width):
        page = page_at(width)
        page.goto("/style/")
        assert page.evaluate(LOW) == []


class TestHelps:
    def test_a_draft_outlives_the_page(self, page_at):
        page = page_at(360)
        page.goto("/style/")
        page.locator("textarea").first.fill(WORDS)
        page.goto("/about/")
        page.goto("/style/")
        assert page.locator("textarea").first.input_value() == WORDS
        assert page.get_by_text("This is what you were writing here before.").count()

    def test_a_lost_connection_keeps_the_page_and_says_so(self, page_at):
        page = page_at(360)
        page.goto("/style/")
        page.locator("textarea").first.fill(WORDS)
        page.context.set_offline(True)
        # The form's own checks would stop it before it leaves.
        page.evaluate("document.forms[1].noValidate = true")
        page.get_by_role("button", name="Open the question").click()
        assert page.get_by_text("Press again, it is safe.").is_visible()
        assert page.locator("textarea").first.input_value() == WORDS

    def test_the_skip_link_is_first_and_leads_to_the_text(self, page_at):
        page = page_at()
        page.goto("/about/")
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Skip to the text"
        page.keyboard.press("Enter")
        page.wait_for_url("**/about/#main")

    def test_all_is_readable_without_scripts(self, no_js):
        page = no_js()
        page.goto("/style/")
        assert page.get_by_text("Last call").first.is_visible()
        assert not page.get_by_role("button", name="Copy").is_visible()
