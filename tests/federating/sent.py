"""Delegates in a council with what they were asked to say, for tests of what follows."""

from datetime import datetime, timedelta
from typing import Any

from tests import cast
from tests.again import once
from tests.cast import DAY, NOW
from tests.federating.councils import asked_to_mend_the_roof, sent

from folkmoot.federating.models import Delegate, Entry
from folkmoot.federating.operations import make_federation
from folkmoot.people.models import Collective, Membership

# With Di, the listener: sixteen, so that two must sign.
MANY = (
    *("Ann", "Bo", "Di", "Eve", "Flo", "Gil", "Hal", "Ivy"),
    *("Jo", "Kim", "Lee", "Mo", "Nan", "Ora", "Pip", "Quy"),
)

DIFFERENCE = {
    "code": "limit_broken",
    "values": {"name": "cost", "rule": "at_most", "limit": 40000, "said": 90000},
}


class Sent:
    """A collective that sends Ann to speak and Bo to listen in a federation's council."""

    @once
    def __init__(
        self, members: tuple[str, ...] = MANY, friends: tuple[str, ...] = ()
    ) -> None:
        self.home = cast.collective("Ash House", members=members, friends=friends)
        self.other = cast.collective("Birch House")
        self.council = make_federation(
            name="All houses", children=[self.home, self.other], now=NOW - DAY
        )
        self.speaker = self.send("Ann", Delegate.Part.SPEAKER)
        self.listener = self.send("Bo", Delegate.Part.LISTENER)
        self.mandate = asked_to_mend_the_roof(self.home, self.council)

    def send(self, name: str, part: Delegate.Part) -> Delegate:
        return sent(self.home, self.council, self.member(name), part)

    def member(self, name: str) -> Membership:
        return cast.member(self.home, name)

    def say(
        self,
        state: Entry.State = Entry.State.COUNTED,
        at: datetime = NOW,
        **more: Any,
    ) -> Entry:
        """Write something the speaker said in the council."""
        differs = state == Entry.State.DIFFERS
        return Entry.objects.create(
            collective=self.council,
            home=self.home,
            delegate=self.speaker,
            mandate=self.mandate,
            basis=Entry.Basis.MANDATE,
            text="We carry the roof.",
            state=state,
            differences=[DIFFERENCE] if differs else [],
            at=at,
            closes_at=at + timedelta(hours=72) if differs else None,
            **more,
        )

    def others(self) -> list[Membership]:
        """Return everybody at home besides the speaker."""
        rows = self.home.memberships.select_related("person", "collective")
        return list(rows.exclude(name="Ann").order_by("name"))


def members_of(collective: Collective) -> list[Membership]:
    rows = collective.memberships.select_related("person", "collective")
    return list(rows.order_by("name"))
