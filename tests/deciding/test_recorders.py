"""What is entered for somebody carries two recorders, or says that it was one."""

import json
import re

import pytest
from django.urls import reverse
from tests.cast import NOW
from tests.deciding.house import DAY, House, page, post
from tests.record.devices import Device

from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import (
    HelpRefusedError,
    confirm_recorded,
    take_position,
)
from folkmoot.deciding.queries.recorders import code_of, recorded_as
from folkmoot.deciding.words.receipts import PICTURES, pictures_of
from folkmoot.engines.tlog import hash_leaf, read_leaf, verify_statement
from folkmoot.messaging.models import Message
from folkmoot.people.operations import choose_lots
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return House()


def entered(house, **more):
    """Let Bo enter Hal's yes, which Di heard too."""
    return take_position(
        member=house.who("Hal"),
        question=more.pop("question", None) or house.checked(),
        value=Position.Value.CONSENT,
        helper=house.who("Bo"),
        second=house.who("Di"),
        **{"now": NOW, **more},
    )


def slip(question, position):
    parts = (question.collective.slug, question.number, position.id)
    return reverse("deciding:receipt", args=parts)


def signature_of(kind):
    entry = Entry.objects.filter(kind=kind).latest("index")
    told = {row.name: row.value for row in entry.disclosures.all()}
    key, by, _origin = verify_statement(
        told["signature"], read_leaf(entry.leaf.encode())
    )
    return key.name, by, told


class TestEntering:
    def test_asks_the_second_who_alone_may_read_the_slip_besides(self, house):
        question = house.checked()
        choose_lots(member=house.who("Ann"), is_in=False, now=NOW)
        url = house.url(question, "positions/helped/")
        said = {"value": "consent", "whom": str(house.who("Hal").id), "is_said": "on"}
        said["second"] = str(house.who("Di").id)
        answer = post(house.browser("Bo"), url, **said)
        mail = Message.objects.get(kind="question.second_asked")
        assert mail.person_id == house.who("Di").person_id
        assert "Bo entered what Hal said" in mail.body
        assert "Yes, I heard it" in page(house.browser("Di"), answer.url)
        assert "Yes, I heard it" not in page(house.browser("Hal"), answer.url)
        page(house.browser("Ann"), answer.url, 404)
        assert "Did you hear this answer?" in page(house.browser("Di"), "/me/")

    def test_has_a_picture_for_each_digit_of_its_code(self):
        words = [str(one.word) for one in pictures_of("07 31")]
        assert words == ["sun", "boat", "fish", "tree"]
        assert len({one.drawing for one in PICTURES}) == len(PICTURES) == 10

    def test_gives_a_code_that_stands_for_this_very_answer(self, house):
        question = house.checked()
        position = entered(house, question=question)
        before = code_of(position)
        assert re.fullmatch(r"\d\d \d\d", before)
        for name in ("Bo", "Hal"):
            text = page(house.browser(name), slip(question, position))
            assert before in text
            assert [str(one.word) for one in pictures_of(before)] == re.findall(
                r"</svg>\s+(\w+)</li>", text
            )
        entry = recorded_as(position)
        assert entry is not None
        leaf = int(hash_leaf(entry.leaf.encode()).hex(), 16)
        assert before.replace(" ", "") == f"{leaf % 10_000:04}"

    def test_is_signed_by_who_enters_it(self, house):
        entered(house)
        name, by, told = signature_of("position.taken")
        assert name.endswith(f"/members/{house.who('Bo').id}")
        assert (by, told["member"]) == ("server", str(house.who("Hal").id))

    def test_a_device_signs_for_whom_it_is(self, house):
        question = house.checked()
        device = Device(house.who("Bo")).set()
        said = {
            "kind": "position.taken",
            "about": str(question.id),
            "value": "consent",
            "text": "",
        }
        entered(house, question=question, signed=device.sign(**said))
        assert signature_of("position.taken")[1] == "server"
        said["member"] = str(house.who("Hal").id)
        entered(house, question=question, signed=device.sign(**said))
        assert signature_of("position.taken")[:2] == (device.key.name, "device")

    @pytest.mark.parametrize("name", ["Bo", "Hal"])
    def test_refuses_a_second_who_is_no_other(self, house, name):
        with pytest.raises(HelpRefusedError):
            take_position(
                member=house.who("Hal"),
                question=house.checked(),
                value=Position.Value.CONSENT,
                helper=house.who("Bo"),
                second=house.who(name),
                now=NOW,
            )
        assert not Position.objects.exists()


class TestConfirming:
    def test_is_an_entry_that_names_the_answer_and_is_signed(self, house):
        question = house.checked()
        position = entered(house, question=question)
        device = Device(house.who("Di")).set()
        shown = page(house.browser("Di"), slip(question, position))
        taken = Entry.objects.get(kind="position.taken")
        said = {
            "kind": "position.seconded",
            "about": str(question.id),
            "entry": taken.index,
            "leaf": hash_leaf(taken.leaf.encode()).hex(),
        }
        assert json.dumps(said).replace('"', "&quot;") in shown
        confirm_recorded(
            member=house.who("Di"),
            question=position.question,
            entered=position,
            now=NOW,
            seen_at=NOW,
            signed=device.sign(**said),
        )
        name, by, told = signature_of("position.seconded")
        assert (name, by, told["entry"]) == (device.key.name, "device", taken.index)

    def test_shows_one_until_then_and_two_after(self, house):
        question = house.checked()
        position = entered(house, question=question)
        house.say(question, "Ann")
        ann, di = house.browser("Ann"), house.browser("Di")
        assert "(recorded by one: <bdi>Bo</bdi>)" in page(ann, house.url(question))
        where = slip(question, position).replace("receipt", "second")
        post(di, where, at=NOW.isoformat())
        words = "(recorded by two: <bdi>Bo</bdi> and <bdi>Di</bdi>)"
        assert words in page(ann, house.url(question))
        assert "said so on" in page(di, slip(question, position))
        assert "Did you hear this answer?" not in page(di, "/me/")

    def test_what_was_entered_anew_is_not_confirmed_unseen(self, house):
        question = house.checked()
        position = entered(house, question=question)
        entered(house, question=question, now=NOW + DAY)
        where = slip(question, position).replace("receipt", "second")
        answer = post(house.browser("Di"), where, 422, at=NOW.isoformat())
        assert "The answer was changed since." in answer.content.decode()
        assert not Entry.objects.filter(kind="position.seconded").exists()

    def test_is_once_and_for_the_second_alone(self, house):
        position = entered(house)
        with pytest.raises(HelpRefusedError):
            confirm_recorded(
                member=house.who("Ann"),
                question=position.question,
                entered=position,
                now=NOW,
                seen_at=NOW,
            )
        confirm_recorded(
            member=house.who("Di"),
            question=position.question,
            entered=position,
            now=NOW,
            seen_at=NOW,
        )
        with pytest.raises(HelpRefusedError):
            confirm_recorded(
                member=house.who("Di"),
                question=position.question,
                entered=position,
                now=NOW,
                seen_at=NOW,
            )

    def test_ends_when_the_owner_says_something_else(self, house):
        question = house.checked()
        position = entered(house, question=question)
        confirm_recorded(
            member=house.who("Di"),
            question=position.question,
            entered=position,
            now=NOW,
            seen_at=NOW,
        )
        house.say(question, "Hal", "concern", text="Wasps")
        position.refresh_from_db()
        assert (position.helper, position.second, position.seconded_at) == (None,) * 3
