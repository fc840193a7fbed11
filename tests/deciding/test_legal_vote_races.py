"""A legal vote and its end at once: each person counts once, or is told it is over."""

from datetime import timedelta
from functools import partial

import pytest
from tests.deciding.copies import copy_question, copy_row
from tests.deciding.test_legal_vote import Depot
from tests.racing import held_back

from folkmoot.deciding import operations
from folkmoot.deciding.models import Decision, LegalVote, PaperCount, Question, Voter
from folkmoot.deciding.operations import LegalVoteError, Papers
from folkmoot.record.models import Entry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MOST = 5  # at once
NONE = Papers(0, 0, 0, 0)


@pytest.fixture
def depot():
    return Depot()


@pytest.fixture
def model(depot):
    """Return an open vote; each trial races on a copy of it."""
    _question, vote = depot.opened()
    return vote


def copy_vote(model: LegalVote) -> LegalVote:
    """Return a copy of an open vote with its question, decision, roll and counters."""
    question = copy_question(Question.objects.get(id=model.question_id))
    copy_row(Decision.objects.get(question_id=model.question_id), question=question)
    vote = copy_row(model, question=question)
    for row in (
        *Voter.objects.filter(vote=model),
        *PaperCount.objects.filter(vote=model),
    ):
        copy_row(row, vote=vote)
    return vote


def cast(depot, vote, name, answer="yes"):
    """Return the act of casting in the last instant in which it is taken."""
    return partial(
        operations.cast_vote,
        member=depot.who(name),
        vote=LegalVote.objects.get(id=vote.id),
        answer=answer,
        now=vote.closes_at - timedelta(milliseconds=1),
    )


def count(depot, vote, member):
    """Return the act of counting no papers, in the instant in which it closes."""
    return partial(
        operations.enter_count,
        member=member,
        vote=LegalVote.objects.select_related("question").get(id=vote.id),
        papers=NONE,
        now=vote.closes_at,
    )


def cast_on_the_page(vote) -> int:
    vote.refresh_from_db()
    taken = Voter.objects.filter(vote=vote, way=Voter.Way.PAGE).count()
    assert vote.page_yes + vote.page_no + vote.page_blank == taken
    entries = Entry.objects.filter(about_id=vote.question_id, kind="vote.cast")
    assert entries.count() == taken
    return taken


class TestCastingWhileItCloses:
    def test_counts_or_is_refused(self, depot, model, run_together, trials):
        """Three answer while one who counts ends the vote; the sum is what they said."""
        came_first = 0
        for trial in range(trials):
            vote = copy_vote(model)
            one, other = depot.counters(vote)
            count(depot, vote, one)()
            casts = [cast(depot, vote, name) for name in ("Ann", "Bo", "Di")]
            *said, closed = run_together(
                held_back(trial, casts, [count(depot, vote, other)])
            )
            assert not isinstance(closed, Exception), closed
            refused = [each for each in said if isinstance(each, Exception)]
            assert all(isinstance(each, LegalVoteError) for each in refused), refused
            taken = cast_on_the_page(vote)
            assert vote.yes == taken == len(said) - len(refused)
            assert vote.state in ("carried", "not_carried")
            assert (vote.state == "carried") == (taken == 3)
            came_first += taken
        assert 0 < came_first < 3 * trials, "one side always came first: shows nothing"

    def test_is_counted_once_by_two_who_count_at_once(
        self, depot, model, run_together, trials
    ):
        for _trial in range(trials):
            vote = copy_vote(model)
            for name in ("Ann", "Bo", "Di"):
                cast(depot, vote, name)()
            counts = [count(depot, vote, one) for one in depot.counters(vote)]
            results = run_together(counts)
            assert not [each for each in results if isinstance(each, Exception)]
            assert cast_on_the_page(vote) == vote.yes == 3
            counted = Entry.objects.filter(about_id=vote.question_id)
            assert counted.filter(kind="vote.counted").count() == 1
            assert Question.objects.get(id=vote.question_id).stage == "carrying"


class TestOnePersonAtOnce:
    def test_casts_once_however_often(self, depot, model, run_together, trials):
        for trial in range(trials):
            vote = copy_vote(model)
            answers = ("yes", "no", "blank", "yes", "no")[: 2 + trial % 4]
            results = run_together([cast(depot, vote, "Ann", one) for one in answers])
            refused = [each for each in results if isinstance(each, Exception)]
            assert all(isinstance(each, LegalVoteError) for each in refused), refused
            assert len(refused) == len(answers) - 1
            assert cast_on_the_page(vote) == 1

    def test_takes_part_on_the_page_or_on_paper(
        self, depot, model, run_together, trials
    ):
        """Who counts notes a paper of their own and answers on the page."""
        for _trial in range(trials):
            vote = copy_vote(model)
            who = depot.counters(vote)[0]
            voter, _new = Voter.objects.select_related("vote__question").get_or_create(
                vote=vote, collective_id=vote.collective_id, member=who
            )
            note = partial(
                operations.note_paper,
                member=who,
                voter=voter,
                has_given=True,
                now=vote.closes_at - timedelta(milliseconds=1),
            )
            results = run_together([cast(depot, vote, who.name), note])
            refused = [each for each in results if isinstance(each, Exception)]
            assert [type(each) for each in refused] == [LegalVoteError], refused
            voter.refresh_from_db()
            assert cast_on_the_page(vote) == (voter.way == "page")
