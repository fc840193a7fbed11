"""Raising a question: one form at home, an idea elsewhere, founding topics."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import NOW, person, signed_in
from tests.deciding.group import Group, kinds, page
from tests.driving.pages import Page

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import admit_ideas
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.doing.queries import tasks_of
from folkmoot.listening.models import Attachment

pytestmark = pytest.mark.django_db
OGG = b"OggS" + b"\0" * 60


@pytest.fixture
def home():
    return Group("home")


@pytest.fixture
def local():
    return Group("local")


def new(group, query=""):
    return f"/c/{group.elm.slug}/q/new/{query}"


def whole(**fields):
    return {
        "title": "We plant two trees",
        "text": "",
        "klass": "ordinary",
        "look_back_date": "2027-06-01",
        "task-0-what": "",
        **fields,
    }


class TestTheWayToIt:
    @pytest.mark.parametrize("rest", ["tasks/", "members/", "record/", "agreement/"])
    def test_is_one_tap_from_every_page(self, home, rest):
        text = page(home.browser(home.bo), f"/c/{home.elm.slug}/{rest}")
        assert text.count(f'href="{new(home)}"') == 1

    @pytest.mark.parametrize("rest", ["", "questions/"])
    def test_is_not_said_twice_where_its_button_stands(self, home, rest):
        text = page(home.browser(home.bo), f"/c/{home.elm.slug}/{rest}")
        assert text.count(f'href="{new(home)}"') == 1


class TestAtHome:
    def test_one_form_asks_everybody(self, home):
        task = {
            "task-0-what": "Buy the trees",
            "task-0-carrier": str(home.bo.id),
            "task-0-due_date": "2027-04-01",
        }
        answer = home.browser(home.ann).post(new(home), whole(**task))
        question = Question.objects.get()
        assert answer.headers["Location"] == home.url(question)
        assert question.stage == "checking"
        assert latest_proposal(question).text == "We plant two trees"
        assert [(t.what, t.carrier) for t in tasks_of(question.id)] == [
            ("Buy the trees", home.bo)
        ]
        assert kinds(question)[0] == "question.raised"

    def test_without_a_task_who_raises_it_watches(self, home):
        home.browser(home.flo).post(new(home), whole())
        (watch,) = tasks_of(Question.objects.get().id)
        assert (watch.is_watch, watch.carrier) == (True, home.flo)

    def test_takes_the_form_as_the_page_shows_it_with_a_title_alone(self, home):
        browser = home.browser(home.ann)
        shown = Page(200, new(home), {}, browser.get(new(home)).content)
        form = shown.form("/q/new/").fill(title="We plant two trees")
        assert browser.post(new(home), dict(form.pairs)).status_code == 302
        assert Question.objects.get().stage == "checking"

    def test_a_small_matter_goes_on_notice(self, home):
        home.browser(home.ann).post(new(home), whole(klass="small"))
        assert Question.objects.get().stage == "notice"

    def test_a_serious_one_is_made_clear_first_and_keeps_its_draft(self, home):
        home.browser(home.ann).post(new(home), whole(klass="serious"))
        question = Question.objects.get()
        assert question.stage == "shaping"
        assert question.forwarded_at is None
        assert latest_proposal(question) is not None

    def test_says_beforehand_what_happens_and_when(self, home):
        shown = page(home.browser(home.ann), new(home))
        assert "Monday 8 March" in shown
        assert "Saturday 6 March" in shown
        assert 'value="2027-05-30"' in shown  # the day to look back, filled in

    def test_takes_a_title_that_comes_along(self, home):
        shown = page(home.browser(home.ann), new(home, "?title=Two+%3Cb%3Epear+trees"))
        assert 'value="Two &lt;b&gt;pear trees"' in shown

    def test_keeps_what_was_typed(self, home):
        sent = whole(look_back_date="2026-01-01", text="In the yard, by the wall")
        answer = home.browser(home.ann).post(new(home), sent)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "In the yard, by the wall" in text
        assert "This day has come already" in text
        assert not Question.objects.exists()

    def test_the_same_form_sent_twice_raises_one_question(self, home):
        ann = home.browser(home.ann)
        for _time in range(2):
            ann.post(new(home), whole(submission_key="one"))
        assert Question.objects.count() == 1


class TestElsewhere:
    def test_begins_with_one_line(self, local):
        answer = local.browser(local.flo).post(
            new(local), {"title": "We need shade", "klass": "ordinary"}
        )
        question = Question.objects.get()
        assert answer.status_code == 302
        assert (question.stage, question.proposer) == ("shaping", local.flo)

    def test_asks_for_the_file_again_where_something_is_to_be_mended(self, local):
        again = "Please choose the file again."
        sent = {
            "title": "We need shade",
            "klass": "ordinary",
            "upload": SimpleUploadedFile("a.ogg", OGG, "audio/ogg"),
        }
        answer = local.browser(local.flo).post(new(local), sent)
        assert answer.status_code == 422
        assert again in answer.content.decode()
        del sent["upload"]
        sent["title"] = ""
        answer = local.browser(local.flo).post(new(local), sent)
        assert again not in answer.content.decode()

    def test_or_with_a_recording_and_what_it_says(self, local):
        sent = {
            "title": "",
            "klass": "ordinary",
            "upload": SimpleUploadedFile("a.ogg", OGG, "audio/ogg"),
            "description": "I say that we need shade",
        }
        answer = local.browser(local.ann).post(new(local), sent)
        assert answer.status_code == 302
        question = Question.objects.get()
        assert question.title == "I say that we need shade"
        assert Attachment.objects.get().about_id == question.id
        shown = page(local.browser(local.bo), local.url(question))
        assert "/attachments/" in shown

    def test_asks_for_words_or_a_file(self, local):
        answer = local.browser(local.ann).post(new(local), {"klass": "ordinary"})
        assert answer.status_code == 422
        assert "Please write one sentence" in answer.content.decode()

    def test_a_small_matter_needs_one_form_anywhere(self, local):
        ann = local.browser(local.ann)
        assert "The text to agree on" in page(ann, new(local, "?class=small"))
        ann.post(new(local, "?class=small"), whole(klass="small"))
        assert Question.objects.get().stage == "notice"

    def test_waits_where_many_are_open_and_says_so_honestly(self, local):
        local.elm.settings = {**local.elm.settings, "open_questions": 1}
        local.elm.save()
        local.heard()
        shown = page(local.browser(local.bo), new(local))
        assert "place 1 in the queue" in shown
        local.browser(local.bo).post(
            new(local), {"title": "A pond", "klass": "ordinary"}
        )
        idea = Question.objects.get(title="A pond")
        shown = page(local.browser(local.bo), local.url(idea))
        assert "Place 1 in the queue" in shown
        assert "Monday 15 March" in shown
        later = NOW + 14 * local.day
        assert admit_ideas(collective=local.elm, now=later) == 1


class TestFounding:
    def test_a_new_agreement_is_a_founding_question(self, local):
        ann = local.browser(local.ann)
        assert "We decide together" in page(ann, new(local, "?topic=agreement"))
        sent = {
            "title": "Add a line on guests",
            "why_now": "Summer",
            "short_text": "Short",
            "text": "Long",
        }
        assert ann.post(new(local, "?topic=agreement"), sent).status_code == 302
        question = Question.objects.get()
        assert (question.klass, question.topic) == ("founding", "agreement")
        assert question.change.pop("before").startswith("Any member or friend")
        assert question.change == {"short_text": "Short", "text": "Long"}
        assert "What would change" in page(ann, local.url(question))

    def test_a_setting_is_changed_within_its_range(self, local):
        ann = local.browser(local.ann)
        chosen_there = f"/c/{local.elm.slug}/settings/"
        assert chosen_there in page(ann, new(local, "?topic=settings"))
        url = new(local, "?topic=settings&setting=open_questions")
        sent = {"title": "More at once", "why_now": "Many ideas", "value": "13"}
        assert ann.post(url, sent).status_code == 422
        assert ann.post(url, {**sent, "value": "7"}).status_code == 302
        change = Question.objects.get().change
        assert change == {
            "values": {"open_questions": 7},
            "before": {"open_questions": 5},
        }

    def test_a_part_of_a_setting_leaves_its_other_parts(self, local):
        ann = local.browser(local.ann)
        url = new(local, "?topic=settings&setting=rules.ordinary.hearing")
        sent = {"title": "Longer hearings", "why_now": "Shift work", "value": "1"}
        assert ann.post(url, sent).status_code == 422
        assert ann.post(url, {**sent, "value": "10"}).status_code == 302
        values = Question.objects.get().change["values"]
        assert values == {"rules": {"ordinary": {"hearing": 240}}}

    def test_ending_a_membership_names_the_member(self, local):
        ann = local.browser(local.ann)
        sent = {"title": "Bo", "why_now": "Moved away", "member": str(local.bo.id)}
        assert ann.post(new(local, "?topic=membership"), sent).status_code == 302
        question = Question.objects.get()
        assert question.change == {"member_id": str(local.bo.id)}
        assert "Would no longer be a member" in page(ann, local.url(question))

    @pytest.mark.parametrize(
        "query", ["?topic=nothing", "?topic=settings&setting=secret_key"]
    )
    def test_other_topics_are_not_found(self, local, query):
        assert local.browser(local.ann).get(new(local, query)).status_code == 404


def test_strangers_find_no_form(home):
    assert signed_in(person("Cy")).get(new(home)).status_code == 404
