"""What a copy says of itself to people: README.txt."""

from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.people.models import Collective

# Typed in the folder of a copy; docs/how-to/check-the-record.md says the same.
OPENSSL = """\
    sed '/^$/,$d' log/checkpoint > /tmp/text
    grep '^— ' log/checkpoint | head -n 1 | cut -d' ' -f3 | base64 -d | tail -c 64 > /tmp/signature
    grep '^log ' log/policy | head -n 1 | cut -d' ' -f2 | cut -d+ -f3- | base64 -d | tail -c 32 > /tmp/key
    printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000' | cat - /tmp/key > /tmp/key.der
    openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey /tmp/key.der -in /tmp/text -sigfile /tmp/signature"""
AICS = """\
    aics-tlog verify-checkpoint --tiles log --log-key "$(grep '^log ' log/policy | head -n 1 | cut -d' ' -f2)\""""


def read_me(collective: Collective) -> str:
    """Return the text, in the collective's language."""
    with translation.override(collective.language):
        return "\n\n".join((collective.name, *_what_it_is(), *_how_to_check())) + "\n"


def _what_it_is() -> tuple[str, ...]:
    return (
        _("This is a copy of everything that belongs to this collective."),
        _(
            "Each .jsonl file is one table: one row a line, as JSON. Rows point to each"
            " other by id. The folder attachments holds photos and recordings, each"
            " named by its id."
        ),
        _(
            "The record is in the folder log and in two tables. The folder holds each"
            " entry as salted SHA-256 digests. It holds the tree over them, and its"
            " signed end, as C2SP tlog-tiles. In the table of disclosures stands what a digest"
            " stands for: salt, name and value. What was erased has none any more."
        ),
        _(
            "The manifest holds the SHA-256 sum of each file, and the end of the"
            " record. It says how many rows a member's copy leaves out: private"
            " answers of others, and tallies that still run."
        ),
        _(
            "Ways to reach people are in no copy. A server keeper can bring a whole"
            " copy to another server: folkmoot import collective FILE"
        ),
    )


def _how_to_check() -> tuple[str, ...]:
    return (
        _(
            "To check that nothing was changed: open verify.html in a browser and drop"
            " this folder on the page. Nothing leaves your device."
        ),
        _(
            "Where Folkmoot is installed, this checks more: every outcome is computed"
            " again from the positions. It names the first entry that is wrong."
        ),
        "    folkmoot verify .",
        _(
            "With openssl alone. Is the end of the record signed by the key in"
            " log/policy?"
        ),
        OPENSSL,
        _(
            "With aics-tlog, which others wrote. Programs in Go can read the folder log"
            " with golang.org/x/mod/sumdb: the how-to “Check the record” has one."
        ),
        AICS,
        _(
            "A signature says which key signed. Whether it is your collective's"
            " key, you learn from elsewhere: another member, paper, an earlier copy."
        ),
    )
