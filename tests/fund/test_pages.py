"""The pages of the fund, through HTTP: what a member sees and does there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import cast
from tests.fund.bank_files import CSV, camt
from tests.fund.funds import DAY, build, decide

from folkmoot.fund.models import (
    FundAccount,
    FundBooking,
    FundPromise,
    Payment,
    StatementLine,
)

pytestmark = pytest.mark.django_db


def url(fund, name: str, *args) -> str:
    return reverse(f"fund:{name}", args=(fund.collective.slug, *args))


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def ann(fund):
    return cast.signed_in(fund.member())


def bo(fund):
    return cast.signed_in(fund.member("Bo"))


class TestFundPage:
    def test_says_what_is_there_promised_and_left_over(self):
        fund = build()
        text = page(ann(fund), url(fund, "fund"))
        assert "<dt>There</dt><dd>1,000.00 EUR</dd>" in text
        assert '<dt data-part="promised">Promised</dt><dd>900.00 EUR</dd>' in text
        assert '<dt data-part="left-over">Left over</dt><dd>100.00 EUR</dd>' in text
        assert 'x="0.00" width="90.00" height="8" data-part="promised"' in text
        assert 'x="90.00" width="10.00" height="8" data-part="left-over"' in text
        assert "900.00 EUR of 900.00 EUR left" in text

    def test_shows_amounts_in_the_reader_s_figures(self):
        fund = build()
        client = ann(fund)
        client.cookies["language"] = "es"
        fund.member().person.__class__.objects.update(language="es")
        assert "1 000,00 EUR" in page(client, url(fund, "fund"))

    def test_is_empty_at_first(self):
        elm = cast.collective()
        client = cast.signed_in(cast.member(elm))
        text = page(client, reverse("fund:fund", args=(elm.slug,)))
        assert "Nothing is in the fund yet" in text

    def test_long_lists_come_in_pages(self):
        fund = build()
        for number in range(21):
            fund.pay(100 + number)
        first = page(ann(fund), url(fund, "fund"))
        assert "1.20 EUR" in first
        assert "1.00 EUR" not in first
        assert "?waiting=2#waiting" in first
        assert "1.00 EUR" in page(ann(fund), url(fund, "fund") + "?waiting=2")

    def test_friends_read_and_write_nothing(self):
        fund = build(cast.collective("Fir Lane", friends=("Fay",)))
        fay = cast.signed_in(fund.member("Fay"))
        assert "Write something down" not in page(fay, url(fund, "fund"))
        assert fay.get(url(fund, "fund_booking")).status_code == 404

    def test_stands_on_the_first_page(self):
        fund = build()
        text = page(
            ann(fund), reverse("planning:overview", args=(fund.collective.slug,))
        )
        assert "1,000.00 EUR there, 900.00 EUR promised." in text


class TestForms:
    def test_an_account_is_opened_and_something_booked(self):
        fund = build()
        client = ann(fund)
        new = {"name": "Cash box", "kind": "held", "code": "eur"}
        assert client.post(url(fund, "fund_account"), new).status_code == 302
        box = FundAccount.objects.get(name="Cash box")
        move = {
            "from_account": str(fund.bank.id),
            "to_account": str(box.id),
            "amount": "1,00.5",
            "day": "2027-03-01",
            "text": "To the box",
        }
        answer = client.post(url(fund, "fund_booking"), move)
        move["amount"] = "12.505"
        answer = client.post(url(fund, "fund_booking"), move)
        assert answer.status_code == 422
        assert b"2 places at most" in answer.content
        assert b"To the box" in answer.content
        move |= {"amount": "1,012.50", "from_account": str(fund.gifts.id)}
        assert client.post(url(fund, "fund_booking"), move).status_code == 302
        assert FundBooking.objects.filter(amount=101_250, to_account=box).exists()

    @pytest.mark.parametrize("amount", ["", "0", "-1", "NaN", "1e9", "1e400", "ten"])
    def test_what_is_no_amount_is_asked_for_again(self, amount):
        fund = build()
        sent = {
            "from_account": str(fund.gifts.id),
            "to_account": str(fund.bank.id),
            "amount": amount,
            "day": "2027-03-01",
            "text": "Gift",
        }
        answer = ann(fund).post(url(fund, "fund_booking"), sent)
        assert answer.status_code in {302, 422}
        assert FundBooking.objects.count() == 1 or amount == "1e9"

    def test_a_promise_needs_a_decision_that_is_offered(self):
        fund = build()
        decide(fund.collective, "Paint the door")
        text = page(ann(fund), url(fund, "fund_promise"))
        assert "Paint the door" in text
        sent = {
            "agreed": str(fund.bank.id),
            "unit": str(fund.unit.id),
            "amount": "1",
            "what": "x",
        }
        answer = ann(fund).post(url(fund, "fund_promise"), sent)
        assert answer.status_code == 422
        sent["agreed"] = str(fund.decision.id)
        answer = ann(fund).post(url(fund, "fund_promise"), sent)
        assert answer.status_code == 302
        assert FundPromise.objects.count() == 2

    def test_rules_are_written_down_with_their_decision(self):
        fund = build()
        sent = {
            "agreed": str(fund.decision.id),
            "reserve": "50",
            "hour_cap": "15.00",
        }
        address = url(fund, "fund_rules", fund.unit.id)
        assert ann(fund).post(address, sent).status_code == 302
        assert (fund.unit.reserve, fund.unit.hour_cap) == (5_000, 1_500)
        assert 'value="15.00"' in page(ann(fund), address)

    def test_a_promise_is_freed_with_a_reason(self):
        fund = build()
        address = url(fund, "fund_freeing", fund.promise.id)
        assert ann(fund).post(address, {}).status_code == 422
        assert ann(fund).post(address, {"reason": "Cheaper"}).status_code == 302


class TestPaymentPage:
    def sent(self, fund, **more):
        words = {
            "from_account": str(fund.bank.id),
            "use_account": str(fund.repairs.id),
            "amount": "300.00",
            "to_whom": "Timber yard",
            "text": "Boards",
            "day": DAY.isoformat(),
            "kind": "thing",
        }
        return {**words, **more}

    def test_one_writes_it_and_another_gives_the_second_name(self):
        fund = build()
        address = url(fund, "fund_payment", fund.promise.id)
        assert "900.00 EUR is left." in page(ann(fund), address)
        assert ann(fund).post(address, self.sent(fund)).status_code == 302
        payment = Payment.objects.get()
        shown = url(fund, "payment", payment.id)
        assert "I stand by it with my name" not in page(ann(fund), shown)
        assert "I stand by it with my name" in page(bo(fund), shown)
        name = url(fund, "second_name", payment.id)
        assert ann(fund).post(name).status_code == 422
        assert bo(fund).post(name).status_code == 302
        assert "Bo" in page(ann(fund), shown)
        ledger = page(ann(fund), url(fund, "ledger"))
        assert "<bdi>Ann</bdi> and <bdi>Bo</bdi>" in ledger

    def test_what_is_refused_says_why_and_keeps_what_was_typed(self):
        fund = build()
        address = url(fund, "fund_payment", fund.promise.id)
        answer = ann(fund).post(address, self.sent(fund, amount="900.01"))
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "is left of what was promised" in text
        assert 'value="900.01"' in text

    def test_pay_is_shown_beside_the_average(self):
        fund = build()
        FundPromise.objects.update(may_exceed=True)
        rules = {"agreed": str(fund.decision.id), "reserve": "0", "hour_cap": "10"}
        ann(fund).post(url(fund, "fund_rules", fund.unit.id), rules)
        pay = self.sent(
            fund, kind="pay", hours="2.5", paid_member=str(fund.member("Bo").id)
        )
        ann(fund).post(url(fund, "fund_payment", fund.promise.id), pay)
        payment = Payment.objects.get()
        text = page(ann(fund), url(fund, "payment", payment.id))
        assert "<dt>Average for these hours</dt><dd>25.00 EUR</dd>" in text
        assert "above the average" in text
        assert bo(fund).post(url(fund, "second_name", payment.id)).status_code == 422
        di = cast.signed_in(fund.member("Di"))
        assert di.post(url(fund, "second_name", payment.id)).status_code == 302
        text = page(ann(fund), url(fund, "fund"))
        assert "2.5 hours, 300.00 EUR pay, 0.00 EUR expenses" in text


class TestStatementPages:
    def bring(self, fund, content: bytes, name: str = "bank.csv"):
        file = SimpleUploadedFile(name, content)
        sent = {"account": str(fund.bank.id), "file": file}
        return ann(fund).post(url(fund, "statements"), sent)

    def test_columns_are_shown_before_anything_is_kept(self):
        fund = build()
        shown = self.bring(fund, CSV.encode()).headers["Location"]
        text = page(ann(fund), shown)
        assert "3 new lines." in text
        assert "1,050.50 EUR came in, 300.00 EUR went out." in text
        sent = {
            "day": "0",
            "amount": "3",
            "who": "1",
            "day_order": "dmy",
            "has_comma": "on",
            "heads": "1",
        }
        looked = ann(fund).post(shown, {**sent, "look": "1", "who": ""})
        assert looked.status_code == 200
        assert not StatementLine.objects.exists()
        assert ann(fund).post(shown, sent).status_code == 302
        assert "Which payment is it?" not in page(ann(fund), shown)
        fund.second(fund.pay(30_000))
        assert "Which payment is it?" in page(ann(fund), shown)

    def test_lines_are_matched(self):
        fund = build()
        shown = self.bring(fund, camt(), "bank.xml").headers["Location"]
        payment = fund.second(fund.pay(30_000))
        out = StatementLine.objects.get(amount__lt=0)
        came = StatementLine.objects.get(amount__gt=0)
        given = {"payment": str(payment.id)}
        matched = ann(fund).post(url(fund, "line_match", out.id), given)
        assert matched.headers["Location"] == shown
        given = {"account": str(fund.gifts.id)}
        assert (
            ann(fund).post(url(fund, "line_match", came.id), given).status_code == 302
        )
        again = ann(fund).post(url(fund, "line_match", came.id), given)
        assert again.status_code == 422
        assert b"stands for something already" in again.content

    @pytest.mark.parametrize(
        "content", [b"", b"%PDF", b"<!DOCTYPE a><a/>", b"\x00" * 99]
    )
    def test_a_file_that_cannot_be_read_is_told(self, content):
        answer = self.bring(build(), content)
        assert answer.status_code == 422
        assert StatementLine.objects.count() == 0
