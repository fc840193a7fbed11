"""A check with more time; what is read aloud in a check and in the last call."""

import pytest
from tests.browser.looking import look
from tests.deciding.house import House
from tests.deciding.test_reaching_out import Street, named_most

pytestmark = pytest.mark.django_db(transaction=True)
# A device with one voice of its own that keeps what it was given to say.
VOICE = """
window.said = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "LANGUAGE", localService: IS_LOCAL }],
  speak: (words) => window.said.push(words.text),
  cancel: () => { window.said = []; },
  addEventListener: () => {},
} });
"""


def with_voice(page, language="en-GB", is_local="true"):
    """Give the device of a page a voice."""
    voice = VOICE.replace("LANGUAGE", language).replace("IS_LOCAL", is_local)
    page.add_init_script(voice)
    return page


def said(page):
    """Return what the voice was given to say."""
    return "\n".join(page.evaluate("window.said"))


def open_last_call(page_at, clock, language="en-GB", is_local="true"):
    house = House()
    question, _stop = house.called()
    clock.set(house.now)
    page = with_voice(page_at(who=house.who("Ann")), language, is_local)
    page.goto(house.url(question))
    return page


def test_the_text_and_the_stops_are_read_where_the_device_has_a_voice(
    page_at, axe, clock
):
    page = open_last_call(page_at, clock)
    button = page.get_by_role("button", name="Read it to me")
    button.click()
    assert "We plant two apple trees, ten metres from the drain." in said(page)
    assert "The roots break the drain" in said(page)
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert page.evaluate("window.said") == []
    look(page, axe, "last-call")


def test_in_a_check_a_touched_choice_says_itself_and_the_answer_is_read_back(
    page_at, clock
):
    house = House()
    question = house.checked()
    page = with_voice(page_at(360, who=house.who("Bo")))
    page.goto(house.url(question))
    page.get_by_role("radio", name="Not for me, go ahead").check()
    assert said(page) == ""
    page.get_by_role("button", name="Read it to me").click()
    assert "two apple trees" in said(page)
    page.get_by_role("radio", name="Yes I can live with this").check()
    assert said(page).splitlines()[0] == "Yes"
    assert "two apple trees" not in said(page)
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("button", name="Read it to me").click()
    assert said(page).startswith("You said: Yes.")


def test_a_helper_has_the_text_read_to_somebody_beside_them(page_at, axe, clock):
    house = House()
    question = house.checked()
    page = with_voice(page_at(360, who=house.who("Bo")))
    page.goto(house.url(question, "positions/helped/"))
    page.get_by_role("button", name="Read it to me").click()
    assert "two apple trees" in said(page)
    look(page, axe, "helper")


@pytest.mark.parametrize(
    ("language", "is_local"), [("en-GB", "false"), ("fr-FR", "true")]
)
def test_is_not_offered_with_a_voice_elsewhere_or_of_another_language(
    page_at, clock, language, is_local
):
    page = open_last_call(page_at, clock, language, is_local)
    assert not page.get_by_role("button", name="Read it to me").is_visible()


def test_who_answered_sees_that_others_are_to_be_visited(page_at, axe, clock):
    street = Street()
    question = named_most(street)
    clock.set(street.now)
    page = page_at(who=street.who("Ann"))
    page.goto(street.url(question))
    page.get_by_role("button", name="I call or visit some of them").click()
    page.get_by_text("You call or visit some of them.").wait_for()
    look(page, axe, "reach-out")
