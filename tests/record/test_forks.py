"""What the rows alone cannot tell: who has the key is found by memory and witnesses."""

import pytest
from tests.cast import NOW
from tests.record.logs import add
from tests.record.test_tampering import change_words_and_leaf
from tests.record.town import SIZE, Town

from folkmoot.engines.tlog import (
    Checkpoint,
    ProofError,
    WitnessRequest,
    consistency_proof,
    cosign,
    hash_leaf,
    inclusion_proof,
    parse_note,
    sign_checkpoint,
    verify_consistency,
    verify_inclusion,
)
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.memory import Signed, remember
from folkmoot.record.models import Cosignature, Disclosure, Key, Log, Witnessed
from folkmoot.record.operations import answer_request, erase_member, integrate
from folkmoot.record.queries import find_fault
from folkmoot.record.tiles import reader, root_at

pytestmark = [pytest.mark.django_db, pytest.mark.tampers]


def rewrite_all(town: Town, at: int) -> None:
    """Change an entry and all that follows from it, with every key of the server."""
    change_words_and_leaf(town, at)
    town.remake()
    sign_again(town)


def sign_again(town: Town) -> bytes:
    """Sign and cosign the tree as it is now, as the thief of all keys would."""
    log = town.log
    [key] = current_keys(town.elm, Key.Use.LOG)
    head = Checkpoint(log.origin, log.size, bytes(log.root))
    note = sign_checkpoint(head, open_key(key))
    Log.objects.filter(pk=log.pk).update(checkpoint=note.decode(), signed_size=log.size)
    seen = Witnessed.objects.get(origin=log.origin, by__collective_id=town.oak)
    line = cosign(head, open_key(seen.by), int(NOW.timestamp()))
    Witnessed.objects.filter(pk=seen.pk).update(
        size=head.size, root=head.root, note=note.decode() + line
    )
    Cosignature.objects.filter(collective_id=town.elm).update(line=line, size=head.size)
    return note


def request(town: Town, old: int) -> bytes:
    """Return what the log as it is now would ask a witness."""
    log = town.log
    read = reader(town.elm, log.signed_size)
    proof = tuple(consistency_proof(old, log.signed_size, read))
    return WitnessRequest(old, proof, log.checkpoint.encode()).format()


@pytest.mark.parametrize("at", [20, 255, 256, SIZE - 1])
def test_who_has_all_keys_is_found_by_memory(town: Town, at: int):
    rewrite_all(town, at)
    assert find_fault(town.elm) is None  # the rows fit together
    before = town.log.checkpoint
    log = town.sign_next(is_forked=True)
    assert (log.state, log.checkpoint) == ("damaged", before)


@pytest.mark.parametrize("at", [20, 255, 256, SIZE - 1])
def test_who_has_all_keys_is_found_by_a_witness_elsewhere(town: Town, at: int):
    assert answer_request(body=request(town, 0), now=NOW).status == 200
    signed = parse_note(town.log.checkpoint.encode()).text
    rewrite_all(town, at)
    told = answer_request(body=request(town, 0), now=NOW)
    assert (told.status, told.body, told.is_fork) == (409, f"{SIZE}\n", True)
    assert answer_request(body=request(town, SIZE), now=NOW).status == 422
    # The witness keeps both notes; together they prove it to anyone.
    seen = Witnessed.objects.get(origin=town.log.origin, by__collective_id=None)
    assert parse_note(seen.note.encode()).text == signed
    assert parse_note(seen.fork.encode()).text != signed


@pytest.mark.parametrize("at", [20, 256])
def test_a_longer_fork_is_refused_too(town: Town, at: int):
    assert answer_request(body=request(town, 0), now=NOW).status == 200
    change_words_and_leaf(town, at)
    town.remake()
    add(town.elm, 5)
    integrate(collective_id=town.elm, now=NOW)
    sign_again(town)
    assert answer_request(body=request(town, SIZE), now=NOW).status == 422


def test_an_old_receipt_proves_it(town: Town):
    """Who kept a checkpoint and their entry's proof needs nobody else."""
    log = town.log
    leaf = hash_leaf(town.entry(20).leaf.encode())
    proof = inclusion_proof(20, SIZE, reader(town.elm, SIZE))
    verify_inclusion(leaf, 20, SIZE, proof, bytes(log.root))
    rewrite_all(town, 20)
    with pytest.raises(ProofError):
        verify_inclusion(leaf, 20, SIZE, proof, bytes(town.log.root))
    with pytest.raises(ProofError):
        verify_consistency(SIZE, bytes(log.root), SIZE, bytes(town.log.root), ())


def test_a_database_put_back_is_found_by_memory(town: Town):
    """Everything is as it once was, signature too, and nothing in it is wrong."""
    log = town.log
    remember(town.elm, Signed(log.origin, SIZE + 7, bytes(32)))
    assert find_fault(town.elm) is None
    assert town.sign_next().state == "behind"


def test_erasing_leaves_the_root_and_all_proofs(town: Town):
    said = Disclosure.objects.filter(collective_id=town.elm, name="text")
    ann = said.first().member_id
    before = town.log
    read = reader(town.elm, SIZE)
    proofs = [inclusion_proof(at, SIZE, read) for at in range(SIZE)]
    erase_member(collective_id=town.elm, member_id=ann, now=NOW)
    assert not said.exists()
    assert find_fault(town.elm) is None
    assert root_at(town.elm, SIZE) == bytes(before.root) == bytes(town.log.root)
    assert town.hashes()[:SIZE] == town.leaves
    for at, proof in enumerate(proofs):
        verify_inclusion(town.leaves[at], at, SIZE, proof, bytes(before.root))
    log = town.sign_next()
    assert (log.state, log.signed_size) == ("open", SIZE + 3)
    assert find_fault(town.elm) is None
