"""A vote that the law asks for, in a browser: asked for, opened, answered, counted."""

import re

import pytest
from tests.browser.looking import look as find_no_fault
from tests.deciding.test_legal_vote import Depot

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Ann", "Bo", "Di", "Eve", "Gus", "Hal")


@pytest.fixture
def look(page_at, axe, clock):
    """Return ``look(depot, who, question, name)``: open the legal vote's page."""

    def open_it(depot, who, question, name):
        clock.set(depot.now)
        page = page_at(who=depot.who(who))
        page.goto(depot.url(question, "legal-vote/"))
        find_no_fault(page, axe, name)
        return page

    return open_it


def test_from_the_law_to_the_count(look):
    depot = Depot()
    question = depot.checked()
    page = look(depot, "Ann", question, "vote-none")
    page.get_by_label("Which law or clause asks for it?").fill("Statutes, clause 12")
    page.get_by_label("Who may take part, as it says?").fill("All members")
    page.get_by_label("How much yes does it take?").select_option("2-3")
    page.get_by_role("button", name="The law asks for it").click()
    page.get_by_text("One of us says that the law asks").wait_for()
    page = look(depot, "Bo", question, "vote-asked")
    page.get_by_role("button", name="Yes, the law asks for it").click()
    page.get_by_text("Nothing begins before it.").first.wait_for()
    for name in NAMES:
        depot.say(question, name)
    page = look(depot, "Bo", question, "vote-due")
    page.get_by_label("Others on the roll, who are not in our list").fill("Old Jo")
    page.get_by_role("button", name="Open it").click()
    page.get_by_text("The legal vote is open.").wait_for()
    vote = question.legal_votes.get()
    counter = depot.counters(vote)[0].name
    page = look(depot, counter, question, "vote-open")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Give this answer for good").click()
    page.get_by_text("How you answered is kept nowhere.").wait_for()
    page.get_by_role("button", name=re.compile("Gave a paper.*Old Jo")).click()
    page.get_by_role("button", name=re.compile("Not so.*Old Jo")).wait_for()
    count_it(depot, vote, question, look)


def count_it(depot, vote, question, look):
    """Let both count one paper with yes, once the time is over."""
    depot.now = vote.closes_at
    for one in depot.counters(vote):
        page = look(depot, one.name, question, "vote-counting")
        page.get_by_label("Papers with yes").fill("1")
        for label in ("Papers with no", "Blank papers", "Papers that nobody can read"):
            page.get_by_label(label).fill("0")
        page.get_by_role("button", name="Enter what I counted").click()
    page.get_by_role("heading", name="Decided by vote").wait_for()
    look(depot, "Eve", question, "vote-over")
