"""Taking what one said away, and erasing it everywhere."""

import json
import time

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from tests.cast import NOW, collective, member, signed_in
from tests.home.builders import a_draft, agreed, answered, asked, heard, stopped

from folkmoot.deciding.models import Objection, Position, Question
from folkmoot.deciding.operations import (
    AnswerText,
    add_statement,
    agree_restatement,
    answer_stop,
    answer_worry,
    call,
    contribute,
    explain_back,
    raise_question,
    respond,
    restate_stop,
    settle_question,
    take_position,
    talk_about_stop,
)
from folkmoot.doing.operations import Answers, answer_review, report
from folkmoot.doing.queries import review_of, tasks_of
from folkmoot.home.operations import erase_everything
from folkmoot.listening.models import Attachment, Response, Statement
from folkmoot.messaging.models import Message
from folkmoot.people.models import Channel, Person
from folkmoot.record.queries import find_fault
from folkmoot.web.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.long]
SECRET = "xylophone"  # a word that Bo says everywhere, and nobody else


def bo_says_it_everywhere():
    """Return a collective in which Bo used every way to say something."""
    elm = collective(preset="local", members=("Ann", SECRET, "Di"))
    ann, bo, di = (member(elm, n) for n in ("Ann", SECRET, "Di"))
    by_bo = {"member": bo, "now": NOW}
    idea = raise_question(title=f"A {SECRET}", draft=a_draft(bo, SECRET), **by_bo)
    assert idea.stage in ("idea", "shaping")
    other = raise_question(member=di, title="A shed", now=NOW)
    explain_back(question=other, text=SECRET, **by_bo)
    call(question=other, kind="unclear_word", text=SECRET, **by_bo)
    hearing = heard(ann)
    said = add_statement(question=hearing, text=f"More {SECRET}", **by_bo)
    respond(member=ann, question=hearing, statement=said, answer=1, now=NOW)
    theirs = add_statement(member=ann, question=hearing, text="Apples", now=NOW)
    respond(question=hearing, statement=theirs, answer=-1, **by_bo)
    contribute(question=hearing, kind="text", text=f"A long {SECRET}", **by_bo)
    Attachment.objects.create(
        collective=elm,
        member=bo,
        about_id=hearing.id,
        kind="recording",
        content_type="audio/ogg",
        content=SECRET.encode(),
        description=SECRET,
        created_at=NOW,
    )
    return elm, at_home()


def at_home():
    oak = collective("Oak Lane", members=("Ann", SECRET, "Di", "Eve", "Flo"))
    ann, bo, di, eve = (member(oak, n) for n in ("Ann", SECRET, "Di", "Eve"))
    by_bo = {"member": bo, "now": NOW}
    checked = asked(ann, "A lamp")
    stopped(checked, di)
    stop = Objection.objects.get(question=checked)
    restate_stop(objection=stop, text=f"You mean {SECRET}", **by_bo)
    agree_restatement(member=di, objection=stop, is_right=True, now=NOW)
    talk_about_stop(objection=stop, text=f"I say {SECRET}", **by_bo)
    kind = Objection.AnswerKind.REASONS
    answer_stop(objection=stop, answer=AnswerText(kind, SECRET), **by_bo)
    concern = Position.Value.CONCERN
    worried = take_position(
        member=eve, question=checked, value=concern, text="Light", now=NOW
    )
    answer_worry(position=worried, text=f"No {SECRET}", **by_bo)
    second = asked(ann, "A hedge")
    stopped(second, bo, f"It hides the {SECRET}")
    third = asked(ann, "A gate")
    take_position(question=third, value=concern, text=f"The {SECRET}", **by_bo)
    everyone = [member(oak, n) for n in ("Ann", SECRET, "Di", "Eve", "Flo")]
    done = agreed(*everyone, title="A bench")
    report(commitment=tasks_of(done.id)[0], text=SECRET, needs_help=False, **by_bo)
    return oak


def all_rows():
    """Return every row of every table as text, with the content of attachments."""
    lines = []
    for model in apps.get_models():
        if not model.__module__.startswith("folkmoot."):
            continue
        for row in model._base_manager.values():
            content = bytes(row.pop("content", b"") or b"")
            for name in ("credential_id", "public_key"):
                row.pop(name, None)
            text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
            lines.append(f"{model._meta.label} {text} {content!r}")
    return lines


class TestErasing:
    def test_the_words_are_nowhere_and_what_was_decided_stays(self):
        elm, oak = bo_says_it_everywhere()
        Submission.objects.create(
            key="x",
            person_id=member(elm).person_id,
            path="/",
            received_at=NOW,
            status=200,
            body=f"<p>{SECRET}</p>",
        )
        before = {
            model: model.objects.count()
            for model in (Position, Objection, Statement, Response, Question)
        }
        assert sum(SECRET in line for line in all_rows()) > 20
        began = time.monotonic()
        for place in (elm, oak):
            erase_everything(person=member(place, SECRET).person, now=NOW)
        assert time.monotonic() - began < 60
        left = [line for line in all_rows() if SECRET in line.lower()]
        assert left == []
        assert {model: model.objects.count() for model in before} == before
        assert find_fault(elm.id) is None
        assert find_fault(oak.id) is None

    def test_a_stop_and_an_answer_keep_counting(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        ann, bo, di, eve = (member(elm, n) for n in ("Ann", "Bo", "Di", "Eve"))
        question = asked(ann)
        stopped(question, di)
        concern = Position.Value.CONCERN
        worried = take_position(
            member=eve, question=question, value=concern, text="Shade", now=NOW
        )
        answer_worry(member=bo, position=worried, text="It is far off", now=NOW)
        erase_everything(person=bo.person, now=NOW)
        worried.refresh_from_db()
        assert worried.answer == "Erased by its author."
        erase_everything(person=di.person, now=NOW)
        stop = Objection.objects.get()
        assert stop.state == "raised"
        assert stop.harm == "Erased by its author."

    def test_a_decision_keeps_its_text_and_its_pages_open(self):
        elm = collective()
        ann, bo, di = (member(elm, name) for name in ("Ann", "Bo", "Di"))
        question = agreed(bo, ann, di)
        later = NOW.replace(month=6, day=5)
        settle_question(question, later)
        review = review_of(question.id)
        said = Answers(happened="They grew", gained_paid="All")
        answer_review(
            member=bo, review=review, conclusion="keep", answers=said, now=later
        )
        erase_everything(person=bo.person, now=later)
        client = signed_in(ann)
        for path in ("", "decisions/", "record/", "search/?q=apple", "questions/"):
            answer = client.get(f"/c/elm-street/{path}")
            assert answer.status_code == 200
        question.refresh_from_db()
        assert question.title == "Two apple trees"
        assert "is erased" in client.get("/c/elm-street/record/").content.decode()

    def test_mail_to_others_forgets_the_name(self):
        elm = collective()
        bo, di = member(elm, "Bo"), member(elm, "Di")
        Message.objects.create(
            collective_id=elm.id,
            person_id=di.person_id,
            kind="test",
            once_key="1",
            address="di@example.org",
            subject="Bo asks",
            body="Bo asks about the Boat.",
            language="en",
            created_at=NOW,
            send_at=NOW,
        )
        erase_everything(person=bo.person, now=NOW)
        mail = Message.objects.get(once_key="1")
        assert mail.subject == "Former member asks"
        assert mail.body == "Former member asks about the Boat."

    def test_the_page_erases_after_the_typed_word(self):
        elm = collective()
        bo = member(elm, "Bo")
        question = asked(member(elm))
        stopped(question, bo, "A secret harm")
        client = signed_in(bo)
        assert client.get("/me/erasure/").status_code == 200
        assert client.post("/me/erasure/", {"word": "yes"}).status_code == 422
        assert Objection.objects.get().harm == "A secret harm"
        answer = client.post("/me/erasure/", {"word": "erase"})
        assert answer.headers["Location"] == "/"
        assert Objection.objects.get().harm == "Erased by its author."
        assert Person.objects.get(id=bo.person_id).erased_at == NOW
        assert not Channel.objects.filter(person_id=bo.person_id).exists()
        assert client.get("/me/").status_code == 302


class TestDownload:
    def test_holds_everything_one_said_and_nothing_of_others(self):
        elm, oak = bo_says_it_everywhere()
        clients = [signed_in(member(place, SECRET)) for place in (elm, oak)]
        assert clients[0].get("/me/download/").status_code == 200
        words = [client.get("/me/download/json/").json() for client in clients]
        said = [place["said"] for each in words for place in each["collectives"]]
        kinds = {kind for place in said for kind in place}
        assert kinds >= {
            "listening.statement.member",
            "listening.response.member",
            "listening.contribution.member",
            "deciding.position.member",
            "deciding.objection.owner",
            "deciding.objection.restated_by",
            "deciding.talk.member",
            "doing.progress.member",
        }
        assert words[0]["me"]["channels"][0]["address"].endswith("@example.org")
        text = clients[1].get("/me/download/txt/").content.decode()
        assert f"text: I say {SECRET}" in text
        for other in ("Light", "Roots break"):
            assert other not in json.dumps(words)
            assert other not in text

    def test_comes_in_no_other_form(self):
        elm = collective()
        client = signed_in(member(elm))
        assert client.get("/me/download/exe/").status_code == 404

    def test_answers_nobody_else(self, client):
        assert client.get("/me/download/json/").status_code == 302
        elm = collective()
        question = answered(asked(member(elm)), member(elm, "Bo"))
        words = signed_in(member(elm, "Di")).get("/me/download/json/").json()
        assert question.title not in json.dumps(words)
