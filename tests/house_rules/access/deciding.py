"""Who may do what: questions."""

from tests.house_rules.access.row import SIGN_IN, Row

DRAFT = {
    "text": "Two trees",
    "look_back_date": "2027-06-01",
    "task-0-what": "Buy wood",
    "task-0-due_date": "2027-04-01",
}
VERSION = {**DRAFT, "label": "Two trees"}
IDEA = {"title": "A dry shed", "klass": "ordinary", "look_back_date": "2027-06-01"}
SHAPE = {"title": "Two apple trees", "klass": "ordinary"}
TEXT = {"text": "Quiet hours could end at seven"}
YES = {"value": "consent"}
HELPED = {**YES, "whom": "Bo", "is_said": "on"}
SAID = {"kind": "text", "text": "A ramp", "whom": "Bo", "is_said": "on"}
REASONS = {"kind": "reasons", "text": "It ends at eight"}
RULED = {"answer": "yes", "reason": "So it was"}
LAW = {
    "law": "Clause 12",
    "who": "All members",
    "share": "2-3",
    "base": "roll",
    "turnout_percent": "50",
    "roll_percent": "0",
}
ROLL = {"part": "members", "days": "14"}
PAPERS = {"yes": "1", "no": "0", "blank": "0", "spoilt": "0"}
TIMES = ("2031-03-02T18:00", "2031-03-03T18:00", "2031-03-04T18:00")
INVITED = {
    "way": "table",
    "where": "The kitchen",
    **dict(zip(("first", "second", "third"), TIMES, strict=True)),
}
LATE = {"harm": "Noise", "to_whom": "Me", "why_not_heard": "I was away"}
ROWS: list[Row] = [
    Row("deciding:question", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:question_by_id", "GET", SIGN_IN, 404, 302, 302),
    Row("deciding:raise_question", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:raise_question", "POST", SIGN_IN, 404, 302, 302, IDEA),
    # Signatures
    Row("deciding:call", "POST", SIGN_IN, 404, 422, 302),
    Row("deciding:withdraw_call", "POST", SIGN_IN, 404, 404, 302),
    # An idea, and making it clear
    Row("deciding:begin_shaping", "POST", SIGN_IN, 404, 422, 422),
    Row("deciding:merge", "POST", SIGN_IN, 404, 422, 422),
    Row("deciding:shape", "POST", SIGN_IN, 404, 302, 302, SHAPE),
    Row("deciding:change", "GET", SIGN_IN, 404, 302, 200),
    Row("deciding:change", "POST", SIGN_IN, 404, 422, 302, {"value": "8"}),
    Row("deciding:preview_shape", "POST", SIGN_IN, 404, 200, 200, SHAPE),
    Row("deciding:explain_back", "POST", SIGN_IN, 404, 302, 422, TEXT),
    Row("deciding:confirm_explanation", "POST", SIGN_IN, 404, 422, 302),
    Row("deciding:send_on", "POST", SIGN_IN, 404, 422, 302),
    # Being heard
    Row("deciding:add_statement", "POST", SIGN_IN, 404, 302, 302, TEXT),
    Row("deciding:respond", "POST", SIGN_IN, 404, 302, 302, {"answer": "1"}),
    Row("deciding:withdraw_response", "POST", SIGN_IN, 404, 302, 302),
    Row("deciding:contribute", "POST", SIGN_IN, 404, 302, 302, TEXT),
    Row("deciding:report_talk", "POST", SIGN_IN, 404, 302, 302, {"people": 3, **TEXT}),
    Row("deciding:add_nothing", "POST", SIGN_IN, 404, 302, 302),
    Row("deciding:map", "GET", SIGN_IN, 404, 302, 302),
    Row("deciding:tell_in_person", "POST", SIGN_IN, 404, 422, 302),
    # Writing it down
    Row("deciding:draft", "GET", SIGN_IN, 404, 302, 200),
    Row("deciding:draft", "POST", SIGN_IN, 404, 422, 302, DRAFT),
    Row("deciding:offer_to_draft", "POST", SIGN_IN, 404, 422, 302),
    # Nobody says that only the wording changed.
    Row("deciding:second_wording", "POST", SIGN_IN, 404, 422, 422),
    Row("deciding:submit_draft", "POST", SIGN_IN, 404, 422, 302),
    Row(
        "deciding:answer_contribution", "POST", SIGN_IN, 404, 422, 302, {"use": "used"}
    ),
    Row("deciding:versions", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:version", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:add_version", "GET", SIGN_IN, 404, 302, 200),
    Row("deciding:add_version", "POST", SIGN_IN, 404, 422, 302, VERSION),
    Row("deciding:remove_version", "POST", SIGN_IN, 404, 422, 302),
    # Off the usual way
    Row("deciding:park", "POST", SIGN_IN, 404, 422, 302, {"until": "2027-04-01"}),
    Row("deciding:withdraw", "POST", SIGN_IN, 404, 422, 302),
    Row("deciding:adopt", "POST", SIGN_IN, 404, 422, 302),
    # Answering a draft
    Row("deciding:position", "POST", SIGN_IN, 404, 422, 302, YES),
    Row("deciding:positions", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:help_answer", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:help_answer", "POST", SIGN_IN, 404, 422, 302, HELPED),
    Row("deciding:help_contribute", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:help_contribute", "POST", SIGN_IN, 404, 422, 302, SAID),
    # The member helped; nobody else reads the slip.
    Row("deciding:receipt", "GET", SIGN_IN, 404, 404, 200),
    # Who entered it is not the second.
    Row("deciding:confirm_recorded", "POST", SIGN_IN, 404, 404, 422),
    # Nor was the lot drawn for who entered it.
    Row("deciding:call_back", "POST", SIGN_IN, 404, 404, 422),
    # Worries are there for who has answered.
    Row("deciding:answer_worry", "POST", SIGN_IN, 404, 404, 302, TEXT),
    # Stops: friends say them back and talk; members answer them
    Row("deciding:stop", "GET", SIGN_IN, 404, 404, 200),
    Row("deciding:restatement", "POST", SIGN_IN, 404, 404, 302, TEXT),
    Row(
        "deciding:restatement_answer",
        *("POST", SIGN_IN, 404, 404, 302),
        {"is_right": "yes"},
    ),
    Row("deciding:talk", "POST", SIGN_IN, 404, 404, 302, TEXT),
    Row("deciding:invitation_to_talk", "POST", SIGN_IN, 404, 404, 302, INVITED),
    # The owner chooses.
    Row("deciding:talk_time", "POST", SIGN_IN, 404, 404, 422, {"time": TIMES[0]}),
    Row("deciding:answer_stop", "POST", SIGN_IN, 404, 404, 302, REASONS),
    Row("deciding:second_name", "POST", SIGN_IN, 404, 404, 302),
    # The stop is somebody else's, and three members are too few for a lot.
    Row("deciding:happened", "POST", SIGN_IN, 404, 404, 422, {"happened": "no"}),
    Row("deciding:reply", "POST", SIGN_IN, 404, 404, 422, {"is_solved": "yes"}),
    Row("deciding:case", "POST", SIGN_IN, 404, 404, 422, {"reason": "A worry"}),
    Row("deciding:panel", "GET", SIGN_IN, 404, 404, 200),
    Row("deciding:ruling", "POST", SIGN_IN, 404, 404, 422, RULED),
    # Results: the member was heard, so that nothing of theirs comes late
    Row("deciding:late_stop", "POST", SIGN_IN, 404, 422, 422, LATE),
    Row("deciding:computation", "GET", SIGN_IN, 404, 200, 200),
    # A vote that the law asks for: it is counted when its time is over
    Row("deciding:legal_vote", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:ask_for_vote", "POST", SIGN_IN, 404, 422, 302, LAW),
    Row("deciding:second_vote", "POST", SIGN_IN, 404, 422, 302),
    Row("deciding:drop_vote", "POST", SIGN_IN, 404, 422, 302, {"reason": "No"}),
    Row("deciding:open_vote", "POST", SIGN_IN, 404, 422, 302, ROLL),
    Row("deciding:cast_vote", "POST", SIGN_IN, 404, 422, 302, {"answer": "yes"}),
    # Two others were drawn to count.
    Row("deciding:note_paper", "POST", SIGN_IN, 404, 422, 422, {"has_given": "on"}),
    Row("deciding:enter_count", "POST", SIGN_IN, 404, 422, 422, PAPERS),
    Row("deciding:review", "POST", SIGN_IN, 404, 302, 302, {"conclusion": "keep"}),
]
