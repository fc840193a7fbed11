"""Policies and receipts: whose logs count, how many witnesses, and one file for it."""

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
    FormatError,
    Group,
    LogLine,
    Policy,
    ProofError,
    Receipt,
    SignatureError,
    VerifierKey,
    WitnessLine,
)

TREES = ("oak", "yew", "ash", "fir", "bay")
WITNESSES = {name: witness_of(f"{name}.example/witness") for name in TREES}
LOG = f"log {key_of().verifier}\n"


def line_of(name: str, url: str = "") -> str:
    return f"witness {name} {WITNESSES[name].verifier} {url}".rstrip() + "\n"


def policy_of(*lines: str) -> Policy:
    return tlog.parse_policy("".join((LOG, *map(line_of, TREES), *lines)).encode())


def cosigned(log: Log, *names: str) -> bytes:
    lines = [tlog.cosign(log.checkpoint, WITNESSES[name], TIME) for name in names]
    return log.signed() + "".join(lines).encode()


LAYERS = (
    "group north 2 oak yew ash\n",
    "group south any fir bay\n",
    "group both all north south\n",
    "quorum both\n",
)


class TestPolicies:
    @pytest.mark.parametrize(
        ("names", "is_met"),
        [
            ((), False),
            (("oak", "yew"), False),
            (("oak", "fir"), False),
            (("oak", "yew", "fir"), True),
            (("ash", "yew", "bay"), True),
            (TREES, True),
            (("oak", "oak", "fir"), False),
        ],
    )
    def test_ask_for_groups_of_groups(self, names, is_met):
        """The layers of the specification's example."""
        data = cosigned(Log(3), *names)
        standing = policy_of(*LAYERS).look_at(data)
        assert standing.is_met is policy_of(*LAYERS).is_met(data) is is_met
        assert standing.witnessed == dict.fromkeys(names, TIME)
        assert standing.checkpoint == Log(3).checkpoint

    @pytest.mark.parametrize("needed", range(6))
    def test_ask_for_k_of_n(self, needed):
        lines = tuple(
            WitnessLine(name, key.verifier) for name, key in WITNESSES.items()
        )
        logs = (LogLine(key_of().verifier),)
        policy = Policy.of_witnesses(logs, lines, needed)
        for count in range(6):
            data = cosigned(Log(3), *TREES[:count])
            assert policy.is_met(data) is (count >= needed)
        assert tlog.parse_policy(policy.format()) == policy

    def test_ask_for_one_witness(self):
        policy = policy_of("quorum ash\n")
        assert policy.is_met(cosigned(Log(3), "ash"))
        assert not policy.is_met(cosigned(Log(3), "oak", "yew"))

    def test_may_ask_for_none_and_still_want_the_log(self):
        policy = policy_of("quorum none\n")
        assert policy.is_met(Log(3).signed())
        other = key_of("elm.example/other")
        checkpoint = tlog.Checkpoint(other.name, 3, bytes(32))
        assert not policy.is_met(tlog.sign_checkpoint(checkpoint, other))

    def test_without_logs_leave_the_log_to_the_caller(self):
        policy = tlog.parse_policy((line_of("oak") + "quorum oak\n").encode())
        assert policy.is_met(cosigned(Log(3), "oak"))

    def test_say_what_is_wrong_with_a_note(self):
        policy = policy_of(*LAYERS)
        with pytest.raises(SignatureError):
            policy.look_at(cosigned(Log(3)).replace(b"\n3\n", b"\n4\n"))
        assert not policy.is_met(b"no note")

    def test_a_wrong_line_of_a_known_witness_spoils_the_note(self):
        line = tlog.cosign(Log(4).checkpoint, WITNESSES["oak"], TIME)
        data = cosigned(Log(3), "yew", "ash", "fir") + line.encode()
        assert not policy_of(*LAYERS).is_met(data)

    def test_are_written_and_read_again(self):
        text = (
            "# whom we trust\n\n"
            f" \t{LOG.strip()}\thttps://{ORIGIN}/ \n"
            + line_of("oak", "https://oak.example/")
            + line_of("yew")
            + "   # two of them\ngroup\tboth  2 oak yew\nquorum both\n"
        )
        policy = tlog.parse_policy(text.encode())
        assert policy.logs == (LogLine(key_of().verifier, f"https://{ORIGIN}/"),)
        assert policy.groups == (Group("both", 2, ("oak", "yew")),)
        assert policy.urls == {"oak": "https://oak.example/"}
        assert tlog.parse_policy(policy.format()) == policy
        assert policy.format().splitlines()[-2:] == [
            b"group both all oak yew",
            b"quorum both",
        ]

    def test_take_names_byte_by_byte(self):
        """Also bytes that are no text: K is not the sign for kelvin."""
        for name in (b"K", "\N{KELVIN SIGN}".encode(), b"\xff\xfe"):
            key = str(WITNESSES["oak"].verifier).encode()
            data = b"witness " + name + b" " + key + b"\nquorum " + name + b"\n"
            policy = tlog.parse_policy(data)
            assert policy.format() == data
            with pytest.raises(FormatError):
                tlog.parse_policy(data.replace(b"quorum " + name, b"quorum other"))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            LOG,
            LOG + "quorum none",
            LOG + "quorum none\nquorum none\n",
            LOG + "quorum\n",
            LOG + "quorum oak\n",
            LOG + "quorum none none\n",
            LOG + LOG + "quorum none\n",
            LOG + "quorum oak\n" + line_of("oak"),
            LOG + "quorum none\r\n",
            LOG + "quorum\vnone\n",
            LOG + "#\0\nquorum none\n",
            LOG + "#\x7f\nquorum none\n",
            LOG + "Quorum none\n",
            LOG + "quorum \N{NO-BREAK SPACE}none\n",
            LOG + "log\nquorum none\n",
            LOG + "log x\nquorum none\n",
            LOG + "log x y z\nquorum none\n",
            LOG + "witness oak\nquorum none\n",
            LOG + line_of("oak") + line_of("oak") + "quorum none\n",
            LOG + line_of("oak") + line_of("oak").replace("s oak", "s o") + "quorum none\n",
            LOG + line_of("oak") + line_of("yew").replace("s yew", "s oak") + "quorum oak\n",
            LOG + line_of("oak").replace("s oak", "s none") + "quorum none\n",
            LOG + LOG.replace("log ", "witness w ") + "quorum w\n",
            line_of("oak").replace("witness oak", "log") + "quorum none\n",
            LOG + line_of("oak") + "group g 1\nquorum g\n",
            LOG + line_of("oak") + "group g 0 oak\nquorum g\n",
            LOG + line_of("oak") + "group g 2 oak\nquorum g\n",
            LOG + line_of("oak") + "group g 01 oak\nquorum g\n",
            LOG + line_of("oak") + "group g some oak\nquorum g\n",
            LOG + line_of("oak") + "group g any none\nquorum g\n",
            LOG + line_of("oak") + "group g any g\nquorum g\n",
            LOG + line_of("oak") + "group oak any oak\nquorum oak\n",
            LOG + line_of("oak") + "group none any oak\nquorum none\n",
            LOG + line_of("oak") + "group g 2 oak oak\nquorum g\n",
            LOG + line_of("oak") + "group g any oak\ngroup h any oak\nquorum h\n",
            LOG + "group g any oak\n" + line_of("oak") + "quorum g\n",
            "#" * 70_000 + "\n" + LOG + "quorum none\n",
        ],
    )  # fmt: skip
    def test_that_are_none_are_refused(self, text):
        with pytest.raises(FormatError):
            tlog.parse_policy(text.encode())

    def test_name_the_wrong_line(self):
        with pytest.raises(
            FormatError, match=r"^line 2: 'fog' with 1 words is no line"
        ):
            tlog.parse_policy((LOG + "fog x\nquorum none\n").encode())

    def test_one_key_counts_once_under_any_name(self):
        oak = WITNESSES["oak"].verifier
        same = VerifierKey("other.example/witness", oak.kind, oak.public)
        with pytest.raises(FormatError, match="one key twice"):
            Policy((), (WitnessLine("a", oak), WitnessLine("b", same)), (), "a")

    @pytest.mark.parametrize("name", ["sigsum-test1-2025", "sigsum-test2-2025"])
    def test_of_others_have_the_same_shape(self, name):
        """Sigsum's hold bare keys; with ours in their places they are policies."""
        path = f"sigsum_sigsum-go/pkg/policy/builtin/{name}.builtin-policy"
        lines = []
        for number, line in enumerate(vectors(path).read_text().splitlines()):
            words = line.split()
            if words[:1] == ["log"]:
                words[1] = str(key_of(f"log{number}.example").verifier)
            if words[:1] == ["witness"]:
                words[2] = str(witness_of(f"w{number}.example").verifier)
            lines.append(" ".join(words) + "\n")
        policy = tlog.parse_policy("".join(lines).encode())
        assert policy.witnesses
        assert tlog.parse_policy(policy.format()) == policy


class TestReceipts:
    log = Log(300)

    def receipt(self, index: int, *names: str, extra: bytes | None = None) -> Receipt:
        proof = tlog.inclusion_proof(index, self.log.size, self.log.read)
        return Receipt(index, tuple(proof), cosigned(self.log, *names), extra)

    @pytest.mark.parametrize("extra", [None, b"", b"more"])
    @pytest.mark.parametrize("index", [0, 255, 256, 299])
    def test_show_that_an_entry_is_there(self, index, extra):
        receipt = self.receipt(index, "oak", "yew", "bay", extra=extra)
        again = tlog.parse_receipt(receipt.format())

        assert again == receipt
        standing = again.verify(self.log.entries[index], policy_of(*LAYERS))
        assert standing.checkpoint == self.log.checkpoint
        assert standing.is_met

    def test_are_lines_as_specified(self):
        lines = self.receipt(256, extra=b"x").format().decode().split("\n")
        assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra eA==", "index 256"]
        assert lines[3] == line64(tlog.hash_leaf(self.log.entries[257])).strip()
        assert lines[lines.index("") + 1] == ORIGIN

    def test_of_a_log_with_one_entry_hold_no_hashes(self):
        receipt = Receipt(0, (), Log(1).signed())
        assert b"index 0\n\nelm" in receipt.format()
        again = tlog.parse_receipt(receipt.format())
        again.verify(Log(1).entries[0], policy_of("quorum none\n"))

    def test_do_not_hold_for_another_entry_or_place(self):
        receipt = self.receipt(7)
        policy = policy_of("quorum none\n")
        with pytest.raises(ProofError):
            receipt.verify(self.log.entries[8], policy)
        moved = Receipt(8, receipt.proof, receipt.checkpoint)
        with pytest.raises(ProofError):
            moved.verify(self.log.entries[7], policy)

    def test_say_that_witnesses_are_missing(self):
        receipt = self.receipt(7, "oak")
        with pytest.raises(SignatureError, match=r"cosigned by oak; .* asks for both"):
            receipt.verify(self.log.entries[7], policy_of(*LAYERS))
        with pytest.raises(SignatureError, match="cosigned by nobody"):
            self.receipt(7).verify(self.log.entries[7], policy_of(*LAYERS))

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("@v1", "@v2"),
            ("index 7", "index 07"),
            ("index 7", "index -7"),
            ("index 7", "index  7"),
            ("index 7", "index 7 "),
            ("index 7", "Index 7"),
            ("index 7\n", ""),
            ("index 7\n", "index 7\nindex 7\n"),
            ("index 7\n", "index 7\nextra eA==\n"),
            ("index 7\n", "extra eA==\nextra eA==\nindex 7\n"),
            ("index 7\n", "extra eB==\nindex 7\n"),
            ("index 7\n", "index 7\r\n"),
            ("index 7\n", "index 7\nAAAA\n"),
            ("index 7\n", "index 7\n" + line64(bytes(32)) * 64),
            ("\n\n", "\n"),
            ("@v1", "@v\N{FULLWIDTH DIGIT ONE}"),
        ],
    )
    def test_in_another_spelling_are_refused(self, old, new):
        text = self.receipt(7).format().decode()
        assert old in text
        with pytest.raises(FormatError):
            self.check(text.replace(old, new).encode())

    def check(self, data: bytes) -> None:
        receipt = tlog.parse_receipt(data)
        receipt.verify(self.log.entries[7], policy_of("quorum none\n"))

    def test_that_are_too_long_are_refused(self):
        with pytest.raises(FormatError):
            tlog.parse_receipt(self.receipt(7, extra=bytes(200_000)).format())
