"""What is installed is what was locked, and what runs on servers is what was tested."""

import re
import tomllib

from tests.house_rules.source import ROOT

PIN = re.compile(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==(\S+?)(?: ;.*)? \\$", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / f"requirements/{name}.txt").read_text()))


def wanted(lines: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;~ ]", line)[0].lower() for line in lines}


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert wanted(project["project"]["dependencies"]) - set(pins("run")) == set()
    assert wanted(project["dependency-groups"]["dev"]) - set(pins("dev")) == set()
    assert wanted(project["dependency-groups"]["bench"]) - set(pins("bench")) == set()


def test_the_tests_run_with_the_versions_of_servers():
    run, dev = pins("run"), pins("dev")
    assert {name: dev.get(name) for name in run} == run


def test_every_pin_has_its_hashes():
    for name in ("run", "dev", "bench", "uv"):
        text = (ROOT / f"requirements/{name}.txt").read_text()
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
        without = [b.split()[0] for b in blocks if b and "--hash=sha256:" not in b]
        assert without == [], name
