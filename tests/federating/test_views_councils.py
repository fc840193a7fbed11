"""Pages of messengers and councils: what is sent, what comes back, what is kept."""

import pytest
from tests import cast
from tests.cast import NOW
from tests.federating.councils import mandate, say, send_pair
from tests.federating.world import World

from folkmoot.deciding.models import Question
from folkmoot.federating.models import Entry, EntryAnswer

pytestmark = pytest.mark.django_db
SAID = {"basis": "mandate", "text": "We pay 45,000.", "figure_0": "45,000"}


class Scene:
    def __init__(self) -> None:
        self.world = World()
        self.leaf = self.world.leaves[0]
        self.speaker, self.listener = send_pair(self.world, self.leaf)
        self.question = self.world.ask()
        mandate(self.world, self.leaf, limits=[("cost", "at_most", 40000)])
        self.council = f"/f/{self.world.federation.slug}/council/"
        self.pair = f"/f/{self.world.federation.slug}/messengers/{self.leaf.slug}/"
        self.said = {**SAID, "question": str(self.question.id)}


@pytest.fixture
def scene(clock):
    return Scene()


def test_what_differs_is_said_only_after_a_second_look(scene):
    client = cast.signed_in(scene.speaker.member)
    first = client.post(f"{scene.council}entries/", scene.said)
    assert first.status_code == 422
    assert b"This differs from our mandate." in first.content
    assert b"not above 40,000" in first.content
    assert not Entry.objects.exists()
    second = client.post(f"{scene.council}entries/", {**scene.said, "asks_home": "on"})
    assert second.status_code == 302
    assert Entry.objects.get().state == "differs"


def test_the_listener_is_told_who_speaks(scene):
    client = cast.signed_in(scene.listener.member)
    answer = client.post(f"{scene.council}entries/", scene.said)
    assert answer.status_code == 422
    assert b"You listen now. Your messenger speaks." in answer.content


def test_who_is_not_sent_says_nothing(scene):
    other = scene.world.members_of(scene.world.leaves[1])[0]
    client = cast.signed_in(other)
    assert client.get(scene.council).status_code == 200
    assert client.post(f"{scene.council}entries/", scene.said).status_code == 404


def test_a_difference_is_seen_at_home_and_in_the_council_at_once(scene):
    entry = say(scene.speaker, NOW, scene.question, figures={"cost": 45000})
    for leaf in scene.world.leaves:
        client = cast.signed_in(scene.world.members_of(leaf)[0])
        assert b"Differs from our mandate" in client.get(scene.council).content
    home = cast.signed_in(scene.world.members_of(scene.leaf)[0])
    page = home.get(f"/c/{scene.leaf.slug}/messengers/").content
    assert f"entry-{entry.id}".encode() in page
    answered = home.post(f"{scene.pair}entries/{entry.id}/answer/", {"value": "object"})
    assert answered.status_code == 302
    assert EntryAnswer.objects.get().value == "object"


def test_an_answer_without_a_choice_comes_back(scene):
    entry = say(scene.speaker, NOW, scene.question, figures={"cost": 45000})
    client = cast.signed_in(scene.world.members_of(scene.leaf)[0])
    answer = client.post(f"{scene.pair}entries/{entry.id}/answer/", {"text": "Why?"})
    assert answer.status_code == 422
    assert not EntryAnswer.objects.exists()


def test_another_group_does_not_see_the_mandate(scene):
    other = scene.world.members_of(scene.world.leaves[1])[0]
    assert cast.signed_in(other).get(scene.pair).status_code == 404


def test_a_mandate_is_asked_for_by_an_ordinary_question(scene):
    client = cast.signed_in(scene.world.members_of(scene.leaf)[0])
    form = {
        "question": str(scene.question.id),
        "text": "Not before May.",
        "kind": "settle",
        "name_0": "start",
        "rule_0": "not_before",
        "value_0": "2027-05-01",
        "may_settle": "start, place",
        "why_now": "They meet soon",
    }
    refused = client.post(f"{scene.pair}mandate/", {**form, "value_0": "in May"})
    assert refused.status_code == 422
    assert client.post(f"{scene.pair}mandate/", form).status_code == 302
    question = Question.objects.get(topic="mandate")
    assert question.change["limits"] == [["start", "not_before", "2027-05-01"]]
    assert question.change["may_settle"] == ["start", "place"]
    page = client.get(f"/c/{scene.leaf.slug}/q/{question.number}/").content
    assert b"Not before May." in page
