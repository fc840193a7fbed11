"""From a proposal to a promise: two names, rounds, leaving, and plans that count with it."""

from datetime import timedelta

import pytest
from tests import cast
from tests.planning.exchanges.villages import FIRST_DAY, NOW, Villages
from tests.planning.plans.followed import agree

from folkmoot.needs.operations import NotPartOfPlanError
from folkmoot.planning.gifts import gifts_of
from folkmoot.planning.models import Exchange, ExchangePart
from folkmoot.planning.operations import exchanges, plans
from folkmoot.planning.queries.exchanges.listing import waiting_seats
from folkmoot.planning.queries.exchanges.promises import parts_in
from folkmoot.planning.tables import FLOWS, NEEDS, RESOURCES, WAYS

pytestmark = [pytest.mark.django_db, pytest.mark.long]
State = Exchange.State
ROUNDING = 1 + 1e-6


class TestConsent:
    def test_two_names_bring_a_collective_in_and_one_takes_it_out(self):
        all_three = Villages()
        row = all_three.propose()
        garden = all_three.garden

        exchanges.join_exchange(
            member=cast.member(garden, "Bo"), exchange=row, tells_hours=True, now=NOW
        )
        with pytest.raises(exchanges.TwoNamesError):
            exchanges.join_exchange(
                member=cast.member(garden, "Bo"), exchange=row, now=NOW
            )
        seat = row.seats.get(collective=garden)
        assert not seat.is_in
        assert seat.tables == {}, "nothing is taken before the second yes"

        seat = exchanges.join_exchange(
            member=cast.member(garden, "Di"), exchange=row, now=NOW
        )
        assert seat.is_in
        assert seat.tells_hours
        assert seat.tables[WAYS]

        seat = exchanges.leave_exchange(
            member=cast.member(garden, "Ann"), exchange=row, now=NOW
        )
        assert not seat.is_in
        assert seat.tables == {}
        all_three.join(row, garden)
        assert row.seats.get(collective=garden).is_in, "a no can be taken back"

    def test_nothing_is_made_before_two_collectives_said_yes(self):
        all_three = Villages()
        row = all_three.propose()
        all_three.join(row, all_three.bakery)

        with pytest.raises(exchanges.ExchangeError):
            exchanges.begin_exchange(member=all_three.ann(), exchange=row, now=NOW)
        with pytest.raises(exchanges.ExchangeError):
            exchanges.begin_exchange(
                member=all_three.ann(all_three.garden), exchange=row, now=NOW
            )
        assert exchanges.make_due_rounds(NOW) == 0

    def test_who_does_not_fit_hears_why(self):
        all_three = Villages()
        row = all_three.propose()
        plans.set_length(
            member=all_three.ann(all_three.garden), length="month", now=NOW
        )
        with pytest.raises(plans.NoPlanError, match="weeks"):
            exchanges.join_exchange(
                member=all_three.ann(all_three.garden), exchange=row, now=NOW
            )

    def test_only_sisters_are_asked_and_friends_decide_nothing(self):
        all_three = Villages()
        stranger = cast.collective("Far Away", friends=("Flo",))
        with pytest.raises(exchanges.ExchangeError):
            all_three.propose(others=[stranger.id])
        with pytest.raises(exchanges.ExchangeError):
            all_three.propose(begins_on=FIRST_DAY - timedelta(days=30))
        with pytest.raises(NotPartOfPlanError):
            exchanges.propose_exchange(
                member=cast.member(stranger, "Flo"),
                others=[],
                goods=(),
                weeks=1,
                begins_on=FIRST_DAY,
                now=NOW,
            )


class TestRounds:
    def test_after_every_round_nobody_works_more_than_alone(self):
        all_three = Villages()
        row = all_three.begun(rounds=4)

        assert row.rounds == 4
        for number in range(1, 5):
            parts = parts_in(row, number)
            assert len(parts) == 3
            assert all(one.together <= one.alone * ROUNDING for one in parts)
            sums = [sum(each) for each in zip(*(p.trade for p in parts), strict=True)]
            assert all(one >= -1e-6 for one in sums), "more is got than given"
        assert sum(one.together for one in parts) < 0.7 * sum(
            one.alone for one in parts
        )

    def test_more_rounds_leave_those_before_as_they_were(self):
        all_three = Villages()
        row = all_three.begun(rounds=2)
        before = [one.trade for one in parts_in(row, 1)]
        exchanges.ask_for_rounds(member=all_three.ann(), exchange=row, many=2, now=NOW)

        assert exchanges.make_due_rounds(NOW) == 1

        row.refresh_from_db()
        assert (row.rounds, row.wanted) == (4, 4)
        assert [one.trade for one in parts_in(row, 1)] == before
        assert ExchangePart.objects.count() == 12

    def test_who_leaves_is_left_out_and_who_comes_later_comes_in(self):
        all_three = Villages()
        row = all_three.settled()
        exchanges.leave_exchange(
            member=all_three.ann(all_three.workshop), exchange=row, now=NOW
        )
        row = exchanges.make_rounds(exchange=row, now=NOW)

        assert row.state == State.OPEN
        assert [one.collective.name for one in parts_in(row)] == ["Bakery", "Garden"]
        assert all(one.together <= one.alone * ROUNDING for one in parts_in(row))

        all_three.join(row, all_three.workshop)
        row = exchanges.make_rounds(exchange=row, now=NOW)
        assert len(parts_in(row)) == 3

    def test_with_one_left_it_waits_for_others_again(self):
        all_three = Villages()
        row = all_three.begun()
        for group in (all_three.garden, all_three.workshop):
            exchanges.leave_exchange(member=all_three.ann(group), exchange=row, now=NOW)
        row.refresh_from_db()
        assert (row.state, row.rounds) == (State.PROPOSED, 0)

    def test_gifts_add_up_to_what_each_gives_and_gets(self):
        trades = [[5.0, -2.0, 0.0, -2.0], [-3.0, 2.0, 0.0, 1.0], [-2.0, 0.0, 0.0, 1.0]]
        found = gifts_of(trades, 2)
        for at, trade in enumerate(trades):
            for cell, amount in enumerate(trade):
                good, period = cell % 2, cell // 2
                own = sum(
                    one.amounts[period] * ((one.giver == at) - (one.getter == at))
                    for one in found
                    if one.good == good
                )
                assert own == pytest.approx(amount)


class TestAgreeing:
    def test_each_says_yes_for_itself_and_plans_count_with_it(self):
        all_three = Villages()
        row = all_three.settled()
        with pytest.raises(exchanges.PlanMovedOnError):
            exchanges.accept_exchange(
                member=all_three.ann(),
                exchange=row,
                edition=row.edition,
                number=1,
                now=NOW,
            )
        all_three.accept(row, all_three.ann())
        with pytest.raises(exchanges.TwoNamesError):
            all_three.accept(row, all_three.ann())
        all_three.accept(row, cast.member(all_three.bakery, "Di"))
        with pytest.raises(exchanges.ExchangeError):
            exchanges.reopen_exchange(member=all_three.ann(), exchange=row, now=NOW)
        exchanges.take_yes_back(member=all_three.ann(), exchange=row, now=NOW)
        for group in all_three.groups:
            for name in ("Ann", "Bo"):
                all_three.accept(row, cast.member(group, name))
        row.refresh_from_db()
        assert row.state == State.AGREED

        planning = plans.make_plans_of(
            planning=plans.ask_for_plans(
                member=all_three.ann(), weeks=4, people=10, now=NOW
            ),
            now=NOW,
        )
        (own,) = [one for one in parts_in(row) if one.collective == all_three.bakery]
        plan = planning.alternatives.get(aim="least work")
        assert plan.findings["short"] == []
        assert plan.findings["hours"] <= own.together * (1 + 1e-3) < 0.5 * own.alone
        ways = {one["way"]: one["hours"] for one in plan.findings["ways"]}
        assert {"bake", "get greens from other groups"} <= set(ways)
        assert {one["good"]: one["gives"] for one in planning.promises} == {
            "loaf": True,
            "greens": False,
            "mended tool": False,
        }

    def test_what_was_agreed_can_be_left_until_it_begins(self):
        all_three = Villages()
        row = all_three.agreed()
        later = NOW + timedelta(days=8)
        with pytest.raises(exchanges.ExchangeError):
            exchanges.leave_exchange(member=all_three.ann(), exchange=row, now=later)
        exchanges.leave_exchange(member=all_three.ann(), exchange=row, now=NOW)
        row.refresh_from_db()
        assert row.state == State.OPEN
        plan = plans.ask_for_plans(
            member=all_three.ann(all_three.garden), weeks=4, people=10, now=NOW
        )
        assert plan.promises == []

    def test_a_later_plan_counts_with_what_is_left(self):
        all_three = Villages()
        all_three.agreed()
        later = NOW + timedelta(days=14)
        plan = plans.ask_for_plans(
            member=all_three.ann(), weeks=2, people=10, now=later
        )
        assert plan.promises
        assert {len(one["amounts"]) for one in plan.promises} == {3}
        periods = {row["period"] for row in plan.tables[RESOURCES] if row.get("period")}
        assert periods == {"1", "2"}
        assert any(row.get("who") for row in plan.tables[NEEDS])
        assert any("get " in row["technique"] for row in plan.tables[FLOWS])

    def test_the_rest_of_a_plan_that_is_followed_changes_with_it(self):
        all_three = Villages()
        ann = all_three.ann()
        planning = plans.make_plans_of(
            planning=plans.ask_for_plans(member=ann, weeks=4, people=10, now=NOW),
            now=NOW,
        )
        question = plans.ask_about_plans(member=ann, planning=planning, now=NOW)
        several = question.proposals.filter(variant__isnull=False).exists()
        version = planning.alternatives.get(number=1).version if several else None
        agree(all_three.bakery, question, NOW, version=version)
        following = plans.follow_plan(planning=planning, now=NOW)
        all_three.agreed()

        change = plans.ask_for_replan(member=ann, following=following, now=NOW)
        change = plans.make_replan(replanning=change, now=NOW)

        made = change.findings["made"]["get greens from other groups"]
        assert made[0] == 0, "the exchange begins a week later"
        assert min(made[1:]) > 0
        assert change.findings["hours_after"] < change.findings["hours_before"]

    def test_each_record_says_what_concerns_it(self):
        all_three = Villages()
        row = all_three.agreed()
        kinds = all_three.kinds(all_three.bakery)
        assert kinds[0] == "exchange.proposed"
        assert kinds[-1] == "exchange.agreed"
        assert kinds.count("exchange.round_made") == row.rounds == 3
        assert kinds.count("exchange.joined") == 3
        garden = all_three.kinds(all_three.garden)
        assert garden.count("exchange.accepted") == 3
        assert garden.count("exchange.yes_said") == 2, "its own alone"


def test_what_waits_is_what_somebody_has_not_said():
    all_three = Villages()
    row = all_three.propose()
    ids = [all_three.bakery.id]

    def waits(name: str) -> int:
        return len(list(waiting_seats(ids, [cast.member(all_three.bakery, name).id])))

    assert (waits("Ann"), waits("Bo")) == (0, 1)
    all_three.join(row, all_three.bakery)
    assert (waits("Ann"), waits("Bo")) == (0, 0)
