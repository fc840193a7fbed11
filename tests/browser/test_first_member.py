"""The first five minutes of a new member on a phone: heard in at most six taps."""

import pytest
from playwright.sync_api import Page
from tests.cast import NOW
from tests.deciding.group import Group

from folkmoot.deciding.operations import add_statement
from folkmoot.listening.models import Response
from folkmoot.people.operations import invite

pytestmark = pytest.mark.django_db(transaction=True)
TAPS_AT_MOST = 6
VIEWS = ("We need shade", "Trees block the light", "A pond instead")


class Phone:
    """A person with a phone, who counts what they tap."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def follow(self, link: str) -> None:
        """Tap the link of a message."""
        self.taps += 1
        self.page.goto(link)

    def tap(self, words: str) -> None:
        """Tap a button; where it leads, it is seen without moving the page far."""
        self.taps += 1
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def write(self, label: str, text: str) -> None:
        """Tap a field and write into it."""
        self.taps += 1
        self.page.get_by_label(label).fill(text)


@pytest.fixture
def link(live_server) -> str:
    """Return an invitation to a collective that has a hearing with short views."""
    group = Group()
    question = group.heard()
    for text in VIEWS:
        add_statement(member=group.bo, question=question, text=text, now=NOW)
    return f"/join/{invite(member=group.ann, now=NOW).token}/"


ENGLISH = ("en-GB", "Your name here", "I am in", "I agree", "Thank you.")
SPANISH = ("es-ES", "Tu nombre aquí", "Me sumo", "De acuerdo", "Gracias.")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=["english", "spanish"])
def test_somebody_new_is_heard_in_six_taps(page_at, link, javascript, words):
    language, name, i_am_in, i_agree, thanks = words
    phone = Phone(page_at(360, javascript=javascript, language=language))
    phone.follow(link)
    phone.write(name, "Gus")
    phone.tap(i_am_in)
    for _ in VIEWS:
        with phone.page.expect_response(lambda answer: "/response/" in answer.url):
            phone.tap(i_agree)
    phone.page.get_by_text(thanks).first.wait_for()
    assert phone.taps <= TAPS_AT_MOST
    said = Response.objects.filter(member__name="Gus")
    assert said.count() == len(VIEWS)


def test_nobody_asks_for_a_password_or_shows_counts_first(page_at, link):
    page = page_at(360, javascript=False)
    page.goto(link)
    assert page.locator("input[type=password], input[type=file]").count() == 0
    page.get_by_label("Your name here").fill("Gus")
    page.get_by_role("button", name="I am in", exact=True).click()
    page.get_by_role("button", name="I agree").wait_for()
    assert page.locator(".tally").count() == 0
