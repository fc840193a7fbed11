"""A question to all groups in a browser: two long ways, and no fault found on them.

Journey 9: houses share a surplus; one house says stop, messengers answer, and almost all
agree. Journey 10: branches in two sites; the night shift says stop, and a variant passes.
"""

import pytest
from tests.browser.looking import keep
from tests.browser.looking import look as find_no_fault
from tests.federating.world import World

from folkmoot.deciding.models import Objection, Position
from folkmoot.deciding.operations import reply_to_answer
from folkmoot.federating.operations import link, make_federation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def look(page_at, axe, clock):
    """Return ``look(world, who, rest, name)``: open a page both ways and keep it."""

    def open_both(world, who, rest="", name=""):
        clock.set(world.now)
        page = page_at(who=who)
        page.goto(url(world, rest))
        find_no_fault(page, axe, name or rest.strip("/") or "whole")
        return page

    return open_both


def url(world, rest=""):
    if rest.startswith("/"):
        return rest
    return f"/f/{world.federation.slug}/q/{world.question.number}/{rest}"


def test_houses_share_a_surplus(look, page_at, clock):
    world = World(leaves=6)
    ann, _bo, di = world.members_of(world.leaves[0])
    raise_it(world, page_at, clock, look)
    birch, cedar = world.delegates(world.leaves[1], world.leaves[2])
    world.hear("Small houses need it most.")
    look(world, di, name="hearing")
    look(world, di, "said/")
    world.until("drafting")
    write(world, page_at, clock, look)
    world.reach()
    look(world, di, name="before-one-s-answer")
    world.say_all(ann)
    look(world, di, name="checking")
    look(world, di, f"groups/{world.leaves[0].id}/", "group")
    world.until("working")
    stop = Objection.objects.get()
    world.understand(stop)
    look(world, birch, "stops/answer/", "answer-stops")
    answer_together(world, page_at, birch, cedar)
    look(world, birch, name="working")
    stop.refresh_from_db()
    reply_to_answer(member=ann, objection=stop, is_solved=False, now=world.now)
    world.draft("The fund is for all, and a floor for small houses.")
    world.say_all(ann)
    world.until("last_call")
    look(world, di, name="last-call")
    world.until("decided")
    see_the_end(world, look, di)


def see_the_end(world, look, who):
    """Read what came out, from what it was computed, and the own group's page of it."""
    page = look(world, who, name="decided")
    page.get_by_role("heading", name="Almost all agreed (1 still says stop)").wait_for()
    page.get_by_text("It closes at six.").first.wait_for()
    page = look(world, who, "result/computation/", "computation")
    page.get_by_text("It is the same.").wait_for()
    own = world.led(who.collective)
    look(world, who, f"/c/{who.collective.slug}/q/{own.number}/", "leaf-decided")


def raise_it(world, page_at, clock, look):
    """Ask all groups on a phone, and let a second one of the group ask for it too."""
    ann, bo, _di = world.members_of(world.leaves[0])
    clock.set(world.now)
    ask = page_at(360, who=ann, javascript=False)
    ask.goto(f"/f/{world.federation.slug}/q/new/")
    keep(ask, "raise-360-light")
    ask.get_by_label("What do you ask all groups?").fill("Who gets what is left?")
    ask.get_by_label("The question in three minutes").fill("240 are left over.")
    ask.get_by_label("It needs one answer for all groups").check()
    ask.get_by_role("button", name="Ask all groups").click()
    ask.get_by_text("Please say why all groups need one answer.").first.wait_for()
    ask.get_by_label("Why do all groups need one answer?").fill("It is one fund.")
    ask.get_by_role("button", name="Ask all groups").click()
    ask.get_by_text("You ask for it too.").wait_for()
    world.question = world.federation.federated_questions.get()
    look(world, bo, name="asking")
    also = page_at(360, who=bo, javascript=False)
    also.goto(url(world))
    also.get_by_role("button", name="I ask for it too").click()
    also.get_by_role("link", name="Tell us what you think").wait_for()
    world.at(world.now)


def write(world, page_at, clock, look):
    """Write the draft, answer each theme and send it, all on the pages."""
    drafter = world.question.drafters.filter(ended_at=None).first().member
    look(world, drafter, "draft/", "draft")
    page = page_at(1280, who=drafter, javascript=False)
    page.goto(url(world, "draft/"))
    page.get_by_label("What we agree on").fill("The fund is for all.")
    page.get_by_role("button", name="Keep this version").click()
    while page.get_by_text("Say what the draft does with it").count():
        page.get_by_text("Say what the draft does with it").first.click()
        page.get_by_role("button", name="Keep it").locator("visible=true").first.click()
    page.get_by_role("button", name="Ask all groups: can we agree?").click()
    page.get_by_text("Can we agree?").first.wait_for()
    world.at(world.now)
    assert world.question.stage == "checking"


def answer_together(world, page_at, first, second):
    """Answer with one text, and stand by it from another group."""
    page = page_at(360, who=first, javascript=False)
    page.goto(url(world, "stops/answer/"))
    page.get_by_label("Ash House").check()
    page.get_by_label("We give reasons").check()
    page.get_by_label("The answer").fill("There is a floor for small houses.")
    page.get_by_role("button", name="Propose this answer").click()
    page.get_by_role("heading", name="Answers that wait for a second name").wait_for()
    other = page_at(360, who=second, javascript=False)
    other.goto(url(world, "stops/answer/"))
    other.get_by_label("I stand by this answer too").check()
    other.get_by_role("button", name="Put my name to them").click()
    other.get_by_text("No stop waits for a first answer.").wait_for()
    assert Objection.objects.get().answer_seconded_by == second


def sites():
    """Return branches in two sites; the last ones of each work at night."""
    world = World(leaves=4)
    day, night = world.leaves[::2], world.leaves[1::2]
    councils = []
    for name, one, other in zip(("North site", "South site"), day, night, strict=True):
        council = make_federation(name=name, children=[one], now=world.now)
        link(child=other, federation=council, region="night", now=world.now)
        councils.append(council)
    world.federation = make_federation(
        name="All shifts", children=councils, now=world.now
    )
    world.night, world.councils = night, councils
    return world


def test_the_night_shift_says_stop_and_a_variant_passes(look, page_at, clock):
    world = sites()
    world.ask(scope="shared")
    world.draft("Shifts begin at five.")
    at_night = [world.members_of(leaf)[0] for leaf in world.night]
    world.say_all(*at_night)
    reader = world.members_of(world.leaves[0])[1]
    page = look(world, reader, f"groups/{world.councils[0].id}/", "council")
    page.get_by_role("heading", name="1 of 2 groups agree").first.wait_for()
    page.get_by_role("link", name=world.night[0].name).click()
    page.get_by_text("Says stop").first.wait_for()
    for stop in Objection.objects.select_related("collective", "owner"):
        world.understand(stop)
    world.answer_all(*world.delegates(*world.leaves[::2]), is_solved=False)
    world.until("working")
    move = world.question.moves.order_by("-order").first()
    assert "groups_cluster" in [code for code, _numbers in move.facts["reasons"]]
    world.draft("Shifts begin at five, at night at six.")
    world.reach()
    answer_on_a_phone(world, page_at, clock, reader)
    world.say_all(silent=[reader])
    world.until("decided")
    page = look(world, reader, name="network-decided")
    page.get_by_text("4 of 4 groups agree; 12 of 12 people heard say yes").wait_for()


def answer_on_a_phone(world, page_at, clock, who):
    """Go from the whole to the own group, and say yes there."""
    page = page_at(360, who=who, javascript=False)
    clock.set(world.now)
    page.goto(url(world))
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_text("All our groups are asked this together.").wait_for()
    keep(page, "leaf-checking-360-light")
    page.locator("input[value=consent]").check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer is received").wait_for()
    assert Position.objects.filter(member=who, round=2).exists()
