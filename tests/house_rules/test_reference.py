"""Pages that say what the source says are fresh; tables name nothing that is gone."""

import re
import tomllib

from tests.house_rules.kinds import KIND, all_kinds
from tests.house_rules.source import ROOT
from tools import reference


def test_written_pages_are_as_they_would_be_written():
    assert list(reference.stale()) == [], "run: python tools/reference.py"


def test_the_table_of_kinds_names_none_that_is_gone():
    text = (ROOT / "docs" / "reference" / "record-kinds.md").read_text()
    firsts = [line.split("|")[1] for line in text.splitlines() if "| `" in line]
    named = {kind for cell in firsts for kind in re.findall(r"`([^`]+)`", cell)}
    assert {kind for kind in named if KIND.fullmatch(kind)} == all_kinds()


def test_every_package_has_its_line():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]}
    text = (ROOT / "docs" / "decisions" / "dependencies.md").read_text()
    assert (
        set(re.findall(r"^\| ([\w-]+) \|", text, re.MULTILINE)) - {"package"} == wanted
    )
