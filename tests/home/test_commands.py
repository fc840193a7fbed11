"""``folkmoot export`` on one server, ``folkmoot import collective`` on another."""

import shutil

import pytest
from tests.cli import servers
from tests.driving import forks
from tests.driving.beside import act

pytestmark = pytest.mark.server
FOUND = """
from datetime import UTC, datetime
from folkmoot.people.operations import create_person, start_collective
now = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)
ann = create_person(name="Ann", now=now, email="ann@example.org", email_is_verified=True)
start_collective(person=ann, name="Elm Street", preset="home", now=now)
"""
FEDERATE = """
from folkmoot.federating.operations import make_federation
from folkmoot.people.models import Collective
make_federation(name="All houses", children=[Collective.objects.get()], now=now)
"""


def folkmoot(data, *words):
    """Run the command on the folder ``data``, as a server keeper would."""
    return forks.folkmoot(*words, data=data)


def found_elm_street(data):
    act(FOUND, data=data)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Set a server up, once for all tests."""
    data = tmp_path_factory.mktemp("empty") / "data"
    assert folkmoot(data, "init").returncode == 0
    return data


@pytest.fixture
def elsewhere(empty, tmp_path):
    """Return the folder of another server, with nobody on it."""
    return shutil.copytree(empty, tmp_path / "data")


@pytest.fixture(scope="module")
def exported(empty, tmp_path_factory):
    """Return the first server, and the file that it wrote."""
    here = shutil.copytree(empty, tmp_path_factory.mktemp("here") / "data")
    found_elm_street(here)
    file = here / "elm.tar.gz"
    done = servers.folkmoot("export", "elm-street", str(file), data=here)
    assert done.returncode == 0, done.stderr
    return here, file, done


def test_export_says_where_the_record_ends(exported):
    _here, file, done = exported
    assert "entry 2 is the last" in done.stdout
    assert "Exporting" in done.stderr
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_import_makes_the_same_record_elsewhere(exported, elsewhere):
    _here, file, done = exported
    words = ("import", "collective", str(file), "--member", "Ann")
    brought = servers.folkmoot(*words, data=elsewhere)
    assert brought.returncode == 0, brought.stderr
    assert "Ann comes in by this link" in brought.stdout
    assert "/sign-in/link/" in brought.stdout
    end = done.stdout.split()[-1]
    assert end in brought.stdout
    again = elsewhere / "again.tar.gz"
    assert folkmoot(elsewhere, "export", "elm-street", str(again)).returncode == 0
    twice = folkmoot(elsewhere, "import", "collective", str(file))
    assert twice.returncode == 1
    assert "already" in twice.stderr


@pytest.mark.parametrize("who", [[], ["--member", "Nobody"]])
def test_somebody_can_always_come_in(exported, elsewhere, who):
    _here, file, _done = exported
    brought = folkmoot(elsewhere, "import", "collective", str(file), *who)
    assert brought.returncode == 0, brought.stderr
    assert "Ann comes in by this link" in brought.stdout
    assert ("No member is called “Nobody”" in brought.stderr) == bool(who)


def test_a_federation_has_nobody_to_let_in(empty, elsewhere, tmp_path):
    here = shutil.copytree(empty, tmp_path / "here")
    act(FOUND + FEDERATE, data=here)
    for name in ("elm-street", "all-houses"):
        file = str(tmp_path / f"{name}.tar.gz")
        assert folkmoot(here, "export", name, file).returncode == 0
    other = shutil.copytree(elsewhere, tmp_path / "other")
    alone = folkmoot(other, "import", "collective", file)
    assert alone.returncode == 0, alone.stderr
    assert "None of its groups is here" in alone.stdout
    for name in ("elm-street", "all-houses"):
        file = str(tmp_path / f"{name}.tar.gz")
        brought = folkmoot(elsewhere, "import", "collective", file)
        assert brought.returncode == 0, brought.stderr
    assert "in one of its groups comes in there: Elm Street" in brought.stdout


def test_the_data_folder_stands_before_or_behind_the_kind(elsewhere, tmp_path):
    none = str(tmp_path / "none")
    for words in (
        ["--data", none, "collective", "x"],
        ["collective", "x", "--data", none],
    ):
        done = folkmoot(elsewhere, "import", *words)
        assert done.returncode == 1
        assert f"{none} is not set up yet" in done.stderr


def test_both_say_what_is_not_there(exported):
    here, file, _done = exported
    nobody = folkmoot(here, "export", "oak-lane", str(here / "oak.tar.gz"))
    assert nobody.returncode == 1
    assert "no collective “oak-lane”. Here are: elm-street\n" in nobody.stderr
    twice = folkmoot(here, "export", "elm-street", str(file))
    assert twice.returncode == 1
    assert "there already" in twice.stderr
    missing = folkmoot(here, "import", "collective", str(here / "none"))
    assert missing.returncode == 1
