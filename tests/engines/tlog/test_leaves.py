"""Leaves: digests alone, that say nothing of what they stand for, in one spelling."""

import json

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st
from tests.engines.tlog.logs import key_of, seed_of

from folkmoot.engines import tlog
from folkmoot.engines.tlog import Disclosure, FormatError
from folkmoot.engines.tlog.encoding import encode64url
from folkmoot.engines.tlog.leaves import canonical

LETTERS = st.characters(codec="utf-8")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(LETTERS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(LETTERS), inner, max_size=4)
    ),
    max_leaves=8,
)
# RFC 9901, section 5.1: disclosures as they stand there, and their digests.
RFC_9901 = [
    (
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
        "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
    ),
    (
        "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd",
        "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4",
    ),
    (
        "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0",
        "pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo",
    ),
]


def salt(name: str) -> str:
    return encode64url(seed_of(name)[:16])


def decoys(count: int) -> list[str]:
    return [encode64url(seed_of(f"decoy {number}")) for number in range(count)]


def leaf_of(*disclosures: Disclosure) -> bytes:
    digests = [tlog.digest(one.encoded) for one in disclosures]
    return tlog.make_leaf(digests, decoys(tlog.decoys_needed(len(digests))))


def said(**values: tlog.Value) -> list[Disclosure]:
    return [Disclosure(salt(name), name, value) for name, value in values.items()]


KINDS = {
    "position": said(
        kind="position", about="q", round=1, stance="yes", text="Sí." * 99, author="Ann", sig="s"
    ),
    "objection": said(kind="objection", about="q", round=2, text="", author="Bo", sig="s"),
    "erased": said(kind="erased", indexes=[4, 7], by="d"),
    "outcome": said(kind="outcome", about="q", round=1, tally={"yes": 3}, roster="r", rule="h"),
    "founding": said(kind="founding"),
    "bulletin": said(kind="bulletin", text="long " * 9000, author="Di", at=5, to="all", sig="s"),
}  # fmt: skip


class TestDisclosures:
    @pytest.mark.parametrize(("encoded", "digest"), RFC_9901)
    def test_of_the_standard_have_their_digest(self, encoded, digest):
        assert tlog.digest(encoded) == digest

    def test_are_kept_as_they_were_written(self):
        """The standard's have a space after each comma, ours none: never made anew."""
        encoded, _digest = RFC_9901[1]
        parts = tlog.open_disclosure(encoded)
        assert parts == ("2GLC42sKQveCfGfryNRN9w", "given_name", "John")
        assert Disclosure(*parts).encoded != encoded

    @given(st.text(LETTERS), VALUES)
    def test_open_as_they_were_made(self, name, value):
        if name in {"_sd", "..."}:
            return
        one = Disclosure(salt(name), name, value)
        assert tlog.open_disclosure(one.encoded) == (one.salt, name, value)

    @given(VALUES)
    @example('\x00\x08\t\n\x0b\f\r\x1f "\\/\x7f\x80\u2028\u2029\ue000\ufeff\U0001f600')
    @example({"\U0001f600": 1, "\ufb33": 2, "\xe9": 3, "1": 4, "\r": 5, "": 6})
    @example([True, False, None, 0, -1, 2**53 - 1, 1 - 2**53, [], {}])
    def test_are_written_as_the_standard_says(self, value):
        assert canonical(value) == rfc8785.dumps(value)

    @pytest.mark.parametrize(
        "parts",
        [
            (salt("a"), "a", 0.5),
            (salt("a"), "a", [{"b": [1.0]}]),
            (salt("a"), "a", float("nan")),
            (salt("a"), "a", 2**53),
            (salt("a"), "a", "\ud800"),
            (salt("a"), "_sd", 1),
            (salt("a"), "...", 1),
            (salt("a")[:-1], "a", 1),
            (salt("a") + "==", "a", 1),
            (encode64url(bytes(15)), "a", 1),
            ("A" * 21 + "B", "a", 1),  # bits left over
        ],
    )
    def test_do_not_hold_what_has_two_readings(self, parts):
        with pytest.raises(FormatError):
            _ = Disclosure(*parts).encoded
        raw = json.dumps(parts).encode("utf-8", "surrogatepass")
        with pytest.raises(FormatError):
            tlog.open_disclosure(encode64url(raw))

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"no",
            b"{}",
            b"[]",
            b'["AAAAAAAAAAAAAAAAAAAAAA","a"]',
            b'["AAAAAAAAAAAAAAAAAAAAAA","a",1,2]',
            b'["AAAAAAAAAAAAAAAAAAAAAA",1,2]',
            b'[1,"a",2]',
            b'["AAAAAAAAAAAAAAAAAAAAAA","a",{"b":1,"b":2}]',
            b'["AAAAAAAAAAAAAAAAAAAAAA","a",NaN]',
            b'["AAAAAAAAAAAAAAAAAAAAAA","a",1e2]',
            b'["AAAAAAAAAAAAAAAAAAAAAA","a","\xff"]',
            b'["AAAAAAAAAAAAAAAAAAAAAA","a","\\ud800"]',
            b"[" * 100_000,
            b'["AAAAAAAAAAAAAAAAAAAAAA","a",' + b"[" * 3_000 + b"]" * 3_000 + b"]",
        ],
    )
    def test_that_are_none_are_refused(self, raw):
        with pytest.raises(FormatError):
            tlog.open_disclosure(encode64url(raw))

    @pytest.mark.parametrize("change", ["{}=", "{}\n", " {}", "{}+", "{}é"])
    def test_have_one_spelling(self, change):
        with pytest.raises(FormatError):
            tlog.open_disclosure(change.format(RFC_9901[1][0]))

    def test_are_letters(self):
        with pytest.raises(FormatError, match="is no disclosure"):
            tlog.digest("é")


class TestLeaves:
    def test_of_all_kinds_look_alike(self):
        leaves = [leaf_of(*disclosures) for disclosures in KINDS.values()]
        assert {len(leaf) for leaf in leaves} == {751}
        assert all(b"kind" not in leaf for leaf in leaves)

    def test_give_their_digests_back(self):
        digests = [tlog.digest(one.encoded) for one in KINDS["position"]]
        leaf = tlog.make_leaf(digests, decoys(1))
        assert tlog.read_leaf(leaf) == tuple(sorted([*digests, *decoys(1)]))
        assert json.loads(leaf) == {"_sd": sorted([*digests, *decoys(1)]), "v": 1}

    def test_do_not_tell_the_order_of_what_was_said(self):
        digests = [tlog.digest(one.encoded) for one in KINDS["position"]]
        same = tlog.make_leaf(digests[::-1], decoys(1))
        assert tlog.make_leaf(digests, decoys(1)) == same

    @pytest.mark.parametrize("count", range(100))
    def test_decoys_fill_up(self, count):
        whole = count + tlog.decoys_needed(count)
        assert whole >= tlog.USUAL_DIGESTS
        assert whole % tlog.DECOY_STEP == 0
        assert whole - count < tlog.DECOY_STEP or whole == tlog.USUAL_DIGESTS

    def test_have_a_most(self):
        assert len(tlog.make_leaf(decoys(88), [])) <= tlog.LEAF_SIZE_AT_MOST
        with pytest.raises(FormatError, match="92 digests; expected a multiple of 4"):
            tlog.make_leaf(decoys(92), [])

    @pytest.mark.parametrize(
        "digests",
        [
            [],
            decoys(3),
            [*decoys(3), decoys(1)[0]],
            [*decoys(3), "short"],
            [*decoys(3), "A" * 42 + "B"],
            [*decoys(3), "A" * 43 + "="],
        ],
    )
    def test_hold_digests_in_fours(self, digests):
        with pytest.raises(FormatError):
            tlog.make_leaf(digests, [])
        raw = json.dumps({"_sd": sorted(digests), "v": 1}, separators=(",", ":"))
        with pytest.raises(FormatError):
            tlog.read_leaf(raw.encode())

    def test_have_one_spelling(self):
        good = {"_sd": sorted(decoys(4)), "v": 1}
        plain = json.dumps(good, separators=(",", ":")).encode()
        assert tlog.read_leaf(plain) == tuple(good["_sd"])
        wrong = [
            {"_sd": good["_sd"][::-1], "v": 1},
            {"v": 1, "_sd": good["_sd"]},
            {"_sd": good["_sd"], "v": 2},
            {"_sd": good["_sd"], "v": True},
            {"_sd": good["_sd"], "v": 1, "w": 1},
            {"_sd": good["_sd"]},
            {"_sd": [1, 2, 3, 4], "v": 1},
            {"_sd": "text", "v": 1},
            good["_sd"],
        ]
        spellings = [json.dumps(one, separators=(",", ":")).encode() for one in wrong]
        spellings += [
            json.dumps(good).encode(),
            plain + b"\n",
            b"\xef\xbb\xbf" + plain,
            plain.decode().encode("utf-16"),
            b"",
            b"no",
            b"[" * 4000,
            plain + b" " * 4096,
            plain.replace(b'"v":1', b'"v":1.0'),
            plain.replace(b"{", b'{"_sd":[],'),
        ]
        for one in spellings:
            with pytest.raises(FormatError):
                tlog.read_leaf(one)


class TestStatements:
    def test_are_a_line_and_canonical_json(self):
        first, second = sorted(decoys(2))
        expected = (
            "folkmoot/v1 statement\n"
            f'{{"_sd":["{first}","{second}"],"origin":"elm.example/log","v":1}}'
        )
        made = tlog.statement_bytes("elm.example/log", [second, first])
        assert made == expected.encode()

    def test_still_hold_when_words_and_names_are_erased(self):
        """The signature is over digests: what is left of them suffices."""
        core = [tlog.digest(one.encoded) for one in KINDS["position"][:5]]
        signed = tlog.statement_bytes("elm.example/log", core)
        key = key_of()
        signature = key.sign(signed)
        leaf = leaf_of(*KINDS["position"])

        kept = [one for one in tlog.read_leaf(leaf) if one in core]
        again = tlog.statement_bytes("elm.example/log", kept)
        assert tlog.verify_strict(key.verifier.public, signature, again)
        other = tlog.statement_bytes("oak.example/log", kept)
        assert not tlog.verify_strict(key.verifier.public, signature, other)

    @pytest.mark.parametrize(
        ("origin", "digests"),
        [("", decoys(1)), ("elm", []), ("elm", decoys(1) * 2), ("elm", ["x"])],
    )
    def test_of_nothing_are_refused(self, origin, digests):
        with pytest.raises(FormatError):
            tlog.statement_bytes(origin, digests)
