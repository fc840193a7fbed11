"""Another wording in a browser: proposed, backed, compared in each group, one goes on."""

import pytest
from tests.browser.looking import look as find_no_fault
from tests.federating.test_amendments import (
    ASIDE,
    STOP,
    TEXT,
    YES,
    answer,
    back,
)
from tests.federating.world import World

from folkmoot.federating.models import Amendment
from folkmoot.federating.operations import count_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def look(page_at, axe, clock):
    """Return ``look(world, who, address, name)``: open a page both ways."""

    def open_both(world, who, address, name):
        clock.set(world.now)
        page = page_at(who=who)
        page.goto(address)
        find_no_fault(page, axe, name)
        return page

    return open_both


def test_groups_ask_for_another_wording_and_all_compare(look):
    world = World(leaves=3)
    question = world.ask(scope="shared")
    whole = f"/f/{world.federation.slug}/q/{question.number}/"
    ann, bo, _di = world.members_of(world.leaves[0])
    page = look(world, ann, f"{whole}wordings/", "wordings-none")
    page.get_by_label("A short name").fill(TEXT.label)
    page.get_by_label("The whole text, as you would have it").fill(TEXT.text)
    page.get_by_label("Why is it better?").fill(TEXT.why)
    page.get_by_role("button", name="Propose it in my group").click()
    page = look(world, bo, f"{whole}wordings/", "wordings-one")
    page.get_by_role("button", name="I ask for it too").click()
    page.get_by_text("1 of 2 needed").wait_for()
    back(world, Amendment.objects.get(), world.leaves[1])
    compare(world, look, whole)
    last_call(world, look, whole)


def compare(world, look, whole):
    """Bring both to the check, and read what all say when one has answered."""
    _ann, bo, di = world.members_of(world.leaves[0])
    world.hear()
    world.until("drafting")
    world.write("One workshop.")
    look(world, world.drafter(), f"{whole}draft/", "wordings-draft")
    world.send()
    world.reach()
    own = own_page(world)
    look(world, di, own, "wordings-check")
    for leaf in world.leaves:
        for member in world.members_of(leaf):
            answer(world, member, STOP if member == bo else ASIDE, YES)
    count_due(world.now)
    look(world, di, whole, "wordings-compared")
    look(world, di, f"{whole}groups/{world.leaves[0].id}/", "wordings-group")
    look(world, di, own, "wordings-answered")


def last_call(world, look, whole):
    """Read why one goes on; who said stop to the other may carry it over."""
    _ann, bo, di = world.members_of(world.leaves[0])
    world.until("last_call")
    page = look(world, di, whole, "wordings-last-call")
    page.get_by_text("B (evenings) goes on").wait_for()
    page = look(world, bo, own_page(world), "wordings-carry")
    page.get_by_role("button", name="Carry my stop over").wait_for()


def own_page(world):
    """Return the address of the first group's own page."""
    led = world.led(world.leaves[0])
    return f"/c/{led.collective.slug}/q/{led.number}/"
