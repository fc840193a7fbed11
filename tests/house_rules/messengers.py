"""A council above the collective of the world, and the pair that it sends there."""

from tests import cast
from tests.cast import DAY, NOW

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import contribute
from folkmoot.federating import operations
from folkmoot.federating.models import Delegate, PairSearch, ThemeOrder
from folkmoot.federating.queries.theme_pages import list_originals
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective

EARLIER = NOW - DAY
OF_COUNCIL = (
    *("council", "live", "say", "themes", "make_theme", "translate_item"),
    *("take_out", "order_themes", "undo_order"),
)
OF_PAIR = (
    *("pair", "ask_for_pair", "answer_search", "name_for_pair", "ask_for_mandate"),
    *("ask_to_send", "answer_entry", "accept_sending", "stop_carrying", "swap_parts"),
    *("write_report", "sign_report", "send_line"),
)
OF_API = (
    *("get_pair", "ask_for_pair", "answer_search", "name_for_pair", "answer_entry"),
    *("accept_sending", "stop_carrying", "swap_parts", "write_report", "sign_report"),
    *("ask_for_mandate", "ask_to_send", "get_council", "get_council_entries"),
    *("get_themes", "translate_item", "take_out", "get_theme_orders", "undo_order"),
    *("get_home_lines", "send_line"),
)
OF_DELEGATE = (
    *("accept_sending", "stop_carrying", "swap_parts", "write_report", "sign_report"),
)
OF_QUESTION = (
    *("themes", "make_theme", "translate_item", "take_out", "get_themes"),
    *("order_themes", "undo_order", "get_theme_orders"),
)


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of these addresses."""
    ash = cast.collective("Ash Court", members=("Ina", "Jon", "Kit"), now=EARLIER)
    courts = operations.make_federation(
        name="All Courts", children=[elm, ash], now=EARLIER
    )
    question = _question(elm, courts)
    ann, bo = (_send(elm, courts, name) for name in ("Ann", "Bo"))
    said = operations.say_in_council(
        member=ann.member,
        delegate=ann,
        words=operations.Words(text="We pay 50,000."),
        asks_home=True,
        now=NOW,
    )
    report = operations.write_report(
        member=bo.member, delegate=bo, text="We spoke of the roof.", now=NOW
    )
    theme = operations.make_theme(
        member=ann.member,
        council=courts,
        question=question,
        title="Sheds",
        contributions=[one.row.id for one in list_originals(question, courts)],
        now=NOW,
    )
    order = ThemeOrder.objects.create(
        question=question,
        collective=courts,
        themes=[str(theme.id)],
        ordered_by=ann.member,
        ordered_at=NOW,
    )
    PairSearch.objects.create(
        collective=elm,
        council=courts,
        asked_by=ann.member,
        opened_at=NOW,
        closes_at=NOW + DAY,
    )
    names = [f"federating:{name}" for name in (*OF_COUNCIL, *OF_PAIR)]
    names += [f"api:{name}" for name in OF_API]
    item = theme.items.get(collective=elm)
    rooms = ("federating", "api")
    return {
        **{f"{name}.slug": courts.slug for name in names},
        "home": elm.slug,
        **{f"{room}:{n}.delegate_id": ann.id for room in rooms for n in OF_DELEGATE},
        **{
            f"{room}:{n}.question_id": question.id
            for room in rooms
            for n in OF_QUESTION
        },
        **{f"{room}:answer_entry.entry_id": said.id for room in rooms},
        **{f"{room}:sign_report.report_id": report.id for room in rooms},
        **{f"{room}:translate_item.item_id": item.id for room in rooms},
        **{f"{room}:take_out.item_id": item.id for room in rooms},
        **{f"{room}:undo_order.order_id": order.id for room in rooms},
    }


def _question(elm: Collective, courts: Collective):
    question = operations.raise_up(
        member=cast.member(elm, "Ann"),
        federation=courts,
        text=operations.RaiseText(title="A roof?", short_text="One roof for all."),
        now=NOW,
    )
    operations.back(member=cast.member(elm, "Bo"), question=question, now=NOW)
    operations.settle_question(question, NOW)
    contribute(
        member=cast.member(elm, "Ann"),
        question=Question.objects.get(led_by_id=question.id, collective=elm),
        kind=Contribution.Kind.TEXT,
        text="A dry one.",
        now=NOW,
    )
    return question


def _send(elm: Collective, courts: Collective, name: str) -> Delegate:
    return Delegate.objects.create(
        collective=elm,
        council=courts,
        member=cast.member(elm, name),
        part="speaker" if name == "Ann" else "listener",
        accepted_at=EARLIER,
        starts_at=EARLIER,
        ends_at=NOW + 10 * DAY,
    )
