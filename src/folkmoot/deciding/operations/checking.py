"""Positions: one per member and draft version, with stops that are tracked."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection, Position, Proposal, Seat
from folkmoot.deciding.models import Question as QuestionRow
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.calling_back import draw_call_back, end_call_back
from folkmoot.deciding.operations.hearing import Attached, attach_to
from folkmoot.deciding.operations.helping import (
    require_helper,
    require_second,
    tell_recorded,
)
from folkmoot.deciding.operations.versions import carry_over
from folkmoot.deciding.queries.checks import is_any_seat_silent
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.queries.pages.answers import shows_names
from folkmoot.deciding.queries.variants import lapsed_stop_of, variants_in
from folkmoot.engines.consensus import Stage
from folkmoot.listening.models import Attachment
from folkmoot.people.models import Membership
from folkmoot.record.operations import Signed, Value, Words
from folkmoot.web.prepared import prepared
from folkmoot.web.writing import write

OPEN = (Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)
LIVING = (
    Objection.State.RAISED,
    Objection.State.UNDERSTOOD,
    Objection.State.ANSWERED,
    Objection.State.STANDING,
)


class NoSeatError(Exception):
    """The member joined after the check opened."""


class VersionMissingError(Exception):
    """Several versions stand side by side, and none of them was named."""


class StopIncompleteError(Exception):
    """A stop names the harm and to whom."""


class SpokenWithNameError(StopIncompleteError):
    """A voice tells whose it is, where names are kept back."""


@dataclass(frozen=True)
class StopText:
    """What a stop says: the harm, to whom, and perhaps what would fix it.

    One that is spoken may leave out to whom: it is heard.
    """

    harm: str
    to_whom: str
    fix: str = ""
    clause: str = ""
    nameless: bool = False


@transaction.atomic
def take_position(  # noqa: PLR0913 -- what a person says on one page
    *,
    member: Membership,
    question: QuestionRow,
    value: Position.Value,
    now: datetime,
    text: str = "",
    stop: StopText | None = None,
    helper: Membership | None = None,
    second: Membership | None = None,
    signed: Signed | None = None,
    version: int | None = None,
    attached: Attached | None = None,
) -> Position:
    """Say what one thinks of the draft, replacing an earlier position; locks both.

    It is signed, by what ``signed`` holds of the member's device or by the server in
    its place. A position entered by a helper carries the helper's name and signature,
    and sends the owner a receipt; a ``second``, who heard it too, is asked to say so.
    A stop repeated by its owner goes on where it was, and one that lapsed with another
    version goes on here. Where several versions stand side by side, ``version`` says
    which is meant. What is ``attached`` says it by voice; the newest counts, and stays
    with an answer that is repeated without one.

    Raises
    ------
    VersionMissingError
        If several versions stand side by side and it is none of them.
    HelpRefusedError
        If a helper has helped enough, or would change what the member said alone.
    NoSeatError
        If the member was not in the snapshot of this check.
    StopIncompleteError
        If the value is object and the harm or to whom is missing.
    SpokenWithNameError
        If something is attached where names are kept back.
    """

    def is_quiet(act: Act) -> bool:
        return value != Position.Value.OBJECT and _moves_nothing(act)

    with acting(member, question, now, *OPEN, is_quiet=is_quiet, helper=helper) as act:
        seat = _seat_of(act)
        if helper is not None:
            require_helper(act, helper, seat)
            second = second and require_second(act, helper, second)
        proposal = _answered_version(act, version)
        spoken = _keep_spoken(act, stop, attached)
        _settle_stop(act, value, stop, proposal, spoken)
        position = _position_of(act, seat, proposal)
        if spoken or position.value != value:
            position.attachment_id = spoken.id if spoken else None
        was_helped = position.helper_id is not None
        position.question, position.round = act.question, act.question.round
        position.collective_id = act.question.collective_id
        position.member, position.proposal = act.member, proposal
        position.value, position.text, position.at = value, text, now
        position.answer, position.answered_by = "", None
        position.helper, position.carried_over = helper, False
        position.second = second if helper else None
        position.seconded_at = None
        write(position)
        _record(act, position, signed, attached)
        if helper is not None:
            draw_call_back(act, position)
        elif was_helped:
            end_call_back(position, now)
    return position


def _seat_of(act: Act) -> Seat:
    seat = _seats.first(act.question, act.question.round, act.member)
    if seat is None:
        raise NoSeatError(
            _("You joined after this began. You can speak now and answer next time.")
        )
    return seat


def _keep_spoken(
    act: Act, stop: StopText | None, attached: Attached | None
) -> Attachment | None:
    if attached is None:
        return None
    if (stop is not None and stop.nameless) or not shows_names(act.question):
        raise SpokenWithNameError(
            _("A voice tells whose it is. Here names are kept back: please write.")
        )
    with_answer = Attachment.With.ANSWER
    return attach_to(act.question, act.member, attached, act.now, with_answer)


def _record(
    act: Act, position: Position, signed: Signed | None, attached: Attached | None
) -> None:
    """Append the entry, signed by who says it or who enters it; tell who is to know."""
    said: dict[str, Value] = {
        "value": str(position.value),
        "text": position.text,
        "round": act.question.round,
    }
    if act.question.variants:
        said["version"] = position.proposal.version
    if attached is not None:
        said["attachment"] = str(position.attachment_id)
        said["file"] = attached.media.sent_print
    helper = position.helper
    if helper is None:
        act.say(Words(signed), "position.taken", **said)
        return
    said["helper"] = str(helper.id)
    act.say(Words(signed, by=helper.id), "position.taken", **said)
    tell_recorded(act, position)


def _answered_version(act: Act, version: int | None) -> Proposal:
    """Return the version that is meant; after a check there is one only."""
    question = act.question
    if not question.variants:
        latest = latest_proposal(question)
        assert latest is not None  # noqa: S101 -- a check opens on a draft only
        return latest
    rows = variants_in(question)
    if question.stage != Stage.CHECKING:
        rows = rows.filter(beside=False)
    elif version is None:
        raise VersionMissingError(_("Please say which version you mean."))
    found = rows.filter(version=version).first() if version else rows.first()
    if found is None:
        raise VersionMissingError(
            _("This version is not asked about any more. Please look again.")
        )
    return found


def _position_of(act: Act, seat: Seat, proposal: Proposal) -> Position:
    if not act.question.variants:
        return _positions.first(seat) or Position(seat=seat)
    held = Position.objects.filter(seat=seat, proposal=proposal)
    return held.first() or Position(seat=seat)


def _moves_nothing(act: Act) -> bool:
    """Say whether an answer without a stop leaves the next step where it is.

    A check ends by its timer while anybody in it is silent; what the answers come to
    is counted then.
    """
    return (
        act.question.stage == Stage.CHECKING
        and is_any_seat_silent(act.question, but=act.member)
        and _living_stop(act) is None
    )


@prepared
def _positions(seat: Seat) -> QuerySet[Position]:
    return Position.objects.filter(seat=seat)


def _settle_stop(
    act: Act,
    value: Position.Value,
    stop: StopText | None,
    proposal: Proposal,
    spoken: Attachment | None,
) -> None:
    """Raise a stop or let it go on; after another answer it is solved."""
    if value != Position.Value.OBJECT:
        _end_stop(act, proposal)
        return
    row = _going_on(act, stop, proposal)
    if row is None:
        _new_stop(act, stop, proposal, spoken)
    elif spoken is not None:
        row.attachment_id = spoken.id
        row.save(update_fields=["attachment_id"])


def _going_on(act: Act, stop: StopText | None, proposal: Proposal) -> Objection | None:
    living = _living_stop(act, proposal)
    if living is not None or stop is not None:
        return living
    lapsed = lapsed_stop_of(act.question, act.member)
    return lapsed and carry_over(lapsed, proposal, act.question, act.now)


def _new_stop(
    act: Act, stop: StopText | None, proposal: Proposal, spoken: Attachment | None
) -> None:
    stop = stop or StopText(harm="", to_whom="")
    if not spoken and not (stop.harm.strip() and stop.to_whom.strip()):
        raise StopIncompleteError(_("Please say what could go wrong, and for whom."))
    number = Objection.objects.filter(question=act.question).count() + 1
    Objection.objects.create(
        question=act.question,
        collective_id=act.question.collective_id,
        proposal=proposal,
        number=number,
        owner=act.member,
        nameless=stop.nameless,
        harm=stop.harm.strip() or (spoken.description if spoken else ""),
        to_whom=stop.to_whom,
        fix=stop.fix,
        clause=stop.clause,
        attachment_id=spoken.id if spoken else None,
        round=act.question.round,
        new_reason=act.question.stage == QuestionRow.Stage.LAST_CALL,
        since=act.now,
        raised_at=act.now,
    )


def _end_stop(act: Act, proposal: Proposal) -> None:
    """Their owner says something else now: the stop stays to be read, as solved."""
    living = _living_stop(act, proposal)
    if living is not None:
        living.state = Objection.State.RESOLVED
        living.note = "owner_changed"
        living.since = living.solved_at = act.now
        living.save()


def _living_stop(act: Act, proposal: Proposal | None = None) -> Objection | None:
    """Return the member's stop that lives; of several versions, that to this one."""
    if proposal is None or not act.question.variants:
        return _living_stops.first(act.question, act.member)
    stops = Objection.objects.filter(question=act.question, owner=act.member)
    here = stops.filter(state__in=LIVING, late=False, proposal=proposal)
    return here.order_by("number").first()


@prepared
def _living_stops(question: QuestionRow, member: Membership) -> QuerySet[Objection]:
    stops = Objection.objects.filter(question=question, owner=member)
    return stops.filter(state__in=LIVING, late=False).order_by("number")


@prepared
def _seats(question: QuestionRow, check: int, member: Membership) -> QuerySet[Seat]:
    return Seat.objects.filter(question=question, round=check, member=member)


@transaction.atomic
def answer_worry(
    *, member: Membership, position: Position, text: str, now: datetime
) -> Position:
    """Answer somebody's worry in one line; locks the question.

    Raises
    ------
    StopIncompleteError
        If the line is empty, one answers oneself, or the worry is gone.
    """
    with acting(member, position.question, now, *OPEN) as act:
        if not text.strip() or act.member.id == position.member_id:
            raise StopIncompleteError(_("Somebody else answers, in one line."))
        row = Position.objects.get(id=position.id)
        if row.value != Position.Value.CONCERN or row.round != act.question.round:
            raise StopIncompleteError(_("This worry was taken back or changed."))
        row.answer, row.answered_by = text, act.member
        row.save()
        act.record("worry.answered", text=text)
    return row
