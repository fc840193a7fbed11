"""What people see of a record's log: how far things have come, receipts, the key."""

import re

import pytest
from django.http import Http404
from django.test import Client
from tests import cast
from tests.cast import NOW
from tests.home.builders import answered, asked
from tests.record.logs import log_of

from folkmoot.engines.tlog import parse_policy, parse_receipt
from folkmoot.federating.operations import make_federation
from folkmoot.home.access import RecordPlace, get_own_entry_for
from folkmoot.home.operations import (
    LookedOtherwiseError,
    agree_to_go_on,
    bring_next_key,
    put_key_on_paper,
)
from folkmoot.home.queries.log import ShownLog, ShownWitness, show_log
from folkmoot.home.queries.own_record import list_own_records
from folkmoot.home.queries.receipts import check_receipt
from folkmoot.people.models import Collective
from folkmoot.people.operations import NotAMemberError
from folkmoot.record.keys.paper import PaperKeyError, new_paper_key
from folkmoot.record.models import Entry, Log, Witness
from folkmoot.record.queries import find_fault, get_policy
from folkmoot.record.tending import Tending

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm() -> Collective:
    """Return a collective with something in its record, that nobody signed yet."""
    elm = cast.collective("Elm Street", friends=("Fay",))
    for name in ("Oak Lane", "Ash Yard"):
        cast.collective(name, members=(f"{name} A", f"{name} B"))
    answered(asked(cast.member(elm, "Ann")), cast.member(elm, "Ann"))
    return elm


def page_of(elm: Collective, path: str, who: str = "Ann") -> str:
    client = cast.signed_in(cast.member(elm, who))
    return client.get(f"/c/{elm.slug}/{path}").content.decode()


def number_of(elm: Collective, kind: str) -> int:
    return (
        Entry.objects.filter(collective_id=elm.id, kind=kind).latest("index").index + 1
    )


def receipt_of(elm: Collective, kind: str = "position.taken", who: str = "Ann"):
    client = cast.signed_in(cast.member(elm, who))
    return client.get(f"/c/{elm.slug}/record/{number_of(elm, kind)}/receipt/")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


class TestHowFarItHasCome:
    def test_is_said_beside_the_answer(self, elm):
        number = number_of(elm, "position.taken")
        said = words(page_of(elm, "q/1/"))
        assert f"Received, number {number}. Not in the log yet." in said
        Tending().look(NOW)
        said = words(page_of(elm, "q/1/"))
        assert f"number {number}. In the log. Witnessed by 2 of 2." in said
        assert "Signed by the server in your place. Receipt" in said

    def test_is_said_on_own_entries_alone(self, elm):
        Tending().look(NOW)
        # Di joined, and took on a role; Ann's answer is not hers.
        assert words(page_of(elm, "record/", "Di")).count("Yours") == 2
        own = words(page_of(elm, "record/"))
        assert own.count("Yours, in the log. Witnessed by 2 of 2. Receipt") > 1
        mine = page_of(elm, "record/?mine")
        assert mine.count("data-number") == words(mine).count("Yours")

    def test_is_counted_for_each_collective(self, elm):
        person = cast.member(elm, "Ann").person
        (before,) = list_own_records(person)
        assert (before.in_log, before.witnessed) == (0, 0) < (before.written, 1)
        Tending().look(NOW)
        (after,) = list_own_records(person)
        assert after.written == after.in_log == after.witnessed == before.written


class TestReceipts:
    def test_are_for_who_did_it_once_it_is_in_the_log(self, elm):
        assert receipt_of(elm).status_code == 404
        Tending().look(NOW)
        answer = receipt_of(elm)
        assert answer.status_code == 200
        assert parse_receipt(answer.content).index + 1 == number_of(
            elm, "position.taken"
        )
        assert receipt_of(elm, who="Bo").status_code == 404
        assert receipt_of(elm, who="Fay").status_code == 404

    def test_hold_for_the_server_and_say_what_was_said(self, elm):
        Tending().look(NOW)
        checked = check_receipt(receipt_of(elm).content.decode())
        assert (checked.fault, checked.witnessed, checked.is_enough) == ("", 2, True)
        told = dict(checked.told)
        assert told["What happened"] == "Somebody answered the draft."
        assert told["The answer"] == "Yes"
        assert told["Signed by"] == "the server, in the member's place"

    def test_are_read_however_they_were_pasted(self, elm):
        Tending().look(NOW)
        text = receipt_of(elm).content.decode()
        assert not check_receipt(text.replace("\n", "\r\n").strip()).fault

    def test_count_by_the_keys_that_were_kept(self, elm):
        Tending().look(NOW)
        text = receipt_of(elm).content.decode()
        kept = get_policy(log_of(elm.id))
        assert parse_policy(kept.encode()).logs
        assert not check_receipt(text, kept).fault
        oak = Collective.objects.get(name="Oak Lane")
        other = get_policy(log_of(oak.id))
        assert check_receipt(text, other).fault == "unknown"
        assert check_receipt(text, "no policy").fault == "format"

    @pytest.mark.sweep
    @pytest.mark.parametrize(
        ("pattern", "instead", "fault"),
        [
            (r"index \d+", "index 0", "place"),
            (r"\nindex", "\nindes", "format"),
            (r"(?<=\nextra )\S+", "e30=", "format"),
            (r"(?<=\nextra )\S+", "bnVsbA==", "format"),
            (r"(?s)\n\n.*", "", "format"),
            (r"localhost:8000/log", "elsewhere/log", "unknown"),
        ],
    )
    def test_altered_ones_do_not_hold(self, elm, pattern, instead, fault):
        Tending().look(NOW)
        text = receipt_of(elm).content.decode()
        assert check_receipt(re.sub(pattern, instead, text)).fault == fault

    def test_hold_after_the_record_went_on_under_a_new_name(self, elm):
        Tending().look(NOW)
        text = receipt_of(elm).content.decode()
        Log.objects.filter(collective_id=elm.id).update(
            state="behind", trouble="99 memory"
        )
        for name in ("Ann", "Bo"):
            agree_to_go_on(
                member=cast.member(elm, name),
                collective_id=elm.id,
                state="behind",
                now=NOW,
            )
        Tending().look(NOW)
        checked = check_receipt(text)
        assert (checked.fault, checked.witnessed, checked.is_enough) == ("", 2, True)
        now = receipt_of(elm).content.decode()
        assert "/again/2\n" in now
        assert check_receipt(now).fault == ""
        assert check_receipt(text.replace("index ", "index 1")).fault == "place"
        policies = [
            Client().get(f"/log/{elm.id}/again/{number}/policy") for number in (1, 2, 3)
        ]
        assert [answer.status_code for answer in policies] == [200, 200, 404]
        assert policies[0].content != policies[1].content
        assert find_fault(elm.id) is None

    def test_anybody_can_have_one_checked(self, elm):
        Tending().look(NOW)
        text = receipt_of(elm).content.decode()
        client = Client()
        answer = client.post("/receipt/", {"receipt": text})
        assert "This server says: the receipt holds." in words(answer.content.decode())
        assert client.post("/receipt/", {"receipt": "Hello"}).status_code == 422


class TestWorth:
    @pytest.mark.parametrize(
        ("places", "worth"),
        [
            ([], "alone"),
            (["https://a.example"], "alone"),
            (["", "", ""], "neighbours"),
            (["", "", "https://a.example"], "mixed"),
            (["", "https://a.example", "https://b.example"], "others"),
        ],
    )
    def test_says_who_would_have_to_deceive(self, places, worth):
        witnesses = [ShownWitness(place, 1, None) for place in places]
        assert ShownLog(Log(), 1, witnesses, "").worth == worth

    def test_no_neighbour_is_named(self, elm):
        Tending().look(NOW)
        page = page_of(elm, "record/")
        assert words(page).count("A collective on this server") == 2
        assert "Oak Lane" not in page
        ids = Witness.objects.filter(collective_id=elm.id)
        for by in ids.values_list("by_collective_id", flat=True):
            assert str(by) not in page


class TestTheKey:
    def paper(self, elm, paper: str, who: str = "Ann", act=put_key_on_paper) -> Log:
        return act(
            member=cast.member(elm, who), collective_id=elm.id, paper=paper, now=NOW
        )

    def test_is_promised_and_follows(self, elm):
        Tending().look(NOW)
        assert "is not on paper yet" in page_of(elm, "record/")
        paper = new_paper_key()
        self.paper(elm, paper)
        assert "is not on paper yet" not in page_of(elm, "record/")
        log = self.paper(elm, paper, act=bring_next_key)
        assert not log.next_digest

    def test_takes_two_to_be_replaced(self, elm):
        Tending().look(NOW)
        self.paper(elm, new_paper_key())
        client, url = cast.signed_in(cast.member(elm, "Ann")), f"/c/{elm.slug}/record/"
        paper = {"paper": new_paper_key()}
        answer = client.post(f"{url}key/promise/", paper, follow=True)
        own = words(answer.content.decode())
        assert "Received. It counts once a second member agrees." in own
        assert "No, the first paper counts" in own
        assert "I have asked" not in own
        assert "wants another paper" in words(page_of(elm, "record/"))
        assert "No, the first" not in page_of(elm, "record/key/", "Fay")
        client = cast.signed_in(cast.member(elm, "Bo"))
        page = client.get(f"{url}key/").content.decode()
        assert "Ann says that the paper is lost" in words(page)
        (shown,) = set(re.findall(r'name="print" value="(\w{64})"', page))
        answer = client.post(f"{url}key/agreement/", {"print": shown}, follow=True)
        assert "The other paper counts" in words(answer.content.decode())
        assert log_of(elm.id).next_digest == shown
        answer = client.post(f"{url}key/refusal/", {"print": shown}, follow=True)
        assert "Nobody asks for this key" in words(answer.content.decode())

    def test_a_slip_writes_nothing(self, elm):
        Tending().look(NOW)
        before = Entry.objects.count()
        with pytest.raises(PaperKeyError):
            self.paper(elm, "0000 0000")
        assert Entry.objects.count() == before

    def test_a_friend_keeps_none(self, elm):
        Tending().look(NOW)
        with pytest.raises(NotAMemberError):
            self.paper(elm, new_paper_key(), "Fay")

    def test_the_page_shows_another_one_each_time_and_keeps_none(self, elm):
        Tending().look(NOW)
        client = cast.signed_in(cast.member(elm, "Ann"))
        shown = [client.get(f"/c/{elm.slug}/record/key/new/") for _ in range(2)]
        groups = [
            re.findall(r"<code>(\w{4})</code>", x.content.decode()) for x in shown
        ]
        assert [len(found) for found in groups] == [17, 17]
        assert groups[0] != groups[1]
        assert all("no-store" in answer["Cache-Control"] for answer in shown)

    def test_of_a_federation_is_kept_by_any_member_below(self, elm):
        oak = Collective.objects.get(name="Oak Lane")
        above = make_federation(name="All Streets", children=[elm, oak], now=NOW)
        Tending().look(NOW)
        client = cast.signed_in(cast.member(oak, "Oak Lane A"))
        url = f"/f/{above.slug}/record/key/promise/"
        assert client.post(url, {"paper": new_paper_key()}).status_code == 302
        assert log_of(above.id).next_digest


class TestTrouble:
    def test_is_told_on_the_first_page_of_a_federation(self, elm):
        oak = Collective.objects.get(name="Oak Lane")
        above = make_federation(name="All Streets", children=[elm, oak], now=NOW)
        Tending().look(NOW)
        client, url = cast.signed_in(cast.member(elm, "Ann")), f"/f/{above.slug}/"
        assert "not signed any more" not in client.get(url).content.decode()
        Log.objects.filter(collective_id=above.id).update(state="damaged")
        assert "not signed any more" in client.get(url).content.decode()

    def test_says_what_is_missing(self, elm):
        Tending().look(NOW)
        log = log_of(elm.id)
        trouble = f"{log.size + 29} memory"
        Log.objects.filter(collective_id=elm.id).update(state="behind", trouble=trouble)
        shown = show_log(elm.id)
        assert shown is not None
        assert shown.missing == (log.signed_size + 1, log.size + 29)

    def test_what_is_written_after_a_copy_was_put_back_hides_nothing(self, elm):
        Tending().look(NOW)
        shown = show_log(elm.id)
        assert shown is not None
        held = shown.log.signed_size
        # Five entries more are in the tree, not those that a witness saw.
        shown.log.state, shown.log.trouble = "behind", f"{held + 29} note"
        shown.log.size += 5
        assert shown.missing == (held + 1, held + 29)

    def test_a_log_behind_is_told_on_its_pages(self, elm):
        Tending().look(NOW)
        log = log_of(elm.id)
        Log.objects.filter(collective_id=elm.id).update(
            state="behind", trouble=f"{log.size + 29} memory"
        )
        assert "is not signed any more" in page_of(elm, "")
        assert "Go on under a new name" in page_of(elm, "record/")
        assert "Go on under a new name" not in page_of(elm, "record/", "Fay")

    def test_takes_two_who_saw_the_same(self, elm):
        Tending().look(NOW)
        Log.objects.filter(collective_id=elm.id).update(state="unsure", trouble="")

        def agree(who: str, state: str) -> Log:
            return agree_to_go_on(
                member=cast.member(elm, who), collective_id=elm.id, state=state, now=NOW
            )

        with pytest.raises(LookedOtherwiseError):
            agree("Ann", "behind")
        assert agree("Ann", "unsure").state == "unsure"
        assert "Ann has said so." in words(page_of(elm, "record/", "Bo"))
        assert agree("Bo", "unsure").state == "open"


def test_an_entry_of_another_is_nobody_else_s(elm):
    Tending().look(NOW)
    ann, bo = cast.member(elm, "Ann"), cast.member(elm, "Bo")
    index = number_of(elm, "position.taken") - 1
    assert get_own_entry_for(RecordPlace(elm, ann), index).entry.index == index
    with pytest.raises(Http404):
        get_own_entry_for(RecordPlace(elm, bo), index)
