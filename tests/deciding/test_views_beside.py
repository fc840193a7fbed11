"""Several versions side by side on the pages, without any script."""

import pytest
from tests.deciding.beside import ASIDE, HEDGE, POND, TREES, SideBySide
from tests.deciding.builders import a_draft
from tests.deciding.house import MEMBERS, ROOTS, STOP, YES, page, post

from folkmoot.deciding.models import Position, Proposal
from folkmoot.deciding.operations import raise_question, write_draft

pytestmark = pytest.mark.django_db
WORK = {
    "tasks-TOTAL_FORMS": "0",
    "tasks-INITIAL_FORMS": "0",
    "look_back_date": "2027-06-01",
}


@pytest.fixture
def house():
    return SideBySide()


class TestCheckPage:
    def test_shows_all_versions_and_asks_about_one_after_the_other(self, house):
        question = house.compared()
        bo = house.browser("Bo")
        text = page(bo, house.url(question))
        for words in ("apple trees", "We plant a hedge.", "We dig a pond."):
            assert words in text
        assert "Your answer to version A" in text
        post(bo, house.url(question, "position/"), value=YES, version=TREES)
        text = page(bo, house.url(question))
        assert "Your answer to version B" in text
        assert "Your answer to version C" in page(
            bo, f"{house.url(question)}?version={POND}"
        )

    def test_nobody_reads_a_number_before_answering_every_version(self, house):
        question = house.compared()
        house.say_to_all(question, "Ann", YES, YES, ASIDE)
        bo = house.browser("Bo")
        house.say(question, "Bo", YES, version=TREES)
        assert "answered</h4>" not in page(bo, house.url(question))
        house.say(question, "Bo", YES, version=HEDGE)
        house.say(question, "Bo", YES, version=POND)
        text = page(bo, house.url(question))
        assert text.count("2 of 6 people answered</h4>") == 3

    def test_an_answer_without_its_version_is_asked_for_again(self, house):
        question = house.compared()
        answer = post(
            house.browser("Bo"), house.url(question, "position/"), 422, value=YES
        )
        assert "Please say which version you mean." in answer.content.decode()
        assert not Position.objects.filter(question=question).exists()

    def test_a_helper_enters_an_answer_to_one_version(self, house):
        question = house.compared()
        ann, bo = house.browser("Ann"), house.who("Bo")
        url = house.url(question, "positions/helped/")
        assert "We plant a hedge." in page(ann, f"{url}?version={HEDGE}")
        post(ann, url, whom=str(bo.id), value=YES, is_said="on", version=HEDGE)
        row = Position.objects.get(question=question)
        assert (row.member_id, row.proposal.label) == (bo.id, "hedge")

    def test_each_stop_says_which_version_it_is_about(self, house):
        question = house.compared()
        house.say(question, "Bo", YES, version=TREES)
        house.say(question, "Bo", STOP, version=HEDGE, stop=ROOTS)
        house.say(question, "Bo", YES, version=POND)
        bo = house.browser("Bo")
        assert "About version <bdi>B (hedge)</bdi>" in page(bo, house.url(question))
        assert "About version <bdi>B (hedge)</bdi>" in page(
            bo, house.url(question, "stops/1/")
        )


class TestAfterwards:
    def test_says_why_one_goes_on_with_the_numbers_of_all(self, house):
        question = house.compared()
        house.accept(question)
        for name in MEMBERS:
            house.say_to_all(question, name, YES, YES, ASIDE)
        text = page(house.browser("Ann"), house.url(question))
        assert "Why this version goes on" in text
        assert "A (trees) goes on: others have as few stops and as many yes" in text

    def test_the_owner_of_a_stop_carries_it_over_with_one_tap(self, house):
        question = house.compared()
        house.accept(question)
        for name in MEMBERS[:5]:
            house.say_to_all(question, name, ASIDE, YES, ASIDE)
        house.say_to_all(question, "Gus", ASIDE, YES, STOP, stop=ROOTS)
        question = house.later(question, 8)
        gus = house.browser("Gus")
        assert "Carry my stop over" in page(gus, house.url(question))
        post(gus, house.url(question, "position/"), value="object")
        stop = question.objections.get()
        assert (stop.state, stop.proposal.label) == ("raised", "hedge")
        assert "Carry my stop over" not in page(gus, house.url(question))


class TestDrafting:
    def drafted(self, house):
        ann = house.who("Ann")
        question = raise_question(member=ann, title="What to plant", now=house.now)
        write_draft(member=ann, question=question, draft=a_draft(ann), now=house.now)
        return house.fresh(question)

    def test_a_version_is_put_beside_and_taken_away(self, house):
        question = self.drafted(house)
        ann = house.browser("Ann")
        assert "Put another version beside it" in page(ann, house.url(question))
        url = house.url(question, "versions/beside/")
        said = {**WORK, "text": "We plant a hedge."}
        again = post(ann, url, 422, **said).content.decode()
        assert "We plant a hedge." in again
        post(ann, url, **said, label="hedge")
        row = Proposal.objects.get(question=question, beside=True)
        assert row.label == "hedge"
        assert "We plant a hedge." in page(ann, house.url(question))
        post(ann, house.url(question, f"versions/{row.version}/removal/"))
        assert "We plant a hedge." not in page(ann, house.url(question))

    def test_its_own_short_name_is_typed_and_taken_away_again(self, house):
        question = self.drafted(house)
        ann, url = house.browser("Ann"), house.url(question, "draft/")
        for name in ("trees", ""):
            sent = {**WORK, "text": "We plant trees.", "label": name}
            post(ann, url, **sent, **{"task-0-what": "Dig", "task-0-is_watch": "on"})
            assert Proposal.objects.latest("version").label == name
        assert "Give this version a short name" in page(ann, url)

    def test_others_are_led_back(self, house):
        question = self.drafted(house)
        url = house.url(question, "versions/beside/")
        assert house.browser("Bo").get(url).status_code == 302
        post(house.browser("Bo"), url, 422, **WORK, text="We dig.", label="pond")
