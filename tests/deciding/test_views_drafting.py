"""Writing it down: the draft, its versions, what we did with what was heard."""

import pytest
from tests.cast import NOW, person, signed_in
from tests.deciding.group import Group, kinds, page

from folkmoot.deciding.models import Drafter, Heard, Proposal
from folkmoot.deciding.operations import write_draft
from folkmoot.doing.queries import tasks_of
from folkmoot.listening.models import Contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return Group()


@pytest.fixture
def question(group):
    return group.drafted()


def form(group, **fields):
    return {
        "text": "We plant two apple trees.",
        "look_back_date": "2027-06-01",
        "task-0-what": "Buy the trees",
        "task-0-carrier": str(group.ann.id),
        "task-0-due_date": "2027-04-01",
        **fields,
    }


class TestMuchThatWasHeard:
    def test_comes_in_pages_and_begins_where_an_answer_waits(self, group, question):
        said = Contribution.objects.filter(hearing__question_id=question.id)
        first = said.order_by("number").first()
        assert first is not None
        Contribution.objects.bulk_create(
            Contribution(
                hearing=first.hearing,
                collective=first.collective,
                member=first.member,
                number=1000 + number,
                kind="text",
                text=f"Word {number}",
                created_at=NOW,
            )
            for number in range(40)
        )
        bo = group.browser(group.bo)
        url = group.url(question)
        assert bo.get(url).content.decode().count('id="heard-') == 30
        second = bo.get(f"{url}?heard=2").content.decode()
        assert "Word 39" in second
        assert "?heard=1#heard" in second


class TestTheDraft:
    def test_is_kept_with_its_tasks_and_told_to_the_record(self, group, question):
        ann = group.browser(group.ann)
        answer = ann.post(group.url(question, "draft/"), form(group))
        assert answer.status_code == 302
        version = Proposal.objects.get(question=question)
        assert (version.version, version.author) == (1, group.ann)
        assert [t.what for t in tasks_of(question.id)] == ["Buy the trees"]
        assert "draft.written" in kinds(question)
        assert "We plant two apple trees." in page(ann, group.url(question))

    def test_keeps_what_was_typed_when_something_is_to_be_mended(self, group, question):
        sent = form(group, look_back_date="2027-02-01", **{"task-0-due_date": ""})
        answer = group.browser(group.ann).post(group.url(question, "draft/"), sent)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "We plant two apple trees." in text
        assert "This day has come already" in text
        assert "Until when?" in text
        assert not Proposal.objects.exists()

    def test_is_written_by_those_who_were_drawn(self, group, question):
        bo = group.browser(group.bo)
        answer = bo.post(group.url(question, "draft/"), form(group))
        assert answer.status_code == 422
        assert "Others were drawn" in answer.content.decode()
        assert bo.get(group.url(question, "draft/")).status_code == 302
        assert not Proposal.objects.exists()

    def test_shows_what_changed_as_insertions_and_deletions(self, group, question):
        for text in ("Two trees.", "Three trees."):
            write_draft(
                member=group.ann,
                question=question,
                draft=group.draft(text=text),
                now=NOW,
            )
        shown = page(group.browser(group.bo), group.url(question, "versions/"))
        assert "Three<" in shown.split("<ins>")[2]
        assert "Two<" in shown.split("<del>")[2]
        assert "trees." in shown
        first = page(group.browser(group.bo), group.url(question, "versions/1/"))
        assert "Two trees." in first


class TestWhatWasHeard:
    def test_gets_a_line_each(self, group, question):
        said = Contribution.objects.filter(hearing__question_id=question.id).first()
        url = group.url(question, f"contributions/{said.id}/answer/")
        answer = group.browser(group.ann).post(url, {"use": "used", "text": ""})
        assert answer.status_code == 302
        assert Heard.objects.get().use == "used"
        assert kinds(question)[-1] == "contribution.answered"

    def test_asks_why_something_is_not_used(self, group, question):
        said = Contribution.objects.filter(hearing__question_id=question.id).first()
        url = group.url(question, f"contributions/{said.id}/answer/")
        answer = group.browser(group.ann).post(url, {"use": "not_used", "text": " "})
        assert answer.status_code == 422
        assert "Please say why in one line." in answer.content.decode()
        assert not Heard.objects.exists()

    def test_of_another_question_is_not_found(self, group, question):
        said = Contribution.objects.filter(hearing__question_id=question.id).first()
        other = group.shaped(title="A dry shed")
        url = group.url(other, f"contributions/{said.id}/answer/")
        assert group.browser(group.ann).post(url, {"use": "used"}).status_code == 404

    def test_is_complete_before_the_draft_goes_on(self, group, question):
        ann = group.browser(group.ann)
        send = group.url(question, "submission/")
        refused = ann.post(send)
        assert refused.status_code == 422
        assert "Still missing" in refused.content.decode()
        ann.post(group.url(question, "draft/"), form(group))
        for said in Contribution.objects.filter(hearing__question_id=question.id):
            url = group.url(question, f"contributions/{said.id}/answer/")
            ann.post(url, {"use": "used"})
        assert ann.post(send).status_code == 302
        assert group.fresh(question).stage == "checking"


class TestOthers:
    def test_read_who_writes_and_offer_to_help(self, group, question):
        bo = group.browser(group.bo)
        shown = page(bo, group.url(question))
        assert "Others write it down now" in shown
        assert "Ann" in shown
        assert bo.post(group.url(question, "drafters/")).status_code == 302
        assert Drafter.objects.filter(member=group.bo).exists()

    def test_friends_read_and_do_not_offer(self, group, question):
        flo = group.browser(group.flo)
        assert "I could help to write" not in page(flo, group.url(question))
        assert flo.post(group.url(question, "drafters/")).status_code == 422

    def test_strangers_find_nothing(self, group, question):
        cy = signed_in(person("Cy"))
        for rest in ("", "draft/", "versions/"):
            assert cy.get(group.url(question, rest)).status_code == 404
        assert cy.post(group.url(question, "submission/")).status_code == 404


def test_queries_do_not_grow_with_what_was_said(
    group, question, django_assert_max_num_queries
):
    with django_assert_max_num_queries(61):
        page(group.browser(group.ann), group.url(question))
