"""From the check to the end in a browser: no fault found, and all of it without script."""

import pytest
from tests.browser.looking import keep, look
from tests.deciding.house import MEMBERS, VOICE, House, voice

from folkmoot.deciding.models import Objection, Panel, Position
from folkmoot.deciding.operations import ask_panel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(transactional_db):
    return House()


def answered(house):
    question = house.checked()
    house.say(question, "Ann")
    house.say(question, "Di", "concern", text="The wasps in autumn")
    house.say(question, "Eve", "stand_aside")
    house.stopped(question)
    return question


def complained(house):
    question, stop = house.worked()
    ask_panel(
        member=house.who("Gus"),
        question=question,
        kind=Panel.Kind.COMPLAINT,
        reason="Nobody said it back",
        objection=stop,
        now=house.now,
    )
    return question


def proposed(house):
    question, stop = house.worked()
    house.answered(stop)
    return question


def looked(house):
    question, _stop = house.decided()
    return house.later(question, 61)


def not_agreed(house):
    question = house.checked()
    for name in MEMBERS[:4]:
        house.say(question, name, "stand_aside")
    question = house.later(question, 8)
    for _round in range(6):
        house.reach(question)
        question = house.later(question, 20)
    return question


def spoken_stop(house):
    question = house.checked()
    house.say(question, "Gus", "object", attached=voice())
    return house.later(question, 15)


SCENES = {
    "stop-spoken": (spoken_stop, "Bo", "stops/1/"),
    "checking": (answered, "Hal", ""),
    "checking-after": (answered, "Di", ""),
    "stop-raised": (lambda h: h.worked()[0], "Bo", "stops/1/"),
    "stop-owner": (proposed, "Gus", "stops/1/"),
    "working": (lambda h: h.worked()[0], "Ann", ""),
    "last-call": (lambda h: h.called()[0], "Bo", ""),
    "decided": (lambda h: h.decided()[0], "Bo", ""),
    "computation": (lambda h: h.decided()[0], "Bo", "decision/computation/"),
    "agreed": (lambda h: h.agreed(), "Ann", ""),
    "looking-back": (looked, "Bo", ""),
    "not-agreed": (not_agreed, "Bo", ""),
    "paused": (complained, "Di", ""),
    "help": (answered, "Bo", "positions/helped/"),
}


@pytest.mark.parametrize("scene", SCENES)
def test_axe_finds_nothing(page_at, axe, house, clock, scene):
    make, who, rest = SCENES[scene]
    question = make(house)
    clock.set(house.now)
    page = page_at(who=house.who(who))
    page.goto(house.url(question, rest))
    look(page, axe, scene)


def test_a_panel_page(page_at, axe, house, clock):
    question = complained(house)
    clock.set(house.now)
    panel = Panel.objects.get()
    seat = panel.seats.select_related("member").first()
    page = page_at(360, who=seat.member)
    page.goto(house.url(question, f"panels/{panel.id}/"))
    keep(page, "panel-360-light")
    axe(page)
    page.get_by_label("Yes").check()
    page.get_by_label("Why?").fill("The rule says seven days")
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Thank you. You can still change it").wait_for()


def test_boxes_fold_until_their_answer_is_chosen(page_at, house):
    question = house.checked()
    page = page_at(360, who=house.who("Bo"))
    page.goto(house.url(question))
    harm = page.get_by_label("What could go wrong?")
    assert not harm.is_visible()
    page.get_by_text("Stop, I see a problem").click()
    assert harm.is_visible()


def test_a_stop_is_raised_and_said_back_without_javascript(page_at, house):
    question = house.checked()
    page = page_at(360, who=house.who("Bo"), javascript=False)
    page.goto(house.url(question))
    page.get_by_text("Stop, I see a problem").click()
    page.get_by_label("What could go wrong?").fill("The roots break the drain")
    page.get_by_label("For whom?").fill("All of us")
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer is received").wait_for()
    assert Position.objects.get().value == "object"
    house.say(question, "Di")
    other = page_at(360, who=house.who("Di"), javascript=False)
    other.goto(house.url(question))
    other.get_by_role("link", name="Stop 1").click()
    other.get_by_label("You say that").fill("The drain would break")
    other.get_by_role("button", name="Is that what you mean?").click()
    other.get_by_text("Di said it back").wait_for()
    page.goto(house.url(question, "stops/1/"))
    page.get_by_role("button", name="Yes, that is it").click()
    page.get_by_role("heading", name="Two others write an answer").wait_for()
    assert Objection.objects.get().state == "understood"


def test_a_stop_is_said_by_voice_without_javascript(page_at, house):
    question = house.checked()
    page = page_at(360, who=house.who("Bo"), javascript=False)
    page.goto(house.url(question))
    page.get_by_text("Stop, I see a problem").click()
    form = page.locator("#position")
    form.get_by_text("Say it in your own voice").click()
    file = {"name": "said.ogg", "mimeType": "audio/ogg", "buffer": VOICE}
    form.get_by_label("A photo or a recording").set_input_files(file)
    keep(page, "spoken-360-light")
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer is received").wait_for()
    assert page.locator("#answered audio").count() == 1


def test_words_are_counted_while_an_answer_is_written(page_at, house, clock):
    question, _stop = house.worked()
    clock.set(house.now)
    page = page_at(1280, who=house.who("Ann"))
    page.goto(house.url(question, "stops/1/"))
    page.get_by_text("Write an answer").first.click()
    page.get_by_label("The answer").fill("The drain lies deeper")
    page.get_by_text("4 words of 120").wait_for()


def test_the_result_is_computed_again_in_place(page_at, house, clock):
    question, _stop = house.decided()
    clock.set(house.now)
    page = page_at(1280, who=house.who("Bo"))
    page.goto(house.url(question))
    page.get_by_role("link", name="Compute it again").click()
    page.get_by_text("It is the same.").wait_for()
    assert page.url.endswith(house.url(question))
