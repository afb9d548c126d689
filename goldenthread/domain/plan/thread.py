"""The golden thread: from what the child hopes for, through needs, outcomes and provision, to the advice behind each.

A graph of what a plan's items say of one another, and where it is broken, looked at from both ends. SEND Code of
Practice 9.61 to 9.69: provision for each need, outcomes that provision works towards, and all from evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION, STRENGTH
from goldenthread.domain.plan.items import Item, in_order, numbers_of


class Kind(StrEnum):
    """What a node is, in the order of the thread."""

    HOPE = "hope"
    NEED = NEED
    OUTCOME = OUTCOME
    PROVISION = PROVISION
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Advised:
    """One row of submitted advice. `name`: whose advice; `left_out`: the recorded reason it is not carried over."""

    id: str
    part: str
    text: str
    name: str
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the thread. `label`: its number in the plan, or whose advice it is; blank for a hope."""

    id: str
    kind: Kind
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`start` is nearer the hope: a hope's outcome, a need's outcome, an outcome's provision, an item's evidence."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which the thread breaks. `message` says what to do."""

    code: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Where it breaks: the rule, and the node."""

    rule: Rule
    node: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Nodes by kind in the plan's order, what joins them, and the gaps in the same order."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]

    def of(self, kind: Kind) -> tuple[Node, ...]:
        """The nodes of one kind."""
        return tuple(node for node in self.nodes if node.kind is kind)

    def after(self, node: str) -> tuple[str, ...]:
        """What a node leads to."""
        return tuple(link.end for link in self.links if link.start == node)

    def before(self, node: str) -> tuple[str, ...]:
        """What leads to a node."""
        return tuple(link.start for link in self.links if link.end == node)

    def gaps_at(self, node: str) -> tuple[Gap, ...]:
        """What is wrong at a node."""
        return tuple(gap for gap in self.gaps if gap.node == node)


_PROVISION_FOR_NEEDS: Final = "A plan has provision for each need it specifies (SEND Code of Practice 9.69)."
_WORKS_TOWARDS: Final = "Provision is there to reach the outcomes (SEND Code of Practice 9.66 to 9.69)."
_SOURCE: Final = "A plan is written from the advice of the assessment (SEND Regulations 2014, regulation 6 and 12(4))."
NO_OUTCOME: Final = Rule("need_without_outcome", "No outcome answers this need.", _WORKS_TOWARDS)
NO_PROVISION: Final = Rule("need_without_provision", "No provision meets this need.", _PROVISION_FOR_NEEDS)
NO_NEED: Final = Rule("outcome_without_need", "Say which need this outcome answers.", _WORKS_TOWARDS)
NOTHING_DONE: Final = Rule("outcome_without_provision", "No provision works towards this outcome.", _WORKS_TOWARDS)
FOR_NOTHING: Final = Rule("provision_without_outcome", "Say which outcome this provision is for.", _WORKS_TOWARDS)
NO_HOPE: Final = Rule(
    "outcome_without_hope", "Say which of the hopes in section A this outcome works towards.",
    "Outcomes build on what the child and family hope for (SEND Code of Practice 9.64).",
)  # fmt: skip
HOPE_GONE: Final = Rule(
    "hope_not_in_section_a", "An outcome works towards this hope, and section A no longer says it.",
    "Outcomes build on what the child and family hope for (SEND Code of Practice 9.64).",
)  # fmt: skip
NO_SOURCE: Final = Rule("item_without_source", "Nothing says which advice this rests on.", _SOURCE)
NO_REASON: Final = Rule(
    "changed_without_reason", "Its words are not those of the advice it rests on. Say why.", _SOURCE
)
LEFT_OUT: Final = Rule(
    "advice_left_out", "This advice is not in the plan. Take it in, or say why not.",
    "A decision not to follow advice needs a reason that can be given (SEND Code of Practice 9.51 and 9.69).",
)  # fmt: skip
RULES: Final = (
    NO_OUTCOME, NO_PROVISION, NO_NEED, NOTHING_DONE, FOR_NOTHING, NO_HOPE, HOPE_GONE, NO_SOURCE, NO_REASON, LEFT_OUT,
)  # fmt: skip


def thread_of(
    items: Iterable[Item], *, hopes: Sequence[str] = (), advised: Iterable[Advised] = (), changed: Collection[str] = ()
) -> Thread:
    """The thread of these items. `hopes`: the lines of section A; `advised`: every row of advice for this plan;
    `changed`: ids of items whose words are not those of their advice."""
    rows = [each for each in in_order(items) if each.part != STRENGTH]
    evidence = list(advised)
    ids, known = {each.id for each in rows}, {each.id for each in evidence}
    named = _hopes(rows, hopes)
    nodes = [
        *(Node(key, Kind.HOPE, text) for text, key in named.items()), *_item_nodes(rows),
        *(Node(each.id, Kind.EVIDENCE, each.text, each.name) for each in evidence),
    ]  # fmt: skip
    links = [
        *(Link(named[hope], each.id) for each in rows for hope in each.hopes),
        *(Link(served, each.id) for each in rows for served in each.serves if served in ids),
        *(Link(each.id, source) for each in rows for source in each.sources if source in known),
    ]
    whole = Thread(tuple(nodes), tuple(dict.fromkeys(links)), ())
    used = {source for each in rows for source in each.sources}
    gaps = (*_hope_gaps(rows, hopes, named), *_item_gaps(rows, whole, hopes, changed), *_left_out(evidence, used))
    return Thread(whole.nodes, whole.links, gaps)


def lines_of(text: str) -> tuple[str, ...]:
    """Section A's text as lines an outcome can name: each once, blanks left out."""
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def _hopes(rows: Iterable[Item], hopes: Sequence[str]) -> dict[str, str]:
    """By their words, ids of the hopes an outcome names: in section A's order, those no longer in it last."""
    named = [hope for each in rows for hope in each.hopes]
    ordered = [hope for hope in hopes if hope in named] + [hope for hope in named if hope not in hopes]
    return {hope: f"hope-{place}" for place, hope in enumerate(dict.fromkeys(ordered), 1)}


def _item_nodes(rows: Sequence[Item]) -> list[Node]:
    numbers = numbers_of(rows)
    order = list(Kind)
    found = [Node(each.id, Kind(each.part), each.text, numbers[each.id]) for each in rows]
    return sorted(found, key=lambda node: order.index(node.kind))


def _hope_gaps(rows: Iterable[Item], hopes: Sequence[str], named: Mapping[str, str]) -> tuple[Gap, ...]:
    return tuple(Gap(HOPE_GONE, key) for hope, key in named.items() if hope not in hopes)


def _item_gaps(
    rows: Iterable[Item], thread: Thread, hopes: Sequence[str], changed: Collection[str]
) -> tuple[Gap, ...]:  # fmt: skip
    kinds = {node.id: node.kind for node in thread.nodes}
    found = []
    for item in rows:
        after = [each for each in thread.after(item.id) if kinds[each] is not Kind.EVIDENCE]
        before = [each for each in thread.before(item.id) if kinds[each] is not Kind.HOPE]
        provided = any(kinds[end] is Kind.PROVISION for each in after for end in (each, *thread.after(each)))
        wrong = {
            NEED: ((NO_OUTCOME, not after), (NO_PROVISION, not provided)),
            OUTCOME: ((NO_NEED, not before), (NOTHING_DONE, not after), (NO_HOPE, bool(hopes) and not item.hopes)),
            PROVISION: ((FOR_NOTHING, not before),),
        }[item.part]
        found += [Gap(rule, item.id) for rule, is_so in wrong if is_so]
        if not (item.sources or item.brought):
            found.append(Gap(NO_SOURCE, item.id))
        if item.id in changed and not item.changed_because.strip():
            found.append(Gap(NO_REASON, item.id))
    return tuple(found)


def _left_out(evidence: Iterable[Advised], used: set[str]) -> tuple[Gap, ...]:
    return tuple(
        Gap(LEFT_OUT, each.id)
        for each in evidence
        if each.part != STRENGTH and each.id not in used and not each.left_out.strip()
    )
