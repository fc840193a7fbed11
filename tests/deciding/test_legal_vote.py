"""A vote that the law asks for: two names, a roll of its own, page and paper."""

from datetime import timedelta

import pytest
from tests.cast import DAY
from tests.deciding.house import House, page, post

from folkmoot.deciding import operations
from folkmoot.deciding.models import Call, Decision, PaperCount, Voter
from folkmoot.deciding.operations import LawText, LegalVoteError, Papers, Roll
from folkmoot.engines.consensus import LegalRule
from folkmoot.people.queries import get_settings
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db
LAW = LawText("Statutes, clause 12", "Everybody who works at the depot")
TWO_THIRDS = LegalRule(2, 3, is_more=False, turnout_percent=50)


class Depot(House):
    """Elm Street, whose statutes ask for a legal vote; Flo is a friend on the roll."""

    def asked(self, question, rule=TWO_THIRDS, *, is_seconded=True):
        vote = operations.ask_for_vote(
            member=self.who("Ann"),
            question=question,
            text=LAW,
            rule=rule,
            now=self.now,
        )
        if is_seconded:
            vote = operations.second_vote(
                member=self.who("Bo"), vote=vote, now=self.now
            )
        return vote

    def due(self, **more):
        """Return a question that all agreed to, and the vote that it waits for."""
        question = self.checked()
        vote = self.asked(question, **more)
        for name in ("Ann", "Bo", "Di", "Eve", "Gus", "Hal"):
            self.say(question, name)
        return self.fresh(question), vote

    def opened(self, others=("Old Jo",), days=14, **more):
        question, vote = self.due(**more)
        members = self.elm.memberships.filter(name__in=("Ann", "Bo", "Di", "Flo"))
        ids = [one.id for one in members]
        vote = operations.open_vote(
            member=self.who("Eve"),
            vote=vote,
            roll=Roll(ids, others),
            days=days,
            now=self.now,
        )
        return self.fresh(question), vote

    def cast(self, vote, name, answer="yes"):
        return operations.cast_vote(
            member=self.who(name), vote=vote, answer=answer, now=self.now
        )

    def counters(self, vote):
        return [row.member for row in PaperCount.objects.filter(vote=vote)]

    def paper(self, vote, name="Old Jo", *, has_given=True):
        return operations.note_paper(
            member=self.counters(vote)[0],
            voter=Voter.objects.get(vote=vote, name=name),
            has_given=has_given,
            now=self.now,
        )

    def count(self, vote, *counts, who=None):
        for member, papers in zip(who or self.counters(vote), counts, strict=False):
            operations.enter_count(
                member=member, vote=vote, papers=Papers(*papers), now=self.now
            )
        vote.refresh_from_db()
        return vote


@pytest.fixture
def depot():
    return Depot()


class TestAsking:
    def test_two_names_say_that_the_law_asks_for_it(self, depot):
        question = depot.checked()
        vote = depot.asked(question, is_seconded=False)
        with pytest.raises(LegalVoteError):
            operations.second_vote(member=depot.who("Ann"), vote=vote, now=depot.now)
        operations.second_vote(member=depot.who("Di"), vote=vote, now=depot.now)
        vote.refresh_from_db()
        assert (vote.state, vote.seconded_by) == ("due", depot.who("Di"))

    def test_with_one_name_alone_it_holds_nothing_up(self, depot):
        question = depot.checked()
        depot.asked(question, is_seconded=False)
        for name in ("Ann", "Bo", "Di", "Eve", "Gus", "Hal"):
            depot.say(question, name)
        assert depot.fresh(question).stage == "carrying"

    def test_two_names_drop_it_with_a_reason_and_the_decision_begins(self, depot):
        question, vote = depot.due()
        assert question.stage == "decided"
        drop = {"vote": vote, "now": depot.now}
        with pytest.raises(LegalVoteError):
            operations.drop_vote(member=depot.who("Ann"), reason=" ", **drop)
        why = "Clause 12 is about fees"
        operations.drop_vote(member=depot.who("Ann"), reason=why, **drop)
        assert depot.fresh(question).stage == "decided"
        operations.drop_vote(member=depot.who("Hal"), reason="", **drop)
        assert depot.fresh(question).stage == "carrying"
        vote.refresh_from_db()
        assert (vote.state, vote.drop_reason) == ("dropped", why)

    def test_there_is_one_at_a_time(self, depot):
        question = depot.checked()
        depot.asked(question)
        with pytest.raises(LegalVoteError):
            depot.asked(question)


class TestHolding:
    def test_nothing_begins_before_it(self, depot):
        question, _vote = depot.due()
        assert depot.later(question, 100).stage == "decided"

    def test_is_opened_after_the_decision_and_on_a_roll_of_its_own(self, depot):
        question = depot.checked()
        vote = depot.asked(question)
        with pytest.raises(operations.QuestionMovedOnError):
            operations.open_vote(
                member=depot.who("Eve"),
                vote=vote,
                roll=Roll([depot.who("Ann").id]),
                days=14,
                now=depot.now,
            )
        _question, vote = Depot.opened(depot)
        assert vote.roll == 5
        with pytest.raises(LegalVoteError):
            depot.cast(vote, "Hal")

    def test_those_who_count_are_two_and_not_who_raised_it(self, depot):
        _question, vote = depot.opened()
        names = {one.name for one in depot.counters(vote)}
        assert len(names) == 2
        assert "Ann" not in names

    def test_who_took_part_is_kept_and_how_is_not(self, depot):
        question, vote = depot.opened()
        depot.cast(vote, "Ann", "yes")
        depot.cast(vote, "Flo", "no")
        vote.refresh_from_db()
        assert (vote.page_yes, vote.page_no, vote.page_blank) == (1, 1, 0)
        ways = dict(Voter.objects.filter(vote=vote).values_list("member__name", "way"))
        assert ways == {"Ann": "page", "Flo": "page", "Bo": "", "Di": "", None: ""}
        cast = Entry.objects.filter(about_id=question.id, kind="vote.cast")
        named = {row.name for entry in cast for row in entry.disclosures.all()}
        assert len(cast) == 2
        assert not named & {"member", "value", "answer", "signature"}

    def test_nobody_takes_part_twice(self, depot):
        _question, vote = depot.opened()
        depot.cast(vote, "Ann")
        with pytest.raises(LegalVoteError):
            depot.cast(vote, "Ann", "no")
        with pytest.raises(LegalVoteError):
            operations.note_paper(
                member=depot.counters(vote)[0],
                voter=Voter.objects.get(vote=vote, member=depot.who("Ann")),
                has_given=True,
                now=depot.now,
            )
        vote.refresh_from_db()
        assert (vote.page_yes, vote.page_no) == (1, 0)

    def test_closes_at_its_second(self, depot):
        _question, vote = depot.opened()
        depot.now = vote.closes_at - timedelta(milliseconds=1)
        depot.cast(vote, "Ann")
        depot.now = vote.closes_at
        with pytest.raises(LegalVoteError):
            depot.cast(vote, "Bo")


class TestCounting:
    def carried(self, depot):
        question, vote = depot.opened()
        for name in ("Ann", "Bo"):
            depot.cast(vote, name)
        depot.cast(vote, "Di", "no")
        depot.paper(vote)
        depot.now = vote.closes_at
        return question, depot.count(vote, (1, 0, 0, 0), (1, 0, 0, 0))

    def test_two_who_counted_the_same_end_it_and_the_decision_begins(self, depot):
        question, vote = self.carried(depot)
        assert (vote.state, vote.yes, vote.no) == ("carried", 3, 1)
        assert depot.fresh(question).stage == "carrying"
        decision = Decision.objects.get(question=question)
        assert (decision.by_vote, decision.outcome) == (True, "consensus")
        assert decision.inputs["yes"] == 6, "positions are never mixed with it"

    def test_the_record_has_the_rule_and_the_count(self, depot):
        question, _vote = self.carried(depot)
        (entry,) = Entry.objects.filter(about_id=question.id, kind="vote.counted")
        told = {row.name: row.value for row in entry.disclosures.all()}
        assert told["count"] == {"roll": 5, "yes": 3, "no": 1, "blank": 0, "spoilt": 0}
        assert told["is_carried"] is True

    def test_two_who_counted_differently_count_again(self, depot):
        _question, vote = depot.opened()
        depot.paper(vote)
        depot.now = vote.closes_at
        _one, other = depot.counters(vote)
        assert depot.count(vote, (1, 0, 0, 0), (0, 1, 0, 0)).state == "open"
        assert depot.count(vote, (1, 0, 0, 0), who=[other]).state == "not_carried"
        assert vote.yes == 1

    def test_there_are_as_many_papers_as_people_who_gave_one(self, depot):
        _question, vote = depot.opened()
        depot.now = vote.closes_at
        with pytest.raises(LegalVoteError):
            depot.count(vote, (1, 0, 0, 0))
        depot.paper(vote)
        depot.paper(vote, has_given=False)
        depot.count(vote, (0, 0, 0, 0))

    def test_nobody_counts_before_the_time_is_over(self, depot):
        _question, vote = depot.opened()
        with pytest.raises(LegalVoteError):
            depot.count(vote, (0, 0, 0, 0))

    def test_three_days_later_any_member_counts_in_their_place(self, depot):
        _question, vote = depot.opened()
        drawn = {one.id for one in depot.counters(vote)}
        others = [
            depot.who(name)
            for name in ("Ann", "Bo", "Di", "Eve", "Gus", "Hal")
            if depot.who(name).id not in drawn
        ][:2]
        depot.now = vote.closes_at + 2 * DAY
        with pytest.raises(LegalVoteError):
            depot.count(vote, (0, 0, 0, 0), who=others)
        depot.now = vote.closes_at + 3 * DAY
        vote = depot.count(vote, (0, 0, 0, 0), (0, 0, 0, 0), who=others)
        assert vote.state == "not_carried"

    def test_what_is_not_carried_leaves_things_as_they_are(self, depot):
        question, vote = depot.opened()
        depot.cast(vote, "Ann", "no")
        depot.now = vote.closes_at
        depot.count(vote, (0, 0, 0, 0), (0, 0, 0, 0))
        question = depot.fresh(question)
        assert question.stage == "no_decision"
        assert Decision.objects.get(question=question).state == "ended"
        assert not depot.elm.commitments.filter(question_id=question.id, state="open")

    def test_what_nobody_holds_in_180_days_leaves_things_as_they_are(self, depot):
        question, vote = depot.due()
        assert depot.later(question, 179).stage == "decided"
        assert depot.later(question, 1).stage == "no_decision"
        vote.refresh_from_db()
        assert vote.state == "lapsed"


class TestOnceMore:
    def test_a_text_that_is_checked_again_gets_a_legal_vote_of_its_own(self, depot):
        question, vote = depot.opened()
        depot.cast(vote, "Ann")
        for name in ("Gus", "Hal"):
            operations.call(
                member=depot.who(name),
                question=question,
                kind=Call.Kind.PAUSE,
                text="Two were not asked",
                now=depot.now,
            )
        question = depot.later(question, 3)
        assert question.stage == "checking", "nobody ruled: the complaint is right"
        votes = question.legal_votes.order_by("asked_at", "id")
        assert [row.state for row in votes] == ["stopped", "due"]
        with pytest.raises(LegalVoteError):
            depot.cast(vote, "Bo")

    def test_names_of_people_outside_are_erased_a_year_later(self, depot):
        _question, vote = depot.opened()
        depot.now = vote.closes_at
        depot.count(vote, (0, 0, 0, 0), (0, 0, 0, 0))
        a_year = vote.opened_at + 365 * DAY
        assert operations.forget_names(now=a_year - DAY) == 0
        assert operations.forget_names(now=a_year) == 1
        assert not Voter.objects.filter(name="Old Jo").exists()


class TestWhatWaits:
    def test_what_a_question_sets_is_set_once_its_legal_vote_carried_it(self, depot):
        question, vote = depot.due()
        question.topic, question.change = "settings", {"values": {"open_questions": 7}}
        question.save()
        vote = operations.open_vote(
            member=depot.who("Bo"),
            vote=vote,
            roll=Roll([depot.who("Ann").id]),
            days=14,
            now=depot.now,
        )
        depot.cast(vote, "Ann")
        assert get_settings(depot.fresh(question).collective)["open_questions"] == 5
        depot.now = vote.closes_at
        depot.count(vote, (0, 0, 0, 0), (0, 0, 0, 0))
        assert get_settings(depot.fresh(question).collective)["open_questions"] == 7

    def test_the_look_back_comes_as_long_after_it_as_after_a_decision(self, depot):
        question, vote = depot.opened()
        before = Decision.objects.get(question=question).look_back_date
        for name in ("Ann", "Bo", "Di"):
            depot.cast(vote, name)
        depot.now = vote.closes_at
        depot.count(vote, (0, 0, 0, 0), (0, 0, 0, 0))
        decision = Decision.objects.get(question=question)
        assert decision.look_back_date == before + 14 * DAY


class TestPages:
    def test_a_member_asks_opens_answers_and_counts_on_the_page(self, depot, clock):
        clock.set(depot.now)
        question = depot.checked()
        url = depot.url(question, "legal-vote/")
        ann, bo = depot.browser("Ann"), depot.browser("Bo")
        assert "Does the law ask for a legal vote?" in page(ann, depot.url(question))
        law = {"law": "Clause 12", "who": "All members", "share": "2-3"}
        law |= {"base": "roll", "turnout_percent": "50", "roll_percent": "0"}
        post(ann, f"{url}asking/", **law)
        shown = page(bo, url)
        assert "Yes from at least two thirds of everybody on the roll." in shown
        post(bo, f"{url}second-name/")
        for name in ("Ann", "Bo", "Di", "Eve", "Gus", "Hal"):
            depot.say(question, name)
        assert "Nothing begins before it." in page(bo, depot.url(question))
        wrong = {"part": "members", "days": "14", "without": "Nobody"}
        assert (
            b"Nobody here has this name"
            in post(bo, f"{url}opening/", 422, **wrong).content
        )
        roll = {"part": "members", "days": "14", "without": "Hal", "others": "Old Jo"}
        post(bo, f"{url}opening/", **roll)
        for name in ("Ann", "Bo", "Di", "Eve"):
            post(depot.browser(name), f"{url}answer/", answer="yes")
        shown = page(ann, url)
        assert "How you answered is kept nowhere." in shown
        post(ann, f"{url}answer/", 422, answer="no")
        vote = question.legal_votes.get()
        depot.now = vote.closes_at
        clock.set(depot.now)
        none = {"yes": "0", "no": "0", "blank": "0", "spoilt": "0"}
        for one in depot.counters(vote):
            post(depot.browser(one.name), f"{url}count/", **none)
        assert "4 of the 6 people on the roll took part." in page(ann, url)
        assert "Decided by vote" in page(ann, depot.url(question))
        assert "Decided by vote" in page(ann, f"/c/{depot.elm.slug}/decisions/")

    def test_what_waits_is_on_ones_own_page(self, depot, clock):
        _question, vote = depot.opened()
        clock.set(depot.now)
        assert "Answer in the legal vote" in page(depot.browser("Bo"), "/me/")
        depot.cast(vote, "Bo")
        assert "Answer in the legal vote" not in page(depot.browser("Bo"), "/me/")
        clock.set(vote.closes_at)
        counter = depot.counters(vote)[0]
        assert "Count the papers" in page(depot.browser(counter.name), "/me/")

    def test_friends_and_strangers_ask_for_none(self, depot):
        question = depot.checked()
        url = depot.url(question, "legal-vote/")
        assert "The law asks for it" not in page(depot.browser("Flo"), url)
        assert depot.cy().get(url).status_code == 404
