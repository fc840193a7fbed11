"""Whose a stop without a name is, stands nowhere: no page, no copy, no API."""

import json

import pytest
from tests.cast import signed_in
from tests.deciding.house import MEMBERS, House, page
from tests.home.test_archive import unpack, write

from folkmoot.deciding.models import Panel
from folkmoot.deciding.operations import StopText, ask_panel, talk_about_stop
from folkmoot.engines.tlog import open_disclosure
from folkmoot.people.operations import make_token

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
NAMELESS = StopText(harm="The roots break the drain", to_whom="All", nameless=True)
OWNER = "Gus"
ALWAYS = ("kind", "at", "about", "holds")


@pytest.fixture
def house():
    return House()


@pytest.fixture
def stopped(house, clock):
    """Return a check in which all but Gus say yes; he talks and asks for a panel."""
    question = house.checked()
    for name in MEMBERS:
        if name != OWNER:
            house.say(question, name)
    stop = house.stopped(question, name=OWNER, text=NAMELESS)
    gus = house.who(OWNER)
    talk_about_stop(member=gus, objection=stop, text="I mean it", now=house.now)
    ask_panel(
        member=gus,
        question=question,
        kind=Panel.Kind.FUNDAMENTAL,
        reason="It breaks our agreement",
        now=house.now,
        objection=stop,
    )
    clock.set(house.now)
    return question, stop


def without_menu(text):
    """Return the page without what names members for another purpose."""
    return text.split("<main", 1)[-1]


class TestPages:
    def test_name_nobody_beside_an_answer_since_the_missing_one_would_be_it(
        self, house, stopped
    ):
        question, _stop = stopped
        bo = house.browser("Bo")
        for rest in ("", "positions/"):
            shown = page(bo, house.url(question, rest))
            assert "by-name" not in shown
            assert f"<strong><bdi>{OWNER}</bdi></strong>" not in shown
            assert "<strong><bdi>Eve</bdi></strong>" not in shown
        assert "Names are not shown here." in page(
            bo, house.url(question, "positions/")
        )

    def test_of_the_stop_and_its_panel_keep_it(self, house, stopped):
        question, _stop = stopped
        bo, panel = house.browser("Bo"), Panel.objects.get()
        for rest in ("stops/1/", f"panels/{panel.id}/"):
            shown = without_menu(page(bo, house.url(question, rest)))
            assert f"<bdi>{OWNER}</bdi>" not in shown, rest
        # All but the owner and the proposer could be drawn: the list would tell.
        shown = page(bo, house.url(question, f"panels/{panel.id}/"))
        assert "The list is kept back" in shown
        own = page(house.browser(OWNER), house.url(question, f"panels/{panel.id}/"))
        assert "The list is kept back" not in own

    def test_of_the_record_keep_it(self, house, stopped):
        shown = without_menu(page(house.browser("Bo"), f"/c/{house.elm.slug}/record/"))
        about = [line for line in shown.split("<li") if "stop" in line or "lot" in line]
        assert not [line for line in about if OWNER in line]

    def test_what_moves_out_of_it_is_raised_by_who_proposed_that(self, house, stopped):
        from folkmoot.deciding import operations as deciding

        question, stop = stopped
        deciding.restate_stop(
            member=house.who("Bo"), objection=stop, text="Roots", now=house.now
        )
        deciding.agree_restatement(
            member=house.who(OWNER), objection=stop, is_right=True, now=house.now
        )
        text = deciding.AnswerText("moved", "Ask about the drain by itself")
        deciding.answer_stop(
            member=house.who("Bo"), objection=stop, answer=text, now=house.now
        )
        deciding.second_answer(member=house.who("Di"), objection=stop, now=house.now)
        deciding.reply_to_answer(
            member=house.who(OWNER), objection=stop, is_solved=True, now=house.now
        )
        stop.refresh_from_db()
        assert stop.moved_to.proposer.name == "Bo"
        assert question.id == stop.moved_to.from_question_id


def rows_of(files, table):
    return [json.loads(line) for line in files[f"{table}.jsonl"].splitlines()]


class TestCopies:
    def test_of_another_member_hold_no_row_that_tells(self, house, stopped):
        gus = str(house.who(OWNER).id)
        files = unpack(write(house.elm, house.who("Bo"))[0])
        for table in ("objection", "talk", "position", "panel"):
            assert gus not in files[f"deciding.{table}.jsonl"].decode(), table
        (panel,) = rows_of(files, "deciding.panel")
        assert (panel["asked_by_id"], panel["candidates"]) == (None, None)
        # Nor does what is left out: nobody else's answer is there either.
        others = {row["member_id"] for row in rows_of(files, "deciding.position")}
        assert others == {str(house.who("Bo").id)}

    def test_tell_of_no_entry_that_it_was_the_owners(self, house, stopped):
        gus = str(house.who(OWNER).id)
        files = unpack(write(house.elm, house.who("Bo"))[0])
        entries = {row["id"]: row for row in rows_of(files, "record.entry")}
        telling = {
            entries[row["entry_id"]]["kind"]
            for row in rows_of(files, "record.disclosure")
            if row["member_id"] == gus or open_disclosure(row["encoded"])[2] == gus
        }
        assert telling <= {"member.joined"}
        named = [
            row
            for row in rows_of(files, "record.disclosure")
            if entries[row["entry_id"]]["kind"] == "position.taken"
            and row["member_id"] not in (None, str(house.who("Bo").id))
        ]
        assert [row for row in named if row["name"] not in ALWAYS] == []


class TestApi:
    def test_tells_no_more(self, house, stopped):
        question, _stop = stopped
        _token, secret = make_token(
            person=house.who("Bo").person,
            label="Sheet",
            scopes=["read"],
            days=9,
            now=house.now,
        )
        key = {"Authorization": f"Bearer {secret}"}
        client, gus = signed_in(house.who("Bo")), str(house.who(OWNER).id)
        base = f"/api/v1/collectives/{house.elm.slug}"
        one = f"{base}/questions/{question.number}"
        panel = Panel.objects.get()
        for path in ("stops", "stops/1", "positions", f"panels/{panel.id}"):
            answer = client.get(f"{one}/{path}", headers=key)
            assert answer.status_code == 200, path
            assert OWNER not in answer.content.decode(), path
        record = client.get(f"{base}/record?limit=100", headers=key).json()
        hidden = ("stop.", "position.", "panel.")
        told = [e for e in record["entries"] if e["kind"].startswith(hidden)]
        assert told
        assert not [e for e in told if gus in json.dumps(e) or OWNER in e["sentence"]]
