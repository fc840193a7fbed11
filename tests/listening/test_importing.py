"""A Polis folder becomes a hearing: once, whole, with one entry in the record."""

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
from tests import cast
from tests.conftest import WITHOUT_DATA

from folkmoot.listening import operations, queries
from folkmoot.listening.models import Hearing, Response, Statement, Voice
from folkmoot.listening.polis import MalformedFolderError, digest_of, read_folder
from folkmoot.people.models import Membership
from folkmoot.record.models import Entry
from folkmoot.site.demo_data import CONVERSATIONS, HERE, LICENCE, unpack_conversation

DATA = Path(__file__).parent.parent / "data" / "polis"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "polis"
MOST_SECONDS = 20  # of the processor, to make ready and write; others wait for a part


def bring(member, folder=DATA / "small", **more):
    return operations.import_polis(member=member, folder=folder, now=cast.NOW, **more)


def entry_of(hearing):
    (entry,) = Entry.objects.filter(about_id=hearing.id)
    return entry, {row.name: row.value for row in entry.disclosures.all()}


class TestImportPolis:
    def test_statements_counts_and_voices(self, ann):
        hearing = bring(ann, language="zh-Hant")
        rows = list(hearing.statements.order_by("number"))
        counts = [(row.agreed, row.disagreed, row.passed) for row in rows]
        assert counts == [(3, 0, 0), (1, 1, 1), (1, 0, 0), (0, 0, 0)]
        assert [row.voices_agreed for row in rows] == [3, 1, 1, 0]
        assert list(hearing.voices.values_list("number", flat=True)) == [0, 5, 9]
        assert Response.objects.filter(statement__hearing=hearing).count() == 7
        assert (hearing.title, hearing.language) == ("Safe roads", "zh-Hant")
        assert hearing.licence == "CC BY 4.0"
        assert hearing.spoken_from < hearing.spoken_until < hearing.opened_at

    def test_what_the_hosts_took_out_stays_folded_and_can_be_opened(self, ann, bo):
        hearing = bring(ann)
        folded = hearing.statements.exclude(folded_at=None).order_by("number")
        assert [(row.number, row.fold_reason) for row in folded] == [
            (2, "The hosts of that conversation took it out."),
            (3, "It has no words."),
        ]
        # Its author is not here: any member appeals for it, and a second one opens.
        item = operations.appeal(
            member=bo, item=folded[0], words="It is about us", now=cast.NOW
        )
        operations.unfold(member=ann, item=item, now=cast.NOW)
        assert hearing.statements.exclude(folded_at=None).count() == 1

    def test_one_entry_with_the_hash(self, ann):
        hearing = bring(ann)
        entry, said = entry_of(hearing)
        assert entry.kind == "hearing.imported"
        assert said["sha256"] == hearing.source_sha256 == digest_of(DATA / "small")
        assert (said["voices"], said["responses"], said["folded"]) == (3, 7, 2)

    def test_voices_are_not_members(self, ann):
        before = Membership.objects.count()
        hearing = bring(ann)
        assert Membership.objects.count() == before
        assert queries.count_heard(hearing) == 0

    def test_a_matrix_without_times_is_dated_with_its_statements(self, ann):
        hearing = bring(ann, DATA / "matrix", title="Trees")
        response = Response.objects.filter(statement__number=4).first()
        assert response.at == response.statement.created_at
        assert hearing.title == "Trees"

    def test_refuses_the_same_folder_twice_in_one_collective(self, ann, cy):
        bring(ann)
        with pytest.raises(operations.AlreadyImportedError, match="here already"):
            bring(ann)
        bring(cy)
        assert Hearing.objects.count() == 2

    def test_refuses_without_a_title(self, ann):
        with pytest.raises(operations.UntitledError):
            bring(ann, DATA / "matrix")

    def test_nothing_is_imported_from_a_malformed_folder(self, ann):
        with pytest.raises(MalformedFolderError):
            bring(ann, DATA / "broken")
        for model in (Hearing, Statement, Voice, Response):
            assert not model.objects.exists()

    def test_refuses_friends(self, fay):
        with pytest.raises(operations.NotPartError):
            bring(fay)
        assert not Hearing.objects.exists()

    def test_says_how_far_it_is(self, ann):
        steps = []
        bring(ann, progress=lambda *step: steps.append(step))
        assert steps == [("Reading", 0, 1), ("Reading", 1, 1), ("Writing", 7, 7)]

    def test_members_answers_come_on_top(self, ann, bo):
        hearing = bring(ann)
        first = hearing.statements.get(number=0)
        agree = Response.Answer.AGREE
        operations.respond(member=bo, statement=first, answer=agree, now=cast.NOW)
        shown = {
            reader: queries.list_statements(hearing, reader=reader)[0].agreed
            for reader in (ann, bo)
        }
        assert shown == {ann: 3, bo: 4}
        assert queries.count_heard(hearing) == 1


class TestDemoData:
    @pytest.mark.parametrize("name", CONVERSATIONS)
    def test_unpacks_to_the_published_files(self, name):
        with unpack_conversation(name) as folder:
            digest = digest_of(folder)
            assert read_folder(folder).licence == "CC BY 4.0"
        assert not folder.exists()
        if not SHARED.exists():
            pytest.skip(WITHOUT_DATA)
        assert digest == digest_of(SHARED / name)

    def test_is_small_and_names_its_source(self):
        packed = sum(file.stat().st_size for file in HERE.glob("*.tar.xz"))
        assert packed < 1_500_000
        words = " ".join((HERE / "README.md").read_text().split())
        assert "CC BY 4.0" in words
        assert "The Computational Democracy Project" in words
        assert "CC BY 4.0" in LICENCE


@pytest.mark.parametrize(
    ("name", "n_responses"),
    [
        ("vtaiwan.uberx", 49_443),
        pytest.param(
            "american-assembly.bowling-green", 225_524, marks=pytest.mark.slow
        ),
    ],
)
def test_a_real_conversation_comes_in_whole_and_fast(ann, name, n_responses):
    steps = []

    def watch(word, _done, _total):
        steps.append((word, time.process_time()))

    with unpack_conversation(name) as folder:
        conversation = read_folder(folder)
        hearing = bring(ann, folder, progress=watch)
    ready = [at for word, at in steps if word == "Reading"][-1]
    assert time.process_time() - ready < MOST_SECONDS
    tally = Counter((v.statement, v.value) for v in conversation.votes)
    for row in hearing.statements.all():
        counts = (row.agreed, row.disagreed, row.passed)
        assert counts == tuple(tally[row.number, value] for value in (1, -1, 0))
    given = Response.objects.filter(statement__hearing=hearing)
    assert given.count() == tally.total() == n_responses


def test_the_hash_covers_every_table(tmp_path):
    shutil.copytree(DATA / "small", tmp_path / "copy")
    before = digest_of(tmp_path / "copy")
    (tmp_path / "copy" / "README.md").write_text("Other words")
    assert digest_of(tmp_path / "copy") == before
    (tmp_path / "copy" / "summary.csv").write_text("topic,Other")
    assert digest_of(tmp_path / "copy") != before
