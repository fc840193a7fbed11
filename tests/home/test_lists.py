"""Lists of questions and decisions, search, how we work, the record."""

import pytest
from tests.cast import NOW, collective, member, person, signed_in
from tests.home.builders import TREES, agreed, answered, asked, stopped
from tests.house_rules.kinds import all_kinds

from folkmoot.deciding.forms.founding import setting_names
from folkmoot.deciding.models import Objection, Question
from folkmoot.deciding.operations import (
    park_question,
    restate_stop,
    withdraw_question,
)
from folkmoot.home.queries.rules import list_groups
from folkmoot.home.queries.sentences import SENTENCES
from folkmoot.people.models import Agreement
from folkmoot.people.operations import start_collective
from folkmoot.record.models import Disclosure
from folkmoot.record.telling import tell

pytestmark = pytest.mark.django_db


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


class TestQuestions:
    def test_lists_them_by_where_they_stand(self):
        elm = collective()
        ann = member(elm)
        asked(ann, "A lamp")
        put_aside, taken_back = asked(ann, "A hedge"), asked(ann, "A gate")
        later = NOW.replace(month=6)
        act = {"member": ann, "reason": "Winter", "now": NOW}
        park_question(question=put_aside, until=later, **act)
        withdraw_question(question=taken_back, **act)
        client = signed_in(member(elm, "Bo"))
        shown = {
            show: text_of(client, f"/c/elm-street/questions/?show={show}")
            for show in ("open", "waiting", "doing", "aside", "ended")
        }
        assert "A lamp" in shown["open"]
        assert "A hedge" not in shown["open"]
        assert "A hedge" in shown["aside"]
        assert "June" in shown["aside"]
        assert "A gate" in shown["ended"]
        assert "is being done now" in shown["doing"]

    def test_cuts_long_lists_into_pages(self):
        elm = collective()
        elm.settings = {"open_questions": 60, "minutes_per_month": 600}
        elm.save()
        for number in range(21):
            asked(member(elm), f"Lamp {number:02}")
        client = signed_in(member(elm, "Bo"))
        first = text_of(client, "/c/elm-street/questions/")
        assert 'rel="next"' in first
        assert "Lamp 20" not in first
        second = text_of(client, "/c/elm-street/questions/?page=2")
        assert "Lamp 20" in second
        assert 'rel="next"' not in second

    @pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "%00", "²"])
    def test_takes_any_page_number(self, page):
        elm = collective()
        text_of(signed_in(member(elm)), f"/c/elm-street/questions/?page={page}")

    def test_knows_no_other_lists(self):
        elm = collective()
        client = signed_in(member(elm))
        for kind in ("questions", "decisions"):
            path = f"/c/elm-street/{kind}/?show=secret"
            assert client.get(path).status_code == 404


class TestDecisions:
    def test_says_the_outcome_in_words_with_the_look_back(self):
        elm = collective()
        agreed(*(member(elm, name) for name in ("Ann", "Bo", "Di")))
        shown = text_of(signed_in(member(elm)), "/c/elm-street/decisions/")
        assert "We agreed" in shown
        assert "Look back on" in shown
        path = "/c/elm-street/decisions/?show=ended"
        assert TREES not in text_of(signed_in(member(elm)), path)

    @pytest.mark.parametrize(("urgent", "is_said"), [(1, False), (2, True)])
    def test_says_when_too_much_was_urgent(self, urgent, is_said):
        elm = collective()
        for _number in range(2):
            agreed(*(member(elm, name) for name in ("Ann", "Bo", "Di")))
        some = Question.objects.values_list("id", flat=True)[:urgent]
        Question.objects.filter(id__in=list(some)).update(urgent=True)
        shown = text_of(signed_in(member(elm)), "/c/elm-street/decisions/")
        said = f"In the last 90 days {urgent} of 2 decisions were urgent."
        assert (said in shown) == is_said


class TestSearch:
    def test_finds_words_in_title_and_draft_and_marks_them(self):
        elm = collective()
        asked(member(elm), "Two trees")
        asked(member(elm, "Bo"), "A lamp", text="We hang a lamp near the trees.")
        client = signed_in(member(elm))
        shown = text_of(client, "/c/elm-street/search/?q=TREES")
        assert "Two <mark>trees</mark>" in shown
        assert "near the <mark>trees</mark>." in shown
        both = text_of(client, "/c/elm-street/search/?q=lamp+trees")
        assert "<mark>lamp</mark>" in both
        assert "Two <mark>" not in both

    @pytest.mark.parametrize("word", ["árbol", "ÁRBOL", "Árbol", "ΔΈΝΤΡΟ", "дерево"])
    def test_folds_the_letters_of_every_script(self, word):
        elm = collective()
        asked(member(elm), "Un Árbol, ένα δέντρο, Дерево")
        shown = text_of(signed_in(member(elm)), f"/c/elm-street/search/?q={word}")
        assert "<mark>" in shown

    def test_escapes_what_people_wrote(self):
        elm = collective()
        asked(member(elm), "A <b>lamp</b>")
        shown = text_of(signed_in(member(elm)), "/c/elm-street/search/?q=b%3Elamp")
        assert "A &lt;<mark>b&gt;lamp</mark>&lt;/b&gt;" in shown

    def test_finds_nothing_of_others(self):
        elm, oak = collective(), collective("Oak Lane")
        asked(member(oak), "A secret lamp")
        shown = text_of(signed_in(member(elm)), "/c/elm-street/search/?q=secret")
        assert "No question or decision" in shown

    def test_is_literal_about_signs(self):
        elm = collective()
        asked(member(elm), "A lamp")
        client = signed_in(member(elm))
        for sign in ("%25", "_", "%5C", "'"):
            shown = text_of(client, f"/c/elm-street/search/?q={sign}")
            assert "No question or decision" in shown

    @pytest.mark.parametrize("odd", ["%00", "a%00b"])
    def test_says_what_cannot_be_looked_for(self, odd):
        elm = collective()
        path = f"/c/elm-street/search/?q={odd}"
        answer = signed_in(member(elm)).get(path)
        assert answer.status_code == 422


class TestHowWeWork:
    def test_shows_the_agreement_and_who_decided_it(self):
        elm = collective()
        shown = text_of(signed_in(member(elm)), "/c/elm-street/agreement/")
        assert "We decide together" in shown
        assert "by <bdi>Ann</bdi>, Monday 1 March 2027" in shown

    def test_shows_settings_with_their_range(self):
        elm = collective()
        shown = text_of(signed_in(member(elm)), "/c/elm-street/settings/")
        assert "Questions open at the same time, at most: 5" in shown
        assert "Possible: 1 to 12." in shown
        assert "A question to all members changes them." in shown

    def test_every_setting_can_be_asked_for(self):
        known = {name for name, _label in setting_names()}
        groups = list_groups(collective())
        shown = {setting.name for group in groups for setting in group.settings}
        assert sorted(shown - known) == []

    def test_leads_to_the_question_that_changes_a_setting(self):
        elm = collective()
        client = signed_in(member(elm))
        path = "/c/elm-street/q/new/?topic=settings&setting=rules.ordinary.hearing"
        shown = text_of(client, "/c/elm-street/settings/")
        assert path.replace("&", "&amp;") in shown
        assert client.get(path).status_code == 200

    def test_lets_the_first_members_change_them(self):
        ann = person("Ann")
        elm = start_collective(person=ann, name="Elm Street", preset="home", now=NOW)
        client = signed_in(ann)
        values = {
            "minutes_per_month": 60,
            "open_questions": 3,
            "money_limit": 50,
            "names_on_positions": "inside",
        }
        answer = client.post("/c/elm-street/settings/", values)
        assert answer.status_code == 302
        elm.refresh_from_db()
        assert elm.settings == {"open_questions": 3}
        shown = text_of(client, "/c/elm-street/settings/")
        assert "at most: 3" in shown
        client.post("/c/elm-street/settings/", values)
        assert Agreement.objects.count() == 2, "nothing changed the second time"

    def test_keeps_what_was_typed_out_of_range(self):
        ann = person("Ann")
        start_collective(person=ann, name="Elm Street", preset="home", now=NOW)
        answer = signed_in(ann).post(
            "/c/elm-street/settings/", {"open_questions": 99, "money_limit": 50}
        )
        assert answer.status_code == 422
        assert 'value="99"' in answer.content.decode()


class TestRecord:
    def test_every_kind_has_a_sentence(self):
        assert sorted(all_kinds() - set(SENTENCES)) == []

    def test_tells_what_happened_without_what_was_answered(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        ann, bo, di = (member(elm, name) for name in ("Ann", "Bo", "Di"))
        question = asked(ann)
        answered(question, bo)
        stopped(question, di)
        shown = text_of(signed_in(bo), "/c/elm-street/record/")
        assert "Ann raised the question." in shown
        assert "Somebody answered the draft." in shown
        for secret in ("consent", "object", "Roots break", "Di answered"):
            assert secret not in shown

    def test_says_once_what_entries_after_each_other_say_alike(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        ann, bo, di, eve = (member(elm, name) for name in ("Ann", "Bo", "Di", "Eve"))
        question = asked(ann)
        answered(question, di)
        answered(question, eve)
        shown = text_of(signed_in(bo), "/c/elm-street/record/")
        assert shown.count("Somebody answered the draft.") == 1
        assert "2 times since" in shown
        own = text_of(signed_in(di), "/c/elm-street/record/")
        assert own.count("answered the draft.") == 2

    @pytest.mark.parametrize(
        ("own", "shown"), [("", "03:00"), ("America/Lima", "13:00")]
    )
    def test_says_times_in_the_readers_zone_or_else_the_collectives(self, own, shown):
        elm = collective()
        elm.time_zone = "Asia/Tokyo"
        elm.save()
        bo = member(elm, "Bo")
        bo.person.time_zone = own
        bo.person.save()
        assert f">{shown}</time>" in text_of(signed_in(bo), "/c/elm-street/record/")

    def test_hides_stops_before_the_own_answer(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        ann, bo, di, eve = (member(elm, name) for name in ("Ann", "Bo", "Di", "Eve"))
        question = asked(ann)
        stopped(question, di)
        stop = Objection.objects.get()
        restate_stop(member=eve, objection=stop, text="Drain", now=NOW)
        path = f"/c/elm-street/record/?question={question.number}"
        before = text_of(signed_in(bo), path)
        assert "said a stop back" not in before
        assert "You read more after your own answer" in before
        answered(question, bo)
        assert "Eve said a stop back" in text_of(signed_in(bo), path)

    def test_goes_back_page_by_page(self):
        elm = collective()
        for number in range(12):
            asked(member(elm), f"Lamp {number}")
        client = signed_in(member(elm))
        shown = text_of(client, "/c/elm-street/record/")
        assert "started this collective" not in shown
        for _page in range(5):
            if 'rel="next"' not in shown:
                break
            before = shown.split("?before=")[1].split('"')[0]
            shown = text_of(client, f"/c/elm-street/record/?before={before}")
        assert "Ann started this collective." in shown

    @pytest.mark.tampers
    def test_shows_what_was_erased_as_erased(self):
        elm = collective()
        Disclosure.objects.filter(name__in=("member", "name")).delete()
        shown = text_of(signed_in(member(elm)), "/c/elm-street/record/")
        assert "is erased" in shown

    def test_checks_the_record_on_demand(self):
        elm = collective()
        shown = text_of(signed_in(member(elm)), "/c/elm-street/record/check/")
        assert "the record holds up to entry" in shown

    @pytest.mark.tampers
    def test_names_the_first_entry_that_does_not_hold(self):
        elm = collective()
        row = Disclosure.objects.filter(name="name").order_by("entry__index").first()
        row.encoded = tell("name", "Mallory")
        row.save()
        shown = text_of(signed_in(member(elm)), "/c/elm-street/record/check/")
        assert f"does not hold at entry {row.entry.index + 1}" in shown
