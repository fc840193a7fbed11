"""A difference, a recall and a cast at once: nothing counts after it or outside."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction
from tests.cast import DAY, NOW
from tests.federating.above import Above
from tests.federating.sent import Sent
from tests.racing import TRIALS, held_back

from folkmoot.federating.models import (
    Delegate,
    Entry,
    EntryAnswer,
    Mandate,
    Recall,
    RecallAnswer,
    RecallSignature,
    Undoing,
)
from folkmoot.federating.operations import (
    RecallRefusedError,
    answer_entry,
    answer_recall,
    ask_recall,
    say_in_council,
    settle_recall,
)
from folkmoot.federating.operations.speaking import Words
from folkmoot.people.models import Membership
from folkmoot.record.models import Entry as Recorded

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
COUNTED = ("counted", "confirmed")
FEW = ("Ann", "Bo", "Di", "Eve")
type Sending = tuple[Sent | Above, tuple[Membership, Membership]]


def below_the_council() -> Sending:
    """Return a group that sends, and two of it who ask for the mandate back."""
    sent = Sent(members=FEW)
    return sent, (sent.member("Di"), sent.member("Eve"))


def below_two_councils() -> Sending:
    """Return a council that sends, and two of different groups below it who ask."""
    sent = Above()
    return sent, (sent.member(1, "Bo"), sent.member(2, "Di"))


def clear(sent: Sent | Above) -> None:
    """Take back what the last trial left."""
    for model in (Undoing, RecallAnswer, RecallSignature, Recall, EntryAnswer, Entry):
        model.objects.all().delete()
    Mandate.objects.update(paused_at=None)
    drawn = Delegate.objects.filter(collective=sent.home).exclude(seed="")
    drawn.delete()
    Delegate.objects.update(ends_at=NOW + 90 * DAY)


def words(cost: int) -> Words:
    return Words(
        text="Settled", position="agrees", figures={"cost": cost}, settles=True
    )


def index_of(kind: str, about, collective) -> int:
    rows = Recorded.objects.filter(
        kind=kind, about_id=about, collective_id=collective.id
    )
    return rows.get().index


def test_a_difference_a_recall_and_a_cast_in_one_instant(run_together):
    race(below_the_council(), TRIALS, run_together)


def test_the_same_below_two_councils(run_together, trials):
    race(below_two_councils(), trials, run_together)


def race(sending: Sending, trials: int, run_together: Callable[..., list]) -> None:
    """One signature is enough where something differs; two where nothing does."""
    sent, signers = sending
    came_first = 0
    for trial in range(trials):
        clear(sent)
        now = NOW + timedelta(milliseconds=trial)
        said = partial(
            say_in_council, member=sent.speaker.member, delegate=sent.speaker, now=now
        )
        says = [
            partial(said, words=words(90_000), asks_home=True),
            partial(said, words=words(30_000), asks_home=False),
        ]
        asks = [
            partial(
                ask_recall,
                member=signer,
                delegate=sent.speaker,
                reason="It differs",
                # Whoever comes earlier by the clock may come later to the lock.
                now=now + timedelta(milliseconds=5 * (trial % 3 - 1)),
            )
            for signer in signers
        ]
        results = run_together(held_back(trial, says, asks))
        recall = Recall.objects.get()
        assert recall.state == "open", results
        paused = index_of("recall.paused", recall.id, sent.council)
        for entry in Entry.objects.all():
            if entry.state not in COUNTED:
                continue
            assert entry.figures == {"cost": 30_000}, "counted outside the mandate"
            assert index_of("council.said", entry.id, sent.council) < paused
            came_first += 1
    assert 0 < came_first < trials, "one side always came first: shows nothing"


def test_a_cast_above_while_home_below_pauses(run_together, trials):
    """Who is paused at home is heard in no council above: the seat below is locked."""
    sent = Above()
    seat = Delegate.objects.get(council=sent.home, member=sent.speaker.member)
    came_first = 0
    for trial in range(trials):
        clear(sent)
        ask_recall(member=sent.member(0, "Bo"), delegate=seat, reason="No", now=NOW)
        cast = partial(
            say_in_council,
            member=sent.speaker.member,
            delegate=sent.speaker,
            words=words(30_000),
            asks_home=False,
            now=NOW + timedelta(milliseconds=trial),
        )
        ask = partial(
            ask_recall,
            member=sent.member(0, "Di"),
            delegate=seat,
            reason="No",
            now=NOW + timedelta(milliseconds=trial + trial % 3 - 1),
        )
        run_together(held_back(trial, [cast], [ask]))
        recall = Recall.objects.get()
        assert recall.state == "open"
        paused = index_of("recall.paused", recall.id, sent.home)
        for entry in Entry.objects.filter(state__in=COUNTED):
            assert index_of("mandate.carried", entry.id, sent.home) < paused
            came_first += 1
    assert 0 < came_first < trials, "one side always came first: shows nothing"


def test_a_cast_while_the_mandate_ends(run_together, trials):
    sent = Sent(members=FEW)
    end = NOW + timedelta(hours=72)
    for trial in range(trials):
        clear(sent)
        for name in ("Di", "Eve"):
            ask_recall(
                member=sent.member(name),
                delegate=sent.speaker,
                reason="It differs",
                now=NOW,
            )
        recall = Recall.objects.get()
        for name in ("Bo", "Di", "Eve"):
            answer_recall(
                member=sent.member(name),
                recall=recall,
                value=RecallAnswer.Value.TAKE_BACK,
                now=NOW,
            )
        cast = partial(
            say_in_council,
            member=sent.member("Ann"),
            delegate=sent.speaker,
            words=words(30_000),
            asks_home=False,
            now=end - timedelta(milliseconds=trial % 3),
        )
        settle = partial(settle_recall, recall=recall, now=end)
        said, settled = run_together(held_back(trial, [cast], [settle]))
        assert not isinstance(settled, Exception)
        assert isinstance(said, Exception)
        assert not Entry.objects.filter(state__in=COUNTED).exists()
        assert Recall.objects.get().state == "ended"


def test_a_difference_after_a_signature_pauses_in_the_same_second(db):
    sent = Sent()
    ask_recall(
        member=sent.member("Di"), delegate=sent.speaker, reason="It differs", now=NOW
    )
    say_in_council(
        member=sent.member("Ann"),
        delegate=sent.speaker,
        words=words(90_000),
        asks_home=True,
        now=NOW + DAY,
    )
    recall = Recall.objects.get()
    assert (recall.state, recall.paused_at) == ("open", NOW + DAY)


def test_answers_while_the_time_ends_are_counted_or_refused(run_together, trials):
    """New and changed ones at once: each counts once, and none is kept readable."""
    sent = Above()
    end = NOW + timedelta(hours=72)
    counts = set()
    for trial in range(trials):
        clear(sent)
        for leaf, name in ((0, "Bo"), (1, "Di")):
            recall = sent.ask(leaf, name)
        keep = partial(answer_recall, recall=recall, value=RecallAnswer.Value.KEEP)
        keep(member=sent.member(0, "Di"), now=NOW)
        in_time = end - timedelta(milliseconds=1)
        take_back = partial(
            answer_recall, recall=recall, value="take_back", now=in_time
        )
        who = (sent.member(0, "Di"), sent.member(1, "Bo"), sent.member(2, "Bo"))
        answers = [partial(take_back, member=one) for one in who]
        settle = partial(settle_recall, recall=recall, now=end)
        results = run_together(held_back(trial, answers, [settle]))
        taken = [one for one in results if isinstance(one, RecallAnswer)]
        refused = [one for one in results if isinstance(one, RecallRefusedError)]
        assert len(taken) + len(refused) == 3, results
        recall.refresh_from_db()
        assert recall.take_back == len(taken), "an answer in time was not counted"
        assert not RecallAnswer.objects.filter(recall=recall).exclude(value="")
        counts.add(len(taken))
    assert len(counts) > 1, "one side always came first: shows nothing"


@pytest.mark.parametrize("answered", ["recall", "difference"])
def test_an_answer_waits_for_nobody_else_s(run_together, answered):
    """One that is not committed yet holds up none of another group."""
    if connection.vendor == "sqlite":
        return  # it has one writer at a time
    sent = Above()
    answer: Callable[..., object]
    if answered == "recall":
        for leaf, name in ((0, "Bo"), (1, "Di")):
            recall = sent.ask(leaf, name)
        answer = partial(answer_recall, recall=recall, value="keep", now=NOW)
    else:
        entry = sent.said(Entry.State.DIFFERS)
        answer = partial(answer_entry, entry=entry, value="consent", now=NOW)
    written, seen = Event(), Event()

    def first() -> bool:
        with transaction.atomic():
            answer(member=sent.member(1, "Bo"))
            written.set()
            return seen.wait(10)

    def second() -> None:
        written.wait(10)
        answer(member=sent.member(2, "Bo"))
        seen.set()

    assert run_together([first, second]) == [True, None]
