"""A house says that a question of all houses is its own, in a browser."""

import pytest
from tests.browser.looking import look as find_no_fault
from tests.federating.test_cases import stopped, too_few_heard
from tests.federating.world import World

from folkmoot.federating.models import FederatedPanel
from folkmoot.federating.operations import say_ours

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_house_decides_its_own_stairs_alone(page_at, axe, clock):
    world = World(leaves=5)
    world.ask(scope="shared")
    clock.set(world.now)
    birch = world.leaves[1]
    ann, bo, _di = world.members_of(birch)
    whole = f"/f/all-houses/q/{world.question.number}/"
    page = page_at(who=ann)
    page.goto(whole)
    page.get_by_role("link", name="Is this ours to decide alone?").click()
    find_no_fault(page, axe, "alone-first")
    page.get_by_label("Why? One line").fill("Only our own stairs are meant.")
    page.get_by_role("button", name="This is ours to decide alone").click()
    page.get_by_text("You say so too.").wait_for()
    find_no_fault(page, axe, "alone-said")
    say_ours(
        member=bo,
        question=world.question,
        part=birch,
        reason="Nobody else uses them.",
        now=world.now,
    )
    look_at_it(page_at, axe, whole)
    page = page_at(who=ann)
    page.goto(whole)
    page.get_by_text("Birch House decides this alone.").wait_for()
    find_no_fault(page, axe, "alone-whole-after")
    page.get_by_role("link", name="To our own question").click()
    page.get_by_role("heading", name="Shall we share one workshop?").wait_for()
    find_no_fault(page, axe, "alone-own")


def look_at_it(page_at, axe, whole):
    """Let those who were drawn find that it is theirs."""
    panel = FederatedPanel.objects.get()
    for number, seat in enumerate(panel.seats.order_by("id")):
        page = page_at(who=seat.member)
        page.goto(whole)
        find_no_fault(page, axe, f"alone-drawn-{number}")
        page.get_by_role("link", name="Birch House says").click()
        find_no_fault(page, axe, f"alone-case-{number}")
        page.get_by_label("Yes").check()
        page.get_by_label("Why?").fill("They carry it alone.")
        page.get_by_role("button", name="Send my answer").click()
        page.get_by_text("They carry it alone.").first.wait_for()
    find_no_fault(page, axe, "alone-settled")


def test_people_drawn_by_lot_look_at_a_stop(page_at, axe, clock):
    world, stop = stopped()
    clock.set(world.now)
    page = page_at(who=stop.owner)
    page.goto(f"/f/all-houses/q/{world.question.number}/stops/")
    page.get_by_role("link", name="Ask people drawn by lot about your stop").click()
    find_no_fault(page, axe, "fundamental-ask")
    page.get_by_label("Why?").fill("It takes the roof of Birch House.")
    page.get_by_role("button", name="Ask people drawn by lot").click()
    page.get_by_role("link", name="Does the draft break the agreement").click()
    find_no_fault(page, axe, "fundamental-case")


def test_people_drawn_by_lot_see_who_was_not_reached(page_at, axe, clock):
    world = too_few_heard()
    world.at(world.question.closes_at)
    clock.set(world.now)
    seat = FederatedPanel.objects.get().seats.first()
    page = page_at(who=seat.member)
    page.goto(f"/f/all-houses/q/{world.question.number}/")
    page.get_by_role("link", name="Were the tries to reach people real?").click()
    page.get_by_text("1 of 12 people have spoken").wait_for()
    find_no_fault(page, axe, "tries-case")
    page.goto("/f/all-houses/change/?topic=join_up")
    find_no_fault(page, axe, "join-up")
