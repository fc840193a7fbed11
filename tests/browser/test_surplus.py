"""240,000 left over in thirty co-ops, in a browser: noted, thought about, shared fairly.

Story 9 on the pages; stops and their answers are in `test_federated.py`, and 410 people
with every number in `tests/fund/test_story_nine.py`.
"""

import pytest
from tests import cast
from tests.browser.looking import look
from tests.cast import NOW
from tests.federating.world import LATER
from tests.fund.test_story_nine import (
    EURO,
    IDEAS,
    OTHERS,
    Coops,
    drafter,
    take_tasks,
    url,
)

from folkmoot.federating.models import FederatedQuestion
from folkmoot.fund import operations
from folkmoot.fund.models import FairShares, Surplus, SurplusIdea
from folkmoot.people.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 90  # three in each co-op: 2,666.66 euro each
MARKS = {
    "Insulation fund": 46,
    "Two roofs": 23,
    "Loans for newcomers": 16,
    "A film room": 5,
}


@pytest.fixture
def coops() -> Coops:
    """Thirty co-ops whose ledger holds 240,000 euro."""
    coops = Coops([PEOPLE // 30] * 30)
    bank, rents = coops.account("Bank", "held"), coops.account("Rents", "source")
    operations.book_in_fund(
        member=coops.treasurer,
        from_account=rents,
        to_account=bank,
        amount=240_000 * EURO,
        day=NOW.date(),
        text="Rents of the year",
        now=NOW,
    )
    return coops


def say(page, words):
    page.get_by_role("button", name=words).click()


@pytest.mark.parametrize(
    "javascript", [True, pytest.param(False, marks=pytest.mark.slow)]
)
def test_thirty_co_ops_share_what_is_left_over(coops, page_at, axe, clock, javascript):
    def open_page(who: Membership, name: str = "", *args: object):
        clock.set(coops.now)
        page = page_at(360, who=who, javascript=javascript)
        page.goto(url(coops, name, *args))
        return page

    note(open_page, coops)
    surplus = Surplus.objects.get()
    coops.question = FederatedQuestion.objects.get(id=surplus.question_id)
    bring_ideas(open_page, coops, surplus)
    mark(open_page, coops, surplus)
    coops.at(coops.now)
    coops.hear()
    coops.at(coops.question.closes_at + LATER)
    share(open_page, coops, surplus, axe if javascript else None)
    write(open_page, coops, surplus)
    decide(open_page, coops)


def note(open_page, coops):
    """Say as the treasurer what the ledger shows; all are asked in the same hour."""
    page = open_page(coops.treasurer, "note_surplus")
    page.get_by_label("What is left over?").fill("The year 2026")
    page.get_by_label("Of what kind?").select_option(label="EUR of the common fund")
    page.get_by_label("How much").fill("240,000")
    say(page, "Ask all of us")
    page.get_by_text("Waits for what we decide").wait_for()
    page.get_by_role("link", name="The year 2026").click()
    page.get_by_text("Nobody can use it without a decision of all of us.").wait_for()


def bring_ideas(open_page, coops, surplus):
    """Five co-ops bring an idea each, with its cost and who would carry it out."""
    for number, (title, cost) in enumerate({**IDEAS, **OTHERS}.items()):
        member = coops.members_of(coops.leaves[number])[1]
        if number:
            sent = {"title": title, "cost": str(cost), "carrier": member.name}
            address = url(coops, "new_surplus_idea", surplus.id)
            assert cast.signed_in(member).post(address, sent).status_code == 302
            continue
        page = open_page(member, "new_surplus_idea", surplus.id)
        page.get_by_label("What could we do with it?").fill(title)
        page.get_by_label("What does it cost?").fill(str(cost))
        page.get_by_label("Who would carry it out?").fill(member.name)
        say(page, "Add it")
        page.get_by_role("heading", name=title).wait_for()


def mark(open_page, coops, surplus):
    """Everybody marks an idea, the first one on a page; nobody sees how many did."""
    people = [one for leaf in coops.leaves for one in coops.members_of(leaf)]
    keys = {one.title: str(one.id) for one in SurplusIdea.objects.all()}
    wishes = [title for title, many in MARKS.items() for _one in range(many)]
    address = url(coops, "surplus_marks", surplus.id)
    for member, wish in zip(people[1:], wishes[1:], strict=True):
        chosen = {"ideas": [keys[wish]]}
        assert cast.signed_in(member).post(address, chosen).status_code == 302
    page = open_page(people[0], "surplus", surplus.id)
    page.get_by_label(wishes[0]).check()
    say(page, "These")
    page.get_by_text("We have your marks.").wait_for()
    assert "46" not in page.inner_text("main")


def share(open_page, coops, surplus, axe):
    """Anybody lets the fair shares be computed; each sees what their own pays for."""
    member = coops.members_of(coops.leaves[0])[0]
    page = open_page(member, "surplus", surplus.id)
    say(page, "Compute the fair shares")
    page.get_by_role("heading", name="Fair shares").wait_for()
    assert FairShares.objects.get().people == PEOPLE
    shown = page.inner_text("main").replace("\N{NO-BREAK SPACE}", " ")
    assert "Insulation fund, 120,000.00 EUR: carried by 46 people" in shown
    assert "A pool, 250,000.00 EUR: costs more than there is." in shown
    assert "20,000.00 EUR is left and stays as a reserve." in shown
    assert "What your share pays for" in shown
    if axe is not None:
        look(page, axe, "surplus-shares")


def write(open_page, coops, surplus):
    """One of those drawn by lot turns the shares into the draft, and changes one."""
    page = open_page(drafter(coops), "surplus", surplus.id)
    page.get_by_role("link", name="Write the shares into the draft").click()
    assert page.get_by_label("Two roofs").input_value() == "60000.00"
    page.get_by_label("Two roofs").fill("55000")
    say(page, "Write the draft with these amounts")
    page.get_by_text("Two roofs").first.wait_for()
    text = coops.question.versions.get().text
    assert "55,000" in text
    assert "120,000" in text


def decide(open_page, coops):
    """All say yes, one of them on a page; then the ledger holds the promises."""
    coops.send()
    take_tasks(coops)
    one = coops.members_of(coops.leaves[1])[0]
    page = open_page(one, "fund")
    page.goto(f"/c/{one.collective.slug}/q/{coops.led(one.collective).number}/")
    page.locator("input[value=consent]").check()
    say(page, "Send my answer")
    page.get_by_text("Your answer is received").wait_for()
    coops.say_all(silent=[one])
    coops.until("decided")
    operations.settle_surplus_due(now=coops.now)
    page = open_page(one, "fund")
    shown = page.inner_text("main").replace("\N{NO-BREAK SPACE}", " ")
    for what, amount in {**IDEAS, "Two roofs": 55_000}.items():
        assert what in shown
        assert f"{amount:,}.00 EUR" in shown
