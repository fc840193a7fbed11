"""What changes in a hearing, its counts and its record."""

import pytest
from tests.cast import NOW

from folkmoot.listening import operations
from folkmoot.listening.models import Attachment, Contribution, Response, Statement
from folkmoot.listening.queries import list_heard_ids
from folkmoot.record.models import Disclosure, Entry

AGREE, DISAGREE, PASS = (
    Response.Answer.AGREE,
    Response.Answer.DISAGREE,
    Response.Answer.PASS,
)
TEXT, TALK, NOTHING = Contribution.Kind


def kinds(elm):
    """Return what was recorded of hearings, in order."""
    rows = Entry.objects.filter(collective_id=elm.id).values_list("kind", flat=True)
    ours = ("hearing.", "statement.", "response.", "contribution.", "attachment.")
    return [kind for kind in rows if kind.startswith(ours)]


def counts(statement):
    fresh = Statement.objects.get(id=statement.id)
    return fresh.agreed, fresh.disagreed, fresh.passed


def contribute(member, hearing, kind=TEXT, text="I park on the street.", **more):
    return operations.contribute(
        member=member, hearing=hearing, kind=kind, text=text, now=NOW, **more
    )


class TestOpenHearing:
    def test_second_reading_opens_the_same_hearing_again(self, elm, hearing):
        again = operations.open_hearing(
            collective=elm,
            question_id=hearing.question_id,
            title=hearing.title,
            now=NOW,
            closes_at=NOW,
        )
        assert again.id == hearing.id
        assert again.closes_at == NOW
        assert kinds(elm) == ["hearing.opened", "hearing.reopened"]


class TestAddStatement:
    def test_numbers_follow(self, ann, elm, hearing, shed):
        second = operations.add_statement(
            member=ann, hearing=hearing, text=" Cars first. ", now=NOW
        )
        assert (shed.number, second.number, second.text) == (1, 2, "Cars first.")
        assert kinds(elm)[1:] == ["statement.added"] * 2

    def test_refuses_blank_words(self, ann, hearing):
        with pytest.raises(operations.NothingSaidError):
            operations.add_statement(member=ann, hearing=hearing, text=" ", now=NOW)

    def test_refuses_more_than_the_budget(self, ann, bo, hearing):
        for number in range(20):
            operations.add_statement(
                member=ann, hearing=hearing, text=f"Idea {number}", now=NOW
            )
        with pytest.raises(operations.BudgetSpentError, match="20 statements"):
            operations.add_statement(member=ann, hearing=hearing, text="x", now=NOW)
        operations.add_statement(member=bo, hearing=hearing, text="Mine", now=NOW)

    def test_refuses_people_from_elsewhere_and_those_who_left(self, cy, bo, hearing):
        bo.ended_at = NOW
        bo.save()
        for member in (cy, bo):
            with pytest.raises(operations.NotPartError):
                operations.add_statement(
                    member=member, hearing=hearing, text="Me too", now=NOW
                )
        assert not hearing.statements.exists()


class TestRespond:
    def test_changing_an_answer_moves_the_count(self, bo, elm, shed):
        for answer in (AGREE, DISAGREE, DISAGREE, PASS, AGREE):
            operations.respond(member=bo, statement=shed, answer=answer, now=NOW)
        assert counts(shed) == (1, 0, 0)
        assert Response.objects.count() == 1
        assert kinds(elm).count("response.given") == 5

    def test_record_does_not_say_what_was_answered(self, bo, shed):
        operations.respond(member=bo, statement=shed, answer=AGREE, now=NOW)
        shown = Disclosure.objects.filter(entry__kind="response.given")
        names = set(shown.values_list("name", flat=True))
        always = {"kind", "at", "about", "holds", "member"}
        assert names == {*always, "statement", "number"}

    def test_stale_rows_do_not_break_counts(self, ann, bo, fay, shed):
        stale = Statement.objects.get(id=shed.id)
        operations.respond(member=bo, statement=stale, answer=AGREE, now=NOW)
        operations.respond(member=fay, statement=stale, answer=AGREE, now=NOW)
        assert counts(shed) == (2, 0, 0)

    def test_withdrawing_takes_it_back_once(self, bo, elm, shed):
        operations.respond(member=bo, statement=shed, answer=PASS, now=NOW)
        assert operations.withdraw_response(member=bo, statement=shed, now=NOW)
        assert not operations.withdraw_response(member=bo, statement=shed, now=NOW)
        assert counts(shed) == (0, 0, 0)
        assert kinds(elm).count("response.withdrawn") == 1


class TestContribute:
    def test_keeps_text_talk_and_nothing_to_add(self, ann, bo, fay, elm, hearing):
        contribute(fay, hearing)
        talk = contribute(ann, hearing, TALK, "Two lines.\nHere.", people=5)
        said = contribute(bo, hearing, NOTHING, "")
        assert contribute(bo, hearing, NOTHING, "").id == said.id
        assert (talk.number, talk.people, said.people) == (2, 5, 1)
        assert kinds(elm).count("contribution.added") == 3

    @pytest.mark.parametrize(("kind", "people"), [(TEXT, 1), (TALK, 3)])
    def test_refuses_no_words(self, ann, hearing, kind, people):
        with pytest.raises(operations.NothingSaidError):
            contribute(ann, hearing, kind, " ", people=people)

    def test_refuses_a_talk_of_one(self, ann, hearing):
        with pytest.raises(operations.NothingSaidError, match="two people"):
            contribute(ann, hearing, TALK, "Alone", people=1)

    def test_refuses_more_than_the_budget(self, ann, hearing):
        for _ in range(20):
            contribute(ann, hearing)
        with pytest.raises(operations.BudgetSpentError):
            contribute(ann, hearing)


class TestEraseWords:
    def test_words_and_files_go_and_counts_stay(self, ann, bo, elm, hearing, shed):
        operations.respond(member=bo, statement=shed, answer=AGREE, now=NOW)
        file = operations.attach(
            member=ann,
            about_id=hearing.id,
            upload=operations.Media("recording", "audio/ogg", b"OggS"),
            description="My voice",
            now=NOW,
        )
        said = contribute(ann, hearing, text="", attachment=file)
        kept = contribute(bo, hearing, text="Mine stays")
        assert operations.erase_words(member=ann, now=NOW) == 3
        erased = Statement.objects.get(id=shed.id)
        assert (erased.text, erased.is_folded) == ("", True)
        assert counts(shed) == (1, 0, 0)
        assert not Attachment.objects.exists()
        said.refresh_from_db()
        kept.refresh_from_db()
        assert (said.attachment_id, kept.text) == (None, "Mine stays")
        last = Entry.objects.filter(collective_id=elm.id).last()
        assert last.kind == "hearing_words.erased"
        assert list_heard_ids(hearing) == {ann.id, bo.id}
