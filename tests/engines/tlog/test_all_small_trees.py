"""All trees to 128 leaves: roots by the definition, every proof, every altered proof."""

from functools import cache
from hashlib import sha256

import pytest

from folkmoot.engines import tlog
from folkmoot.engines.tlog import Frontier, ProofError

MOST = 128
HASHES = [tlog.hash_leaf(b"%d" % index) for index in range(MOST)]


@cache
def defined(low: int, high: int) -> bytes:
    """Return MTH(D[low:high]) as RFC 6962 writes it down, without any of our code."""
    if high - low == 0:
        return sha256(b"").digest()
    if high - low == 1:
        return sha256(b"\0%d" % low).digest()
    k = 1
    while 2 * k < high - low:
        k *= 2
    return sha256(b"\1" + defined(low, low + k) + defined(low + k, high)).digest()


def read(height: int, index: int) -> bytes:
    return defined(index << height, index + 1 << height)


def altered(proof: list[bytes]):
    """Yield what a proof must not be: a bit off, cut, longer, in another order."""
    for place, one in enumerate(proof):
        bit = bytes([one[0] ^ 1]) + one[1:]
        yield [*proof[:place], bit, *proof[place + 1 :]]
        yield [*proof[:place], *proof[place + 1 :]]
        yield [*proof[:place], one, *proof[place:]]
    yield [*proof, EXTRA]
    yield [EXTRA, *proof]
    if proof[::-1] != proof:
        yield proof[::-1]


EXTRA = sha256(b"extra").digest()


@pytest.mark.sweep
def test_root_of_every_tree():
    frontier = Frontier()
    for size in range(MOST + 1):
        assert frontier.root == defined(0, size)
        assert Frontier().add_many(HASHES[:size]) == frontier
        assert Frontier.from_bytes(size, frontier.to_bytes()) == frontier
        if size < MOST:
            frontier = frontier.add(HASHES[size])


@pytest.mark.sweep
def test_growth_from_every_size_to_every_size():
    whole = [Frontier().add_many(HASHES[:size]) for size in range(MOST + 1)]
    for old in range(MOST + 1):
        for new in range(old, MOST + 1):
            assert whole[old].add_many(HASHES[old:new]) == whole[new]


@pytest.mark.sweep
def test_inclusion_of_every_entry(subtests):
    for size in range(1, MOST + 1):
        with subtests.test(size=size):
            _includes_every_entry(size)


def _includes_every_entry(size: int) -> None:
    root = defined(0, size)
    for index in range(size):
        proof = tlog.inclusion_proof(index, size, read)
        tlog.verify_inclusion(HASHES[index], index, size, proof, root)

        for wrong in altered(proof):
            with pytest.raises(ProofError):
                tlog.verify_inclusion(HASHES[index], index, size, wrong, root)
        for place in (index ^ 1, index + size, size):
            with pytest.raises(ProofError):
                tlog.verify_inclusion(HASHES[index], place, size, proof, root)
        for leaf, top in ((EXTRA, root), (HASHES[index], EXTRA)):
            with pytest.raises(ProofError):
                tlog.verify_inclusion(leaf, index, size, proof, top)


@pytest.mark.sweep
def test_consistency_with_every_earlier_tree(subtests):
    for new in range(MOST + 1):
        with subtests.test(new=new):
            _is_consistent_with_every_earlier(new)


def _is_consistent_with_every_earlier(new: int) -> None:
    after = defined(0, new)
    for old in range(new + 1):
        before = defined(0, old)
        proof = tlog.consistency_proof(old, new, read)
        tlog.verify_consistency(old, before, new, after, proof)

        for wrong in altered(proof):
            with pytest.raises(ProofError):
                tlog.verify_consistency(old, before, new, after, wrong)
        with pytest.raises(ProofError):
            tlog.verify_consistency(old, EXTRA, new, after, proof)
        if old > 0:
            with pytest.raises(ProofError):
                tlog.verify_consistency(old, before, new, EXTRA, proof)


def test_sizes_of_another_tree_are_refused():
    """A proof holds for its sizes alone."""
    for new in range(2, 40):
        for old in range(1, new):
            proof = tlog.consistency_proof(old, new, read)
            roots = defined(0, old), defined(0, new)
            for one, other in ((old + 1, new), (old - 1, new), (new, old)):
                with pytest.raises(ProofError):
                    tlog.verify_consistency(one, roots[0], other, roots[1], proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3), (7, 5)])
def test_there_is_no_proof_of_what_is_not_there(index, size):
    with pytest.raises(ProofError, match=f"{size} leaves has no entry {index}"):
        tlog.inclusion_proof(index, size, read)


def test_there_is_no_proof_from_a_larger_tree():
    with pytest.raises(ProofError, match="tree of 3 leaves does not begin with 4"):
        tlog.consistency_proof(4, 3, read)


class TestWhatArithmeticLetsThrough:
    """RFC 9162 leaves these to the caller; here nobody can forget them."""

    def test_hashes_of_no_length(self):
        with pytest.raises(ProofError, match="0 bytes"):
            tlog.verify_inclusion(b"", 0, 1, [], b"")

    @pytest.mark.parametrize("size", [0, 1, 5])
    def test_an_empty_tree_with_some_root(self, size):
        with pytest.raises(ProofError, match="empty tree"):
            tlog.verify_consistency(0, EXTRA, size, EXTRA, [])

    def test_a_proof_from_an_empty_tree(self):
        with pytest.raises(ProofError, match="proof is empty, not 1"):
            tlog.verify_consistency(0, tlog.EMPTY_ROOT, 5, EXTRA, [EXTRA])

    def test_an_empty_tree_is_the_beginning_of_all(self):
        tlog.verify_consistency(0, tlog.EMPTY_ROOT, 5, defined(0, 5), [])

    @pytest.mark.parametrize("size", [2**63, 10**30])
    def test_sizes_that_no_tree_has(self, size):
        with pytest.raises(ProofError, match="is no proof"):
            tlog.verify_inclusion(EXTRA, 0, size, [EXTRA] * 63, EXTRA)

    def test_a_proof_higher_than_any_tree(self):
        with pytest.raises(ProofError, match="with 64 hashes"):
            tlog.verify_inclusion(EXTRA, 0, 2**63 - 1, [EXTRA] * 64, EXTRA)


@pytest.mark.parametrize(
    ("size", "data"),
    [(3, bytes(32)), (1, b""), (-1, b""), (1, bytes(31)), (2**63, bytes(32))],
)
def test_what_is_no_frontier_is_refused(size, data):
    with pytest.raises(tlog.FormatError):
        Frontier.from_bytes(size, data)
