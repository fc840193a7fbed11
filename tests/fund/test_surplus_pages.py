"""The pages of what is left over, through HTTP."""

import threading
from functools import partial

import pytest
from django.db import connection
from django.urls import reverse
from tests import cast
from tests.fund import funds
from tests.fund.surpluses import idea, mark, note, put, share, shared

from folkmoot.fund import operations
from folkmoot.fund.models import FairShares, Marking, Surplus, SurplusIdea

pytestmark = pytest.mark.django_db


def url(of, name: str, *args) -> str:
    return reverse(f"fund:{name}", args=(of.slug, *args))


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def browser(of, name: str = "Ann"):
    return cast.signed_in(cast.member(of, name))


class TestNoting:
    def test_anybody_notes_it_and_the_question_opens(self):
        elm = cast.collective()
        sent = {"what": "Tiles", "kind": "things", "amount": "12"}
        answer = browser(elm).post(url(elm, "note_surplus"), sent)
        assert answer.status_code == 422
        sent["counted_in"] = "boxes"
        answer = browser(elm).post(url(elm, "note_surplus"), sent)
        assert answer.headers["Location"] == url(elm, "surpluses")
        text = page(browser(elm, "Bo"), url(elm, "surpluses"))
        assert "12 boxes" in text
        row = Surplus.objects.get()
        text = page(browser(elm, "Bo"), url(elm, "surplus", row.id))
        assert "Nobody can use it without a decision" in text
        assert f"/q/{row.question_number}/" in text

    def test_of_the_fund_it_is_not_more_than_is_there(self):
        fund = funds.build()
        elm = fund.collective
        sent = {"what": "Winter", "kind": str(fund.unit.id), "amount": "100.01"}
        answer = browser(elm).post(url(elm, "note_surplus"), sent)
        assert answer.status_code == 422
        assert b"beyond promises and reserve" in answer.content
        sent["amount"] = "100"
        assert browser(elm).post(url(elm, "note_surplus"), sent).status_code == 302
        text = page(browser(elm), url(elm, "fund"))
        assert "Waits for what we decide</dt><dd>100.00 EUR</dd>" in text

    def test_friends_read_it(self):
        elm = cast.collective("Fir Lane", friends=("Fay",))
        row = note(elm)
        idea(row, "Paint", 5)
        text = page(browser(elm, "Fay"), url(elm, "surplus", row.id))
        assert "Paint" in text
        assert "worth funding" not in text


class TestSurplusPage:
    def test_ideas_are_added_and_changed(self):
        elm = cast.collective()
        row = note(elm)
        sent = {"title": "Paint the hall", "cost": "20", "carrier": ""}
        address = url(elm, "new_surplus_idea", row.id)
        assert browser(elm).post(address, {**sent, "cost": "0.5"}).status_code == 422
        assert browser(elm).post(address, sent).status_code == 302
        one = SurplusIdea.objects.get()
        change = url(elm, "surplus_idea", one.id)
        assert 'value="20"' in page(browser(elm), change)
        assert browser(elm, "Bo").post(change, sent).status_code == 422
        assert browser(elm).post(change, {**sent, "cost": "25"}).status_code == 302
        cost = url(elm, "surplus_cost", one.id)
        assert browser(elm, "Bo").post(cost).status_code == 302
        shown = page(browser(elm), url(elm, "surplus", row.id))
        assert "Bo</bdi> looked at the cost" in shown

    def test_marks_are_one_s_own_and_show_no_counts(self):
        elm = cast.collective()
        row = note(elm)
        paint = idea(row, "Paint", 20)
        mark(row, "Bo", paint)
        shown = url(elm, "surplus", row.id)
        assert " checked" not in page(browser(elm), shown)
        assert " checked" in page(browser(elm, "Bo"), shown)
        sent = {"ideas": [str(paint.id)]}
        answer = browser(elm).post(url(elm, "surplus_marks", row.id), sent)
        assert answer.headers["Location"] == shown
        assert Marking.objects.count() == 2
        sent = {"ideas": [str(row.id)]}
        assert (
            browser(elm).post(url(elm, "surplus_marks", row.id), sent).status_code
            == 422
        )

    def test_shares_are_a_picture_and_sentences_and_one_s_own(self):
        elm = cast.collective()
        row, (paint, trees, _pond) = shared(elm)
        text = page(browser(elm), url(elm, "surplus", row.id))
        assert "3 people marked ideas: 10 hours each." in text
        assert "Paint, 20 hours: carried by 2 people, 10 hours each." in text
        assert "<strong>Left out.</strong> Pond, 25 hours" in text
        assert text.count('class="share-carried"') == 2
        assert "What your share pays for" in text
        own = text.split("What your share pays for")[1].split("</ul>")[0]
        assert "Paint" in own
        assert "Trees" not in own
        draft = url(elm, "surplus_draft", row.id)
        amounts = {f"idea-{paint.id}": "20", f"idea-{trees.id}": "11"}
        assert browser(elm).post(draft, amounts).status_code == 422
        amounts[f"idea-{trees.id}"] = "10"
        assert browser(elm).post(draft, amounts).status_code == 302
        put_again = page(browser(elm), draft)
        assert 'value="10"' in put_again

    def test_the_draft_is_for_those_who_write_it(self):
        elm = cast.collective()
        row, (paint, *_others) = shared(elm)
        amounts = {f"idea-{paint.id}": "20"}
        answer = browser(elm, "Bo").post(url(elm, "surplus_draft", row.id), amounts)
        assert answer.status_code == 422
        put(row, {paint: 20})


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_mark_is_counted_or_refused():
    elm = cast.collective()
    row = note(elm)
    paint = idea(row, "Paint", 20)
    for name in ("Ann", "Bo", "Di"):
        mark(row, name)
    gate, results = threading.Barrier(3), []

    def run(act):
        try:
            gate.wait(10)
            results.append(act())
        except operations.SurplusError as refusal:
            results.append(refusal)
        finally:
            connection.close()

    acts = [partial(mark, row, "Bo", paint), partial(mark, row, "Di", paint)]
    acts.append(partial(share, row))
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    refused = sum(isinstance(one, operations.SurplusError) for one in results)
    made = FairShares.objects.get()
    counted = (
        made.rounds[0].get("people", made.rounds[0].get("marks")) if made.rounds else 0
    )
    assert (len(results), counted) == (3, 2 - refused)
