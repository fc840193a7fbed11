"""A witness: every answer of the specification, and the nine requests of another one."""

import json
from itertools import pairwise

import pytest
from tests.engines.tlog.logs import (
    ORIGIN,
    TIME,
    Log,
    key_of,
    line64,
    vectors,
    witness_of,
)

from folkmoot.engines import tlog
from folkmoot.engines.tlog import (
    Checkpoint,
    KnownLog,
    Status,
    VerifierKey,
    WitnessRequest,
)

EMPTY = Checkpoint(ORIGIN, 0, tlog.EMPTY_ROOT)
LOGS = {size: Log(size) for size in (0, 1, 5, 8, 300)}
OTHER = Log(8, "other")


def known(size: int = 0) -> KnownLog:
    return KnownLog([key_of().verifier], size, LOGS[size].frontier.root)


def request(old: int, new: int, **changes) -> bytes:
    proof = tlog.consistency_proof(old, new, LOGS[new].read) if old <= new else ()
    parts = {"old": old, "proof": tuple(proof), "checkpoint": LOGS[new].signed()}
    return WitnessRequest(**parts | changes).format()


def answered(body: bytes, size: int = 0) -> tlog.WitnessAnswer:
    found = {ORIGIN: known(size)}
    return tlog.answer(body, found.get)


class TestAnswers:
    @pytest.mark.parametrize(
        ("old", "new"), [(o, n) for o in LOGS for n in LOGS if o <= n]
    )
    def test_200_what_continues(self, old, new):
        found = answered(request(old, new), old)
        assert found == tlog.WitnessAnswer(Status.OK, "", LOGS[new].checkpoint)

    def test_200_leads_to_a_cosignature_that_counts(self):
        oak = witness_of()
        state = KnownLog([key_of().verifier])
        for old, new in pairwise(LOGS):
            found = tlog.answer(request(old, new), {ORIGIN: state}.get)
            line = tlog.cosign(found.checkpoint, oak, TIME)
            data = LOGS[new].signed()
            _, times = tlog.add_cosignatures(data, line.encode(), [oak.verifier])
            assert times == {oak.name: TIME}
            state = KnownLog(state.keys, found.checkpoint.size, found.checkpoint.root)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"old 0\n",
            b"old 0\n\n",
            b"old 0\n\nno note",
            b"old x\n\n" + LOGS[5].signed(),
            b"old 00\n\n" + LOGS[5].signed(),
            b"old -1\n\n" + LOGS[5].signed(),
            b"old  0\n\n" + LOGS[5].signed(),
            b"Old 0\n\n" + LOGS[5].signed(),
            b"old 0\r\n\r\n" + LOGS[5].signed(),
            b"old 0\n" + LOGS[5].signed(),
            b"old 0\nAAAA\n\n" + LOGS[5].signed(),
            b"old 0\n" + line64(bytes(32)).encode() * 64 + b"\n" + LOGS[5].signed(),
            b"old 0\n\n" + LOGS[5].signed().replace(b"\n5\n", b"\n05\n"),
            b"old 0\n\n" + LOGS[5].signed() + b"x" * 30_000,
            "old \N{ARABIC-INDIC DIGIT ZERO}\n\n".encode() + LOGS[5].signed(),
        ],
    )
    def test_400_what_is_no_request(self, body):
        found = answered(body)
        assert (found.status, found.checkpoint) == (Status.MALFORMED, None)
        assert found.body.endswith("\n")

    def test_400_an_old_size_above_the_new_one(self):
        found = answered(request(8, 5), 8)
        assert found.status == Status.MALFORMED
        assert "old size 8 is above the new one, 5" in found.body

    def test_403_no_signature_of_the_log(self):
        text = LOGS[5].checkpoint.text
        other = key_of("oak.example/log")
        foreign = tlog.sign_note(text, other).format()
        assert answered(request(0, 5, checkpoint=foreign)).status == Status.UNSIGNED

    def test_403_a_signature_that_is_not_by_the_log(self):
        changed = LOGS[5].signed().replace(b"\n5\n", b"\n6\n")
        found = answered(request(0, 5, checkpoint=changed))
        assert (found.status, found.checkpoint) == (Status.UNSIGNED, None)

    def test_403_a_line_that_cannot_be_read(self):
        data = LOGS[5].signed().replace(b"=\n", b"\n")
        changed = data.replace(b"\n\n", b"=\n\n")  # the root's stays as it was
        assert answered(request(0, 5, checkpoint=changed)).status == Status.UNSIGNED

    def test_403_a_second_line_that_is_not_by_the_log(self):
        other = tlog.parse_note(LOGS[8].signed()).signatures[0].line
        both = LOGS[5].signed() + other.encode()
        assert answered(request(0, 5, checkpoint=both)).status == Status.UNSIGNED

    def test_404_a_log_that_is_not_known(self):
        oak = key_of("oak.example/log")
        data = tlog.sign_checkpoint(Checkpoint(oak.name, 5, bytes(32)), oak)
        found = answered(request(0, 5, checkpoint=data))
        assert found.status == Status.UNKNOWN
        assert oak.name in found.body

    @pytest.mark.parametrize("old", [0, 1, 8])
    def test_409_another_size_than_the_last_one(self, old):
        found = answered(request(old, 300), 5)
        assert (found.status, found.body) == (Status.OTHER_SIZE, "5\n")
        assert found.content_type == "text/x.tlog.size"
        assert found.checkpoint == LOGS[300].checkpoint

    def test_409_also_for_an_old_checkpoint_sent_again(self):
        assert answered(request(1, 5), 8).status == Status.OTHER_SIZE

    @pytest.mark.parametrize(
        "proof", [(), (bytes(32),), (bytes(32),) * 63, tuple([bytes(32)] * 4)]
    )
    def test_422_a_proof_that_does_not_hold(self, proof):
        found = answered(request(5, 8, proof=proof), 5)
        assert found.status == Status.UNPROVEN
        assert found.checkpoint == LOGS[8].checkpoint
        assert not found.is_fork
        assert found.content_type.startswith("text/plain")

    def test_422_a_proof_where_nothing_is_to_be_proven(self):
        for old, new in ((0, 5), (5, 5)):
            found = answered(request(old, new, proof=(bytes(32),)), old)
            assert found.status == Status.UNPROVEN

    def test_422_another_root_for_the_same_size(self):
        found = answered(request(8, 8, checkpoint=OTHER.signed()), 8)
        assert (found.status, found.is_fork) == (Status.UNPROVEN, True)
        assert found.checkpoint == OTHER.checkpoint

    def test_a_fork_is_seen_whatever_old_size_it_names(self):
        found = answered(request(5, 8, checkpoint=OTHER.signed()), 8)
        assert (found.status, found.is_fork) == (Status.OTHER_SIZE, True)

    def test_422_an_empty_tree_with_some_root(self):
        checkpoint = Checkpoint(ORIGIN, 0, bytes(32))
        data = tlog.sign_checkpoint(checkpoint, key_of())
        found = answered(request(0, 0, checkpoint=data))
        assert found.status == Status.UNPROVEN

    def test_the_log_may_have_several_keys(self):
        new = tlog.SigningKey(ORIGIN, tlog.KeyKind.NOTE, bytes(32))
        both = KnownLog([key_of().verifier, new.verifier])
        for key in (key_of(), new):
            body = request(0, 5, checkpoint=LOGS[5].signed(key))
            assert tlog.answer(body, {ORIGIN: both}.get).status == Status.OK


def test_requests_are_read_as_they_were_written():
    body = request(5, 300)
    assert tlog.parse_request(body).format() == body


def test_requests_of_another_witness_get_its_answers():
    """Its answer to a log that it does not know is older than the rule of 404."""
    told = json.loads(vectors("litewitness_add_checkpoint.json").read_text())
    public = bytes.fromhex(told["log_vkey_note"].split()[2])
    first = tlog.parse_request(told["cases"][0]["body"].encode())
    origin = first.checkpoint.decode().split("\n")[0]
    state = KnownLog([VerifierKey(origin, tlog.KeyKind.NOTE, public)])
    found = []
    for case in told["cases"]:
        reply = tlog.answer(case["body"].encode(), {origin: state}.get)
        found.append(int(reply.status))
        if reply.status == Status.OTHER_SIZE:
            assert reply.body == f"{state.size}\n"
        if reply.status == Status.OK:
            state = KnownLog(state.keys, reply.checkpoint.size, reply.checkpoint.root)

    assert len(found) == 9
    expected = [case["status"] for case in told["cases"]]
    assert expected[2] == 403
    assert found == [*expected[:2], 404, *expected[3:]]


def test_where_witnesses_serve_what_they_saw():
    assert tlog.origin_hash("rome2026h1.example.org") == (
        "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"
    )
