"""What came from elsewhere is exactly what vendor.json says, with its licence."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src/folkmoot/web/static/vendor"
ENTRIES = json.loads((VENDOR / "vendor.json").read_text())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["package"])
def test_files_are_unchanged_and_carry_their_licence(entry):
    folder = ROOT / entry["folder"]
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
    }
    assert found == entry["sha256"]
    assert "LICENSE" in found
    assert entry["licence"]
    assert folder.name.endswith(f"-{entry['version']}")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["package"])
def test_the_version_is_the_one_asked_for(entry):
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert wanted[entry["package"]] == entry["version"]


def test_nothing_else_lies_there():
    named = {Path(entry["folder"]).name for entry in ENTRIES} | {"vendor.json"}
    assert {path.name for path in VENDOR.iterdir()} <= named
