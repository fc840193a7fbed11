"""The common fund and what is left over in a browser: a treasurer, and a member."""

import pytest
from django.urls import reverse
from tests import cast
from tests.browser.looking import EVERY, look
from tests.fund import funds
from tests.fund.surpluses import idea, mark, note, share

from folkmoot.fund.models import Payment, Surplus

pytestmark = pytest.mark.django_db(transaction=True)


def url(of, name: str, *args) -> str:
    return reverse(f"fund:{name}", args=(of.slug, *args))


def test_a_payment_from_its_promise_to_its_second_name(signed_in_page, axe):
    fund = funds.build()
    elm = fund.collective
    ann = signed_in_page(cast.member(elm))
    ann.goto(url(elm, "fund"))
    look(ann, axe, "fund", EVERY)
    ann.goto(url(elm, "fund_payment", fund.promise.id))
    ann.get_by_label("How much").fill("1,300.00")
    ann.get_by_label("To whom?").fill("Timber yard")
    ann.get_by_label("What for?").fill("Boards")
    ann.get_by_role("button", name="Write it").click()
    ann.get_by_text("Not received yet").wait_for()
    assert ann.get_by_label("To whom?").input_value() == "Timber yard"
    look(ann, axe, "fund-payment-refused", EVERY)
    ann.get_by_label("How much").fill("300.00")
    ann.get_by_role("button", name="Write it").click()
    ann.get_by_role("heading", name="Waiting for a second name").wait_for()
    bo = signed_in_page(cast.member(elm, "Bo"))
    bo.goto(url(elm, "payment", Payment.objects.get().id))
    look(bo, axe, "fund-payment", EVERY)
    bo.get_by_role("button", name="I stand by it").click()
    bo.get_by_text("Paid").first.wait_for()
    assert Payment.objects.get().state == Payment.State.MADE
    bo.goto(url(elm, "ledger"))
    look(bo, axe, "fund-ledger", EVERY)


def test_what_is_left_over_from_its_note_to_the_draft(signed_in_page, axe):
    elm = cast.collective()
    ann = signed_in_page(cast.member(elm))
    ann.goto(url(elm, "note_surplus"))
    ann.get_by_label("What is left over?").fill("Hours of the summer team")
    ann.get_by_label("How much").fill("30")
    ann.get_by_role("button", name="Ask all of us").click()
    ann.get_by_role("link", name="Hours of the summer team").click()
    surplus = Surplus.objects.get()
    paint, trees = idea(surplus, "Paint", 20), idea(surplus, "Trees", 10)
    pond = idea(surplus, "Pond", 25)
    mark(surplus, "Bo", paint, pond)
    mark(surplus, "Di", trees)
    ann.reload()
    look(ann, axe, "left-over-ideas", EVERY)
    ann.get_by_label("Paint (20").check()
    ann.get_by_role("button", name="These", exact=True).click()
    ann.get_by_text("We have your marks").wait_for()
    ann.get_by_role("button", name="Compute the fair shares").click()
    ann.get_by_text("carried by 2 people").wait_for()
    look(ann, axe, "left-over-shares", EVERY)
    ann.get_by_role("link", name="Write the shares into the draft").click()
    look(ann, axe, "left-over-draft", EVERY)
    ann.get_by_role("button", name="Write the draft").click()
    ann.get_by_role("heading", name="Fair shares").wait_for()
    assert surplus.splits.count() == 1


def test_without_script(no_js):
    elm = cast.collective()
    surplus = note(elm)
    paint = idea(surplus, "Paint", 20)
    for name in ("Bo", "Di"):
        mark(surplus, name, paint)
    ann = no_js(cast.member(elm))
    ann.goto(url(elm, "surplus", surplus.id))
    ann.get_by_role("button", name="These", exact=True).click()
    assert share(surplus).people == 3
