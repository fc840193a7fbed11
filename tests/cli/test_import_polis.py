"""``folkmoot import polis``: what it prints, and what it refuses."""

from pathlib import Path

import pytest
from tests import cast

from folkmoot.cli import main
from folkmoot.listening.models import Hearing
from folkmoot.site.config import get_config

DATA = Path(__file__).parent.parent / "data" / "polis"


@pytest.fixture
def data_folder():
    """Set the folder up that commands find: it has no key until now."""
    key = get_config().data / "secret_key"
    key.parent.mkdir(parents=True, exist_ok=True)
    was_there = key.exists()
    if not was_there:
        key.write_text("a key of the tests")
    yield
    if not was_there:
        key.unlink()


@pytest.fixture
def bring(db, data_folder):
    cast.collective("Elm Street")

    def run(folder="small", *more, member="Ann", collective="elm-street"):
        words = ["import", "polis", str(DATA / folder), "--collective", collective]
        return main([*words, "--member", member, *more])

    return run


def test_prints_the_numbers_the_hash_and_the_address(bring, capsys):
    assert bring("small", "--language", "zh-Hant") == 0
    said = capsys.readouterr()
    hearing = Hearing.objects.get()
    # One of the seven answers is to a statement that is folded.
    assert "Safe roads: 4 statements (2 folded), 3 voices, 6 answers" in said.out
    assert hearing.source_sha256 in said.out
    assert f"/c/elm-street/hearings/{hearing.id}/" in said.out
    assert "Writing: 100 %" in said.err
    assert hearing.language == "zh-Hant"


def test_lists_every_line_that_cannot_be_read(bring, capsys):
    assert bring("broken") == 1
    said = capsys.readouterr()
    assert "comments.csv:3: The timestamp is not one: “later”." in said.err
    assert "votes.csv:4: The statement 77 is not in comments.csv." in said.err
    assert "Nothing was imported." in said.err
    assert (said.out, Hearing.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"member": "Zoe"}, "No member is called “Zoe”"),
        ({"collective": "oak"}, "There is no collective “oak”"),
        ({"folder": "matrix"}, "Please give a title."),
        ({"folder": "nowhere"}, "nowhere is not a folder."),
        ({"folder": "."}, "comments.csv: There is none."),
    ],
)
def test_says_what_is_missing(bring, capsys, options, words):
    assert bring(**options) == 1
    assert words in capsys.readouterr().err


def test_refuses_the_same_twice(bring, capsys):
    assert bring() == 0
    assert bring() == 1
    assert "here already" in capsys.readouterr().err


def test_takes_a_plain_table(db, data_folder, capsys):
    cast.collective("Elm Street")
    table = DATA.parent / "plain" / "answers.csv"
    words = ["import", "csv", str(table), "--collective", "elm-street"]
    assert main([*words, "--member", "Ann", "--title", "A shed"]) == 0
    said = capsys.readouterr()
    assert "A shed: 2 statements (0 folded), 3 voices, 4 answers" in said.out
    broken = str(table.with_name("broken.csv"))
    words[2] = broken
    assert main([*words, "--member", "Ann", "--title", "A shed"]) == 1
    assert "broken.csv:4: There is no person." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tag", "is_one"),
    [
        *((tag, True) for tag in ("en", "zh-Hant", "es-419", "de-CH-1996", "x-ours")),
        *((tag, False) for tag in ("my own words", "english-", "e", "en_GB", "é")),
        ("en-x-" + "a-" * 7 + "ab", False),
    ],
)
def test_takes_a_language_by_its_tag(bring, capsys, tag, is_one):
    assert bring("small", "--language", tag) == int(not is_one)
    said = capsys.readouterr().err
    if is_one:
        assert Hearing.objects.get().language == tag
    else:
        assert said.startswith(f"folkmoot import: “{tag}” is no language tag.")
        assert said.count("\n") == 1
        assert Hearing.objects.count() == 0
