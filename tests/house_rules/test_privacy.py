"""Each column that tells of a person stands on the page of what is known about people."""

import re
from functools import cache

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from tests.house_rules.source import ROOT

PAGE = ROOT / "docs" / "explanation" / "privacy.md"
# Tables that say nothing about one person, and why.
NOT_OF_A_PERSON = {
    "federating.link": "which collectives are part of a federation",
    "federating.joining": "a collective that asks to join",
    "federating.federatedstep": "a question's own course",
    "federating.node": "sums over collectives",
    "federating.versionsum": "sums over collectives, for each version",
    "federating.amendmentleaf": "which collectives back another wording",
    "federating.mandate": "what a collective asked its delegates to say",
    "deciding.decision": "counts and texts of a collective",
    "doing.review": "a collective's look-back; answers are a table of their own",
    "listening.hearing": "a title and where it came from",
    "listening.opinionmap": "counts of groups and a drawing without names",
    "listening.voice": "a number from elsewhere, nobody here",
    "messaging.heartbeat": "a worker of the server",
    "people.collective": "a collective's own name and settings",
    "record.rekeying": "a new key of a record, and what other records say of it",
    "planning.wayunit": "what the people of one way of making decided together",
    "needs.needclass": "what members decided comes first",
    "shifts.ability": "a name for what jobs need",
    "planning.exchangepart": "what a collective gives, gets and works in an exchange",
    "shifts.shift": "when a job is to be done",
    "record.head": "the end of a record",
    "record.log": "the end of a record, signed",
    "record.keptend": "up to where a log was signed at some time",
    "record.earliername": "whose signatures counted under an earlier name of a log",
    "record.tile": "hashes",
    "record.witness": "keys of collectives and servers",
    "record.cosignature": "signatures of collectives and servers",
    "record.witnessed": "the end of a record elsewhere, signed",
}
# Columns that only tie rows together, or are a question's own course.
TIES = {
    "council_id",
    "delegate_id",
    "mandate_id",
    "recall_id",
    "theme_id",
    "amendment_id",
    "version_id",
    "thing_id",
    "about_id",
    "appeal_of_id",
    "carrier_id@messaging.message",
    "collective_id",
    "account_id",
    "agreed_id",
    "booking_id",
    "commitment_id",
    "corrects_id",
    "from_account_id",
    "contribution_id",
    "entry_id",
    "exchange_id",
    "filling_id",
    "hearing_id",
    "id",
    "idea_id",
    "message_id",
    "moved_to_id",
    "need_id",
    "ability_id",
    "for_turn_id",
    "job_id",
    "rota_id",
    "shift_id",
    "turn_id",
    "offer_id",
    "objection_id",
    "panel_id",
    "promise_id",
    "proposal_id",
    "question_id",
    "recovery_id",
    "review_id",
    "search_id",
    "seat_id",
    "statement_id",
    "surplus_id",
    "to_account_id",
    "unit_id",
    "use_account_id",
    "voice_id",
    "vote_id",
}
# Columns of tables with words of people that are the matter's own, not a person's.
OF_THE_MATTER = {
    "federating.federatedquestion": "number klass scope topic change stage since answered_at closes_at look_at round"
    " steps state submitted_at backed_at counted_at created_at last_event_at"
    " result from_question_id variants",
    "federating.version": "number look_back_date minutes sent_at variant round beside",
    "federating.amendment": "number taken_number stood_in",
    "federating.entry": "closes_at settled_at undone_at home_id lacks_report state differences",
    "federating.recall": "needed members keep take_back no_view closes_at settled_at"
    " told_at",
    "federating.offeredtask": "due_date",
    "federating.homereport": "about_from due_at",
    "deciding.question": "number klass urgent topic cost legal_date stage since"
    " led_by_id mail_due_at reminded_at closes_at look_at settled_at round state from_question_id created_at"
    " last_event_at place_reached_at forwarded_at submitted_at",
    "deciding.transition": "order from_stage to_stage",
    "deciding.call": "round",
    "deciding.proposal": "version wording_only same_text look_back_date start_date"
    " minutes",
    "deciding.objection": "number round new_reason late state note before since"
    " answer_kind trial_until restated_at owner_agreed_at answered_at solved_at"
    " still_at",
    "deciding.legalvote": "state rule closes_at seed roll page_yes page_no page_blank"
    " yes no blank spoilt counted_at",
    "deciding.panel": "drawn_at due_at ruled_at",
    "federating.federatedpanel": "drawn_at due_at ruled_at own_question_id"
    " stop_id facts",
    "shifts.job": "name minutes people is_required rhythm timing weekdays every_weeks"
    " week_of_month starts_at first_day weight fixed_percent created_at ended_at",
    "shifts.rota": "first_day last_day state version free_places",
    "doing.commitment": "position is_watch agreed_at",
    "fund.fundunit": "is_money digits next_number reserve ask_from hour_cap rules_by_id",
    "fund.fundaccount": "kind",
    "fund.fundbooking": "number",
    "fund.fundpromise": "question_number question_title amount may_exceed",
    "fund.payment": "state",
    "fund.surplus": "kind amount counted_in digits is_found question_number settled_at ended_at",
    "fund.surplusidea": "cost",
    "fund.fairshares": "people rest",
    "fund.surplussplit": "version",
    "fund.leftoveruse": "amount",
    "planning.exchange": "goods weeks length begins_on state edition rounds wanted problem"
    " changed_at",
    "planning.exchangeseat": "joined_at tells_hours tables input_sha256 left_at"
    " accepted_at asked_edition asked_number",
    "fund.statement": "form columns",
    "fund.statementline": "key",
    "record.vouching": "request",
}


@cache
def told() -> dict[str, set[str]]:
    """Return the columns that the page names, by table."""
    found: dict[str, set[str]] = {}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        table = re.fullmatch(r"`(\w+\.\w+)`", cells[1]) if len(cells) > 2 else None
        if table:
            columns = re.findall(r"`(\w+)`", cells[2])
            found.setdefault(table.group(1), set()).update(columns)
    return found


def columns_of(model: type[Model]) -> set[str]:
    """Return the columns of ``model`` that tell something."""
    table = model._meta.label_lower
    names = {field.attname for field in model._meta.concrete_fields}
    names -= {name for name in names if {name, f"{name}@{table}"} & TIES}
    return names - set(OF_THE_MATTER.get(table, "").split())


MODELS = [model for model in apps.get_models() if model._meta.managed]
LABELS = [model._meta.label_lower for model in MODELS]


@pytest.mark.parametrize("model", MODELS, ids=LABELS)
def test_every_column_about_a_person_is_told(model):
    label = model._meta.label_lower
    expected = set() if label in NOT_OF_A_PERSON else columns_of(model)
    assert told().get(label, set()) == expected


def test_a_table_without_persons_points_to_none():
    for model in MODELS:
        if model._meta.label_lower in NOT_OF_A_PERSON:
            keys = [f for f in model._meta.concrete_fields if isinstance(f, ForeignKey)]
            targets = {key.related_model._meta.label_lower for key in keys}
            assert not targets & {"people.person", "people.membership"}, model


def test_the_page_names_no_table_that_is_gone():
    assert set(told()) - set(LABELS) == set()
    assert set(NOT_OF_A_PERSON) - set(LABELS) == set()
