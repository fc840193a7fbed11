"""What somebody without a device says in a hearing, entered by another member."""

import pytest
from django.urls import reverse
from tests.cast import NOW, collective, member, signed_in
from tests.cli.verifying import verify, written
from tests.deciding.house import DAY, page, post
from tests.home.builders import heard
from tests.record.devices import Device

from folkmoot.deciding.models import CallBack, Question
from folkmoot.deciding.operations import (
    HelpRefusedError,
    answer_call_back,
    confirm_recorded,
    contribute,
)
from folkmoot.deciding.queries.recorders import print_of, recorded_as
from folkmoot.engines.tlog import read_leaf, verify_statement
from folkmoot.listening.models import Contribution
from folkmoot.listening.operations import FoldError, fold
from folkmoot.messaging.models import Message
from folkmoot.record.models import Entry
from folkmoot.web.chance import falls_on

pytestmark = pytest.mark.django_db
NAMES = ("Ann", "Bo", "Di", "Eve", "Gus", "Hal")
TIMES = 400  # that no lot of one in ten falls in so many: 5 in 10 ** 19
Kind = Contribution.Kind


class Hearing:
    """A question of a local group that is heard; Bo enters what Hal says."""

    def __init__(self, names=NAMES):
        self.elm = collective(preset="local", members=names, friends=("Flo",))
        self.question = heard(self.who("Ann"))

    def who(self, name):
        return member(self.elm, name)

    def browser(self, name):
        return signed_in(self.who(name))

    def enter(self, text="A ramp", *, by="Bo", owner="Hal", **more):
        return contribute(
            member=self.who(owner),
            question=self.question,
            kind=more.pop("kind", Kind.TEXT),
            text=text,
            helper=self.who(by),
            now=more.pop("now", NOW),
            **more,
        )

    def url(self, name, *args):
        parts = (self.elm.slug, self.question.number, *args)
        return reverse(f"deciding:{name}", args=parts)

    def drawn(self):
        """Let many enter something until a lot falls; return it with the call-back."""
        for number in range(TIMES):
            by = f"H{number // 10:02}"
            said = self.enter(by=by, owner=f"O{number // 20:02}")
            if found := CallBack.objects.filter(ended_at=None).first():
                return said, found
        raise AssertionError


@pytest.fixture
def hearing():
    return Hearing()


def told(entry):
    return {row.name: row.value for row in entry.disclosures.all()}


class TestEntering:
    def test_on_the_page_names_both_and_gives_a_slip(self, hearing):
        browser = hearing.browser("Bo")
        assert "Enter what somebody without a device says" in page(
            browser, hearing.url("question")
        )
        said = {"whom": str(hearing.who("Hal").id), "is_said": "on"}
        said |= {"kind": "text", "text": "A ramp", "second": str(hearing.who("Di").id)}
        answer = post(browser, hearing.url("help_contribute"), **said)
        row = Contribution.objects.get()
        assert (row.member.name, row.helper.name, row.second.name, row.text) == (
            *("Hal", "Bo", "Di"),
            "A ramp",
        )
        assert answer.url == hearing.url("receipt", row.id)
        assert "A ramp" in page(hearing.browser("Hal"), answer.url)
        page(hearing.browser("Gus"), answer.url, 404)
        shown = page(hearing.browser("Eve"), hearing.url("question"))
        assert "recorded by one: <bdi>Bo</bdi>" in shown
        mail = Message.objects.get(kind="question.receipt")
        assert mail.person_id == hearing.who("Hal").person_id
        assert "A ramp" in mail.body
        assert "Did you hear what was entered?" in page(hearing.browser("Di"), "/me/")

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"kind": "text", "text": " ", "is_said": "on"}, "write what they say"),
            ({"kind": "text", "text": "A ramp"}, "Only what they said themselves"),
        ],
    )
    def test_asks_for_words_and_that_they_are_theirs(self, hearing, said, words):
        said |= {"whom": str(hearing.who("Hal").id)}
        answer = hearing.browser("Bo").post(hearing.url("help_contribute"), said)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not Contribution.objects.exists()

    def test_is_signed_by_who_enters_it_who_says_for_whom(self, hearing):
        device = Device(hearing.who("Bo")).set()
        said = {
            "kind": "contribution.added",
            "about": str(hearing.question.id),
            "kind_of_words": "text",
            "text": "A ramp",
            "people": 1,
        }
        whom = {"member": str(hearing.who("Hal").id)}
        for more, by in (({}, "server"), (whom, "device")):
            row = hearing.enter(signed=device.sign(**said, **more))
            entry = recorded_as(row)
            words = told(entry)
            key, signed_by, _origin = verify_statement(
                words["signature"], read_leaf(entry.leaf.encode())
            )
            assert (signed_by, words["helper"]) == (by, str(hearing.who("Bo").id))
            assert f"/members/{hearing.who('Bo').id}" in key.name

    def test_counts_as_heard_also_with_nothing_to_add(self, hearing):
        for name in NAMES[:-1]:
            contribute(
                member=hearing.who(name),
                question=hearing.question,
                kind=Kind.NOTHING,
                text="",
                now=NOW,
            )
        hearing.enter("", kind=Kind.NOTHING)
        hearing.question.refresh_from_db()
        assert hearing.question.stage == Question.Stage.DRAFTING

    def test_refuses_ones_own_too_many_and_nothing_twice(self, hearing):
        with pytest.raises(HelpRefusedError, match="Your own"):
            hearing.enter(owner="Bo")
        hearing.enter("", kind=Kind.NOTHING)
        with pytest.raises(HelpRefusedError, match="said already"):
            hearing.enter("", kind=Kind.NOTHING)
        for number in range(9):
            hearing.enter(f"Thing {number}")
        with pytest.raises(HelpRefusedError, match="up to 10"):
            hearing.enter("One more")
        assert Contribution.objects.count() == 10


class TestConfirming:
    def test_the_second_says_so_and_it_counts_as_two(self, hearing):
        row = hearing.enter(second=hearing.who("Di"))
        hearing.enter("Another thing", second=hearing.who("Di"))
        slip = hearing.url("confirm_recorded", row.id)
        post(hearing.browser("Di"), slip, at=NOW.isoformat())
        row.refresh_from_db()
        assert (row.recorders, row.seconded_at) == (2, NOW)
        entry = Entry.objects.get(kind="contribution.seconded")
        words = told(entry)
        assert (words["entry"], words["leaf"]) == (
            recorded_as(row).index,
            print_of(recorded_as(row)),
        )
        with pytest.raises(HelpRefusedError, match="said so already"):
            confirm_recorded(
                member=hearing.who("Di"),
                question=hearing.question,
                entered=row,
                now=NOW,
                seen_at=NOW,
            )

    def test_a_copy_proves_who_recorded_it(self, hearing, tmp_path):
        row = hearing.enter(second=hearing.who("Di"))
        confirm_recorded(
            member=hearing.who("Di"),
            question=hearing.question,
            entered=row,
            now=NOW,
            seen_at=NOW,
        )
        status, said = verify(written(hearing.elm, tmp_path / "elm.tar.gz", NOW))
        assert (status, said["faults"]) == (0, [])
        counted = "entries recorded for a member by two others"
        assert said["counts"][counted] == 1


class TestOwner:
    def test_folds_what_is_not_theirs(self, hearing):
        row, hal = hearing.enter(), hearing.who("Hal")
        assert ">Fold<" in page(hearing.browser("Hal"), hearing.url("question"))
        assert fold(member=hal, item=row, reason="Not my words", now=NOW).is_folded
        own = contribute(
            member=hal, question=hearing.question, kind=Kind.TEXT, text="A", now=NOW
        )
        with pytest.raises(FoldError, match="your own"):
            fold(member=hal, item=own, reason="No", now=NOW)


class TestCallingBack:
    @pytest.fixture
    def many(self):
        helpers = [f"H{number:02}" for number in range(TIMES // 10)]
        owners = [f"O{number:02}" for number in range(TIMES // 20)]
        return Hearing((*NAMES, *helpers, *owners))

    def test_a_lot_falls_by_the_hash_of_the_entry(self, many, tmp_path):
        said, found = many.drawn()
        entry = recorded_as(said)
        assert falls_on(print_of(entry), 10)
        assert (found.contribution, found.owner) == (said, said.member)
        caller = signed_in(found.member)
        assert f"call {said.member.name} back" in page(caller, "/me/")
        slip = many.url("receipt", said.id)
        assert "entered this for you. Is it right?" in page(caller, slip)
        answer_call_back(
            member=found.member,
            question=many.question,
            entered=said,
            is_right=False,
            now=NOW + DAY,
            seen_at=NOW,
        )
        assert not Contribution.objects.filter(id=said.id).exists()
        mail = Message.objects.get(kind="question.not_right")
        assert mail.person_id == said.member.person_id
        status, told_by = verify(written(many.elm, tmp_path / "elm.tar.gz", NOW + DAY))
        assert (status, told_by["faults"]) == (0, [])

    def test_what_is_right_stays(self, many):
        said, found = many.drawn()
        url = many.url("call_back", said.id)
        post(signed_in(found.member), url, answer="right", at=NOW.isoformat())
        assert Contribution.objects.filter(id=said.id).exists()
        assert CallBack.objects.get(contribution=said).result == "right"
