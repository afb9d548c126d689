"""The golden thread of a plan being drafted: as a picture whose every node is a link, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.domain.plan.thread import Kind, Node, Thread
from goldenthread.domain.statute.plan_sections import VIEWS
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.plan_desk import PlanDesk, desk_of
from goldenthread.web.casework.thread_picture import Place, ThreadPicture, drawn_lines, picture_of
from goldenthread.web.components.presenters.phrases import count_phrase
from goldenthread.web.components.presenters.tables import Column, Table

HERE = "The golden thread"
_ONE = {Kind.HOPE: "Hope", Kind.NEED: "Need", Kind.OUTCOME: "Outcome", Kind.PROVISION: "Provision"}
_HEAD = '<a class="govuk-link" href="{}">{}</a><br><span class="govuk-!-font-weight-regular">{}</span>'
_FIRST = {Kind.HOPE: "Section A", Kind.NEED: "No hope is named"}
_LAST = {Kind.PROVISION: "It is the end"}
_SHORT, _LINE = 90, SafeString("<br>")


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="golden thread of the draft plan")
def thread(request: HttpRequest, child: Any) -> HttpResponse:
    """What joins to what, where it is broken, and the way to each part."""
    desk = desk_of(request, child)
    if desk is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="A golden thread is drawn")
    whole = desk.thread
    nodes = {node.id: node for node in whole.nodes}
    gaps = [(gap, nodes[gap.node], _url(desk, nodes[gap.node])) for gap in whole.gaps]
    return desk.draw(
        "casework/plan_thread.html", HERE, gaps=gaps, picture=_picture(desk), table=_table(desk), whole=whole,
    )  # fmt: skip


def _url(desk: PlanDesk, node: Node) -> str:
    if node.kind is Kind.HOPE:
        return plan_presenters.section_url(desk.child, VIEWS)
    if node.kind is Kind.EVIDENCE:
        return desk.address("advice", anchor=f"advice-{node.id}")
    return desk.address(anchor=f"item-{node.id}")


def _picture(desk: PlanDesk) -> ThreadPicture:
    """Advice is drawn once for each adviser, with a letter that needs and outcomes name it by."""
    whole = desk.thread
    advice_of = {node.id: f"advice-{node.label}" for node in whole.of(Kind.EVIDENCE)}
    first = {key: node for node in reversed(whole.of(Kind.EVIDENCE)) if (key := advice_of[node.id])}
    keys = list(dict.fromkeys(advice_of.values()))
    letters = {key: chr(ord("a") + place) if place < 26 else str(place) for place, key in enumerate(keys)}
    places = [_place(desk, node, advice_of, letters) for node in whole.nodes if node.kind is not Kind.EVIDENCE]
    for key in keys:
        rows = [node for node in whole.of(Kind.EVIDENCE) if advice_of[node.id] == key]
        out = sum(bool(whole.gaps_at(node.id)) for node in rows)
        note = f"{count_phrase(out, 'row')} to decide on" if out else ""
        name = f"{letters[key].upper()}. {first[key].label}"
        places.append(Place(key, Kind.EVIDENCE, "", name, note, _url(desk, first[key]), bool(out)))
    return picture_of(places, drawn_lines(whole, advice_of))


def _place(desk: PlanDesk, node: Node, advice_of: dict[str, str], letters: dict[str, str]) -> Place:
    whole = desk.thread
    gaps = whole.gaps_at(node.id)
    from_advice = dict.fromkeys(letters[advice_of[end]].upper() for end in whole.after(node.id) if end in advice_of)
    notes = [f"From advice {', '.join(from_advice)}"] if from_advice and node.kind is not Kind.PROVISION else []
    notes += [f"{count_phrase(len(gaps), 'gap')} here"] if gaps else []
    return Place(node.id, node.kind, node.label, node.text, ". ".join(notes), _url(desk, node), bool(gaps))


def _table(desk: PlanDesk) -> Table:
    whole = desk.thread
    columns = [
        Column("Part of the plan"), Column("Comes from"), Column("Leads to"), Column("Rests on"), Column("Missing"),
    ]  # fmt: skip
    nodes = [node for node in whole.nodes if node.kind is not Kind.EVIDENCE]
    return Table("The thread in words", columns, [_row(desk, whole, node) for node in nodes], cards=True)


def _row(desk: PlanDesk, whole: Thread, node: Node) -> tuple[Any, ...]:
    nodes = {each.id: each for each in whole.nodes}
    after = [nodes[each] for each in whole.after(node.id)]
    evidence = [each for each in after if each.kind is Kind.EVIDENCE]
    head = f"{_ONE[node.kind]} {node.label}".strip()
    gaps = whole.gaps_at(node.id)
    return (
        format_html(_HEAD, _url(desk, node), head, _short(node.text)),
        _listed(desk, [nodes[each] for each in _before(whole, node, nodes)], _FIRST.get(node.kind, "Nothing")),
        _listed(desk, [each for each in after if each.kind is not Kind.EVIDENCE], _LAST.get(node.kind, "Nothing")),
        _listed(desk, evidence, _FIRST[Kind.HOPE] if node.kind is Kind.HOPE else "Nothing"),
        format_html_join(_LINE, "{}", ((gap.rule.message,) for gap in gaps)) if gaps else "Nothing",
    )


def _before(whole: Thread, node: Node, nodes: Mapping[str, Node]) -> list[str]:
    """What leads to it; to a need, the hopes its outcomes work towards, as the picture draws them."""
    if node.kind is not Kind.NEED:
        return list(whole.before(node.id))
    before = (start for each in whole.after(node.id) for start in whole.before(each))
    return list(dict.fromkeys(start for start in before if nodes[start].kind is Kind.HOPE))


def _listed(desk: PlanDesk, nodes: Iterable[Node], nothing: str) -> SafeString | str:
    links = [(_url(desk, node), node.label or _short(node.text)) for node in nodes]
    if not links:
        return nothing
    return format_html_join(_LINE, '<a class="govuk-link" href="{}">{}</a>', dict.fromkeys(links))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
