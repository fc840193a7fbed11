"""What the API answers instead of pages: in parts, up to date, and to HEAD too."""

from datetime import date, timedelta

import pytest
from tests.api.client import Program
from tests.cast import NOW, SOME, collective, member

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.operations import DraftText, raise_question, take_position
from folkmoot.doing.operations import Task
from folkmoot.messaging.models import Message
from folkmoot.people.operations import ask_recovery

pytestmark = pytest.mark.django_db
ELM = "collectives/elm-street"
ONE = f"{ELM}/questions/1"


@pytest.fixture
def elm():
    return collective(friends=("Fay",))


@pytest.fixture
def checked(elm):
    """Return a question that everybody is asked about."""
    ann = member(elm)
    draft = DraftText(
        text="We paint the door green.",
        look_back_date=date(2027, 6, 1),
        tasks=[Task("Paint", date(2027, 4, 1), ann.id)],
    )
    return raise_question(member=ann, title="A green door", draft=draft, now=NOW)


class TestHelping:
    def test_enters_an_answer_and_gives_a_slip_to_both(self, elm, checked):
        ann, bo, di = (Program(member(elm, name)) for name in SOME)
        di.put("collectives/elm-street/lots", {"is_in": False})
        whom = ann.get(f"{ONE}/helped")["members"]
        assert [each["name"] for each in whom] == ["Bo", "Di"]
        said = {"value": "concern", "text": "The colour", "is_said": True}
        slip = ann.put(f"{ONE}/helped/{whom[0]['id']}/position", said)
        assert (slip["member"]["name"], slip["helper"]["name"]) == ("Bo", "Ann")
        position = Position.objects.get()
        assert (position.member.name, position.helper.name) == ("Bo", "Ann")
        assert Message.objects.filter(kind="question.receipt").count() == 1
        path = f"{ONE}/helped/receipts/{slip['id']}"
        assert bo.get(path) == ann.get(path) == slip
        di.get(path, status=404)

    def test_a_second_says_that_they_heard_it(self, elm, checked):
        ann, di = Program(member(elm)), Program(member(elm, "Di"))
        bo = member(elm, "Bo")
        said = {
            "value": "consent",
            "is_said": True,
            "second": str(member(elm, "Di").id),
        }
        slip = ann.put(f"{ONE}/helped/{bo.id}/position", said)
        assert (slip["second"]["name"], slip["seconded_at"]) == ("Di", None)
        path = f"{ONE}/helped/receipts/{slip['id']}/second"
        heard = {"heard": True, "at": slip["at"]}
        assert ann.refused("PUT", path, 409, heard) == "help_refused"
        assert di.put(path, heard)["seconded_at"]
        ann.put(f"{ONE}/position", {"value": "consent"})
        [helped] = [
            one
            for one in ann.get(f"{ONE}/positions/named")["answers"]
            if not one["is_own"]
        ]
        assert helped["recorders"] == 2

    def test_takes_only_what_they_said_themselves(self, elm, checked):
        ann, bo = Program(member(elm)), member(elm, "Bo")
        path = f"{ONE}/helped/{bo.id}/position"
        assert ann.refused("PUT", path, 422, {"value": "consent"}) == "bad_fields"
        refused = {"value": "consent", "is_said": False}
        assert ann.refused("PUT", path, 422, refused) == "bad_fields"
        assert not Position.objects.exists()

    def test_nobody_enters_their_own_or_changes_what_was_said_alone(self, elm, checked):
        ann, bo = Program(member(elm)), Program(member(elm, "Bo"))
        said = {"value": "consent", "is_said": True}
        own = f"{ONE}/helped/{member(elm).id}/position"
        assert ann.refused("PUT", own, 404, said) == "not_found"
        bo.put(f"{ONE}/position", {"value": "abstain"}, status=422)
        bo.put(f"{ONE}/position", {"value": "consent"})
        other = f"{ONE}/helped/{member(elm, 'Bo').id}/position"
        assert ann.refused("PUT", other, 409, said) == "help_refused"


class TestAnswers:
    def test_names_come_after_ones_own_answer_and_in_parts(self, elm, checked):
        ann, bo, di = (Program(member(elm, name)) for name in SOME)
        bo.put(f"{ONE}/position", {"value": "consent"})
        di.put(f"{ONE}/position", {"value": "consent"})
        assert ann.get(f"{ONE}/positions/named")["answers"] == []
        ann.put(f"{ONE}/position", {"value": "consent"})
        first = ann.get(f"{ONE}/positions/named?limit=2")
        rest = ann.get(f"{ONE}/positions/named?limit=2&cursor={first['next']}")
        names = [each["name"] for each in first["answers"] + rest["answers"]]
        assert names == ["Ann", "Bo", "Di"]
        assert rest["next"] == ""

    def test_a_worry_says_what_worries(self, elm, checked):
        ann = Program(member(elm))
        assert ann.refused("PUT", f"{ONE}/position", 422, {"value": "concern"})
        assert not Position.objects.exists()


class TestTime:
    def test_every_list_shows_what_time_did_without_a_worker(self, elm, checked, clock):
        for name in SOME[:2]:
            take_position(
                member=member(elm, name), question=checked, value="consent", now=NOW
            )
        clock.move(timedelta(days=40))
        ann = Program(member(elm), days=300)
        (line,) = ann.get(f"{ELM}/questions")["questions"]
        assert line["since"] != checked.since.isoformat().replace("+00:00", "Z")
        assert line["stage"] == ann.get(ONE)["stage"]

    def test_reading_a_part_of_a_question_settles_it_first(self, elm, checked, clock):
        clock.move(timedelta(days=90))
        bo = Program(member(elm, "Bo"))
        answers = bo.get(f"{ONE}/positions")
        checked.refresh_from_db()
        assert checked.stage != Question.Stage.CHECKING
        assert answers["round"] == checked.round


class TestDrafts:
    def test_a_version_says_what_changed_since_the_one_before(self, elm, checked):
        from folkmoot.deciding.models import Proposal

        first = checked.proposals.get()
        Proposal.objects.create(
            question=checked,
            collective_id=elm.id,
            author=first.author,
            version=2,
            text="We paint the door blue.",
            look_back_date=first.look_back_date,
            created_at=NOW,
        )
        ann = Program(member(elm))
        changes = ann.get(f"{ONE}/versions/2")["changes"]
        kinds = {each["text"]: each["kind"] for each in changes}
        assert (kinds["green"], kinds["blue"]) == ("removed", "added")
        assert ann.get(f"{ONE}/versions/1")["changes"] == []
        ann.get(f"{ONE}/versions/3", status=404)

    def test_says_how_clear_a_question_is(self, elm):
        ann, bo = (Program(member(elm, name)) for name in SOME[:2])
        ann.post(f"{ELM}/questions", {"title": "A shed", "question_class": "serious"})
        shown = bo.get(f"{ONE}/clarity")
        assert shown["missing"] == ["the question in three minutes", "who is affected"]
        assert shown["may_draft"] is False
        read = bo.ask("POST", f"{ELM}/reading", {"text": "We infrastructurally do."})
        assert [each["word"] for each in read["hard_words"]] == ["infrastructurally"]


class TestDecisions:
    def test_computes_a_decision_again(self, elm, checked):
        programs = [Program(member(elm, name)) for name in SOME]
        for program in programs:
            program.put(f"{ONE}/seen")
            program.put(f"{ONE}/position", {"value": "consent"})
        (decision,) = programs[0].get(f"{ELM}/decisions")["decisions"]
        path = f"{ELM}/decisions/{decision['id']}/computation"
        computed = programs[1].get(path)
        assert computed["outcome"] == computed["stored"] == decision["outcome"]
        assert computed["agrees"] is True
        assert computed["reasons"]


class TestRaising:
    def test_goes_on_only_from_what_was_not_agreed(self, elm, checked):
        ann = Program(member(elm))
        asked = {"title": "Again", "from_question": 1}
        code = ann.refused("POST", f"{ELM}/questions", 422, asked)
        assert code == "no_such_question"
        Question.objects.filter(id=checked.id).update(stage="no_decision")
        made = ann.post(f"{ELM}/questions", asked)
        assert made["from_question"] == str(checked.id)


class TestPeople:
    def test_a_friend_sees_only_the_way_back_in_their_own_name(self, elm):
        for name in ("Bo", "Fay"):
            ask_recovery(slug=elm.slug, name=name, address="", now=NOW)
        fay, ann, bo = (Program(member(elm, n)) for n in ("Fay", "Ann", "Bo"))

        def names(program, path):
            rows = program.get(path)["recoveries"]
            return sorted(row["member"]["name"] for row in rows)

        assert names(fay, f"{ELM}/recoveries") == ["Fay"]
        assert names(ann, f"{ELM}/recoveries") == ["Bo", "Fay"]
        assert names(bo, "me/recoveries") == ["Bo"]

    def test_a_cursor_of_sessions_holds_no_session_key(self, elm):
        from django.core import signing
        from tests.cast import signed_in

        ann = member(elm)
        browsers = [signed_in(ann) for _ in range(3)]
        part = Program(ann).get("me/sessions?limit=2")
        read = signing.b64_decode(part["next"].split(":")[0].encode()).decode()
        for browser in browsers:
            assert browser.session.session_key not in part["next"] + read


class TestHead:
    def test_answers_as_get_without_a_body(self, elm, checked):
        ann = Program(member(elm))
        ann.get(ONE)
        etag = ann.answer.headers["ETag"]
        assert ann.ask("HEAD", ONE, status=200) is None
        assert ann.answer.headers["ETag"] == etag
        ann.headers["If-None-Match"] = etag
        ann.ask("HEAD", ONE, status=304)
        ann.ask("HEAD", f"{ELM}/questions/99", status=404)

    def test_is_named_where_get_is_taken(self, elm):
        nobody = Program(None)
        assert nobody.refused("PATCH", "me", 405) == "not_allowed"
        assert nobody.answer.headers["Allow"] == "GET, HEAD, PUT"
        nobody.ask("HEAD", "me/mail", status=405)
        assert nobody.answer.headers["Allow"] == "DELETE"

    def test_needs_a_key_that_reads(self, elm):
        Program(None).ask("HEAD", ONE, status=401)
        Program(member(elm), "write").ask("HEAD", ONE, status=403)
