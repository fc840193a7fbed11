"""A collective's yes to an exchange by a question to all of its members."""

import pytest
from tests import cast
from tests.planning.exchanges.villages import NOW, Villages, set_percent
from tests.planning.plans.followed import agree

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import DraftText, withdraw_question, write_draft
from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import Task
from folkmoot.home.queries.waiting import list_waiting
from folkmoot.planning.models import Exchange, ExchangePart
from folkmoot.planning.operations import exchanges, plans
from folkmoot.planning.queries.exchanges.asking import share_exchanged, why_ask_all
from folkmoot.planning.queries.exchanges.promises import parts_in

pytestmark = [pytest.mark.django_db, pytest.mark.long]
State = Exchange.State


class Asking(Villages):
    """Three groups after their rounds; the bakery asks all from 5 percent on."""

    def __init__(self) -> None:
        super().__init__()
        set_percent(self.bakery, 5)
        self.row = self.settled()

    def ask(self) -> Question:
        """Return what Ann of the bakery asks all."""
        return exchanges.ask_all_about_exchange(
            member=self.ann(),
            exchange=self.row,
            edition=self.row.edition,
            number=self.row.rounds,
            now=NOW,
        )

    def others_say_yes(self) -> None:
        """Let garden and workshop take it with two names each."""
        for group in (self.garden, self.workshop):
            for name in ("Ann", "Bo"):
                self.accept(self.row, cast.member(group, name))

    def state(self) -> str:
        """Return where the exchange stands after the worker looked."""
        exchanges.settle_asked_due(NOW)
        self.row.refresh_from_db()
        return self.row.state


class TestWhatIsLarge:
    def test_is_the_work_in_what_is_given_or_got_beside_that_of_staying_alone(self):
        part = ExchangePart(
            trade=[3.0, -1.0, 3.0, 0.0], worth=[0.5, 2.0, 0.5, 2.0], alone=10.0
        )
        assert share_exchanged(part) == pytest.approx(0.3)
        part.trade = [0.0] * 4
        assert share_exchanged(part) == 0
        part.trade, part.alone = [1.0, 0.0, 0.0, 0.0], 0.0
        assert share_exchanged(part) == 1, "who has no work alone has all to lose"

    def test_more_work_or_less_of_what_is_needed_asks_all_at_any_size(self):
        group = cast.collective("Bakery")
        set_percent(group, 100)
        said = {"trade": [0.0], "worth": [1.0], "alone": 10.0, "missing_alone": 0.0}
        assert not why_ask_all(ExchangePart(together=10, missing=0, **said), group)
        assert why_ask_all(ExchangePart(together=10.1, missing=0, **said), group)
        assert why_ask_all(ExchangePart(together=9, missing=0.1, **said), group)

    def test_a_new_group_is_asked_above_a_quarter_of_its_work(self):
        group = cast.collective("Bakery")
        said = {"worth": [1.0], "alone": 100.0, "missing_alone": 0.0}
        for amount, asks in ((25.0, False), (25.2, True), (-25.2, True)):
            part = ExchangePart(trade=[amount], together=90, missing=0, **said)
            assert bool(why_ask_all(part, group)) is asks


class TestAsking:
    def test_a_decision_is_one_groups_yes_and_names_are_the_others(self):
        three = Asking()
        with pytest.raises(exchanges.ExchangeError, match="all of us are asked"):
            three.accept(three.row, three.ann())
        question = three.ask()

        own = next(one for one in parts_in(three.row) if one.collective == three.bakery)
        text = question.proposals.get().text
        assert "We give Garden loaf:" in text
        assert f"{own.alone:.0f} alone" in text
        tasks = Commitment.objects.filter(question_id=question.id)
        assert any("We get greens from Garden" in one.what for one in tasks)
        assert Question.objects.count() == 1, "each side asks for itself"
        three.others_say_yes()
        assert three.state() == State.SETTLED

        agree(three.bakery, question, NOW, version=None)
        assert question.stage in {"decided", "carrying"}
        assert three.state() == State.AGREED
        seat = three.row.seats.get(collective=three.bakery)
        assert seat.agreed_id == question.decisions.get().id
        assert seat.accepted_first_by is None
        assert three.kinds(three.garden)[-2:] == [
            "exchange.accepted",
            "exchange.agreed",
        ]
        assert "exchange.all_asked" in three.kinds(three.bakery)
        assert "exchange.all_asked" not in three.kinds(three.garden)
        planning = plans.ask_for_plans(member=three.ann(), weeks=4, people=10, now=NOW)
        assert planning.promises

    def test_while_all_are_asked_no_member_answers_alone(self):
        three = Asking()
        three.ask()
        for act in (exchanges.leave_exchange, exchanges.reopen_exchange):
            with pytest.raises(exchanges.ExchangeError):
                act(member=three.ann(), exchange=three.row, now=NOW)
        with pytest.raises(exchanges.ExchangeError):
            exchanges.reopen_exchange(
                member=three.ann(three.garden), exchange=three.row, now=NOW
            )
        with pytest.raises(plans.AskedAlreadyError):
            three.ask()
        with pytest.raises(exchanges.ExchangeError):
            three.accept(three.row, three.ann())

    def test_what_all_decided_no_member_undoes(self):
        three = Asking()
        agree(three.bakery, three.ask(), NOW)
        assert three.state() == State.SETTLED, "the others have not answered"
        for act in (exchanges.take_yes_back, exchanges.leave_exchange):
            with pytest.raises(exchanges.ExchangeError, match="All of us decided"):
                act(member=three.ann(), exchange=three.row, now=NOW)

    def test_without_a_decision_it_may_be_asked_again(self):
        three = Asking()
        question = three.ask()
        withdraw_question(
            member=three.ann(), question=question, reason="Too early", now=NOW
        )
        assert three.state() == State.SETTLED
        with pytest.raises(exchanges.ExchangeError):
            three.accept(three.row, three.ann())
        assert three.ask().id != question.id

    def test_a_decision_on_another_text_is_no_yes_by_itself(self):
        three = Asking()
        question = three.ask()
        write_draft(
            member=three.ann(),
            question=question,
            draft=DraftText(
                text="We give loaves, and we want no greens.",
                look_back_date=question.proposals.get().look_back_date,
                tasks=[Task("Talk to Garden", three.row.begins_on)],
            ),
            now=NOW,
        )
        agree(three.bakery, question, NOW)
        assert question.decisions.exists()
        three.others_say_yes()
        assert three.state() == State.SETTLED
        for name in ("Ann", "Bo"):
            three.accept(three.row, cast.member(three.bakery, name))
        assert three.state() == State.AGREED

    def test_a_decision_on_a_round_that_is_none_any_more_does_nothing(self):
        three = Asking()
        question = three.ask()
        exchanges.leave_exchange(
            member=three.ann(three.workshop), exchange=three.row, now=NOW
        )
        agree(three.bakery, question, NOW)
        assert three.state() == State.OPEN
        row = exchanges.make_rounds(exchange=three.row, now=NOW)
        three.row = exchanges.settle_exchange(
            member=three.ann(),
            exchange=row,
            edition=row.edition,
            number=row.rounds,
            now=NOW,
        )
        assert three.state() == State.SETTLED
        assert not three.row.seats.get(collective=three.bakery).accepted_at

    def test_the_question_waits_for_members_and_the_exchange_no_more(self):
        three = Asking()
        bo = cast.member(three.bakery, "Bo")

        def acts():
            return [one.act for one in list_waiting([bo], NOW)]

        assert "Do we take this exchange?" in acts()
        three.ask()
        assert "Do we take this exchange?" not in acts()
