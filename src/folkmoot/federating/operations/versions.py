"""Amendments that stand beside the draft in a check, and the version that goes on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from folkmoot.deciding.queries.variants import MOST
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Stage, Step, rules_to_dict
from folkmoot.federating.models import (
    Amendment,
    FederatedQuestion,
    Node,
    Version,
    VersionSum,
)
from folkmoot.federating.queries.amendments import (
    Backed,
    backed_in,
    heard_leaves,
)
from folkmoot.federating.queries.facts import count_open_tasks, root_of
from folkmoot.federating.queries.versions import (
    latest_version,
    leading_in,
    sums_of,
    versions_in,
    weigh,
)
from folkmoot.web.rewriting import rewrite

WRITTEN_IN = (Stage.DRAFTING.value, Stage.WORKING.value)
COLUMNS = (
    *("yes", "aside", "stop", "need_more", "unanswered"),
    *("agree", "divided", "objecting", "not_heard"),
)


@dataclass(frozen=True)
class Opened:
    """The text that a check opens on, and what the step says of the others."""

    main: Version | None
    step: Step


def open_versions(question: FederatedQuestion, before: str, step: Step) -> Opened:
    """Let a check of a locked question open on its draft and what is backed beside it.

    An amendment backed by enough leaves stands in it, unless the draft holds it and
    each of these leaves says so. What was not backed enough waits for the next.
    """
    main = latest_version(question)
    if main is None or before not in WRITTEN_IN or question.topic:
        # All are asked again on the same text: nothing can stand beside it.
        if main is not None and before != Stage.CHECKING:
            question.variants = 0
            _send([main], step)
        return Opened(main, step)
    found = backed_in(question, step.at)
    heard = heard_leaves(question, question.round - 1)
    beside = _chosen(found, heard, main)
    told = [one.told(heard, main, is_standing=one in beside) for one in found]
    question.variants = len(beside) + 1 if beside else 0
    if beside:
        main = _first(question, main, step)
        rows = [_write(question, main, one.amendment, step) for one in beside]
        _place(question, [main, *rows])
    _send([main], step)
    data = {**step.data, "amendments": told} if told else step.data
    return Opened(main, replace(step, data=data))


def _chosen(found: Sequence[Backed], heard: int, main: Version) -> list[Backed]:
    """Return what stands beside the draft: of too many, what most leaves back."""
    must = [one for one in found if one.must_stand(heard, main)]
    first = sorted(must, key=lambda one: (-len(one.backing), one.amendment.number))
    chosen = first[: MOST - 1]
    return sorted(chosen, key=lambda one: one.amendment.number)


def _first(question: FederatedQuestion, main: Version, step: Step) -> Version:
    """Return the draft as a version of this check: it has its place in each."""
    if main.round is None:
        return main
    return Version.objects.create(
        question=question,
        collective_id=question.collective_id,
        number=question.versions.count() + 1,
        text=main.text,
        look_back_date=main.look_back_date,
        minutes=main.minutes,
        author=main.author,
        label=main.label,
        created_at=step.at,
    )


def _write(
    question: FederatedQuestion, main: Version, amendment: Amendment, step: Step
) -> Version:
    row = Version.objects.create(
        question=question,
        collective_id=question.collective_id,
        number=question.versions.count() + 1,
        text=amendment.text,
        what_changed=amendment.why,
        look_back_date=main.look_back_date,
        minutes=main.minutes,
        author=amendment.proposer,
        label=amendment.label,
        created_at=step.at,
        sent_at=step.at,
        beside=True,
        amendment_id=amendment.id,
    )
    amendment.stood_in = question.round
    amendment.save(update_fields=["stood_in"])
    return row


def _place(question: FederatedQuestion, rows: Sequence[Version]) -> None:
    """Give versions their places side by side, and councils their first sums."""
    main = rows[0]
    Version.objects.filter(question=question).exclude(id=main.id).update(beside=True)
    for place, row in enumerate(rows, start=1):
        row.variant, row.round, row.beside = place, question.round, place > 1
        row.save(update_fields=["variant", "round", "beside"])
    councils = Node.objects.filter(question=question, is_leaf=False)
    VersionSum.objects.bulk_create(
        VersionSum(
            node=node,
            version=row,
            collective_id=node.collective_id,
            not_heard=node.leaves,
        )
        for node in councils
        for row in rows
    )


def _send(rows: Sequence[Version], step: Step) -> None:
    for row in rows:
        if row.sent_at is None:
            row.sent_at = step.at
            row.save(update_fields=["sent_at"])


def choose_version(question: FederatedQuestion, step: Step) -> tuple[int, Step]:
    """Fix which version goes on from a check that closes; return it and why.

    The sums of all nodes become those of this version.
    """
    state, root = state_of(question), root_of(question)
    assert root is not None  # noqa: S101 -- a check has its tree
    weighed = weigh(question, state, root, open_tasks=count_open_tasks(question))
    chosen = leading_in(weighed).version
    versions_in(question).exclude(id=chosen.id).update(beside=True)
    Version.objects.filter(id=chosen.id).update(beside=False)
    if chosen.variant != 1:
        _put_sums(question, chosen)
    told: dict[str, Any] = {
        "variants": [one.told(state) for one in weighed],
        "goes_on": chosen.number,
        "rules": rules_to_dict(state.rules),
    }
    return chosen.number, replace(step, data={**step.data, **told})


def _put_sums(question: FederatedQuestion, version: Version) -> None:
    nodes = list(Node.objects.filter(question=question))
    held = sums_of([version], nodes)
    changed = []
    for node in nodes:
        row = held.get((node.id, version.id))
        blank = VersionSum(not_heard=node.leaves, position=Node.Position.NOT_HEARD)
        now = row or blank
        before = [*(getattr(node, name) for name in COLUMNS), node.position]
        for name in COLUMNS:
            setattr(node, name, getattr(now, name))
        node.position = now.position
        if [*(getattr(now, name) for name in COLUMNS), now.position] != before:
            changed.append(node)
    rewrite(changed, (*COLUMNS, "position"))
