"""Needs, offers and shared things in a browser: met by a neighbour, booked by a phone."""

import pytest
from django.urls import reverse
from tests import cast
from tests.browser.looking import EVERY, look
from tests.house_rules import needs as stated
from tests.needs.builders import sisters

from folkmoot.federating.operations import make_federation
from folkmoot.needs.models import Booking, Match, Need, Thing

pytestmark = pytest.mark.django_db(transaction=True)
NOW = cast.NOW


def say(page, words):
    page.get_by_role("button", name=words).click()


class TestANeedMetByANeighbour:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_goes_from_the_need_to_done(self, page_at, javascript):
        """Elm lacks a ladder; Oak has one; names are told after two yes."""
        elm, oak = sisters()
        at_elm = page_at(360, who=elm.ann, javascript=javascript)
        at_oak = page_at(who=oak.bo, javascript=javascript)

        at_elm.goto(reverse("planning:overview", args=(elm.elm.slug,)))
        at_elm.get_by_role("link", name="I need something").first.click()
        at_elm.get_by_label("What?").fill("A long ladder")
        at_elm.get_by_label("Sister groups may see it too").check()
        say(at_elm, "Say it")
        at_elm.get_by_text("No offer fits yet").wait_for()
        self.offer_it(at_oak, oak)
        self.accept_it(at_elm)

        at_oak.reload()
        assert "0123 456" in at_oak.locator("main").inner_text()
        say(at_oak, "It is done")
        at_oak.get_by_text("done", exact=False).first.wait_for()
        assert Match.objects.get().state == Match.State.DONE
        assert Need.objects.get().state == Need.State.MET

    def offer_it(self, at_oak, oak):
        at_oak.goto(reverse("needs:neighbours", args=(oak.elm.slug,)))
        at_oak.get_by_role("link", name="A long ladder").click()
        assert "Ann" not in at_oak.locator("main").inner_text()
        at_oak.get_by_label("How can you be reached?").fill("Ring at number 9")
        say(at_oak, "Offer it")
        at_oak.get_by_text("the other side is asked").wait_for()

    def accept_it(self, at_elm):
        at_elm.goto("/")
        at_elm.get_by_role("link", name="A long ladder").first.click()
        before = at_elm.locator("main").inner_text()
        assert "Somebody of a sister group gives it (Oak Lane)" in before
        assert "number 9" not in before
        at_elm.get_by_label("How can you be reached?").fill("0123 456")
        say(at_elm, "Yes, please")
        after = at_elm.locator("main").inner_text()
        assert "Bo gives it" in after
        assert "Ring at number 9" in after


class TestAThing:
    def test_is_booked_and_given_back_on_a_phone(self, page_at):
        elm, _oak = sisters()
        page = page_at(360, who=elm.ann, javascript=False)
        page.goto(reverse("needs:things", args=(elm.elm.slug,)))
        page.get_by_role("link", name="Share a thing").click()
        page.get_by_label("What is it?").fill("Cargo bike")
        page.get_by_label("Where is it?").fill("In the yard")
        page.get_by_label("I care for it until").fill("2027-06-01")
        say(page, "Share it")
        page.get_by_label("From", exact=True).fill("2027-03-02T09:00")
        page.get_by_label("To", exact=True).fill("2027-03-02T17:00")
        say(page, "Book it")
        row = page.get_by_role("row", name="Tue 2")
        assert "09:00 to 17:00 you" in row.inner_text()
        say(page, "Give it back")
        assert "free" in row.inner_text()
        assert Booking.objects.get().cancelled_at is not None


def test_pages_read_well_on_a_phone_and_a_wide_screen(page_at, axe):
    elm = cast.collective("Elm Street", friends=("Fay",))
    yard = cast.collective("Ash Yard", members=("Ivy", "Jo", "Kim"))
    make_federation(name="All Streets", children=[elm, yard], now=NOW)
    things = stated.build(elm)
    page = page_at(who=cast.member(elm, "Ann"))
    need, offer, match = (things[f"{n}_id"] for n in ("need", "offer", "match"))
    bike = Thing.objects.get().id
    to_use = things["needs:need_from_offer.offer_id"]
    pages = {
        "overview": ("planning:overview", ()),
        "needs": ("needs:needs", ()),
        "new-need": ("needs:new_need", ()),
        "new-offer": ("needs:new_offer", ()),
        "need": ("needs:need", (need,)),
        "offer": ("needs:offer", (offer,)),
        "offer-of-another": ("needs:offer", (to_use,)),
        "match": ("needs:match", (match,)),
        "neighbours": ("needs:neighbours", ()),
        "things": ("needs:things", ()),
        "new-thing": ("needs:add_thing", ()),
        "thing": ("needs:thing", (bike,)),
        "month": ("needs:thing_month", (bike,)),
    }
    for name, (view, parts) in pages.items():
        page.goto(reverse(view, args=(elm.slug, *parts)))
        look(page, axe, f"planning-{name}", EVERY)
    page.goto(f"{reverse('deciding:raise_question', args=(elm.slug,))}?topic=needs")
    look(page, axe, "planning-classes", EVERY)
