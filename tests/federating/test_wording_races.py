"""Signatures of other wordings at once: counted right, and to the text that was read."""

from functools import partial

import pytest
from django.db import OperationalError
from tests.cast import DAY
from tests.federating.test_amendments import TEXT, back, propose
from tests.federating.world import World
from tests.racing import held_back

from folkmoot.federating.models import (
    Amendment,
    AmendmentLeaf,
    AmendmentSignature,
    FederatedStep,
    Version,
)
from folkmoot.federating.operations import (
    agree_taken,
    propose_amendment,
    send_draft,
    sign_amendment,
    take_amendment,
    withdraw_signature,
)
from folkmoot.federating.queries.amendments import count_signed, needed_in

Kind = AmendmentSignature.Kind
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def expect_no_deadlock(results) -> None:
    assert not [one for one in results if isinstance(one, OperationalError)], results


def test_a_group_backs_it_exactly_while_enough_have_signed(run_together, trials):
    """Two sign and one takes back what was signed: in whatever order they come."""
    world = World()
    world.ask()
    leaf = world.leaves[0]
    ann, bo, di = world.members_of(leaf)
    row = propose_amendment(
        member=ann, question=world.question, amendment=TEXT, now=world.now
    )
    given = {"amendment": row, "now": world.now}
    ends = set()
    for trial in range(trials):
        AmendmentSignature.objects.exclude(member=ann).delete()
        AmendmentSignature.objects.get_or_create(
            amendment=row,
            member=ann,
            kind=Kind.BACK,
            defaults={"collective": leaf, "at": world.now},
        )
        AmendmentLeaf.objects.update(backed_at=None)
        sign = [partial(sign_amendment, member=one, **given) for one in (bo, di)]
        withdraw = [
            partial(withdraw_signature, member=one, kind=Kind.BACK, **given)
            for one in (ann, bo)
        ]
        expect_no_deadlock(run_together(held_back(trial, sign, withdraw)))
        signed = count_signed(row, leaf, Kind.BACK)
        held = AmendmentLeaf.objects.get(amendment=row, collective=leaf)
        assert (held.backed_at is not None) == (signed >= needed_in(leaf))
        ends.add(signed)
    assert ends == {1, 2}, "always in one order: shows nothing"


def test_what_stands_beside_a_draft_is_what_was_backed_when_it_opened(
    run_together, trials
):
    first = 0
    for trial in range(trials // 5):  # each needs a question of its own
        names = [f"{tree} {trial}" for tree in ("Ash", "Birch", "Cedar", "Elm")]
        world = World(leaves=4, names=names)
        world.ask(scope="shared")
        row = propose(world, world.leaves[0])
        ann, bo, _di = world.members_of(world.leaves[1])
        sign_amendment(member=ann, amendment=row, now=world.now)
        world.hear()
        world.at(world.question.closes_at + DAY / 1440)
        world.write("One workshop.")
        world.answer_themes()
        sign = partial(sign_amendment, member=bo, amendment=row, now=world.now)
        open_ = partial(
            send_draft, member=world.drafter(), question=world.question, now=world.now
        )
        expect_no_deadlock(run_together(held_back(trial, [sign], [open_])))
        question = world.at(world.now)
        assert question.stage == "checking"
        row.refresh_from_db()
        step = FederatedStep.objects.get(question=question, to_stage="checking")
        told = (step.facts.get("amendments") or [{"stands": False, "groups": []}])[0]
        assert told["stands"] == (len(told["groups"]) == 2)
        assert (row.stood_in is not None) == told["stands"]
        beside = Version.objects.filter(question=question, beside=True)
        assert beside.exists() == told["stands"]
        first += told["stands"]
    assert first, "the signature never came first: shows nothing"


def test_nobody_agrees_to_a_text_they_have_not_read(run_together, trials):
    """The drafters take a wording up again in a newer text while others agree."""
    world = World()
    world.ask(scope="shared")
    row = propose(world, world.leaves[0])
    back(world, row, world.leaves[1])
    world.hear()
    world.at(world.question.closes_at + DAY / 1440)
    drafter = world.drafter()
    take = {"member": drafter, "now": world.now}
    people = [world.members_of(leaf)[n] for leaf in world.leaves[:2] for n in (0, 1)]
    for trial in range(trials):
        world.write(f"One workshop, {trial}.")
        take_amendment(amendment=row, **take)
        read = Amendment.objects.select_related("question__collective").get(id=row.id)
        if trial % 2:
            world.write(f"One workshop, open at night, {trial}.")
        acts = [
            partial(take_amendment, amendment=row, **take),
            *(
                partial(agree_taken, member=one, amendment=read, now=world.now)
                for one in people[1:]
            ),
        ]
        expect_no_deadlock(run_together(acts))
        row.refresh_from_db()
        agreed = AmendmentSignature.objects.filter(amendment=row, kind=Kind.TAKEN)
        if trial % 2:
            assert not agreed.exists(), "agreed to a text that was not read"
            assert not row.leaves.filter(agreed_at__isnull=False).exists()
        for leaf in row.leaves.select_related("collective"):
            enough = count_signed(row, leaf.collective, Kind.TAKEN) >= needed_in(
                leaf.collective
            )
            assert (leaf.agreed_at is not None) == enough
