"""Other wordings on the pages: proposed, signed, taken up, compared."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.federating.test_amendments import (
    ASIDE,
    STOP,
    TEXT,
    YES,
    answer,
    answer_all,
    back,
    compared,
    propose,
)
from tests.federating.world import World

from folkmoot.federating.models import Amendment, AmendmentLeaf, AmendmentSignature
from folkmoot.federating.operations import count_all, count_due
from folkmoot.people.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.long]
SENT = {"label": "evenings", "text": TEXT.text, "why": TEXT.why}


def url(world: World, rest: str = "") -> str:
    question = world.question
    assert question is not None
    return f"/f/{world.federation.slug}/q/{question.number}/{rest}"


def read(world: World, who: Membership, rest: str = "", status: int = 200) -> str:
    answered = cast.signed_in(who, now=world.now).get(url(world, rest))
    assert answered.status_code == status
    return answered.content.decode()


def post(
    world: World, who: Membership, rest: str, status: int = 302, **data: str
) -> str:
    answered = cast.signed_in(who, now=world.now).post(url(world, rest), data)
    assert answered.status_code == status, answered.content.decode()[-2000:]
    return answered.content.decode()


class TestProposing:
    def test_a_member_proposes_and_others_of_the_group_sign(self):
        world = World(leaves=3)
        world.ask()
        ann, bo, _di = world.members_of(world.leaves[0])
        assert "Nobody has proposed another wording yet." in read(world, ann)
        again = post(world, ann, "wordings/", 422, text=TEXT.text)
        assert TEXT.text in again
        post(world, ann, "wordings/", **SENT)
        row = Amendment.objects.get()
        here = f"wordings/{row.id}/"
        assert "No group asks for it yet." in read(world, bo, "wordings/")
        post(world, bo, f"{here}signature/")
        text = read(world, bo, "wordings/")
        assert "1 of 2 needed" in text
        assert "<bdi>Ash House</bdi>" in text
        assert "evenings" in read(world, bo)
        post(world, bo, f"{here}signature/removal/")
        assert AmendmentSignature.objects.count() == 1
        assert "No group asks for it yet." in read(world, bo, "wordings/")

    def test_a_member_of_another_group_reads_and_signs_for_their_own(self):
        world = World(leaves=3)
        world.ask()
        row = propose(world, world.leaves[0])
        other = world.members_of(world.leaves[1])[0]
        post(world, other, f"wordings/{row.id}/signature/")
        text = read(world, other, "wordings/")
        assert "In <bdi>Birch House</bdi>: 1 of 2 needed." in text
        assert AmendmentLeaf.objects.filter(backed_at=None).count() == 1

    def test_the_frozen_text_takes_no_other_wording(self):
        world = World(leaves=3)
        world.ask()
        world.draft()
        world.say_all()
        world.until("last_call")
        ann = world.members_of(world.leaves[0])[0]
        assert "The text does not change now." in read(world, ann, "wordings/")
        assert TEXT.text in post(world, ann, "wordings/", 422, **SENT)


class TestTakingUp:
    def test_those_who_write_say_so_and_the_groups_agree(self):
        world = World(leaves=3)
        world.ask()
        (drafter,) = world.delegates(world.leaves[2])
        row = propose(world, world.leaves[0])
        back(world, row, world.leaves[1])
        world.hear()
        world.until("drafting")
        world.write("One workshop, also in the evening.")
        here = f"wordings/{row.id}/"
        ann, bo, _di = world.members_of(world.leaves[0])
        assert "The draft holds this now" in read(world, drafter, "draft/")
        assert "The draft holds this now" not in read(world, ann, "draft/")
        post(world, drafter, f"{here}taking/")
        assert "Yes, the draft holds it" in read(world, ann, "wordings/")
        post(world, ann, f"{here}agreement/")
        post(world, bo, f"{here}agreement/")
        assert "1 of 2 groups that asked for it agree." in read(world, ann, "wordings/")
        post(world, bo, f"{here}agreement/removal/")
        assert "0 of 2 groups that asked for it agree." in read(world, ann, "wordings/")
        post(world, drafter, f"{here}agreement/", 422)


class TestComparing:
    def test_the_group_s_own_page_asks_about_each_version(self):
        world = compared()
        ann = world.members_of(world.leaves[0])[0]
        led = world.led(world.leaves[0])
        page = cast.signed_in(ann, now=world.now)
        text = page.get(f"/c/{led.collective.slug}/q/{led.number}/").content.decode()
        for words in ("Your answer to version A", TEXT.text, TEXT.why, "evenings"):
            assert words in text
        assert "Which version goes on is counted over all groups" in text

    def test_numbers_of_each_version_are_seen_after_one_answered_all(self):
        world = compared()
        world.reach()
        for leaf in world.leaves[1:]:
            for member in world.members_of(leaf):
                answer(world, member, ASIDE, YES)
        count_due(world.now)
        ann = world.members_of(world.leaves[0])[0]
        assert "groups agree" not in read(world, ann)
        answer(world, ann, STOP, YES)
        count_due(world.now)
        text = read(world, ann)
        assert "Several versions: everybody says what they think of each" in text
        assert "Groups that ask for it:" in text
        # One row for each group and each version: nine of ten say yes to the second.
        assert text.count("<bdi>B (evenings)</bdi>") == len(world.leaves)
        assert "3 of 4 groups agree; 10 of 10 people heard say yes" in text
        group = read(world, ann, f"groups/{world.leaves[1].id}/")
        assert "Version B" in group

    def test_afterwards_it_says_why_one_went_on(self):
        world = compared()
        answer_all(world, ASIDE, YES)
        world.until("last_call")
        ann = world.members_of(world.leaves[0])[0]
        text = read(world, ann)
        assert "B (evenings) goes on: it is the only one that can be agreed on." in text
        led = world.led(world.leaves[0])
        page = cast.signed_in(ann, now=world.now)
        here = page.get(f"/c/{led.collective.slug}/q/{led.number}/").content.decode()
        assert "Why this version goes on" in here
        assert TEXT.text in here

    def test_pages_ask_as_often_of_many_groups_as_of_few(self):
        found = []
        for leaves in (3, 4):
            with transaction.atomic():
                world = compared(leaves=leaves)
                answer_all(world, ASIDE, YES)
                count_due(world.now)
                ann = world.members_of(world.leaves[0])[0]
                browser = cast.signed_in(ann, now=world.now)
                for rest in ("", "wordings/"):
                    browser.get(url(world, rest))
                    with CaptureQueriesContext(connection) as asked:
                        browser.get(url(world, rest))
                    found.append(len(asked))
                with CaptureQueriesContext(connection) as asked:
                    count_all(question=world.question, now=world.now)
                found.append(len(asked))
                transaction.set_rollback(True)
        assert found[:3] == found[3:]
