"""Static files under hashed names, compressed; the stylesheet in one piece."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)

ENTRY = "css/main.css"
IMPORT = re.compile(r'@import url\("(?P<file>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Puts the files that the stylesheet imports into it: one request, not twenty."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Iterator[Any]:
        """Join the stylesheet, then hash and compress everything."""
        if ENTRY in paths and not kwargs.get("dry_run"):
            joined = IMPORT.sub(lambda m: _layer(paths, m), _read(paths, ENTRY))
            self.delete(ENTRY)
            self.save(ENTRY, ContentFile(joined.encode()))
            paths = paths | {ENTRY: (self, ENTRY)}
        yield from super().post_process(paths, *args, **kwargs)


def _read(paths: dict[str, Any], name: str) -> str:
    # From the source, not from the target: that may hold the join of an earlier run.
    storage, path = paths[name]
    with storage.open(path) as file:
        content: bytes = file.read()
    return content.decode()


def _layer(paths: dict[str, Any], match: re.Match[str]) -> str:
    content = _read(paths, f"css/{match['file']}")
    return f"@layer {match['layer']} {{\n{content}}}\n"
