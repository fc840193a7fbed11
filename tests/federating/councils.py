"""Pairs that are sent to a council, made with the real operations."""

from datetime import datetime

from tests.again import once
from tests.cast import DAY, NOW
from tests.federating.world import World

from folkmoot.federating.models import Delegate, Entry, FederatedQuestion, Mandate
from folkmoot.federating.operations import (
    MandateText,
    Words,
    accept_sending,
    answer_search,
    ask_for_pair,
    give_mandate,
    say_in_council,
)
from folkmoot.federating.queries.pairs import pair_of
from folkmoot.people.models import Collective, Membership
from folkmoot.web.chance import new_id


def sent(
    home: Collective,
    council: Collective,
    member: Membership,
    part: str = Delegate.Part.SPEAKER,
) -> Delegate:
    """Return who carries a collective's word since a day, for three months."""
    return Delegate.objects.create(
        collective=home,
        council=council,
        member=member,
        part=part,
        accepted_at=NOW - DAY,
        starts_at=NOW - DAY,
        ends_at=NOW + 90 * DAY,
    )


def asked_to_mend_the_roof(home: Collective, council: Collective) -> Mandate:
    """Return what messengers are to say: the roof first, for at most 40,000."""
    return Mandate.objects.create(
        collective=home,
        council=council,
        kind=Mandate.Kind.SETTLE,
        text="The roof first, for at most 40,000.",
        position="agrees",
        limits=[["cost", "at_most", 40000]],
        may_settle=["cost"],
        starts_at=NOW - DAY,
        ends_at=NOW + 90 * DAY,
    )


@once
def send_pair(
    world: World, leaf: Collective, now: datetime | None = None
) -> tuple[Delegate, Delegate]:
    """Let a leaf look for a pair, all be willing, and those drawn accept."""
    now = now or world.now
    members = world.members_of(leaf)
    search = ask_for_pair(
        member=members[0], home=leaf, council=world.federation, now=now
    )
    for member in members:
        answer_search(member=member, search=search, is_willing=True, now=now)
    return pair_in(world, leaf, now)


def pair_in(
    world: World, leaf: Collective, now: datetime | None = None
) -> tuple[Delegate, Delegate]:
    """Return speaker and listener, who have accepted."""
    now = now or world.now
    pair = pair_of(leaf.id, world.federation.id, now)
    for one in pair:
        accept_sending(member=one.member, delegate=one, now=now)
    speaker, listener = pair_of(leaf.id, world.federation.id, now)
    return speaker, listener


def mandate(
    world: World, leaf: Collective, now: datetime | None = None, **text: object
) -> Mandate:
    """Give a mandate as if home had decided it."""
    words = MandateText(**{"text": "Not above 40,000.", **text})  # type: ignore[arg-type]
    return give_mandate(
        home=leaf,
        council=world.federation,
        question=world.question,
        text=words,
        decided_by=new_id(),
        now=now or world.now,
    )


def say(
    delegate: Delegate,
    now: datetime,
    question: FederatedQuestion | None = None,
    *,
    asks_home: bool = True,
    **words: object,
) -> Entry:
    """Say something in the council."""
    said = Words(**{"text": "We say so.", "question": question, **words})  # type: ignore[arg-type]
    return say_in_council(
        member=delegate.member,
        delegate=delegate,
        words=said,
        asks_home=asks_home,
        now=now,
    )
