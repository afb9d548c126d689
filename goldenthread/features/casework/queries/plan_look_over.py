"""Whether a plan's text seems to name another child, or shows a home that is kept hidden, before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.domain.plan.stops import Stop
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.models import Request
from goldenthread.features.casework.queries.letter_receivers import ties_holding
from goldenthread.features.casework.queries.outgoing import stops
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.queries.others_named import Found, addresses_on

OURS = "The partnership’s own rule: nothing about one child goes to another family"
HIDDEN = "The address is recorded as one to keep hidden"


def paper_key(request_id: str) -> str:
    """What the plan of this request (public id) is called among the papers that were looked over."""
    return f"plan-{request_id}"


def named_in(child: Child, request_id: str, texts: Mapping[str, str]) -> list[Found]:
    """What stands in the sections and nobody has looked at; `around` begins with the section."""
    codes = [code for code in plan_sections() if texts.get(code, "").strip()]
    found = stops(child, paper_key(request_id), [texts[code] for code in codes])
    return [Found(0, each.what, each.text, f"Section {codes[each.page - 1]}: {each.around}") for each in found]


def hidden_homes(child: Child, texts: Mapping[str, str], *, on: date) -> tuple[Stop, ...]:
    """Sections that show a home kept hidden, the child's or an adult's: everybody of the family receives the plan."""
    adults = [tie.adult for tie in ties_holding(child, on=on) if tie.adult]
    kept = [(each.address, each.postcode) for each in adults if each.address_hidden]
    kept += [(child.address, child.postcode)] if child.address_hidden else []
    homes = [home for home in kept if any(home)]
    return tuple(
        Stop(code, f"Section {code} has an address that is kept hidden. Everybody of the family gets the plan: take it "
             "out.", HIDDEN)
        for code, text in texts.items()
        if homes and addresses_on([text], homes)
    )  # fmt: skip


def not_yet(request: Request, texts: Mapping[str, str], *, on: date) -> tuple[Stop, ...]:
    """Both, as stops of sending it."""
    named = named_in(request.child, request.public_id, texts)
    told = tuple(
        Stop("", f"It seems to name somebody else: {each.text}, in “{each.around}”.", OURS) for each in named
    )  # fmt: skip
    return (*hidden_homes(request.child, texts, on=on), *told)


def refused(child: Child, pages: Sequence[str], *, paper: str, on: date) -> str:
    """Why these words, written beside a plan, cannot be kept for the family to read, as a sentence; blank where they
    can. Words that a person let stand in this paper may stand here too."""
    if named := stops(child, paper, pages):
        return f"It seems to name somebody else: {named[0].text}. Take it out"
    if hidden_homes(child, {"": "\n".join(pages)}, on=on):
        return "It has an address that is kept hidden. Take it out"
    return ""
