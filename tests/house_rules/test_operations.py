"""An operation names its arguments, is one transaction and leaves one entry behind."""

import ast
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from tests.house_rules.source import APPS, called_name, calls_in, parts_of, tree_of
from tests.house_rules.test_pages_do_not_query import WRITING

CHANGING = WRITING | {"update"}
TRANSACTION = "transaction.atomic"
# Rooms below the collective: what they write is no matter of a collective's record,
# and who calls them appends.
WITHOUT_RECORD = {
    "messaging": "mail and codes belong to a person; the caller's entry says why",
    "record": "this is the record",
    "web": "receipts of forms",
}
# Operations that write without an entry, each with its reason.
EXCEPTIONS: dict[str, str] = {
    "deciding.forget_names": "names of people outside, a year after a legal vote",
    "deciding.renew_open_votes": "as `home.import_collective`, of which it is a part",
    "home.erase_everything": "each room that erases words appends its own entry",
    "home.erase_again": "`erase_everything`, for each person",
    "home.import_collective": "the record comes with it, and its end stays the same",
    "people.create_person": "an account belongs to no collective yet",
    "people.change_person": "one's own settings",
    "people.stop_mail": "one's own settings",
    "people.add_channel": "one's own ways to be reached",
    "people.ask_to_verify": "likewise",
    "people.verify_channel": "likewise",
    "people.remove_channel": "likewise",
    "people.ask_to_sign_in": "signing in happens before any collective",
    "people.sign_in_by_code": "likewise",
    "people.sign_in_by_link": "likewise",
    "people.count_attempt": "tries of strangers, forgotten within the hour",
    "people.add_passkey": "one's own devices and keys",
    "people.use_passkey": "likewise",
    "people.remove_passkey": "likewise",
    "people.make_token": "likewise",
    "people.end_token": "likewise",
    "people.end_session": "likewise",
    "people.end_other_sessions": "likewise",
    "people.erase_person": "each collective's record.erased comes from the record",
    "doing.remind_due": "a mail to one's own address, no act of anybody",
    "deciding.remind_due": "likewise",
    "needs.ask_next_carers": "likewise",
    "deciding.ask_owners": "likewise",
    "listening.set_heard_out": "the caller's question.moved says it",
    "deciding.mail_led": "a mail about what question.led says",
    "shifts.rate_job": "one's own view, which nobody else reads",
    "shifts.set_times": "one's own matter: not even that it was said stands there",
    "shifts.add_away": "likewise",
    "shifts.remove_away": "likewise",
    "shifts.set_care_share": "likewise",
    "needs.make_feed": "one's own devices and keys",
    "needs.end_feed": "likewise",
    "shifts.decline_asking": "a no to being asked stands nowhere",
    "shifts.ask_due": "a mail to one's own address, no act of anybody",
    "shifts.warn_free": "likewise",
    "federating.count_all": "sums of what the leaves' records say",
    "federating.count_due": "likewise",
    "federating.count_touched": "likewise",
    "federating.follow": "deciding.move_led appends to each leaf's record",
    "federating.follow_due": "likewise",
    "federating.tell_differences_due": "likewise: what was said is in the record",
    "federating.tell_recalls_due": "mail about what was written before, no act",
}
# Operations that are not one transaction, each with its reason.
NOT_ONE_TRANSACTION: dict[str, str] = {
    "deciding.redraw_call_backs": "each call-back on its own: it locks its question",
    "record.gather_vouchers": "each voucher on its own: one refused holds up none",
    "doing.remind_due": "each reminder on its own, or one failure holds back all",
    "shifts.ask_due": "each one who was asked on its own",
    "shifts.tend_shifts": "each collective on its own",
    "planning.follow_due_plans": "each plan on its own: one that fails holds up none",
    "planning.settle_due_replans": "likewise",
    "planning.make_due_replans": "likewise",
    "planning.make_due_rounds": "each exchange on its own: one that fails holds up none",
    "planning.make_rounds": "each round is kept on its own, as soon as it is there",
    "planning.make_small_rounds": "likewise",
    "planning.make_replan": "what is computed must not hold up who writes",
    "shifts.tend_shifts_of": "looks first; what it calls is one transaction each",
    "record.cosign_log": "each witness on its own: one that is away holds up none",
    "record.integrate": "each part of the entries on its own: writers need not wait",
    "listening.import_polis": "reads first; writes in one transaction, the shortest",
    "listening.import_table": "likewise",
    "listening.make_map": "likewise: what is computed must not hold up who answers",
    "listening.make_due_maps": "each map on its own: one that fails holds up none",
    "people.fill_due": "each collective on its own, or one failure holds back all",
    "deciding.admit_due": "likewise",
    "deciding.remind_due": "likewise",
    "deciding.settle_if_due": "looks first; what it calls is one transaction",
    "deciding.look_at_question": "a page is read; each half stands without the other",
    "deciding.settle_due": "each question settles alone: one that fails holds up none",
    "deciding.settle_due_of": "likewise",
    "deciding.mail_led": "each question's mail on its own",
    "federating.count_due": "each question on its own",
    "federating.follow": "each part of the leaves on its own: pages stay quick",
    "federating.follow_due": "likewise",
    "federating.look_at_question": "looks first; what it calls is one transaction",
    "federating.replace_drafters_due": "each question on its own",
    "federating.settle_recalls_due": "each recall on its own",
    "federating.tell_differences_due": "each group on its own: whoever was asked is asked once",
    "federating.tell_recalls_due": "each group on its own: whoever was told stays told",
    "federating.settle_recalls_of": "likewise",
    "federating.draw_pairs_due": "each collective on its own",
    "home.erase_again": "each person on their own",
    "federating.settle_due": "each question settles alone: one that fails holds up none",
    "federating.settle_entries_due": "each council on its own",
    "federating.settle_question": "its step is one transaction; then leaves follow",
    "needs.ask_about_unmet_due": "each collective on its own",
    "needs.ask_next_carers": "each thing on its own",
    "planning.put_due_statements": "each question on its own",
    "planning.make_due_plans": "each planning on its own: one that fails holds up none",
    "planning.make_plans_of": "computes first; what is kept is one short transaction",
    "messaging.send_due": "each mail is marked on its own, or one failure repeats many",
    "messaging.send_digests": "likewise",
    "planning.settle_asked_due": "each group's yes is taken alone",
    "planning.settle_asked_of": "likewise",
    "fund.settle_surplus_due": "each surplus settles alone",
    "fund.settle_surplus_of": "likewise",
    "messaging.ask": "one statement",
    "messaging.ask_again": "one statement",
    "messaging.beat": "one statement",
    "messaging.drop_late": "one statement",
    "messaging.end_codes": "one statement",
    "messaging.enqueue": "one statement",
    "messaging.mark_delivered": "one statement",
    "messaging.mark_acted": "one statement",
    "messaging.mark_seen": "one statement",
}


@dataclass
class Operation:
    """A function of an operations module, and what it calls there."""

    name: str
    node: ast.FunctionDef
    is_public: bool
    calls: set[str] = field(default_factory=set)

    @property
    def is_atomic(self) -> bool:
        words = {ast.unparse(line) for line in self.node.decorator_list}
        return bool(words & {TRANSACTION, f"{TRANSACTION}(savepoint=False)"})

    @property
    def takes_positions(self) -> int:
        """Return how many arguments must be told apart by their order."""
        arguments = self.node.args
        return (
            len(arguments.args) + len(arguments.posonlyargs) - len(arguments.defaults)
        )


@cache
def operations_of(app: Path) -> dict[str, Operation]:
    """Return the functions of an app's operations; public are those it exports."""
    files = list(parts_of(app, "operations"))
    exported = {
        alias.asname or alias.name
        for file in files
        if file.name == "__init__.py"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    is_module = (app / "operations.py").exists()
    return {
        node.name: Operation(
            name=f"{app.name}.{node.name}",
            node=node,
            is_public=(is_module and not node.name.startswith("_"))
            or node.name in exported,
            calls={called_name(call) for call in calls_in(node)},
        )
        for file in files
        for node in tree_of(file).body
        if isinstance(node, ast.FunctionDef)
    }


def reached(operation: Operation, room: dict[str, Operation]) -> set[str]:
    """Return the names that ``operation`` calls, itself or through its room."""
    seen: set[str] = set()
    todo = [operation]
    while todo:
        for name in todo.pop().calls - seen:
            seen.add(name)
            if name in room:
                todo.append(room[name])
    return seen


def writing(app: Path) -> list[tuple[Operation, set[str]]]:
    room = operations_of(app)
    found = [(o, reached(o, room)) for o in room.values() if o.is_public]
    return [(o, names) for o, names in found if names & (CHANGING | {"append_entry"})]


# Operations whose arguments have an order, each with its reason.
IN_ORDER: dict[str, str] = {
    "people.fill_due": "time acts, nobody else",
    "deciding.admit_due": "time acts, nobody else",
    "deciding.remind_due": "likewise",
    "deciding.settle_due": "time acts, nobody else",
    "listening.make_due_maps": "likewise",
    "needs.ask_about_unmet_due": "likewise",
    "planning.follow_due_plans": "likewise",
    "planning.settle_due_replans": "likewise",
    "planning.make_due_replans": "likewise",
    "planning.make_due_plans": "likewise",
    "planning.make_due_rounds": "likewise",
    "planning.settle_asked_due": "likewise",
    "planning.put_due_statements": "likewise",
    "deciding.settle_question": "likewise: the row, then the time",
    "deciding.mail_led": "likewise",
    "federating.count_due": "likewise",
    "federating.follow_due": "likewise",
    "federating.draw_pairs_due": "likewise",
    "federating.settle_due": "likewise",
    "federating.replace_drafters_due": "likewise",
    "federating.settle_recalls_due": "likewise",
    "federating.tell_differences_due": "likewise",
    "federating.tell_recalls_due": "likewise",
    "federating.settle_recalls_of": "likewise",
    "federating.settle_entries_due": "likewise",
    "federating.settle_question": "likewise",
}

every_app = pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)


@every_app
def test_every_operation_that_writes_appends_to_the_record(app):
    if app.name in WITHOUT_RECORD:
        return
    silent = {o.name for o, names in writing(app) if "append_entry" not in names}
    assert silent - set(EXCEPTIONS) == set()


@every_app
def test_every_operation_is_one_transaction(app):
    open_ended = {o.name for o, _ in writing(app) if not o.is_atomic}
    assert open_ended - set(NOT_ONE_TRANSACTION) == set()


@every_app
def test_every_operation_names_its_arguments(app):
    # Where no person acts, the one thing that is handed over needs no name.
    most = 1 if app.name in WITHOUT_RECORD else 0
    in_order = {o.name for o, _ in writing(app) if o.takes_positions > most}
    assert in_order - set(IN_ORDER) == set()


def test_no_exception_outlives_its_reason():
    present = {o.name for app in APPS for o, _ in writing(app)}
    listed = {*EXCEPTIONS, *NOT_ONE_TRANSACTION, *IN_ORDER}
    assert listed - present == set()


def test_an_operation_without_entry_is_found(tmp_path):
    (tmp_path / "operations.py").write_text(
        "def close(*, question):\n    _keep(question)\n\n"
        "def _keep(question):\n    question.save()\n"
    )
    ((operation, names),) = writing(tmp_path)
    assert "append_entry" not in names
    assert not operation.is_atomic
