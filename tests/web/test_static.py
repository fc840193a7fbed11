"""Assets: one stylesheet, hashed, compressed, and a first load that stays small."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import override_settings

import folkmoot.web

STATIC = Path(folkmoot.web.__file__).parent / "static"
FIRST_LOAD = 75_000  # of the 100 kB a page may weigh; the rest is its own text
LINES_OF_CSS = 1_500


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    root = tmp_path_factory.mktemp("static")
    storage = {"staticfiles": {"BACKEND": "folkmoot.web.storage.Storage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storage):
        # Twice: what the first run joined must not be joined into itself.
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
    manifest = json.loads((root / "staticfiles.json").read_text())["paths"]
    return {name: root / hashed for name, hashed in manifest.items()}


def weigh(file: Path) -> int:
    packed = file.with_name(f"{file.name}.br")
    return (packed if packed.exists() else file).stat().st_size


def with_imports(script: str) -> set[str]:
    """Return a script and all that it imports; others are loaded where they are used."""
    text = (STATIC / script).read_text()
    named = re.findall(r'^import .*?"\./([^"]+)"', text, re.MULTILINE)
    folder = script.rpartition("/")[0]
    return {script}.union(*(with_imports(f"{folder}/{name}") for name in named))


class TestCollected:
    def test_the_stylesheet_is_one_file_with_its_layers(self, collected):
        css = collected["css/main.css"].read_text()
        assert "@import url" not in css
        assert css.count("@layer components {") > 5
        assert css.index("@layer reset {") < css.index("@layer tokens {")

    def test_it_names_the_typeface_by_its_hashed_name(self, collected):
        css = collected["css/main.css"].read_text()
        names = re.findall(r'url\("\.\./(vendor/[^"]+)"\)', css)
        assert len(names) == 2
        for name in names:
            assert (collected["css/main.css"].parent.parent / name).exists()

    def test_modules_import_each_other_by_hashed_names(self, collected):
        main = collected["js/main.js"].read_text()
        names = re.findall(r'import ?"\./([^"]+)"', main)
        assert names
        for name in names:
            assert (collected["js/main.js"].parent / name).exists()
            assert name.count(".") == 2

    def test_text_is_packed_both_ways(self, collected):
        css = collected["css/main.css"]
        plain = css.read_bytes()
        assert brotli.decompress(Path(f"{css}.br").read_bytes()) == plain
        assert gzip.decompress(Path(f"{css}.gz").read_bytes()) == plain

    def test_the_first_load_stays_small(self, collected):
        scripts = with_imports("js/main.js")
        wanted = [
            "css/main.css",
            "drawings.svg",
            "icon.svg",
            *(
                n
                for n in collected
                if n.endswith(("htmx.min.js", "latin-normal.woff2"))
            ),
            *scripts,
        ]
        weight = sum(weigh(collected[name]) for name in wanted)
        page = render_to_string("web/errors/server_error.html").encode()
        assert weight + len(brotli.compress(page)) < FIRST_LOAD


class TestSources:
    def test_every_stylesheet_is_linked_and_short(self):
        files = sorted((STATIC / "css").glob("*.css"))
        entry = (STATIC / "css/main.css").read_text()
        lines = [len(file.read_text().splitlines()) for file in files]
        assert max(lines) < 200
        assert sum(lines) < LINES_OF_CSS
        for file in files:
            assert file.name == "main.css" or f'"{file.name}"' in entry

    def test_every_script_is_short_and_used(self):
        entry = (STATIC / "js/main.js").read_text()
        for file in (STATIC / "js").glob("*.js"):
            assert len(file.read_text().splitlines()) < 100
            assert file.name == "main.js" or f"./{file.name}" in entry

    def test_the_font_in_the_head_is_the_one_in_the_stylesheet(self):
        templates = STATIC.parent / "templates/components/head.html"
        head = re.search(r"vendor/([\w.-]+/latin-normal\.woff2)", templates.read_text())
        assert head
        assert head[1] in (STATIC / "css/tokens.css").read_text()
