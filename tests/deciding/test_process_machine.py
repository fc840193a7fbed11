"""The whole process, played at random: its invariants hold after every step."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    run_state_machine_as_test,
)
from tests.cli.verifying import verify, written
from tests.deciding.players import Players

from folkmoot.deciding.models import (
    Decision,
    Objection,
    Position,
    Seat,
)
from folkmoot.doing.queries import tasks_of
from folkmoot.engines.consensus import (
    Circumstances,
    Stage,
    Tally,
    outcome,
    rules_from_dict,
)
from folkmoot.messaging.models import Message
from folkmoot.record.models import Disclosure
from folkmoot.record.queries import find_fault

NAMES = ("Ann", "Bo", "Di", "Eve", "Flo")
CHOICE = st.integers(0, 7)
PASSING = {"consensus", "near_consensus", "few_voices"}


class Process(Players):
    """What must hold, whatever people do."""

    @invariant()
    def the_record_tells_the_stage(self) -> None:
        question = self.question
        moved = Disclosure.objects.filter(
            entry__about_id=question.id, entry__kind="question.moved", name="to"
        ).order_by("-entry__index")
        last = moved.first()
        assert (last.value if last else "idea") == question.stage
        assert question.state["stage"] == question.stage

    @invariant()
    def steps_are_in_order_of_time(self) -> None:
        times = list(self.question.transitions.values_list("at", flat=True))
        assert times == sorted(times)
        assert all(at <= self.now for at in times)

    @invariant()
    def no_stop_is_lost(self) -> None:
        number = Objection.objects.filter(question_id=self.question_id).count()
        assert number >= self.stops_seen.get(self.question_id, 0)
        self.stops_seen[self.question_id] = number

    @invariant()
    def every_position_has_a_seat_of_its_round(self) -> None:
        for position in Position.objects.filter(question_id=self.question_id):
            seat = Seat.objects.get(id=position.seat_id)
            assert seat.member_id == position.member_id
            assert seat.round == position.round

    @invariant()
    def every_decision_can_be_computed_again(self) -> None:
        question = self.question
        for decision in Decision.objects.filter(question=question):
            assert decision.look_back_date > decision.decided_at.date()
            if "notice" in decision.badges:
                continue
            given = decision.inputs
            rules = rules_from_dict(question.state["rules"])
            tally = Tally(*(given[n] for n in ("yes", "aside", "stop", "need_more")))
            circumstances = Circumstances(
                *(
                    given[n]
                    for n in (
                        "checks",
                        "answered",
                        "fundamental",
                        "cluster",
                        "extended",
                    )
                )
            )
            verdict = outcome(rules, given["members"], tally, circumstances)
            assert verdict.outcome.value in PASSING
            assert verdict.outcome.value == decision.outcome
            assert given["answered"]

    def teardown(self) -> None:
        """Whatever people did, a copy of it holds for whoever has nothing else."""
        with TemporaryDirectory() as folder:
            file = written(self.collective, Path(folder) / "game.tar.gz", self.now)
            _status, said = verify(file)
        super().teardown()
        assert said["faults"] == []

    @invariant()
    def nothing_is_carried_out_without_a_decision(self) -> None:
        question = self.question
        if question.stage in (Stage.CARRYING, Stage.LOOKING_BACK):
            in_force = Decision.objects.filter(
                question=question, state__in=("in_force", "under_review")
            )
            assert in_force.count() == 1
            tasks = tasks_of(question.id)
            assert any(task.accepted_at for task in tasks)

    @invariant()
    def nobody_gets_a_mail_twice(self) -> None:
        keys = list(Message.objects.values_list("once_key", flat=True))
        assert len(keys) == len(set(keys))

    @invariant()
    def the_chain_holds(self) -> None:
        assert find_fault(self.collective.id) is None


def play(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Process,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.long
@pytest.mark.django_db
def test_the_process_holds_whatever_people_do():
    play(examples=3, steps=25)


@pytest.mark.race
@pytest.mark.django_db
def test_the_process_holds_in_longer_games():
    """On PostgreSQL fewer of them: what is played does not hang on the database."""
    play(examples=40 if connection.vendor == "sqlite" else 10, steps=30)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_process_holds_in_the_longest_games():
    play(examples=2000, steps=50)
