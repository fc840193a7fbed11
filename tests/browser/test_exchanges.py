"""Three sister groups plan together in a browser: from the proposal to the promise."""

import pytest
from django.urls import reverse
from tests import cast
from tests.browser.looking import EVERY, look
from tests.planning.exchanges.villages import FIRST_DAY, Villages, set_percent

from folkmoot.planning.models import Exchange, Planning

pytestmark = pytest.mark.django_db(transaction=True)


def say(page, words):
    page.get_by_role("button", name=words, exact=True).click()


class TestThreeGroups:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_go_from_a_proposal_to_plans_that_count_with_it(self, page_at, javascript):
        """Ann of the bakery proposes it; all take part, look at rounds, and say yes."""
        all_three = Villages()

        def browse(group, name):
            return page_at(360, who=cast.member(group, name), javascript=javascript)

        def address(group):
            row = Exchange.objects.get()
            return reverse("planning:exchange", args=(group.slug, row.id))

        def both_say(group, first, second):
            for name, words in (("Ann", first), ("Bo", second)):
                page = browse(group, name)
                page.goto(address(group))
                say(page, words)

        page = browse(all_three.bakery, "Ann")
        page.goto(reverse("planning:plans", args=(all_three.bakery.slug,)))
        page.get_by_role("link", name="Planning with sister groups").click()
        page.get_by_role("link", name="Propose an exchange").click()
        for label in ("Garden", "Workshop", "loaf", "greens", "mended tool"):
            page.get_by_label(label, exact=True).check()
        page.get_by_label("From which day on?").fill(FIRST_DAY.isoformat())
        say(page, "Propose it")
        page.get_by_text("Bakery proposed it").wait_for()
        page = browse(all_three.bakery, "Bo")
        page.goto(address(all_three.bakery))
        say(page, "Yes, we take part")
        for group in (all_three.garden, all_three.workshop):
            both_say(group, "Yes, let us take part", "Yes, we take part")
        say_rounds(page, address(all_three.bakery))
        for group in all_three.groups:
            both_say(group, "Yes, this is good", "Yes, we take it")
        page.goto(address(all_three.bakery))
        page.get_by_text("All groups have said yes.").wait_for()
        page.get_by_role("link", name="Make plans with it").click()
        say(page, "Make plans")
        page.get_by_role("heading", name="Agreed with other groups").wait_for()
        page.get_by_text("We give Garden loaf:").wait_for()
        assert Planning.objects.get().promises


class TestOneGroup:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_asks_all_its_members_with_one_click(self, page_at, javascript):
        all_three = Villages()
        bakery = all_three.bakery
        set_percent(bakery, 5)
        row = all_three.settled()
        who = cast.member(bakery, "Ann")
        page = page_at(360, who=who, javascript=javascript)
        page.goto(reverse("planning:exchange", args=(bakery.slug, row.id)))
        page.get_by_text("of our work would go into what is exchanged").wait_for()
        assert not page.get_by_role("button", name="Yes, this is good").count()
        say(page, "Ask all of us")
        title = "Do we exchange loaf, greens, mended tool with Garden, Workshop?"
        page.get_by_role("heading", name=title).wait_for()
        page.get_by_text("We give Garden loaf:").first.wait_for()
        page.goto(reverse("planning:exchange", args=(bakery.slug, row.id)))
        page.get_by_text("All of us are asked.").wait_for()
        page.get_by_role("link", name=title).wait_for()


def say_rounds(page, address):
    """Begin, look at three rounds, and stop."""
    page.goto(address)
    say(page, "Begin with those who said yes")
    page.get_by_text("After 1 round.").wait_for()
    say(page, "Next round")
    page.get_by_text("After 2 rounds.").wait_for()
    say(page, "Five rounds")
    page.get_by_text("After 7 rounds.").wait_for()
    page.get_by_text("Bakery gives Garden loaf:").first.wait_for()
    say(page, "Stop here and ask each group")
    page.get_by_role("heading", name="Do we take it?").wait_for()


class TestItsPages:
    def test_have_no_fault(self, signed_in_page, axe):
        all_three = Villages()
        bakery = all_three.bakery
        page = signed_in_page(cast.member(bakery, "Ann"))
        for name in ("exchanges", "propose_exchange"):
            page.goto(reverse(f"planning:{name}", args=(bakery.slug,)))
            look(page, axe, f"exchanges-{name}", EVERY)
        row = all_three.propose()
        asked = signed_in_page(cast.member(all_three.garden, "Ann"))
        args = (all_three.garden.slug, row.id)
        asked.goto(reverse("planning:exchange", args=args))
        look(asked, axe, "exchanges-asked")
        row = all_three.settled()
        for name in ("exchange", "exchange_sent"):
            page.goto(reverse(f"planning:{name}", args=(bakery.slug, row.id)))
            look(page, axe, f"exchanges-{name}", EVERY)
        page.goto(reverse("planning:exchanges", args=(bakery.slug,)))
        look(page, axe, "exchanges-list")
        set_percent(bakery, 5)
        page.goto(reverse("planning:exchange", args=(bakery.slug, row.id)))
        look(page, axe, "exchanges-too-large")
        say(page, "Ask all of us")
        page.goto(reverse("planning:exchange", args=(bakery.slug, row.id)))
        look(page, axe, "exchanges-all-asked")
