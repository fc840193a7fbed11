"""Mandates that are being taken back, for the access table."""

from tests import cast
from tests.cast import DAY, NOW

from folkmoot.federating.models import Delegate, Entry, Link, Recall, Undoing
from folkmoot.federating.operations import ask_recall
from folkmoot.people.models import Collective

OF_COUNCIL = (
    *("federating:federation", "federating:home_leaf", "federating:change"),
    *("home:federation_record", "home:federation_check_record"),
    *("api:get_federation", "api:choose_home_leaf", "api:raise_change"),
    *("api:get_federation_record", "api:check_federation_record"),
)
OF_SIGNING = ("sign_recall",)
OF_ACTS = ("settle_act",)


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of the addresses of recalls."""
    council = Link.objects.get(child=elm).collective
    ann, bo, di = (send(elm, council, name) for name in cast.SOME)
    said = Entry.objects.create(
        collective=council,
        home=elm,
        delegate=di,
        basis=Entry.Basis.MANDATE,
        text="We carry the roof.",
        state=Entry.State.COUNTED,
        at=NOW - 4 * DAY,
    )
    # Everybody joined just now, so what ended before is written as it would stand.
    recall = Recall.objects.create(
        collective=elm,
        delegate=di,
        reason="It differs",
        needed=2,
        state=Recall.State.ENDED,
        asked_at=NOW - 4 * DAY,
        paused_at=NOW - 4 * DAY,
        settled_at=NOW - DAY,
    )
    act = Undoing.objects.create(
        recall=recall, collective=elm, entry=said, closes_at=NOW + DAY
    )
    for name in ("Bo", "Di"):
        ask(elm, ann, name)
    ask(elm, bo, "Di")
    rooms = ("federating", "api")
    slugs = {f"{name}.slug": council.slug for name in OF_COUNCIL}
    return {
        **slugs,
        "delegate_id": ann.id,
        "act_id": act.id,
        **{f"{room}:{n}.delegate_id": bo.id for room in rooms for n in OF_SIGNING},
        **{f"{room}:{n}.delegate_id": di.id for room in rooms for n in OF_ACTS},
    }


def send(elm: Collective, council: Collective, name: str) -> Delegate:
    return Delegate.objects.create(
        collective=elm,
        council=council,
        member=cast.member(elm, name),
        part=Delegate.Part.SPEAKER,
        accepted_at=NOW - 9 * DAY,
        starts_at=NOW - 9 * DAY,
        ends_at=NOW + 60 * DAY,
    )


def ask(elm: Collective, delegate: Delegate, name: str) -> None:
    member = cast.member(elm, name)
    ask_recall(member=member, delegate=delegate, reason="It differs", now=NOW)
