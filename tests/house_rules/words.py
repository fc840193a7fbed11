"""Every text that people read, as it stands in the source."""

import ast
import re
from collections.abc import Iterator

from tests.house_rules.source import (
    called_name,
    calls_in,
    name_of,
    templates,
    tracked,
    tree_of,
)

MARKS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "npgettext": 3,
    "pgettext": 2,
    "pgettext_lazy": 2,
}
TRANSLATE = re.compile(r"{%\s*trans(?:late)?\s+(?:\"([^\"]*)\"|'([^']*)')")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b[^%]*%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)


def in_code(tree: ast.AST) -> Iterator[str]:
    """Yield the texts that a module marks for translation."""
    for call in calls_in(tree):
        for argument in call.args[: MARKS.get(called_name(call), 0)]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def in_template(text: str) -> Iterator[str]:
    """Yield the texts that a template marks for translation."""
    for double, single in TRANSLATE.findall(text):
        yield double or single
    for block in BLOCK.findall(text):
        one_by_one = re.sub(r"{%\s*plural\s*%}", "; ", block)
        without_tags = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", one_by_one)
        yield " ".join(without_tags.split())


def all_texts() -> Iterator[tuple[str, str]]:
    """Yield file and text, for every text."""
    for file in tracked("src/folkmoot/**/*.py"):
        yield from ((name_of(file), text) for text in in_code(tree_of(file)))
    for file in templates():
        yield from ((name_of(file), text) for text in in_template(file.read_text()))
