"""What pages and the API share, and what stays on pages, each with its reason."""

BY_A_PERSON = "opens a door: a person does it, at a browser, never a program with a key"
NO_KEY_YET = "for people who are not signed in; a program has a key"
DEVICE = "a device and a browser do it together"

# Operations that pages call and the API does not.
ONLY_ON_PAGES = {
    "people.add_passkey": DEVICE,
    "people.use_passkey": DEVICE,
    "people.arrive": NO_KEY_YET,
    "people.ask_recovery": NO_KEY_YET,
    "people.find_ready_recovery": NO_KEY_YET,
    "people.use_recovery": NO_KEY_YET,
    "people.ask_to_sign_in": NO_KEY_YET,
    "people.sign_in_by_code": NO_KEY_YET,
    "people.sign_in_by_link": NO_KEY_YET,
    "people.verify_channel": "the link in a mail proves an address; it leads to a page",
    "people.make_token": BY_A_PERSON,
    "people.print_way_in": BY_A_PERSON,
}
# What pages can say to an operation and the API cannot.
KEYWORDS_OF_PAGES = {
    "deciding.raise_question(attached=)": "add_attachment takes it right afterwards",
}
# What the API answers instead of each page that shows something.
READ_BY: dict[str, tuple[str, ...]] = {
    "deciding:question": (
        *("get_question", "get_clarity", "get_calls", "get_explanations"),
        *("get_question_hearing", "next_statement", "get_contributions"),
        *("get_uses", "get_drafters", "get_versions", "get_attachments"),
        *("get_positions", "get_stops", "get_panels", "get_not_reached"),
        *("list_tasks", "list_decisions", "get_review"),
    ),
    "deciding:question_by_id": ("list_questions",),
    "deciding:raise_question": ("raise_question", "raise_founding_question"),
    "deciding:draft": ("get_versions", "write_draft"),
    "deciding:versions": ("get_versions",),
    "deciding:version": ("get_version",),
    "deciding:positions": ("get_named_positions",),
    "deciding:help_answer": ("get_helped", "help_answer"),
    "deciding:receipt": ("get_receipt",),
    "deciding:stop": ("get_stop",),
    "deciding:panel": ("get_panel",),
    "deciding:computation": ("compute_decision",),
    "doing:tasks": ("list_tasks",),
    "doing:task": ("get_task",),
    "home:collective": ("get_collective", "get_waiting", "list_questions"),
    "home:questions": ("list_questions",),
    "home:decisions": ("list_decisions",),
    "home:search": ("search",),
    "home:agreement": ("read_agreement", "get_agreements"),
    "home:settings": ("read_settings", "get_agreements"),
    "home:record": ("get_record",),
    "home:check_record": ("check_record",),
    "home:export": ("begin_export",),
    "home:export_file": ("download_export",),
    "home:my_page": ("get_waiting", "get_collectives", "list_tasks"),
    "home:download": ("download_own_words",),
    "home:download_file": ("download_own_words",),
    "home:erase": ("erase_everything",),
    "listening:hearings": ("get_hearings",),
    "listening:hearing": ("get_hearing", "get_statements"),
    "listening:map": ("get_map",),
    "listening:map_picture": ("get_map",),
    "deciding:map": ("get_map",),
    "listening:next_statement": ("get_next_statement",),
    "listening:attachment": ("get_attachment",),
    "listening:fold": ("fold",),
    "listening:folds": ("get_folds",),
    "listening:appeal": ("appeal",),
    "people:erase": ("erase_everything",),
    "people:invitations": ("get_invitations", "invite"),
    "people:invitation": ("read_invitation",),
    "people:join": ("open_invitation", "join"),
    "people:leave": ("leave",),
    "people:members": (
        *("get_members", "get_roles", "get_recoveries", "get_without_way"),
    ),
    "people:settings": (
        *("get_me", "get_channels", "get_sessions", "get_passkeys", "get_tokens"),
        *("get_collectives", "get_own_recoveries"),
    ),
    "people:start": ("start_collective",),
    "people:stop_mail": ("stop_mail",),
}
SHOWN_ONLY_ON_PAGES = {
    "healthz": "for the machine that looks after the server",
    "home:welcome": "for people who are not signed in",
    "home:help": "the same words for all",
    "home:first_step": "leads to the first thing that waits",
    "people:sign_in": NO_KEY_YET,
    "people:sign_in_code": NO_KEY_YET,
    "people:sign_in_link": NO_KEY_YET,
    "people:sign_in_passkey": NO_KEY_YET,
    "people:recover": NO_KEY_YET,
    "people:recovery": NO_KEY_YET,
    "people:verify": "the link in a mail",
    "people:add_passkey": DEVICE,
    "people:print_way_in": BY_A_PERSON,
    "web:about": "about the server, and the same for all",
    "web:source": "about the server, and the same for all",
    "web:style": "for those who draw pages",
}
