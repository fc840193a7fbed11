"""Bringing a conversation that was held elsewhere: one transaction, one entry."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.listening.models import Hearing, Response, Statement, Voice
from folkmoot.listening.operations.bulk import insert_rows, stored
from folkmoot.listening.operations.rights import HearingError, lock_member
from folkmoot.listening.polis import (
    Conversation,
    PolisStatement,
    read_folder,
    read_plain,
)
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import new_id
from folkmoot.web.forms import clean_text
from folkmoot.web.when import weekday_date

type Progress = Callable[[str, int, int], None]

VOICE = ("id", "hearing", "collective", "number")
RESPONSE = ("id", "statement", "collective", "voice", "answer", "at")
LINE = 200


class AlreadyImportedError(HearingError):
    """The very conversation is in the collective already."""


class UntitledError(HearingError):
    """Neither the files nor who imports say what the conversation is about."""


@dataclass(frozen=True)
class _Rows:
    """Everything that will be written, made before the database is locked."""

    hearing: Hearing
    statements: list[Statement]
    voices: list[tuple[Any, ...]]
    responses: list[tuple[Any, ...]]


def import_polis(
    *,
    member: Membership,
    folder: Path,
    now: datetime,
    language: str = "",
    title: str = "",
    licence: str = "",
    progress: Progress | None = None,
) -> Hearing:
    """Import the Polis export in ``folder`` as a hearing without a question.

    Its participants become voices: heard there, never members, never asked. All is
    read and made ready before the transaction begins, since on SQLite every other
    writer waits for it. ``progress`` gets a word, how many are done and of how many.

    Raises
    ------
    MalformedFolderError
        If a line cannot be read; it names every one, and nothing is imported.
    UntitledError
        If there is no title.
    AlreadyImportedError
        If the same files are in the collective already.
    NotPartError
        If who imports is not a member now.
    """
    about = _About(language, title, licence)
    return _bring(lambda: read_folder(folder), member, about, now, progress)


def import_table(
    *,
    member: Membership,
    file: Path,
    now: datetime,
    texts: Path | None = None,
    language: str = "",
    title: str = "",
    licence: str = "",
    progress: Progress | None = None,
) -> Hearing:
    """Import a plain table with statement, person and answer, as `import_polis` does.

    ``texts`` names a table with what the statements say.

    Raises
    ------
    MalformedFolderError, UntitledError, AlreadyImportedError, NotPartError
        As `import_polis`.
    """
    about = _About(language, title, licence)
    return _bring(lambda: read_plain(file, texts, now), member, about, now, progress)


@dataclass(frozen=True)
class _About:
    """What who imports says of a conversation; nothing is left to its files."""

    language: str
    title: str
    licence: str


def _bring(
    read: Callable[[], Conversation],
    member: Membership,
    about: _About,
    now: datetime,
    progress: Progress | None,
) -> Hearing:
    report = progress or (lambda _word, _done, _total: None)
    report(_("Reading"), 0, 1)
    conversation = read()
    title = about.title or conversation.title
    if not title:
        raise UntitledError(_("Please give a title. The files have none."))
    _refuse_second(member, conversation.sha256)
    report(_("Reading"), 1, 1)
    rows = _make_ready(conversation, member, now)
    rows.hearing.title = clean_text(title)[:LINE]
    rows.hearing.language = about.language
    rows.hearing.licence = (about.licence or conversation.licence)[:LINE]
    return _store(rows=rows, member=member, now=now, report=report)


@transaction.atomic
def _store(
    *, rows: _Rows, member: Membership, now: datetime, report: Progress
) -> Hearing:
    """Write everything; locks the membership, then the record."""
    member = lock_member(member, rows.hearing.collective_id)
    hearing, total = rows.hearing, len(rows.responses)
    _refuse_second(member, hearing.source_sha256)
    hearing.save(force_insert=True)
    Statement.objects.bulk_create(rows.statements)
    insert_rows(Voice, VOICE, rows.voices, lambda _done: None)
    insert_rows(
        Response,
        RESPONSE,
        rows.responses,
        lambda done: report(_("Writing"), done, total),
    )
    append_entry(
        collective_id=hearing.collective_id,
        kind="hearing.imported",
        details={
            "hearing": str(hearing.id),
            "title": hearing.title,
            "source": hearing.source,
            "licence": hearing.licence,
            "sha256": hearing.source_sha256,
            "statements": len(rows.statements),
            "folded": sum(row.is_folded for row in rows.statements),
            "voices": len(rows.voices),
            "responses": total,
        },
        now=now,
        about_id=hearing.id,
        member_id=member.id,
    )
    return hearing


def _refuse_second(member: Membership, digest: str) -> None:
    same = Hearing.objects.filter(
        collective_id=member.collective_id, source_sha256=digest
    ).first()
    if same is not None:
        message = _("This conversation is here already, since %(day)s.")
        raise AlreadyImportedError(message % {"day": weekday_date(same.opened_at)})


def _make_ready(conversation: Conversation, member: Membership, now: datetime) -> _Rows:
    hearing = Hearing(
        collective_id=member.collective_id,
        opened_at=now,
        source=conversation.source[:LINE],
        source_sha256=conversation.sha256,
    )
    times = [one.at for one in conversation.statements]
    times += [vote.at for vote in conversation.votes if vote.at is not None]
    if conversation.is_dated:
        hearing.spoken_from = min(times, default=None)
        hearing.spoken_until = max(times, default=None)
    tally = Counter((vote.statement, vote.value) for vote in conversation.votes)
    statements = {
        one.number: _statement(one, hearing, tally) for one in conversation.statements
    }
    voices = {number: new_id() for number in conversation.voices}
    return _Rows(
        hearing,
        list(statements.values()),
        _voice_rows(hearing, voices),
        _response_rows(hearing, conversation, statements, voices),
    )


def _statement(
    one: PolisStatement, hearing: Hearing, tally: Counter[tuple[int, int]]
) -> Statement:
    agreed, disagreed = tally[one.number, 1], tally[one.number, -1]
    passed = tally[one.number, 0]
    reason = ""
    if one.moderated < 0:
        reason = _("The hosts of that conversation took it out.")
    elif not one.text:
        reason = _("It has no words.")
    return Statement(
        hearing=hearing,
        collective_id=hearing.collective_id,
        number=one.number,
        text=clean_text(one.text),
        created_at=one.at,
        folded_at=hearing.opened_at if reason else None,
        fold_reason=reason,
        agreed=agreed,
        disagreed=disagreed,
        passed=passed,
        voices_agreed=agreed,
        voices_disagreed=disagreed,
        voices_passed=passed,
    )


def _voice_rows(hearing: Hearing, voices: dict[int, UUID]) -> list[tuple[Any, ...]]:
    as_id = stored(Voice, "id")
    of, place = as_id(hearing.id), as_id(hearing.collective_id)
    return [(as_id(key), of, place, number) for number, key in voices.items()]


def _response_rows(
    hearing: Hearing,
    conversation: Conversation,
    statements: dict[int, Statement],
    voices: dict[int, UUID],
) -> list[tuple[Any, ...]]:
    """Return the answers' rows; one without a time is dated with its statement."""
    as_id, as_time = stored(Response, "id"), stored(Response, "at")
    place = as_id(hearing.collective_id)
    of = {number: as_id(row.id) for number, row in statements.items()}
    said_at = {number: as_time(row.created_at) for number, row in statements.items()}
    by = {number: as_id(key) for number, key in voices.items()}
    return [
        (
            as_id(new_id()),
            of[vote.statement],
            place,
            by[vote.voice],
            vote.value,
            as_time(vote.at) if vote.at else said_at[vote.statement],
        )
        for vote in conversation.votes
    ]
