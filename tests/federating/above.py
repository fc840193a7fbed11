"""A council that sends messengers to the council above it, and the people below."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import chain, repeat

from tests.again import once
from tests.cast import DAY, NOW
from tests.federating.councils import asked_to_mend_the_roof, sent
from tests.federating.world import NAMES, World

from folkmoot.federating.models import Delegate, Entry, Recall
from folkmoot.federating.operations import ask_recall, make_federation
from folkmoot.people.models import Membership


def so_often(times: int) -> Callable[[], bool]:
    """Return what says so often that there is time to go on."""
    answers = chain(repeat(True, times), repeat(False))
    return lambda: next(answers)


class Above:
    """Three houses in a town; Ann of Ash speaks and Ann of Birch listens above it.

    Each house sends its Ann to the town's council.
    """

    @once
    def __init__(self, members: tuple[str, ...] = NAMES) -> None:
        self.world = World(members=members)
        self.home = self.world.federation
        self.world.delegates(*self.world.leaves)
        self.council = make_federation(
            name="All towns", children=[self.home], now=NOW - DAY
        )
        self.speaker = self.send(0, Delegate.Part.SPEAKER)
        self.listener = self.send(1, Delegate.Part.LISTENER)
        self.mandate = asked_to_mend_the_roof(self.home, self.council)

    def send(self, leaf: int, part: Delegate.Part) -> Delegate:
        return sent(self.home, self.council, self.member(leaf, "Ann"), part)

    def member(self, leaf: int, name: str) -> Membership:
        """Return a member of one of the houses."""
        rows = self.world.members_of(self.world.leaves[leaf])
        return next(one for one in rows if one.name == name)

    def ask(self, leaf: int, name: str, now: datetime = NOW) -> Recall:
        """Let a member of a house ask to take the town's mandate back."""
        return ask_recall(
            member=self.member(leaf, name),
            delegate=self.speaker,
            reason="It differs",
            now=now,
        )

    def said(self, state: Entry.State = Entry.State.COUNTED) -> Entry:
        """Write something the speaker said in the upper council."""
        return Entry.objects.create(
            collective=self.council,
            home=self.home,
            delegate=self.speaker,
            mandate=self.mandate,
            basis=Entry.Basis.MANDATE,
            text="We carry the roof.",
            state=state,
            at=NOW,
            closes_at=NOW + timedelta(hours=72),
        )
