"""An idea, and making it clear: boxes, the reading, saying it back, sending on."""

import pytest
from tests.cast import NOW, person, signed_in
from tests.deciding.group import Group, kinds, page

from folkmoot.deciding.models import ExplainBack
from folkmoot.deciding.operations import Shape, explain_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return Group()


def boxes(**fields):
    return {
        "title": "Two apple trees",
        "klass": "ordinary",
        "short_text": "Do we want trees?",
        "affected": "All of us",
        **fields,
    }


class TestShaping:
    def test_keeps_the_boxes(self, group):
        question = group.shaped(shape=Shape())
        sent = boxes(cost="120", legal_date="2027-09-01", klass="serious")
        answer = group.browser(group.bo).post(group.url(question, "shape/"), sent)
        assert answer.status_code == 302
        question = group.fresh(question)
        assert (question.klass, question.cost) == ("serious", 120)
        assert question.legal_date.isoformat() == "2027-09-01"
        assert kinds(question)[-1] == "question.shaped"

    def test_keeps_what_was_typed(self, group):
        question = group.shaped()
        sent = boxes(title=" ", short_text="A long story of trees")
        answer = group.browser(group.ann).post(group.url(question, "shape/"), sent)
        assert answer.status_code == 422
        assert "A long story of trees" in answer.content.decode()
        assert group.fresh(question).short_text == "Do we want trees?"

    def test_marks_hard_words_and_keeps_nothing(self, group):
        question = group.shaped()
        url = group.url(question, "shape/preview/")
        sent = boxes(short_text="We utilise the <yard>.")
        before = kinds(question)
        whole = group.browser(group.ann).post(url, sent).content.decode()
        assert '<mark title="Perhaps: use">utilise</mark>' in whole
        assert "&lt;yard&gt;" in whole
        part = group.browser(group.ann).post(url, sent, headers={"HX-Request": "true"})
        assert part.content.decode().lstrip().startswith('<div id="plain"')
        assert kinds(question) == before
        assert group.fresh(question).short_text == "Do we want trees?"

    def test_says_what_is_missing_and_sends_on(self, group):
        question = group.shaped(shape=Shape())
        ann = group.browser(group.ann)
        refused = ann.post(group.url(question, "sending/"))
        assert refused.status_code == 422
        assert "Still missing: the question in three minutes" in (
            refused.content.decode()
        )
        ann.post(group.url(question, "shape/"), boxes())
        assert ann.post(group.url(question, "sending/")).status_code == 302
        assert group.fresh(question).stage == "hearing"

    def test_is_sent_on_by_who_raised_it(self, group):
        question = group.shaped()
        bo = group.browser(group.bo)
        assert bo.post(group.url(question, "sending/")).status_code == 422
        assert "Send it on<" not in page(bo, group.url(question))

    def test_a_founding_question_keeps_what_it_changes(self, group):
        shape = Shape(topic="settings", change={"values": {"open_questions": 7}})
        question = group.shaped(shape=shape)
        sent = boxes(klass="small")
        group.browser(group.ann).post(group.url(question, "shape/"), sent)
        question = group.fresh(question)
        assert question.klass == "founding"
        assert question.change["values"] == {"open_questions": 7}


class TestSayingItBack:
    def test_is_for_others_and_gets_a_nod(self, group):
        question = group.shaped()
        url = group.url(question, "explanations/")
        refused = group.browser(group.ann).post(url, {"text": "I want trees"})
        assert refused.status_code == 422
        group.browser(group.flo).post(url, {"text": "You want trees here"})
        said = ExplainBack.objects.get()
        nod = group.url(question, f"explanations/{said.id}/confirmation/")
        assert group.browser(group.bo).post(nod).status_code == 422
        assert group.browser(group.ann).post(nod).status_code == 302
        said.refresh_from_db()
        assert said.confirmed_at is not None
        assert "yes, that is it" in page(group.browser(group.bo), group.url(question))

    def test_of_another_question_is_not_found(self, group):
        question, other = group.shaped(), group.shaped(title="A pond")
        said = explain_back(member=group.bo, question=other, text="A pond", now=NOW)
        nod = group.url(question, f"explanations/{said.id}/confirmation/")
        assert group.browser(group.ann).post(nod).status_code == 404


class TestAnIdea:
    @pytest.fixture
    def idea(self, group):
        group.elm.settings = {**group.elm.settings, "open_questions": 1}
        group.elm.save()
        group.heard(title="A bench")
        return group.shaped(member=group.bo)

    def test_shows_how_many_feel_it_only_after_ones_own_tap(self, group, idea):
        group.browser(group.di).post(group.url(idea, "calls/support/"))
        eve = group.browser(group.eve)
        assert "1 person." not in page(eve, group.url(idea))
        eve.post(group.url(idea, "calls/support/"))
        assert "2 people." in page(eve, group.url(idea))

    def test_gets_a_first_reply(self, group, idea):
        answer = group.browser(group.di).post(
            group.url(idea, "explanations/"), {"text": "Which kind of trees?"}
        )
        assert answer.status_code == 302
        assert kinds(idea)[-1] == "question.replied_to"
        assert "Which kind of trees?" in page(group.browser(group.bo), group.url(idea))

    def test_waits_while_there_is_no_room(self, group, idea):
        answer = group.browser(group.bo).post(group.url(idea, "taking-up/"))
        assert answer.status_code == 422
        assert "Many questions are open already" in answer.content.decode()

    def test_is_joined_to_another_question(self, group, idea):
        bo = group.browser(group.bo)
        refused = bo.post(group.url(idea, "merging/"), {"into": "77"})
        assert refused.status_code == 422
        answer = bo.post(group.url(idea, "merging/"), {"into": "1"})
        assert answer.status_code == 302
        assert group.fresh(idea).stage == "merged"
        assert "A bench" in page(bo, group.url(idea))


class TestOffTheWay:
    def test_is_put_aside_until_a_day_and_woken_by_anybody(self, group):
        question = group.heard()
        ann = group.browser(group.ann)
        url = group.url(question, "parking/")
        refused = ann.post(url, {"until": "2028-01-01", "reason": "Harvest first"})
        assert refused.status_code == 422
        assert "Harvest first" in refused.content.decode()
        assert ann.post(url, {"until": "2027-05-01"}).status_code == 302
        assert group.fresh(question).stage == "parked"
        bo = group.browser(group.bo)
        assert "Wake it now" in page(bo, group.url(question))
        bo.post(group.url(question, "calls/wake/"))
        assert group.fresh(question).stage == "hearing"

    def test_is_taken_back_and_carried_on_by_somebody_else(self, group):
        question = group.heard()
        url = group.url(question, "withdrawal/")
        assert group.browser(group.bo).post(url).status_code == 422
        assert group.browser(group.ann).post(url, {"reason": "Dear"}).status_code == 302
        shown = page(group.browser(group.bo), group.url(question))
        assert "I carry it on" in shown
        assert "Dear" in shown
        flo = group.browser(group.flo)
        assert "I carry it on" not in page(flo, group.url(question))
        group.browser(group.bo).post(group.url(question, "adoption/"))
        question = group.fresh(question)
        assert (question.stage, question.proposer) == ("hearing", group.bo)


def test_what_was_typed_stays_when_the_question_has_moved_on(group):
    question = group.heard()
    sent = boxes(short_text="What I wrote for an hour")
    answer = group.browser(group.ann).post(group.url(question, "shape/"), sent)
    assert answer.status_code == 422


def test_strangers_find_nothing(group):
    question = group.shaped()
    cy = signed_in(person("Cy"))
    assert cy.get(group.url(question)).status_code == 404
    for rest in ("shape/", "shape/preview/", "explanations/", "sending/", "parking/"):
        assert cy.post(group.url(question, rest)).status_code == 404


def test_how_it_came_here_is_told_in_sentences(group):
    shown = page(group.browser(group.bo), group.url(group.heard()))
    assert "raised this question." in shown
    assert "It was clear enough and was sent on. Now: Tell us what you think." in shown
