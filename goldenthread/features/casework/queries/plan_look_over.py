"""Whether a plan's text seems to name another child, or shows a home that is kept hidden, before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.plan.stops import Stop
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import PlanItem, Request
from goldenthread.features.casework.queries.advice_reports import hidden_by
from goldenthread.features.casework.queries.letter_receivers import all_ties, holding, ties_holding
from goldenthread.features.casework.queries.outgoing import stops
from goldenthread.foundation.people.models import Child, Tie
from goldenthread.foundation.people.queries.others_named import Found, addresses_on

OURS = "The partnership’s own rule: nothing about one child goes to another family"
RESTS_ON = "whose advice an item rests on"
HIDDEN = "The address is recorded as one to keep hidden"


def paper_key(request_id: str) -> str:
    """What the plan of this request (public id) is called among the papers that were looked over."""
    return f"plan-{request_id}"


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in a plan's words: `named`, of others, that nobody has looked at yet, where `around` begins with the
    place; `homes`, those that are kept hidden."""

    named: tuple[Found, ...]
    homes: tuple[Stop, ...]

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Both, as stops of sending it."""
        told = (f"It seems to name somebody else: {each.text}, in “{each.around}”." for each in self.named)
        return (*self.homes, *(Stop("", text, OURS) for text in told))


@dataclass(frozen=True, slots=True)
class _Beside:
    """Words of an item of a section that leave with a copy of the plan and stand in no section."""

    section: str
    what: str
    words: str


def look_over(child: Child, request_id: int, public_id: str, texts: Mapping[str, str], *, on: date) -> Look:
    """Looks through everything a copy of this request's plan would hold: these sections by code, and of its items what
    no section says. Seven queries at most."""
    ties = all_ties(child)
    beside, homes = _beside(request_id, hidden_by(child, ties)), _hidden(child, holding(ties, on=on))
    places = [(f"Section {code}", texts[code]) for code in plan_sections() if texts.get(code, "").strip()]
    places += [(f"Section {each.section}, {each.what}", each.words) for each in beside]
    found = stops(child, paper_key(public_id), [words for _, words in places])
    named = tuple(Found(0, each.what, each.text, f"{places[each.page - 1][0]}: {each.around}") for each in found)
    return Look(named, (*_in_sections(texts, homes), *_in_items(beside, homes)))


def _beside(request_id: int, hidden: Sequence[str]) -> list[_Beside]:
    """Why items are not as advised, whose advice they rest on, and the ids they came with from elsewhere."""
    rows = PlanItem.rows.filter(request_id=request_id, removed_on=None).order_by("position", "id").values_list(
        "section", "changed_because", "brought_row__ref", "brought_row__line", "brought_row__sources",
        "sources__report__advice__organisation__name", "sources__report__advice__adult__name",
    )  # fmt: skip
    found = dict[_Beside, None]()
    for section, because, ref, line, sources, body, adult in rows:
        named = (" ".join(str(each.get(name, "")) for name in ("id", "advice", "name")) for each in sources or ())
        told = [("why an item is not as advised", because), ("its id where it came from", "" if line else ref or "")]
        told += [(RESTS_ON, without_addresses(words, hidden)) for words in (body or adult or "", *named)]
        found |= {_Beside(section, what, words): None for what, words in told if words.strip()}
    return list(found)


def hidden_homes(child: Child, texts: Mapping[str, str], *, on: date) -> tuple[Stop, ...]:
    """Sections that show a home kept hidden, the child's or an adult's: everybody of the family receives the plan."""
    return _in_sections(texts, _hidden(child, ties_holding(child, on=on)))


def _hidden(child: Child, ties: Sequence[Tie]) -> list[tuple[str, str]]:
    adults = [tie.adult for tie in ties if tie.adult]
    kept = [(each.address, each.postcode) for each in adults if each.address_hidden]
    kept += [(child.address, child.postcode)] if child.address_hidden else []
    return [home for home in kept if any(home)]


def _in_sections(texts: Mapping[str, str], homes: Sequence[tuple[str, str]]) -> tuple[Stop, ...]:
    return tuple(
        Stop(code, f"Section {code} has an address that is kept hidden. Everybody of the family gets the plan: take it "
             "out.", HIDDEN)
        for code, text in texts.items()
        if homes and addresses_on([text], homes)
    )  # fmt: skip


def _in_items(beside: Sequence[_Beside], homes: Sequence[tuple[str, str]]) -> tuple[Stop, ...]:
    shown = dict.fromkeys((each.section, each.what) for each in beside if homes and addresses_on([each.words], homes))
    return tuple(
        Stop(section, f"Section {section}, {what}: it has an address that is kept hidden. Advisers and other councils "
             "may read it: take it out.", HIDDEN)
        for section, what in shown
    )  # fmt: skip


def not_yet(request: Request, texts: Mapping[str, str], *, on: date) -> tuple[Stop, ...]:
    """What stops a copy of this request's plan with these sections from leaving."""
    return look_over(request.child, request.pk, request.public_id, texts, on=on).stops


def refused(child: Child, pages: Sequence[str], *, paper: str, on: date) -> str:
    """Why these words, written beside a plan, cannot be kept for the family to read, as a sentence; blank where they
    can. Words that a person let stand in this paper may stand here too."""
    if named := stops(child, paper, pages):
        return f"It seems to name somebody else: {named[0].text}. Take it out"
    if hidden_homes(child, {"": "\n".join(pages)}, on=on):
        return "It has an address that is kept hidden. Take it out"
    return ""
