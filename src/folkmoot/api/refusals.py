"""What each refusal of an operation is to a program: a status and a code.

The code is the name of the exception in small letters; the message is its own plain
sentence.
"""

import re
from collections.abc import Mapping

from folkmoot.deciding import operations as deciding
from folkmoot.doing import operations as doing
from folkmoot.federating import operations as federating
from folkmoot.federating.queries.founding import FederationGoneError
from folkmoot.fund import operations as fund
from folkmoot.home import operations as home
from folkmoot.listening import operations as listening
from folkmoot.needs import operations as needs
from folkmoot.people import operations as people
from folkmoot.planning.operations import plans
from folkmoot.planning.transfer import FilesRefusedError
from folkmoot.record import operations as record
from folkmoot.record.keys.paper import PaperKeyError
from folkmoot.shifts import operations as shifts

NOT_YOURS, CONFLICT, INCOMPLETE = 403, 409, 422
WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")

STATUS: Mapping[type[Exception], int] = {
    # It is not for this person to do.
    deciding.NoSeatError: NOT_YOURS,
    deciding.NotDrafterError: NOT_YOURS,
    deciding.NotOnPanelError: NOT_YOURS,
    deciding.NotProposerError: NOT_YOURS,
    deciding.NotYoursError: NOT_YOURS,
    doing.NotCarrierError: NOT_YOURS,
    doing.NotPartOfItError: NOT_YOURS,
    federating.DelegateError: NOT_YOURS,
    federating.NotDrawnError: NOT_YOURS,
    listening.NotPartError: NOT_YOURS,
    listening.TooFewPeopleError: NOT_YOURS,
    people.JoinRefusedError: NOT_YOURS,
    people.NotAMemberError: NOT_YOURS,
    people.StartRefusedError: NOT_YOURS,
    people.VouchRefusedError: NOT_YOURS,
    needs.NotOwnError: NOT_YOURS,
    needs.NotPartOfPlanError: NOT_YOURS,
    fund.NotOfFundError: NOT_YOURS,
    fund.SecondNameError: NOT_YOURS,
    shifts.NotTheirsError: NOT_YOURS,
    fund.NotOfSurplusError: NOT_YOURS,
    plans.NotOfUnitError: NOT_YOURS,
    # What was sent lacks something, or cannot be kept.
    deciding.IncompleteDraftError: INCOMPLETE,
    deciding.IncompleteQuestionError: INCOMPLETE,
    deciding.StopIncompleteError: INCOMPLETE,
    deciding.SpokenWithNameError: INCOMPLETE,
    doing.CarrierGoneError: INCOMPLETE,
    doing.WordsMissingError: INCOMPLETE,
    federating.RaiseRefusedError: INCOMPLETE,
    federating.AmendmentError: CONFLICT,
    federating.AnswerRefusedError: CONFLICT,
    federating.DraftRefusedError: CONFLICT,
    federating.TaskRefusedError: CONFLICT,
    federating.StructureError: CONFLICT,
    deciding.VersionMissingError: INCOMPLETE,
    federating.MandateError: INCOMPLETE,
    PaperKeyError: INCOMPLETE,
    listening.MediaError: INCOMPLETE,
    listening.NothingSaidError: INCOMPLETE,
    listening.UntitledError: INCOMPLETE,
    people.SettingRangeError: INCOMPLETE,
    people.TermLengthError: INCOMPLETE,
    needs.AboveCeilingError: INCOMPLETE,
    fund.FundIncompleteError: INCOMPLETE,
    needs.BookingTimesError: INCOMPLETE,
    needs.RulesNotDecidedError: INCOMPLETE,
    shifts.ShiftIncompleteError: INCOMPLETE,
    fund.SurplusIncompleteError: INCOMPLETE,
    plans.UnfitRecipesError: INCOMPLETE,
    FilesRefusedError: INCOMPLETE,
    record.DeviceKeyError: INCOMPLETE,
    record.KeyRefusedError: INCOMPLETE,
    record.VoucherRefusedError: INCOMPLETE,
    # It cannot be done any more, or not yet.
    record.NothingToAgreeError: CONFLICT,
    record.DoubtRefusedError: CONFLICT,
    deciding.CallRefusedError: CONFLICT,
    deciding.HelpRefusedError: CONFLICT,
    deciding.LegalVoteError: CONFLICT,
    deciding.NoPanelError: CONFLICT,
    deciding.NoRoomBesideError: CONFLICT,
    deciding.QuestionMovedOnError: CONFLICT,
    deciding.StopStateError: CONFLICT,
    deciding.TooLateError: CONFLICT,
    doing.DoingError: CONFLICT,
    federating.ActRefusedError: CONFLICT,
    federating.AloneRefusedError: CONFLICT,
    federating.CaseRefusedError: CONFLICT,
    federating.RecallRefusedError: CONFLICT,
    FederationGoneError: CONFLICT,
    federating.DiffersError: CONFLICT,
    federating.EntryAnswerError: CONFLICT,
    federating.GroupingError: CONFLICT,
    federating.LineError: CONFLICT,
    federating.PairSearchError: CONFLICT,
    federating.ReportError: CONFLICT,
    federating.SpeakError: CONFLICT,
    home.LookedOtherwiseError: CONFLICT,
    listening.HearingError: CONFLICT,
    people.AddressElsewhereError: CONFLICT,
    people.AlreadyLeftError: CONFLICT,
    shifts.ShiftError: CONFLICT,
    people.FillingOverError: CONFLICT,
    people.InvitationEndedError: CONFLICT,
    people.NameTakenError: CONFLICT,
    people.NeedsQuestionError: CONFLICT,
    people.OtherWayError: CONFLICT,
    people.RecoveryOverError: CONFLICT,
    people.LearningRefusedError: CONFLICT,
    people.RoleTakenError: CONFLICT,
    needs.PlanningError: CONFLICT,
    fund.AboveCapError: CONFLICT,
    fund.FundError: CONFLICT,
    fund.FundMovedOnError: CONFLICT,
    fund.NoDecisionError: CONFLICT,
    fund.NotEnoughError: CONFLICT,
    fund.SurplusError: CONFLICT,
    record.KeyRefusedError: CONFLICT,
    record.NothingToAgreeError: CONFLICT,
}


def code_of(error: Exception) -> str:
    """Return the code of a refusal: ``QuestionMovedOnError`` is question_moved_on."""
    name = type(error).__name__.removesuffix("Error")
    return WORDS.sub("_", name).lower()
