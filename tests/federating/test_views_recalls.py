"""The pages of a recall: asking, signing, the secret answer, what came of it."""

import pytest
from django.urls import reverse
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.sent import Sent
from tests.federating.test_recalling import END, answered, ask

from folkmoot.federating.models import Entry, Recall, RecallAnswer, Undoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    return Sent(friends=("Fay",))


def address(sent: Sent, name: str = "recall", **more: object) -> str:
    parts = {"slug": sent.home.slug, "delegate_id": sent.speaker.id, **more}
    return reverse(f"federating:{name}", kwargs=parts)


def browser(sent: Sent, name: str):
    return cast.signed_in(sent.member(name))


def test_a_member_asks_and_a_second_signs(sent):
    page = browser(sent, "Di").post(address(sent), {"reason": "It differs"})
    assert page.status_code == 302
    shown = browser(sent, "Eve").get(address(sent)).content.decode()
    assert "1 of 2 needed" in shown
    assert "<bdi>Di" not in shown.partition("<main")[2].partition("</main")[0]
    browser(sent, "Eve").post(address(sent, "sign_recall"))
    assert Recall.objects.get().state == "open"
    shown = browser(sent, "Flo").get(address(sent)).content.decode()
    assert "Bo speaks for us" in shown.replace("<bdi>", "").replace("</bdi>", "")


def test_what_was_said_stands_beside_what_was_asked(sent):
    sent.say(Entry.State.DIFFERS)
    shown = browser(sent, "Di").get(address(sent)).content.decode()
    assert "Differs from our mandate" in shown
    assert "The roof first" in shown


def test_an_answer_is_shown_to_its_owner_alone(sent):
    ask(sent, "Di", "Eve")
    browser(sent, "Flo").post(address(sent, "answer_recall"), {"value": "take_back"})
    assert RecallAnswer.objects.get().value == "take_back"
    own = browser(sent, "Flo").get(address(sent)).content.decode()
    other = browser(sent, "Gil").get(address(sent)).content.decode()
    assert " checked" in own
    assert " checked" not in other


def test_nothing_chosen_is_said(sent):
    ask(sent, "Di", "Eve")
    page = browser(sent, "Flo").post(address(sent, "answer_recall"), {})
    assert page.status_code == 422
    assert "Please choose one." in page.content.decode()


def test_the_messenger_writes_their_side(sent):
    ask(sent, "Di", "Eve")
    ann = browser(sent, "Ann")
    assert ann.post(address(sent, "give_side"), {"text": "I said"}).status_code == 302
    assert "I said" in browser(sent, "Gil").get(address(sent)).content.decode()
    page = ann.post(address(sent, "give_side"), {"text": "one " * 201})
    assert page.status_code == 422


def test_opening_the_page_settles_what_is_due(sent, clock):
    said = sent.say(at=NOW - DAY)
    recall = ask(sent, "Di", "Eve")
    for name in ("Di", "Eve", "Flo"):
        browser(sent, name).post(address(sent, "answer_recall"), {"value": "take_back"})
    clock.set(END)
    shown = browser(sent, "Gil").get(address(sent)).content.decode()
    assert "We took our mandate back" in shown
    assert "Take back: 3. Keep: 0." in shown
    recall.refresh_from_db()
    assert recall.state == "ended"
    act = Undoing.objects.get()
    undo = address(sent, "settle_act", act_id=act.id)
    for name in ("Gil", "Hal"):
        browser(sent, name).post(undo, {"is_undone": "yes"})
    said.refresh_from_db()
    assert said.state == "void"
    assert "Undone" in browser(sent, "Gil").get(address(sent)).content.decode()


def test_another_reason_can_be_given_after_it_was_kept(sent, clock):
    answered(sent, ask(sent, "Di", "Eve"), take=0, keep=3)
    clock.set(END)
    page = browser(sent, "Di").get(address(sent) + "?anew=1").content.decode()
    assert 'name="reason"' in page
    again = browser(sent, "Di").post(address(sent), {"reason": "It differs"})
    assert "30 days" in again.content.decode()


def test_friends_read_and_outsiders_find_nothing(sent):
    ask(sent, "Di")
    fay = browser(sent, "Fay")
    assert fay.get(address(sent)).status_code == 200
    assert fay.post(address(sent, "sign_recall")).status_code == 422
    cy = cast.signed_in(cast.person("Cy"))
    assert cy.get(address(sent)).status_code == 404
