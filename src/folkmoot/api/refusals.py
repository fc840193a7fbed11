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
from folkmoot.home import operations as home
from folkmoot.listening import operations as listening
from folkmoot.people import operations as people
from folkmoot.planning import operations as planning
from folkmoot.planning.operations import plans
from folkmoot.planning.transfer import FilesRefusedError
from folkmoot.record import operations as record
from folkmoot.record.keys.paper import PaperKeyError

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
    planning.NotOwnError: NOT_YOURS,
    planning.NotPartOfPlanError: NOT_YOURS,
    planning.NotOfFundError: NOT_YOURS,
    planning.SecondNameError: NOT_YOURS,
    planning.NotTheirsError: NOT_YOURS,
    planning.NotOfSurplusError: NOT_YOURS,
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
    planning.AboveCeilingError: INCOMPLETE,
    planning.FundIncompleteError: INCOMPLETE,
    planning.BookingTimesError: INCOMPLETE,
    planning.RulesNotDecidedError: INCOMPLETE,
    planning.ShiftIncompleteError: INCOMPLETE,
    planning.SurplusIncompleteError: INCOMPLETE,
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
    planning.ShiftError: CONFLICT,
    people.FillingOverError: CONFLICT,
    people.InvitationEndedError: CONFLICT,
    people.NameTakenError: CONFLICT,
    people.NeedsQuestionError: CONFLICT,
    people.OtherWayError: CONFLICT,
    people.RecoveryOverError: CONFLICT,
    people.LearningRefusedError: CONFLICT,
    people.RoleTakenError: CONFLICT,
    planning.PlanningError: CONFLICT,
    planning.AboveCapError: CONFLICT,
    planning.FundError: CONFLICT,
    planning.FundMovedOnError: CONFLICT,
    planning.NoDecisionError: CONFLICT,
    planning.NotEnoughError: CONFLICT,
    planning.SurplusError: CONFLICT,
    record.KeyRefusedError: CONFLICT,
    record.NothingToAgreeError: CONFLICT,
}


def code_of(error: Exception) -> str:
    """Return the code of a refusal: ``QuestionMovedOnError`` is question_moved_on."""
    name = type(error).__name__.removesuffix("Error")
    return WORDS.sub("_", name).lower()
