"""Copy the named files of node_modules into the package, with licence and hash.

Run after changing a version in package.json:
    npm ci --ignore-scripts && python tools/vendor_assets.py
The copies are committed, so nobody needs Node to run or test Folkmoot.
"""

import hashlib
import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
SHIPPED = ROOT / "src/folkmoot/web/static/vendor"
FOR_TESTS = ROOT / "tests/browser/vendor"
FACE = "files/atkinson-hyperlegible-next-{}-wght-normal.woff2"
# package: (folder for the copies, {file in the package: name of the copy})
WANTED = {
    "@fontsource-variable/atkinson-hyperlegible-next": (
        SHIPPED,
        {
            FACE.format("latin"): "latin-normal.woff2",
            FACE.format("latin-ext"): "latin-ext-normal.woff2",
            "LICENSE": "LICENSE",
        },
    ),
    "htmx.org": (
        SHIPPED,
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
    "axe-core": (FOR_TESTS, {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE"}),
}
NAMES = {"htmx.org": "htmx"}


def vendor(package: str, parent: Path, files: dict[str, str]) -> dict[str, object]:
    source = MODULES / package
    about = json.loads((source / "package.json").read_text())
    name = NAMES.get(package, package.rsplit("/", 1)[-1])
    folder = parent / f"{name}-{about['version']}"
    for old in parent.glob(f"{name}-*"):
        shutil.rmtree(old)
    folder.mkdir(parents=True)
    hashes = {}
    for path, copy in files.items():
        content = (source / path).read_bytes()
        (folder / copy).write_bytes(content)
        hashes[copy] = hashlib.sha256(content).hexdigest()
    return {
        "package": package,
        "version": about["version"],
        "licence": about["license"],
        "folder": str(folder.relative_to(ROOT)),
        "sha256": hashes,
    }


def main() -> None:
    entries = [vendor(package, *rest) for package, rest in WANTED.items()]
    text = json.dumps(entries, indent=2) + "\n"
    (SHIPPED / "vendor.json").write_text(text)
    for entry in entries:
        print(entry["folder"])


if __name__ == "__main__":
    main()
