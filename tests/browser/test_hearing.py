"""A conversation brought here, in a browser: read, answer by keys, undo, no script."""

from pathlib import Path

import pytest
from tests import cast
from tests.browser.looking import look

from folkmoot.listening.models import Hearing, Response, Statement
from folkmoot.listening.operations import import_polis
from folkmoot.record.models import Entry

DATA = Path(__file__).parent.parent / "data" / "polis"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bo(transactional_db):
    return cast.member(cast.collective("Elm Street"), "Bo")


@pytest.fixture
def place(bo):
    hearing = import_polis(
        member=bo, folder=DATA / "small", now=cast.NOW, language="zh-Hant"
    )
    return f"/c/elm-street/hearings/{hearing.id}/"


def test_axe_finds_nothing(page_at, axe, bo, place):
    page = page_at(who=bo)
    paths = ("/c/elm-street/hearings/", place, "/c/elm-street/folds/")
    for path in (*paths, f"{place}statements/next/"):
        page.goto(path)
        look(page, axe)


def test_keys_answer_mark_and_undo(page_at, bo, place):
    page = page_at(who=bo)
    page.goto(f"{place}statements/next/")
    first = page.locator("blockquote").inner_text()
    page.keyboard.press("4")
    page.keyboard.press("2")
    page.get_by_text("Received: I disagree.").first.wait_for()
    assert page.locator("blockquote").inner_text() != first
    assert Response.objects.get(member=bo).matters
    page.keyboard.press("0")
    is_back = "first => document.querySelector('blockquote').innerText === first"
    page.wait_for_function(is_back, arg=first)
    assert not Response.objects.filter(member=bo).exists()


def test_the_focus_stays_and_the_next_one_is_read_out(page_at, bo, place):
    page = page_at(who=bo)
    page.goto(f"{place}statements/next/")
    page.locator("#answer-pass").focus()
    page.keyboard.press("Enter")
    said = page.locator("[data-said]")
    said.get_by_text("Received: Pass.").first.wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == "answer-pass"
    following = page.locator("blockquote").inner_text().strip()
    assert said.inner_text().split() == f"Received: Pass. {following}".split()
    assert said.locator("span").last.get_attribute("lang") == "zh-Hant"
    assert said.get_attribute("role") == "status"  # polite


def test_a_double_press_answers_one_statement(page_at, bo, place):
    page = page_at(who=bo)
    page.goto(f"{place}statements/next/")
    page.locator("#answer-agree").dblclick()
    page.get_by_text("Received: I agree.").first.wait_for()
    page.wait_for_timeout(300)
    assert Response.objects.filter(member=bo).count() == 1


def add_statements(place, count):
    hearing = Hearing.objects.get(id=place.rstrip("/").rsplit("/", 1)[-1])
    for number in range(10, 10 + count):
        Statement.objects.create(
            hearing=hearing,
            collective_id=hearing.collective_id,
            number=number,
            text=f"Idea {number}",
            created_at=cast.NOW,
        )


def press_and_see_another(page, button):
    before = page.locator("blockquote").inner_text()
    page.locator(button).click()
    changed = "before => document.querySelector('blockquote').innerText !== before"
    page.wait_for_function(changed, arg=before)


def test_answers_wait_while_the_connection_is_away(page_at, axe, bo, place):
    add_statements(place, 5)
    page = page_at(360, who=bo)
    page.goto(f"{place}statements/next/")
    page.context.set_offline(True)
    for button in ("#answer-agree", "#answer-disagree", "#answer-pass"):
        press_and_see_another(page, button)
    page.get_by_text("3 answers wait for the connection.").wait_for()
    axe(page)
    page.get_by_role("button", name="Take the last one back").click()
    page.get_by_text("2 answers wait for the connection.").wait_for()
    page.locator("#answer-agree").click()
    page.get_by_text("3 answers wait for the connection.").wait_for()
    assert not Response.objects.filter(member=bo).exists()
    page.context.set_offline(False)
    page.get_by_text("All answers have arrived.").wait_for()
    own = Response.objects.filter(member=bo)
    assert sorted(own.values_list("answer", flat=True)) == [-1, 1, 1]
    page.locator("#answer-pass").click()
    page.get_by_text("Received: Pass.").first.wait_for()
    assert own.count() == 4


def test_an_answer_that_arrived_unnoticed_counts_once(page_at, bo, place):
    page = page_at(who=bo)
    page.goto(f"{place}statements/next/")

    def lose_the_answer(route):
        route.fetch()  # the server has it
        route.abort()  # and the browser never hears

    page.route("**/response/", lose_the_answer, times=1)
    press_and_see_another(page, "#answer-agree")
    page.get_by_text("1 answer waits for the connection.").wait_for()
    page.reload()
    page.get_by_text("All answers have arrived.").wait_for()
    statement = Response.objects.get(member=bo).statement
    given = Entry.objects.filter(kind="response.given")
    assert given.count() == 1
    assert statement.agreed - statement.voices_agreed == 1


def test_waiting_answers_never_go_out_under_another_name(page_at, bo, place):
    page = page_at(who=bo)
    page.goto(f"{place}statements/next/")
    page.context.set_offline(True)
    page.locator("#answer-agree").click()
    page.get_by_text("1 answer waits for the connection.").wait_for()
    page.context.route("**/response/", lambda route: route.abort())
    page.context.set_offline(False)
    ann = cast.member(cast.Collective.objects.get(), "Ann")
    key = cast.signed_in(ann).cookies["session"].value
    home = page.url.split("/c/", maxsplit=1)[0]
    page.context.add_cookies([{"name": "session", "value": key, "url": home}])
    page.context.unroute("**/response/")
    page.goto(f"{place}statements/next/")
    page.wait_for_timeout(500)
    assert not Response.objects.filter(member__isnull=False).exists()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert page.evaluate("localStorage.getItem('answers')") is None


def test_answers_without_javascript(page_at, bo, place):
    page = page_at(360, who=bo, javascript=False)
    page.goto(place)
    page.get_by_role("link", name="Answer one by one").click()
    assert not page.get_by_text("Keys: 1 agree").is_visible()  # none without script
    page.get_by_role("button", name="I agree").click()
    page.get_by_role("button", name="Pass").click()
    page.get_by_text("You answered all there is. Thank you.").wait_for()
    assert set(Response.objects.filter(member=bo).values_list("answer", flat=True)) == {
        1,
        0,
    }
