"""Keys, notes, checkpoints and cosignatures: one spelling each, and every line checked."""

import pytest
from tests.engines.tlog.logs import ORIGIN, TIME, Log, key_of, line64, witness_of

from folkmoot.engines import tlog
from folkmoot.engines.tlog import (
    Checkpoint,
    FormatError,
    KeyKind,
    Note,
    Signature,
    SignatureError,
    SigningKey,
    VerifierKey,
)

# The example of C2SP signed-note; its key and its base64 both hold a plus sign.
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n\N{EM DASH} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1T"
    "nagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# A head of Go's checksum database, and its key.
SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB = (
    "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n\n"
    "\N{EM DASH} sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9"
    "HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n"
)
LINE = Signature("a", b"1234", bytes(64)).line


class TestVerifierKeys:
    @pytest.mark.parametrize("text", [EXAMPLE_KEY, SUMDB_KEY])
    def test_of_others_are_read_and_written(self, text):
        assert str(VerifierKey.parse(text)) == text

    @pytest.mark.parametrize("kind", list(KeyKind))
    def test_of_ours_are_read_and_written(self, kind):
        key = key_of("oak.example/log", kind).verifier
        assert VerifierKey.parse(str(key)) == key
        assert key.is_verifiable

    def test_with_plus_signs_in_their_base64(self):
        keys = (key_of(f"elm.example/{number}").verifier for number in range(50))
        plus = [str(key) for key in keys if str(key).count("+") > 2]
        assert plus
        assert [str(VerifierKey.parse(text)) for text in plus] == plus

    def test_of_unknown_kinds_are_read_and_verify_nothing(self):
        raw = bytes([6]) + b"\7" * 1312
        text = "yew.example+0a0b0c0d+" + line64(raw).strip()
        key = VerifierKey.parse(text)
        assert (str(key), key.kind, key.is_verifiable) == (text, 6, False)
        assert not key.is_signed(b"word", bytes(64))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "elm.example",
            EXAMPLE_KEY.replace("530d903a", "530D903A"),
            EXAMPLE_KEY.replace("530d903a", "530d903b"),
            EXAMPLE_KEY.replace("530d903a", "530d903"),
            EXAMPLE_KEY.replace("example.com/foo", "example.com/f"),
            EXAMPLE_KEY.replace("example.com/foo", "example.com foo"),
            EXAMPLE_KEY.replace("example.com/foo", ""),
            EXAMPLE_KEY[:-1],
            EXAMPLE_KEY + "=",
            EXAMPLE_KEY + "\n",
            " " + EXAMPLE_KEY,
            "example.com+00000000+",
            "example.com+00000000+Ag==",
        ],
    )
    def test_in_another_spelling_are_refused(self, text):
        with pytest.raises(FormatError):
            VerifierKey.parse(text)

    @pytest.mark.parametrize(
        "name",
        ["", "a b", "a+b", "a\N{NO-BREAK SPACE}b", "a\nb", "a\N{EM SPACE}", "\ud800"],
    )
    def test_cannot_have_every_name(self, name):
        with pytest.raises(FormatError):
            VerifierKey(name, 1, b"\5" * 32)


class TestSigningKeys:
    def test_do_not_show_their_seed(self):
        key = key_of()
        assert key.seed.hex() not in repr(key)
        assert "seed" not in repr(key)

    def test_have_seeds_of_one_length(self):
        with pytest.raises(FormatError, match="31 bytes"):
            SigningKey(ORIGIN, KeyKind.NOTE, bytes(31))

    def test_have_a_kind_of_ours(self):
        with pytest.raises(ValueError, match="6"):
            SigningKey(ORIGIN, 6, bytes(32))


class TestNotes:
    @pytest.mark.parametrize(
        ("key", "data"), [(EXAMPLE_KEY, EXAMPLE), (SUMDB_KEY, SUMDB)]
    )
    def test_of_others_open(self, key, data):
        note = tlog.parse_note(data.encode())
        known = VerifierKey.parse(key)
        assert note.format() == data.encode()
        assert tlog.open_note(note, [known]) == ((known, note.signatures[0]),)
        with pytest.raises(SignatureError, match="not by its key"):
            tlog.open_note(Note("!" + note.text, note.signatures), [known])

    def test_are_divided_at_their_last_empty_line(self):
        text = "one\n\ntwo\n\n\nthree\n"
        note = tlog.sign_note(text, key_of())
        assert tlog.parse_note(note.format()).text == text

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"text\n",
            b"text\n\n",
            b"text\n\nno line\n",
            b"\n" + LINE.encode(),
            ("text\n\n" + LINE[:-1]).encode(),
            ("text\n\n" + LINE + "\n").encode(),
            ("text\n\n" + LINE.replace("\N{EM DASH}", "\N{EN DASH}")).encode(),
            ("text\n\n" + LINE.replace("\N{EM DASH}", "-")).encode(),
            ("text\n\n" + LINE.replace(" a ", " a  ")).encode(),
            ("text\n\n" + LINE.replace(" a ", " a\N{EM SPACE}b ")).encode(),
            ("text\n\n" + LINE.replace(" a ", " a+b ")).encode(),
            ("text\n\n" + LINE.replace("A=\n", "B=\n")).encode(),  # bits left over
            ("text\n\n" + LINE.replace("=\n", "\n")).encode(),
            ("text\n\n" + "\N{EM DASH} a MTIzNA==\n").encode(),
            ("text\t\n\n" + LINE).encode(),
            ("text\r\n\n" + LINE).encode(),
            ("text\0\n\n" + LINE).encode(),
            b"text\xff\n\n" + LINE.encode(),
            b"text\xed\xa0\x80\n\n" + LINE.encode(),  # half of a letter beyond 16 bits
            ("text\n\n" + LINE).encode("latin-1", "replace"),
            ("text\n\n" + LINE * 33).encode(),
            ("t" * 16_300 + "\n\n" + LINE).encode(),
        ],
    )
    def test_in_another_spelling_are_refused(self, data):
        with pytest.raises(FormatError):
            tlog.parse_note(data)

    def test_hold_up_to_thirty_two_lines(self):
        assert len(tlog.parse_note(("text\n\n" + LINE * 32).encode()).signatures) == 32

    def test_that_nobody_known_signed_are_refused(self):
        note = tlog.sign_note("text\n", key_of())
        for keys in ([], [key_of("oak.example").verifier]):
            with pytest.raises(SignatureError, match="no known key signed"):
                tlog.open_note(note, keys)

    def test_lines_of_unknown_keys_count_for_nothing(self):
        """Same name or same id, but not both: another key."""
        key = key_of().verifier
        note = tlog.sign_note("text\n", key_of())
        others = (
            Signature(key.name, b"\0\0\0\0", bytes(64)),
            Signature("oak.example", key.key_id, bytes(64)),
            Signature("oak.example", b"1234", b"1"),
        )
        whole = tlog.with_signatures(note, others)
        assert [one for one, _ in tlog.open_note(whole, [key])] == [key]

    def test_a_wrong_line_of_a_known_key_spoils_the_whole_note(self):
        note = tlog.sign_note("text\n", key_of())
        for length in (1, 63, 64, 65, 72):
            wrong = Signature(ORIGIN, key_of().verifier.key_id, bytes(length))
            spoilt = tlog.with_signatures(note, [wrong])
            with pytest.raises(SignatureError, match="not by its key"):
                tlog.open_note(spoilt, [key_of().verifier])

    def test_keys_that_cannot_be_told_apart_are_refused(self):
        one = VerifierKey("yew.example", 6, b"1", b"same")
        other = VerifierKey("yew.example", 6, b"2", b"same")
        note = tlog.sign_note("text\n", key_of())
        assert tlog.open_note(note, [one, other, key_of().verifier])

    @pytest.mark.parametrize("text", ["text", "", "a\tb\n", "\ud800\n"])
    def test_not_every_text_can_be_signed(self, text):
        with pytest.raises((FormatError, UnicodeEncodeError)):
            tlog.sign_note(text, key_of())

    def test_a_witness_key_signs_no_notes(self):
        with pytest.raises(FormatError, match="signs no notes"):
            tlog.sign_note("text\n", witness_of())


class TestCheckpoints:
    def test_are_three_lines(self):
        log = Log(3)
        assert log.checkpoint.text == f"{ORIGIN}\n3\n{line64(log.frontier.root)}"
        assert tlog.parse_checkpoint(log.checkpoint.text) == log.checkpoint

    def test_open_with_the_key_of_their_log(self):
        log = Log(3)
        keys = [key_of("oak.example/log").verifier, key_of().verifier]
        assert tlog.open_checkpoint(log.signed(), keys) == log.checkpoint

    def test_of_an_empty_log(self):
        log = Log()
        assert log.checkpoint.root == tlog.EMPTY_ROOT
        assert tlog.open_checkpoint(log.signed(), [key_of().verifier]).size == 0

    def test_open_with_no_other_key(self):
        data = Log(3).signed()
        for key in (key_of("oak.example/log"), witness_of(), witness_of(ORIGIN)):
            with pytest.raises(SignatureError):
                tlog.open_checkpoint(data, [key.verifier])

    def test_are_signed_in_the_name_of_their_origin_alone(self):
        with pytest.raises(FormatError, match="the key is called oak"):
            tlog.sign_checkpoint(Log(3).checkpoint, key_of("oak.example/log"))

    @pytest.mark.parametrize(
        "size", ["", "-1", "+3", "03", "3.0", "3 ", "\N{ARABIC-INDIC DIGIT THREE}", "1e3",
                 "9223372036854775808", "9" * 5000, "\N{SUPERSCRIPT TWO}", "1_0"],
    )  # fmt: skip
    def test_have_a_size_in_its_one_spelling(self, size):
        with pytest.raises(FormatError):
            tlog.parse_checkpoint(f"{ORIGIN}\n{size}\n{line64(bytes(32))}")

    def test_have_sizes_up_to_the_largest(self):
        text = f"{ORIGIN}\n9223372036854775807\n{line64(bytes(32))}"
        assert tlog.parse_checkpoint(text).size == 2**63 - 1

    @pytest.mark.parametrize(
        "text",
        [
            "",
            f"{ORIGIN}\n3\n",
            f"{ORIGIN}\n3\n{line64(bytes(31))}",
            f"{ORIGIN}\n3\n{line64(bytes(33))}",
            f"{ORIGIN}\n3\n{line64(bytes(32))[:-1]}",
            f"{ORIGIN}\n3\n{line64(bytes(32))}\n",
            f"\n3\n{line64(bytes(32))}",
            f"{ORIGIN}\n3\n" + "A" * 42 + "B=\n",  # bits left over
            f"{ORIGIN}\n3\n" + line64(b"\xff" * 32).replace("/", "_"),
        ],
    )
    def test_in_another_spelling_are_refused(self, text):
        with pytest.raises(FormatError):
            tlog.parse_checkpoint(text)

    def test_of_others_may_have_extensions(self):
        checkpoint = Checkpoint(ORIGIN, 3, bytes(32), ("more", "and more"))
        assert tlog.parse_checkpoint(checkpoint.text) == checkpoint

    @pytest.mark.parametrize("origin", ["", "a\nb"])
    def test_have_an_origin_of_one_line(self, origin):
        with pytest.raises(FormatError):
            Checkpoint(origin, 3, bytes(32))


class TestCosignatures:
    def cosigned(self, *witnesses: SigningKey, time: int = TIME) -> Note:
        log = Log(3)
        lines = [tlog.cosign(log.checkpoint, key, time) for key in witnesses]
        return tlog.parse_note(log.signed() + "".join(lines).encode())

    def test_say_who_and_when(self):
        oak, yew = witness_of(), witness_of("yew.example/witness")
        note = self.cosigned(oak, yew)
        keys = [oak.verifier, yew.verifier]
        both = {oak.name: TIME, yew.name: TIME}
        assert tlog.open_cosignatures(note, keys) == both
        assert tlog.open_cosignatures(note, keys[:1]) == {oak.name: TIME}
        assert tlog.open_cosignatures(note, []) == {}
        assert tlog.open_cosignatures(note, [key_of().verifier]) == {}

    def test_count_with_their_earliest_time(self):
        """A second key of one witness, as in a rotation."""
        old, new = witness_of(), SigningKey(witness_of().name, 4, bytes(32))
        note = self.cosigned(old)
        line = tlog.cosign(Log(3).checkpoint, new, TIME - 5)
        note = tlog.parse_note(note.format() + line.encode())
        keys = [old.verifier, new.verifier]
        assert tlog.open_cosignatures(note, keys) == {old.name: TIME - 5}

    def test_bind_their_time(self):
        oak = witness_of()
        note = self.cosigned(oak)
        own, line = note.signatures
        moved = Signature(line.name, line.key_id, bytes(8) + line.data[8:])
        later = Signature(line.name, line.key_id, b"\0" * 7 + b"\1" + line.data[8:])
        for one in (moved, later):
            with pytest.raises(SignatureError, match="not by its key"):
                tlog.open_cosignatures(Note(note.text, (own, one)), [oak.verifier])

    @pytest.mark.parametrize("time", [0, -1, 2**63])
    def test_have_a_time(self, time):
        with pytest.raises(FormatError, match=f"not at the time {time}"):
            tlog.cosign(Log(3).checkpoint, witness_of(), time)

    def test_are_not_made_with_the_key_of_a_log(self):
        with pytest.raises(FormatError, match="does not cosign"):
            tlog.cosign(Log(3).checkpoint, key_of(), TIME)

    def test_of_an_answer_are_put_under_the_checkpoint(self):
        log, oak, yew = Log(3), witness_of(), witness_of("yew.example/witness")
        lines = [tlog.cosign(log.checkpoint, key, TIME) for key in (oak, yew)]
        answer = "".join(lines).encode()

        data, times = tlog.add_cosignatures(log.signed(), answer, [oak.verifier])

        assert data == log.signed() + lines[0].encode()
        assert times == {oak.name: TIME}
        again, _ = tlog.add_cosignatures(data, answer, [oak.verifier])
        assert again == data

    def test_of_one_key_stand_there_once(self):
        log, oak = Log(3), witness_of()
        data = log.signed()
        for time in (TIME, TIME + 60):
            line = tlog.cosign(log.checkpoint, oak, time)
            data, times = tlog.add_cosignatures(data, line.encode(), [oak.verifier])
            assert times == {oak.name: time}
        assert data == log.signed() + line.encode()

    @pytest.mark.parametrize(
        "answer", [b"", b"\n", b"no\n", b"text\n\n" + LINE.encode()]
    )
    def test_answers_that_are_no_lines_are_refused(self, answer):
        with pytest.raises(FormatError):
            tlog.add_cosignatures(Log(3).signed(), answer, [witness_of().verifier])

    def test_an_answer_about_another_checkpoint_is_refused(self):
        oak = witness_of()
        line = tlog.cosign(Log(4).checkpoint, oak, TIME)
        with pytest.raises(SignatureError):
            tlog.add_cosignatures(Log(3).signed(), line.encode(), [oak.verifier])
