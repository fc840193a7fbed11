"""verify.html checks a copy in a real browser, from the disk, without a network."""

import json
import os
from pathlib import Path

import pytest
from tests.cast import NOW, collective, member
from tests.cli.verifying import refresh, unpacked, written
from tests.home.builders import agreed, answered, asked

from folkmoot.home.operations import erase_everything

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark"))
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


def look(page, axe, name):
    """Keep a picture where one is asked for, and find no fault."""
    folder = os.environ.get("FOLKMOOT_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    axe(page)
    assert page.evaluate(OVERFLOW) <= 0


@pytest.fixture
def packed(tmp_path):
    elm = collective(members=("Ann", "Bo", "Di", "Eve"))
    ann, bo, di, eve = (member(elm, name) for name in ("Ann", "Bo", "Di", "Eve"))
    agreed(ann, bo, di, eve)
    answered(asked(bo, "Second"), eve)
    erase_everything(person=eve.person, now=NOW)
    return written(elm, tmp_path / "elm.tar.gz", NOW)


@pytest.fixture
def folder(packed, tmp_path):
    return unpacked(packed, tmp_path / "unpacked")


def checked(page, folder, chosen=None):
    """Open the page in a folder and choose the folder; return what it says."""
    page.goto((folder / "verify.html").as_uri())
    chosen = chosen or folder
    page.locator("#folder" if chosen.is_dir() else "#file").set_input_files(chosen)
    page.locator("#result[data-state]").wait_for()
    return page.locator("#verdict").inner_text()


def change(file, old, new):
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new, 1))


class TestPage:
    @pytest.mark.parametrize(("width", "scheme"), SIZES)
    def test_says_that_all_holds(self, page_at, axe, folder, width, scheme):
        page = page_at(width, scheme)
        page.goto((folder / "verify.html").as_uri())
        look(page, axe, f"check-{width}-{scheme}")
        assert checked(page, folder) == "All of it holds."
        words = page.locator("#lines").inner_text()
        assert "The end of the record is the one that was signed." in words
        assert "Signed by the key that this copy names." in words
        assert "something was erased, as a later entry says" in words
        look(page, axe, f"check-fine-{width}-{scheme}")

    def test_takes_the_packed_file_too(self, page_at, folder, packed):
        assert checked(page_at(), folder, packed) == "All of it holds."

    def test_speaks_spanish(self, page_at, axe, folder):
        page = page_at(360, language="es-ES")
        assert checked(page, folder) == "Todo se sostiene."
        look(page, axe, "check-es")
        page.get_by_role("button", name="English").click()
        assert page.locator("#verdict").inner_text() == "All of it holds."

    def test_names_the_file_that_was_changed(self, page_at, axe, folder):
        change(folder / "people.agreement.jsonl", b"decide together", b"obey Ann")
        page = page_at(360, "dark")
        assert checked(page, folder) == "Something was changed."
        assert "people.agreement.jsonl" in page.locator("#first").inner_text()
        look(page, axe, "check-broken")

    def test_names_the_entry_that_was_changed(self, page_at, folder):
        rows = (folder / "record.disclosure.jsonl").read_text().splitlines()
        entries = (folder / "record.entry.jsonl").read_text().splitlines()
        fifth = next(e for e in map(json.loads, entries) if e["index"] == 4)
        kept = [one for one in rows if fifth["id"] not in one or '"text"' in one]
        (folder / "record.disclosure.jsonl").write_text("\n".join(kept) + "\n")
        refresh(folder)
        page = page_at()
        assert checked(page, folder) == "Something was changed."
        assert "Entry 5" in page.locator("#first").inner_text()

    def test_sees_a_leaf_that_was_changed(self, page_at, folder):
        (bundle,) = (folder / "log/tile/entries").rglob("0*/*")
        data = bytearray(bundle.read_bytes())
        data[30] ^= 1
        bundle.write_bytes(data)
        refresh(folder)
        page = page_at()
        assert checked(page, folder) == "Something was changed."
        assert "Entry 1" in page.locator("#first").inner_text()

    def test_sees_a_signature_that_is_another_s(self, page_at, folder):
        file = folder / "log/checkpoint"
        text, _blank, line = file.read_text().rpartition(" ")
        file.write_text(
            f"{text} {line[:40]}{'A' if line[40] != 'A' else 'B'}{line[41:]}"
        )
        refresh(folder)
        page = page_at()
        assert checked(page, folder) == "Something was changed."
        assert "log/checkpoint" in page.locator("#first").inner_text()

    @pytest.mark.parametrize("language", ["en-GB", "es-ES"])
    def test_never_says_fine_where_the_browser_checks_no_signature(
        self, page_at, axe, folder, language
    ):
        page = page_at(360, language=language)
        page.add_init_script(
            "crypto.subtle.importKey = () =>"
            " Promise.reject(new DOMException('', 'NotSupportedError'))"
        )
        said = checked(page, folder)
        assert said in (
            "Not all of it could be checked.",
            "No se pudo comprobar todo.",
        )
        first = page.locator("#first").inner_text()
        assert "not checked" in first or "no se comprobó" in first
        assert page.locator("#result").get_attribute("data-state") == "unsure"
        assert "Signed by" not in page.locator("#lines").inner_text()
        look(page, axe, f"check-unsigned-{language}")

    def test_says_that_nothing_was_checked_where_a_browser_computes_nothing(
        self, page_at, folder
    ):
        page = page_at()
        page.add_init_script(
            "Object.defineProperty(crypto, 'subtle', { value: undefined })"
        )
        assert checked(page, folder) == "Not all of it could be checked."
        assert "Nothing was checked" in page.locator("#first").inner_text()

    def test_says_when_this_is_no_copy(self, page_at, folder, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        (other / "a.txt").write_text("a")
        page = page_at()
        assert checked(page, folder, other) == "Not all of it could be checked."
        assert "manifest.json is missing" in page.locator("#lines").inner_text()
