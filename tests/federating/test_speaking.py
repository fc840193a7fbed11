"""What differs from the mandate is seen at once and counted only once home confirms."""

from datetime import timedelta

import pytest
from tests.cast import DAY, NOW
from tests.federating.councils import mandate, say, send_pair
from tests.federating.world import World

from folkmoot.federating.models import Entry, Recall
from folkmoot.federating.operations import (
    DiffersError,
    EntryAnswerError,
    SpeakError,
    answer_entry,
    settle_entries,
    settle_entries_due,
)
from folkmoot.federating.queries.councils import COUNTED, list_entries
from folkmoot.record.models import Entry as Line

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LIMIT = ("cost", "at_most", 40000)


class Room:
    """A council in which one leaf's pair has a mandate with a limit."""

    def __init__(self, **text: object) -> None:
        self.world = World()
        self.leaf = self.world.leaves[0]
        self.speaker, self.listener = send_pair(self.world, self.leaf)
        self.question = self.world.ask()
        words = {"limits": [LIMIT], "position": "agrees", **text}
        self.mandate = mandate(self.world, self.leaf, **words)

    def say(self, now=NOW, **words: object) -> Entry:
        return say(self.speaker, now, self.question, **words)

    def answer(self, entry: Entry, *values: str, now=NOW) -> Entry:
        members = self.world.members_of(self.leaf)
        for member, value in zip(members, values, strict=False):
            answer_entry(member=member, entry=entry, value=value, now=now)
        settle_entries(council=self.world.federation, now=now)
        entry.refresh_from_db()
        return entry

    def counted(self) -> list[Entry]:
        said = list_entries(self.world.federation)
        return list(said.filter(state__in=COUNTED, undone_at=None))


class TestSayInCouncil:
    def test_within_the_mandate_it_counts_at_once(self):
        room = Room()
        entry = room.say(figures={"cost": 40000}, position="agrees")
        assert (entry.state, entry.differences) == ("counted", [])
        assert room.counted() == [entry]

    def test_an_own_view_never_counts(self):
        room = Room()
        entry = room.say(basis="own_view", figures={"cost": 90000})
        assert entry.state == "heard"
        assert room.counted() == []

    def test_a_difference_is_in_both_records_at_once_and_not_counted(self):
        room = Room()
        entry = room.say(figures={"cost": 45000})
        assert entry.state == "differs"
        assert [one["code"] for one in entry.differences] == ["limit_broken"]
        assert entry.closes_at == NOW + 72 * HOUR
        assert room.counted() == []
        kinds = Line.objects.filter(about_id=entry.id).values_list("kind", flat=True)
        assert sorted(kinds) == ["council.said", "mandate.differed"]

    def test_it_asks_before_it_differs(self):
        room = Room()
        with pytest.raises(DiffersError):
            room.say(figures={"cost": 45000}, asks_home=False)
        assert not Entry.objects.exists()

    def test_without_a_mandate_home_is_asked(self):
        world = World()
        speaker, _listener = send_pair(world, world.leaves[0])
        entry = say(speaker, NOW)
        assert entry.state == "differs"
        assert entry.differences == [{"code": "no_mandate", "values": {}}]

    def test_nobody_speaks_while_the_mandate_is_taken_back(self):
        room = Room()
        Recall.objects.create(
            collective=room.leaf,
            delegate=room.speaker,
            reason="They said another thing",
            state=Recall.State.OPEN,
            needed=2,
            asked_at=NOW,
            paused_at=NOW,
        )
        with pytest.raises(SpeakError):
            room.say()
        said = say(room.listener, NOW, room.question, figures={"cost": 10})
        assert said.state == "counted"

    def test_while_paused_nothing_is_settled(self):
        room = Room(kind="settle", may_settle=["cost"])
        settled = room.say(figures={"cost": 30000}, settles=True)
        assert (settled.state, settled.settles) == ("counted", ["cost"])
        room.mandate.paused_at = NOW + HOUR
        room.mandate.save()
        entry = room.say(now=NOW + HOUR, figures={"cost": 30000}, settles=True)
        assert [one["code"] for one in entry.differences] == ["settling_paused"]

    def test_a_closed_question_takes_no_words(self):
        room = Room()
        room.question.stage = "no_decision"
        room.question.save()
        with pytest.raises(SpeakError):
            room.say()


class TestAnswerEntry:
    def test_home_confirms_once_all_have_answered(self):
        room = Room()
        entry = room.say(figures={"cost": 45000})
        room.answer(entry, "consent", "consent")
        assert entry.state == "differs"
        assert room.counted() == []
        room.answer(entry, "consent", "consent", "consent")
        assert entry.state == "confirmed"
        assert room.counted() == [entry]

    def test_a_stop_of_three_makes_it_void(self):
        room = Room()
        entry = room.say(figures={"cost": 45000})
        room.answer(entry, "consent", "consent", "object")
        assert entry.state == "void"

    def test_unsettled_after_72_hours_it_is_void(self):
        room = Room()
        entry = room.say(figures={"cost": 45000})
        room.answer(entry, "consent")
        assert settle_entries_due(NOW + 72 * HOUR - timedelta(milliseconds=1)) == 0
        assert settle_entries_due(NOW + 72 * HOUR) == 1
        entry.refresh_from_db()
        assert (entry.state, entry.settled_at) == ("void", NOW + 72 * HOUR)
        assert settle_entries_due(NOW + 73 * HOUR) == 0

    def test_after_72_hours_an_answer_comes_too_late_with_or_without_the_job(self):
        room = Room()
        entry = room.say(figures={"cost": 45000})
        with pytest.raises(EntryAnswerError):
            room.answer(entry, "consent", now=NOW + 72 * HOUR)

    def test_other_groups_are_not_asked(self):
        room = Room()
        entry = room.say(figures={"cost": 45000})
        other = room.world.members_of(room.world.leaves[1])[0]
        with pytest.raises(EntryAnswerError):
            answer_entry(member=other, entry=entry, value="consent", now=NOW)

    def test_who_joins_afterwards_is_not_asked(self):
        room = Room()
        entry = room.say(figures={"cost": 45000})
        late = room.world.members_of(room.leaf)[0]
        late.joined_at = NOW + DAY
        late.save()
        with pytest.raises(EntryAnswerError):
            answer_entry(member=late, entry=entry, value="consent", now=NOW + DAY)

    def test_a_difference_is_never_counted_before_home_confirms(self):
        """Every way to differ, looked at after each answer and each hour."""
        room = Room()
        ways = (
            {"figures": {"cost": 40001}},
            {"position": "objects"},
            {"figures": {"cost": 1}, "settles": True},
        )
        for way in ways:
            entry = room.say(**way)
            for count in range(3):
                assert entry not in room.counted()
                room.answer(entry, *["consent"] * count)
            room.answer(entry, *["stand_aside"] * 3)
            assert entry.state == "void"
            assert entry not in room.counted()
