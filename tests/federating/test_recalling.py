"""Taking a mandate back: asked by anybody, paused at once, answered in secret."""

from datetime import timedelta

import pytest
from tests.cast import DAY, NOW
from tests.federating.sent import MANY, Sent

from folkmoot.federating.models import (
    Entry,
    Recall,
    RecallAnswer,
    RecallSignature,
    Undoing,
)
from folkmoot.federating.operations import (
    ActRefusedError,
    RecallRefusedError,
    answer_recall,
    ask_recall,
    give_side,
    settle_act,
    settle_recall,
    settle_recalls_due,
    sign_recall,
)
from folkmoot.messaging.models import Delivery, Message
from folkmoot.people.operations import NotAMemberError
from folkmoot.record.models import Disclosure

END = NOW + timedelta(hours=72)
KEEP, TAKE, NONE = RecallAnswer.Value
pytestmark = pytest.mark.django_db


def ask(sent: Sent, *names: str, reason: str = "It differs", now=NOW) -> Recall:
    """Let members ask for it, one after the other."""
    recalls = [
        ask_recall(
            member=sent.member(name), delegate=sent.speaker, reason=reason, now=now
        )
        for name in names
    ]
    return Recall.objects.get(id=recalls[-1].id)


def answered(sent: Sent, recall: Recall, take: int, keep: int, none: int = 0) -> Recall:
    """Let so many answer, and the time pass."""
    values = [TAKE] * take + [KEEP] * keep + [NONE] * none
    for member, value in zip(sent.others(), values, strict=False):
        answer_recall(member=member, recall=recall, value=value, now=NOW + DAY)
    settle_recalls_due(END)
    recall.refresh_from_db()
    return recall


class TestTheHomesOwnNumbers:
    """Signatures, hours and the share that ends it are the home collective's."""

    def test_count_from_the_pause(self):
        sent = Sent()
        sent.home.settings = {
            "recall_signatures": 200,
            "recall_hours": 24,
            "recall_percent": 60,
        }
        sent.home.save()
        assert ask(sent, "Di").needed == 4
        assert ask(sent, "Eve", "Flo").state == "signing"
        recall = ask(sent, "Gil")
        assert (recall.state, recall.percent) == ("open", 60)
        assert recall.closes_at == NOW + DAY
        for value, member in zip([TAKE] * 5 + [KEEP] * 4, sent.others(), strict=False):
            answer_recall(member=member, recall=recall, value=value, now=NOW)
        settle_recalls_due(NOW + DAY)
        recall.refresh_from_db()
        assert recall.state == "kept"  # 5 of 9 are less than 60 of 100


class TestAsking:
    def test_pauses_at_two_signatures_of_sixteen(self):
        sent = Sent()
        assert ask(sent, "Di").state == "signing"
        recall = ask(sent, "Eve")
        assert (recall.state, recall.needed, recall.members) == ("open", 2, 16)
        assert recall.closes_at == END
        sent.mandate.refresh_from_db()
        assert sent.mandate.paused_at == NOW

    def test_pauses_at_once_where_something_differs(self):
        sent = Sent()
        sent.say(Entry.State.DIFFERS)
        assert ask(sent, "Di").state == "open"

    def test_one_signature_is_not_enough_where_the_difference_is_over(self):
        sent = Sent()
        sent.say(Entry.State.DIFFERS, at=NOW - 4 * DAY)
        assert ask(sent, "Di").state == "signing"

    def test_counts_a_signature_once(self):
        sent = Sent()
        assert ask(sent, "Di", "Di", "Di").state == "signing"

    def test_lets_the_listener_speak(self):
        sent = Sent()
        assert ask(sent, "Di", "Eve").stepped_in == sent.listener

    def test_asks_everybody_and_the_delegate(self):
        sent = Sent()
        recall = ask(sent, "Di", "Eve")
        mails = Message.objects.filter(about_id=recall.id)
        assert mails.count() == len(MANY)
        assert Delivery.objects.filter(about_id=recall.id).count() == len(MANY)

    def test_keeps_nobody_who_signed(self):
        sent = Sent()
        recall = ask(sent, "Di", "Eve")
        assert not RecallSignature.objects.filter(recall=recall).exists()
        said = Disclosure.objects.filter(entry__kind__startswith="recall.")
        assert said.exists()
        assert not said.exclude(member_id=None).exists()

    def test_needs_a_reason(self):
        with pytest.raises(RecallRefusedError, match="why"):
            ask(Sent(), "Di", reason=" ")

    def test_is_not_for_friends(self):
        sent = Sent(friends=("Fay",))
        with pytest.raises(NotAMemberError):
            ask(sent, "Fay")

    def test_is_not_for_members_elsewhere(self):
        sent = Sent()
        cy = sent.other.memberships.get(name="Bo")
        with pytest.raises(RecallRefusedError):
            ask_recall(member=cy, delegate=sent.speaker, reason="No", now=NOW)

    def test_lapses_after_thirty_days_without_enough(self):
        sent = Sent()
        recall = ask(sent, "Di")
        settle_recalls_due(NOW + 30 * DAY)
        recall.refresh_from_db()
        assert recall.state == "lapsed"
        assert not RecallSignature.objects.exists()

    def test_refuses_to_sign_what_is_open(self):
        sent = Sent()
        recall = ask(sent, "Di", "Eve")
        with pytest.raises(RecallRefusedError):
            sign_recall(member=sent.member("Flo"), recall=recall, now=NOW)


class TestAnswering:
    def test_half_of_those_heard_end_it(self):
        sent = Sent()
        recall = answered(sent, ask(sent, "Di", "Eve"), take=7, keep=4)
        assert (recall.state, recall.take_back, recall.keep) == ("ended", 7, 4)
        sent.speaker.refresh_from_db()
        assert sent.speaker.ends_at == END

    def test_a_tie_ends_it(self):
        sent = Sent()
        assert answered(sent, ask(sent, "Di", "Eve"), 3, 3, 2).state == "ended"

    def test_more_who_keep_give_everything_back(self):
        sent = Sent()
        recall = answered(sent, ask(sent, "Di", "Eve"), take=3, keep=4)
        sent.mandate.refresh_from_db()
        assert recall.state == "kept"
        assert sent.mandate.paused_at is None

    def test_too_few_leave_the_pause_and_draw_somebody_else(self):
        sent = Sent()
        recall = answered(sent, ask(sent, "Di", "Eve"), take=2, keep=0)
        assert recall.state == "too_few"
        sent.mandate.refresh_from_db()
        assert sent.mandate.paused_at == NOW
        drawn = recall.stepped_in
        assert drawn.part == "speaker"
        assert drawn.seed
        assert len(drawn.candidates) == len(MANY) - 2
        assert str(drawn.member_id) in drawn.candidates

    def test_keeps_only_sums(self):
        sent = Sent()
        answered(sent, ask(sent, "Di", "Eve"), take=7, keep=4)
        assert set(RecallAnswer.objects.values_list("value", flat=True)) == {""}

    def test_an_answer_can_be_changed(self):
        sent = Sent()
        recall = ask(sent, "Di", "Eve")
        answer_recall(member=sent.member("Di"), recall=recall, value=TAKE, now=NOW)
        assert answered(sent, recall, 0, 4).take_back == 0

    def test_is_over_at_its_second(self):
        sent = Sent()
        recall = ask(sent, "Di", "Eve")
        with pytest.raises(RecallRefusedError):
            answer_recall(member=sent.member("Di"), recall=recall, value=TAKE, now=END)

    def test_who_left_is_not_counted(self):
        sent = Sent()
        recall = ask(sent, "Di", "Eve")
        for name in ("Di", "Eve", "Flo", "Gil"):
            answer_recall(
                member=sent.member(name), recall=recall, value=TAKE, now=NOW + DAY
            )
        sent.home.memberships.filter(name__in=("Di", "Eve")).update(ended_at=NOW + DAY)
        settle_recall(recall=recall, now=END)
        recall.refresh_from_db()
        assert (recall.state, recall.members) == ("too_few", 14)

    def test_the_delegate_may_give_their_side(self):
        sent = Sent()
        recall = ask(sent, "Di", "Eve")
        ann = sent.member("Ann")
        said = give_side(member=ann, recall=recall, text="I was asked.", now=NOW)
        assert said.answer == "I was asked."
        with pytest.raises(RecallRefusedError, match="200"):
            give_side(member=ann, recall=recall, text="one " * 201, now=NOW)
        with pytest.raises(RecallRefusedError, match="messenger"):
            give_side(member=sent.member("Di"), recall=recall, text="No", now=NOW)


class TestAskingAgain:
    def test_waits_thirty_days_for_the_same_reason(self):
        sent = Sent()
        answered(sent, ask(sent, "Di", "Eve"), take=0, keep=4)
        with pytest.raises(RecallRefusedError, match="30 days"):
            ask(sent, "Di", reason="it differs!", now=END + DAY)
        assert ask(sent, "Di", reason="Another", now=END + DAY).state == "signing"

    def test_is_free_after_a_new_difference(self):
        sent = Sent()
        answered(sent, ask(sent, "Di", "Eve"), take=0, keep=4)
        sent.say(Entry.State.DIFFERS, at=END + DAY)
        assert ask(sent, "Di", now=END + DAY).state == "open"

    def test_is_free_after_thirty_days(self):
        sent = Sent()
        answered(sent, ask(sent, "Di", "Eve"), take=0, keep=4)
        assert ask(sent, "Di", now=END + 30 * DAY).state == "signing"


class TestActs:
    def listed(self, sent: Sent) -> Undoing:
        sent.say(at=NOW - 15 * DAY)
        sent.say(Entry.State.HEARD, at=NOW - DAY)
        said = sent.say(at=NOW - 13 * DAY)
        answered(sent, ask(sent, "Di", "Eve"), take=4, keep=0)
        act = Undoing.objects.select_related("recall").get()
        assert act.entry == said
        return act

    def test_two_at_home_undo_one(self):
        sent = Sent()
        act = self.listed(sent)
        for name in ("Di", "Di", "Flo"):
            settle_act(member=sent.member(name), act=act, is_undone=True, now=END)
        act.refresh_from_db()
        act.entry.refresh_from_db()
        assert (act.state, act.entry.state) == ("undone", "void")
        assert act.entry.undone_at == END

    def test_it_stands_unless_two_undo_it_in_72_hours(self):
        sent = Sent()
        act = self.listed(sent)
        settle_act(member=sent.member("Di"), act=act, is_undone=True, now=END)
        settle_recalls_due(END + timedelta(hours=72))
        act.refresh_from_db()
        act.entry.refresh_from_db()
        assert (act.state, act.entry.state) == ("confirmed", "counted")

    def test_two_who_differ_settle_nothing(self):
        sent = Sent()
        act = self.listed(sent)
        settle_act(member=sent.member("Di"), act=act, is_undone=True, now=END)
        row = settle_act(member=sent.member("Flo"), act=act, is_undone=False, now=END)
        assert row.state == "open"

    def test_is_not_for_the_delegate(self):
        sent = Sent()
        act = self.listed(sent)
        with pytest.raises(ActRefusedError):
            settle_act(member=sent.member("Ann"), act=act, is_undone=False, now=END)
