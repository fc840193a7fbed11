"""Write the description of the API anew: ``python tools/openapi.py``.

A test compares ``docs/reference/openapi.json`` with what the code describes, so that
no change of the API goes unseen.
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "reference" / "openapi.json"


def make_text() -> str:
    """Return the description as it is kept."""
    from folkmoot.api.description import describe
    from folkmoot.api.urls import api

    return (
        json.dumps(describe(api), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    )


def main() -> int:
    """Write it."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("FOLKMOOT_TEST", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
    import django

    django.setup()
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(make_text())
    print(FILE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
