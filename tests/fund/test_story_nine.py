"""Story 9: thirty housing co-ops, 410 members, 240,000 euro left over.

The treasurer notes what the ledger shows; all co-ops are asked in the same hour; ideas,
410 marks sent as browsers send them, fair shares, a draft, a check that two co-ops
stop, a floor for small houses, and the second check. Then the ledger holds the promises.
"""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.world import LATER, World
from tests.fund.test_surplus_pages import page

from folkmoot.deciding.models import Objection, Question
from folkmoot.federating.models import FederatedDrafter, FederatedQuestion
from folkmoot.federating.operations import (
    answer_theme,
    make_federation,
    send_draft,
    take_task,
)
from folkmoot.fund import operations
from folkmoot.fund.models import (
    FairShares,
    FundAccount,
    FundPromise,
    FundUnit,
    Surplus,
    SurplusIdea,
)
from folkmoot.fund.queries.standing import standing_of
from folkmoot.people.models import Collective, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIZES = [14] * 20 + [13] * 10  # 410
EURO = 100
IDEAS = {"Insulation fund": 120_000, "Two roofs": 60_000, "Loans for newcomers": 40_000}
OTHERS = {"A pool": 250_000, "A film room": 90_000}


class Coops(World):
    """Thirty leaves under one federation, with a fund."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.now = NOW
        self.leaves = [self._coop(n, size) for n, size in enumerate(sizes)]
        self.federation = make_federation(
            name="All co-ops", children=self.leaves, now=NOW - DAY
        )
        self.question = None

    def _coop(self, number: int, size: int) -> Collective:
        names = [f"P{number:02}-{one:02}" for one in range(size)]
        return cast.collective(
            f"Co-op {number:02}",
            preset="local",
            members=names,
            now=NOW - timedelta(days=400),
        )

    @property
    def treasurer(self) -> Membership:
        return self.members_of(self.leaves[0])[0]

    def account(self, name: str, kind: str) -> FundAccount:
        return operations.open_fund_account(
            member=self.treasurer,
            collective=self.federation,
            name=name,
            kind=kind,
            code="EUR",
            digits=None,
            now=self.now,
        )


def url(coops: Coops, name: str, *args) -> str:
    return reverse(f"fund:{name}", args=(coops.federation.slug, *args))


def test_thirty_co_ops_share_what_is_left_over():
    coops = Coops(SIZES)
    bank, dues = coops.account("Bank", "held"), coops.account("Rents", "source")
    operations.book_in_fund(
        member=coops.treasurer,
        from_account=dues,
        to_account=bank,
        amount=240_000 * EURO,
        day=NOW.date(),
        text="Rents of the year",
        now=NOW,
    )
    unit = FundUnit.objects.get()
    surplus = note(coops, unit)
    everybody_is_asked(coops, surplus)
    ideas = bring_ideas(coops, surplus)
    mark_all(coops, surplus, ideas)
    compute(coops, surplus)
    check_twice(coops, surplus, ideas)
    held_in_the_ledger(coops, surplus, unit)


def note(coops: Coops, unit: FundUnit) -> Surplus:
    """Let the treasurer say so on a page; nobody can promise it otherwise."""
    client = cast.signed_in(coops.treasurer)
    sent = {"what": "the year 2026", "kind": str(unit.id), "amount": "240,000"}
    answer = client.post(url(coops, "note_surplus"), sent)
    assert answer.status_code == 302
    surplus = Surplus.objects.get()
    assert (surplus.amount, len(surplus.checkers)) == (24_000_000, 3)
    assert standing_of(FundUnit.objects.get()).free == 0
    return surplus


def everybody_is_asked(coops: Coops, surplus: Surplus) -> None:
    coops.question = FederatedQuestion.objects.get(id=surplus.question_id)
    question = coops.at(coops.now)
    assert (question.stage, question.klass, question.scope) == (
        "hearing",
        "serious",
        "shared",
    )
    led = Question.objects.filter(led_by_id=question.id)
    assert led.count() == 30
    assert {row.created_at for row in led} == {NOW}


def bring_ideas(coops: Coops, surplus: Surplus) -> dict[str, SurplusIdea]:
    for number, (title, cost) in enumerate({**IDEAS, **OTHERS}.items()):
        member = coops.members_of(coops.leaves[number])[1]
        sent = {"title": title, "cost": f"{cost}", "carrier": member.name}
        address = url(coops, "new_surplus_idea", surplus.id)
        assert cast.signed_in(member).post(address, sent).status_code == 302
    return {one.title: one for one in SurplusIdea.objects.all()}


def mark_all(coops: Coops, surplus: Surplus, ideas: dict[str, SurplusIdea]) -> None:
    """Send 410 marks: 212 for insulation, 106 for roofs, 72 loans, 20 a film room."""
    people = [one for leaf in coops.leaves for one in coops.members_of(leaf)]
    assert len(people) == 410
    address = url(coops, "surplus_marks", surplus.id)
    wishes = (
        ["Insulation fund"] * 212
        + ["Two roofs"] * 106
        + ["Loans for newcomers"] * 72
        + ["A film room"] * 20
    )
    for member, wish in zip(people, wishes, strict=True):
        chosen = {"ideas": [str(ideas[wish].id)]}
        assert cast.signed_in(member).post(address, chosen).status_code == 302
    shown = page(cast.signed_in(people[0]), url(coops, "surplus", surplus.id))
    assert "We have your marks" in shown
    assert "212" not in shown
    # Nobody computes them before the hearing has ended.
    early = cast.signed_in(people[0]).post(url(coops, "surplus_shares", surplus.id))
    assert early.status_code == 422


def compute(coops: Coops, surplus: Surplus) -> None:
    question = coops.at(coops.now)
    coops.hear()
    question = coops.at(question.closes_at + LATER)
    assert question.stage == "drafting"
    anybody = cast.signed_in(coops.members_of(coops.leaves[3])[2], now=coops.now)
    answer = anybody.post(url(coops, "surplus_shares", surplus.id))
    assert answer.status_code == 302
    shares = FairShares.objects.get()
    assert (shares.people, shares.rest) == (410, 20_000 * EURO)
    member = coops.members_of(coops.leaves[0])[0]
    text = page(
        cast.signed_in(member, now=coops.now), url(coops, "surplus", surplus.id)
    )
    carried = "Insulation fund, 120,000.00 EUR: carried by 212 people, 566.04 EUR each."
    assert carried in text
    assert "A pool, 250,000.00 EUR: costs more than there is." in text
    assert "20,000.00 EUR is left and stays as a reserve." in text
    assert text.split("What your share pays for")[1].count("566.04 EUR") == 1
    with CaptureQueriesContext(connection) as asked:
        cast.signed_in(member, now=coops.now).get(url(coops, "surplus", surplus.id))
    assert len(asked) < 40


def stopping(coops: Coops) -> list[Collective]:
    """Return two small houses of which nobody was drawn to draft and to answer."""
    rows = FederatedDrafter.objects.filter(question=coops.question, ended_at=None)
    drafting = set(rows.values_list("member__collective", flat=True))
    return [one for one in coops.leaves[20:] if one.id not in drafting][:2]


def drafter(coops: Coops) -> Membership:
    rows = FederatedDrafter.objects.filter(question=coops.question, ended_at=None)
    return rows.select_related("member__collective", "member__person")[0].member


def write(coops: Coops, surplus: Surplus, amounts: dict[SurplusIdea, int]) -> None:
    """Let a drafter turn the amounts into the draft with a click, and send it."""
    member = drafter(coops)
    client = cast.signed_in(member, now=coops.now)
    sent = {f"idea-{one.id}": str(amount) for one, amount in amounts.items()}
    address = url(coops, "surplus_draft", surplus.id)
    assert client.post(address, sent).status_code == 302
    for theme in coops.question.themes.filter(use=""):
        answer_theme(member=member, theme=theme, use="used", answer="", now=coops.now)
    send_draft(member=member, question=coops.question, now=coops.now)
    assert coops.at(coops.now).stage == "checking"


def check_twice(coops: Coops, surplus: Surplus, ideas: dict[str, SurplusIdea]) -> None:
    insulation, roofs, loans = (ideas[title] for title in IDEAS)
    write(coops, surplus, {insulation: 120_000, roofs: 60_000, loans: 40_000})
    small = [one for leaf in stopping(coops) for one in coops.members_of(leaf)]
    coops.say_all(*small)
    question = coops.at(coops.question.closes_at + LATER)
    assert question.stage == "working"
    assert Objection.objects.count() == len(small) == 26
    for stop in Objection.objects.filter(state="raised"):
        coops.understand(stop)
    coops.answer_all(drafter(coops), second(coops))
    # A floor for small houses, out of the roofs and the rest.
    write(coops, surplus, {insulation: 120_000, roofs: 55_000, loans: 45_000})
    take_tasks(coops)
    silent = coops.members_of(coops.leaves[5])
    coops.say_all(silent=silent)
    question = coops.until("decided")
    assert question.result["outcome"] in {"consensus", "near_consensus"}


def take_tasks(coops: Coops) -> None:
    """Let people of different houses take on what the draft offers."""
    for number, task in enumerate(coops.question.tasks.filter(carrier=None)):
        member = coops.members_of(coops.leaves[number])[1]
        take_task(member=member, task=task, now=coops.now)


def second(coops: Coops) -> Membership:
    rows = FederatedDrafter.objects.filter(question=coops.question, ended_at=None)
    rows = rows.select_related("member__collective", "member__person")
    first = rows[0].member
    return next(one.member for one in rows if one.member_id != first.id)


def held_in_the_ledger(coops: Coops, surplus: Surplus, unit: FundUnit) -> None:
    operations.settle_surplus_due(now=coops.now)
    promises = FundPromise.objects.order_by("-amount")
    assert [(one.what, one.amount // EURO) for one in promises] == [
        ("Insulation fund", 120_000),
        ("Two roofs", 55_000),
        ("Loans for newcomers", 45_000),
    ]
    standing = standing_of(FundUnit.objects.get(id=unit.id))
    assert (standing.locked, standing.promised // EURO) == (0, 220_000)
    assert (standing.unit.reserve // EURO, standing.left_over) == (20_000, 0)
    looks = {
        row.decisions.get().look_back_date
        for row in Question.objects.filter(led_by_id=surplus.question_id)
    }
    latest = coops.question.versions.order_by("-number")[0]
    assert looks == {latest.look_back_date}
    assert (latest.look_back_date - latest.created_at.date()).days == 60
    pay(coops, promises[0])


def pay(coops: Coops, promise: FundPromise) -> None:
    """Make a first payment: one name from one co-op, the second from another."""
    use = coops.account("Works", "use")
    bank = FundAccount.objects.get(name="Bank")
    first = cast.signed_in(coops.treasurer, now=coops.now)
    sent = {
        "from_account": str(bank.id),
        "use_account": str(use.id),
        "amount": "10,000",
        "to_whom": "Warm Walls",
        "text": "First house",
        "day": coops.now.date().isoformat(),
        "kind": "thing",
    }
    address = url(coops, "fund_payment", promise.id)
    assert first.post(address, sent).status_code == 302
    payment = promise.payments.get()
    name = url(coops, "second_name", payment.id)
    assert first.post(name).status_code == 422
    other = coops.members_of(coops.leaves[7])[0]
    assert cast.signed_in(other, now=coops.now).post(name).status_code == 302
    payment.refresh_from_db()
    assert (payment.state, payment.second.collective) == ("made", coops.leaves[7])
