"""The page that checks a copy in a browser: one file that asks nobody for anything."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

PARTS = (
    *("words.js", "bytes.js", "files.js", "note.js"),
    *("tree.js", "told.js", "check.js", "show.js"),
)
FONTS = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)


@cache
def check_page() -> bytes:
    """Return verify.html, put together of its parts.

    Its policy lets it run this one script and reach no server, not even ours.
    """
    here = files("folkmoot.home.queries.archive.page")
    tokens = files("folkmoot.web").joinpath("static/css/tokens.css").read_text("utf-8")
    look = FONTS.sub("", tokens) + here.joinpath("look.css").read_text("utf-8")
    script = "\n".join(here.joinpath(part).read_text("utf-8") for part in PARTS)
    page = here.joinpath("page.html").read_text("utf-8")
    for name, text in (("LOOK", look), ("SCRIPT", script)):
        page = page.replace(f"{{{name}_SUM}}", _sum(text)).replace(f"{{{name}}}", text)
    return page.encode()


def _sum(text: str) -> str:
    """Return what a Content-Security-Policy says of a text that it allows."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
