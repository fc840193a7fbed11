"""Two workers on one database: one tree, and one checkpoint for each size."""

from collections.abc import Callable
from functools import partial

import pytest
from tests.cast import NOW, collective, member
from tests.record.logs import add, keys_of, log_of

from folkmoot.engines.tlog import open_checkpoint
from folkmoot.record.memory import recall
from folkmoot.record.models import Cosignature, Entry, Log
from folkmoot.record.operations import (
    NothingToAgreeError,
    agree_to_key,
    cosign_log,
    integrate,
    promise_key,
    refuse_key,
    sign,
)
from folkmoot.record.queries import find_fault

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def tend(which) -> Log:
    """Do what a worker does with one log; return it as it was signed."""
    integrate(collective_id=which, now=NOW)
    signed = sign(collective_id=which, now=NOW)
    cosign_log(collective_id=which, now=NOW)
    return signed


def test_two_workers_and_two_writers_make_one_history(run_together, trials):
    elm, oak = collective("Elm Street").id, collective("Oak Lane").id
    tend(elm)
    tend(oak)
    roots: dict[int, bytes] = {}
    acts: list[Callable[[], Log | None]] = [
        *(partial(tend, elm), partial(tend, elm)),
        *(partial(add, elm, 1), partial(add, elm, 2)),
    ]
    for _trial in range(trials):
        first, second, *written = run_together(acts)
        assert written == [None, None]
        for signed in (first, second):
            assert isinstance(signed, Log), signed
            told = open_checkpoint(signed.checkpoint.encode(), keys_of(signed))
            assert roots.setdefault(told.size, told.root) == told.root
    tend(elm)
    log = log_of(elm)
    assert (log.state, log.signed_size) == ("open", log.size)
    assert recall(elm).root == bytes(log.root)
    assert Cosignature.objects.get(collective_id=elm).size == log.signed_size
    assert [find_fault(one) for one in (elm, oak)] == [None, None]


def test_the_first_two_who_look_open_one_log(run_together):
    for number in range(20):
        made = collective(f"Street {number}", members=(f"Ann {number}",))
        done = run_together([partial(tend, made.id)] * 3)
        assert {type(one) for one in done} == {Log}, done
        assert Log.objects.filter(collective_id=made.id).count() == 1
        assert len(keys_of(log_of(made.id))) == 1
        assert find_fault(made.id) is None


def test_a_promise_is_replaced_once_or_refused_and_never_by_one(run_together):
    made = collective("Elm Street", members=("Ann", "Bo", "Di", "Eve"))
    tend(made.id)
    ann, bo, di, eve = (member(made, name).id for name in ("Ann", "Bo", "Di", "Eve"))

    def put(number: int, by) -> Log:
        seed = number.to_bytes(32)
        return promise_key(collective_id=made.id, seed=seed, member_id=by, now=NOW)

    def say(act, digest: str, by) -> Log:
        return act(collective_id=made.id, digest=digest, member_id=by, now=NOW)

    put(1, ann)
    for number in range(2, 60):
        shown = put(number, ann).offered_digest
        before = log_of(made.id).next_digest
        done = run_together(
            [
                partial(say, agree_to_key, shown, ann),
                partial(say, agree_to_key, shown, bo),
                partial(say, agree_to_key, shown, di),
                partial(say, refuse_key, shown, eve),
            ]
        )
        assert isinstance(done[0], NothingToAgreeError)
        assert sum(isinstance(one, Log) for one in done) == 1, done
        log = log_of(made.id)
        assert log.next_digest == (before if isinstance(done[3], Log) else shown)
        assert not log.offered_digest
    asked = Entry.objects.filter(kind="log.key_replacement_asked").count()
    answered = Entry.objects.filter(
        kind__in=("log.key_promised", "log.key_replacement_refused")
    )
    assert answered.count() == asked + 1
    assert find_fault(made.id) is None


def test_two_who_put_other_keys_on_paper_at_once_replace_none(run_together):
    made = collective("Elm Street", members=("Ann", "Bo"))
    tend(made.id)
    both = [member(made, name).id for name in ("Ann", "Bo")]
    for number in range(20):
        seeds = [(3 * number + n).to_bytes(32) for n in (1, 2)]
        before = log_of(made.id).next_digest
        done = run_together(
            [
                partial(
                    promise_key, collective_id=made.id, seed=seed, member_id=by, now=NOW
                )
                for seed, by in zip(seeds, both, strict=True)
            ]
        )
        assert {type(one) for one in done} == {Log}, done
        log = log_of(made.id)
        assert log.offered_digest
        assert not before or log.next_digest == before
    assert find_fault(made.id) is None
