"""The page that checks a copy in a browser: one file that asks nobody for anything."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

# The sums of the server's own pages: one source for what is checked with and without it.
SHARED = ("bytes.js", "keys.js", "notes.js", "tiles.js", "tree.js")
PARTS = (
    *("words.js", "bytes.js", "files.js", "note.js"),
    *("tree.js", "told.js", "check.js", "show.js"),
)
# In one file nothing is imported.
MODULE = re.compile(r"^import .*;\n|^export ", re.MULTILINE)
FONTS = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)


@cache
def check_page() -> bytes:
    """Return verify.html, put together of its parts.

    Its policy lets it run this one script and reach no server, not even ours.
    """
    here = files("folkmoot.home.queries.archive.page")
    web = files("folkmoot.web").joinpath("static")
    tokens = web.joinpath("css/tokens.css").read_text("utf-8")
    look = FONTS.sub("", tokens) + here.joinpath("look.css").read_text("utf-8")
    shared = [web.joinpath("js/log", part).read_text("utf-8") for part in SHARED]
    own = [here.joinpath(part).read_text("utf-8") for part in PARTS]
    script = MODULE.sub("", "\n".join([*shared, *own]))
    page = here.joinpath("page.html").read_text("utf-8")
    for name, text in (("LOOK", look), ("SCRIPT", script)):
        page = page.replace(f"{{{name}_SUM}}", _sum(text)).replace(f"{{{name}}}", text)
    return page.encode()


def _sum(text: str) -> str:
    """Return what a Content-Security-Policy says of a text that it allows."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
