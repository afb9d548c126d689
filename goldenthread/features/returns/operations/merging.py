"""What to do where a return and the system both say something: three-way, with what the last return said as the third.

    nothing new said            leave it
    nobody touched it since     take what the return says
    somebody recorded another   leave it, and ask a person (a conflict)
    an older return             fill what is empty, change nothing

`imported` on each row keeps what returns last said, field by field, and as of which survey day ('on'). Plain; no
database.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.features.returns.operations.said import HISTORICAL, NAMED_FIELDS, UNDECIDED, Said

PERSON = "person"
_ENCODER = json.JSONEncoder(separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class HeldFact:
    """The current milestone of one fact."""

    id: int
    day: date | None
    detail: str
    source: str


@dataclass(slots=True)
class Held:
    """One row of the system as it stands: a child, request, plan or review. `lists`: name to [(row number, content),
    ...].
    """

    id: int
    child_id: int
    fields: dict[str, Any] = field(default_factory=dict)
    imported: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, HeldFact] = field(default_factory=dict)
    lists: dict[str, list[tuple[int, list[Any]]]] = field(default_factory=dict)

    def day(self, fact: str) -> date | None:
        """The current day of a fact."""
        return self.facts[fact].day if fact in self.facts else None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict about to be written: the field or fact, what is recorded, what the file says."""

    name: str
    recorded: Any
    in_file: Any


@dataclass(slots=True)
class Outcome:
    """What merging one row came to. `fields`: name to (before, after). `facts`: fact to (day, detail)."""

    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    facts: dict[str, tuple[date | None, str]] = field(default_factory=dict)
    lists: dict[str, list[list[Any]]] = field(default_factory=dict)
    conflicts: list[Disagreement] = field(default_factory=list)
    imported: dict[str, Any] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether anything a person would see changes."""
        return bool(self.fields or self.facts or self.lists)


def first_time(said: Said, *, as_of: date | None) -> Outcome:
    """A row the return brings: everything it says is taken."""
    out = Outcome(imported={"on": as_of.isoformat()} if as_of else {})
    for name, value in said.fields.items():
        if value is not None and value != "":
            out.fields[name] = (None, value)
            out.imported[name] = value.isoformat() if isinstance(value, date) else value
    for fact, (day, detail) in said.facts.items():
        if day is not None:
            out.facts[fact] = (day, detail)
            out.imported[fact] = _fact(day, detail)
    for name, content in said.lists.items():
        if content:
            out.lists[name] = content
    return out


def merge(held: Held, said: Said, *, as_of: date | None, must_ask: frozenset[str] = frozenset()) -> Outcome:
    """See the module. `must_ask`: names in which any difference is for a person to decide."""
    before = held.imported
    older = bool(as_of and before.get("on") and as_of.isoformat() < before["on"])
    out = Outcome(imported=dict(before))
    if as_of and not older:
        out.imported["on"] = as_of.isoformat()
    for name, value in said.fields.items():
        now = _plain(held.fields.get(name))
        new = _plain(value)
        if older and _answered_since(name, new, before):
            continue
        if new == HISTORICAL and now not in (None, UNDECIDED, HISTORICAL):
            continue  # "decided before the period" is no news of a decision already known
        verdict = _judge(now, new, before.get(name), name in said.silent, older, by_person=False)
        if verdict == _TAKE and name in must_ask and now is not None:
            verdict = _ASK
        elif verdict == _ASK and name in _SHAPES:
            verdict = _TAKE
        if verdict == _TAKE:
            out.fields[name] = (held.fields.get(name), value)
        _note(out, verdict, name, now, new)
    for fact, (day, detail) in said.facts.items():
        known = held.facts.get(fact)
        now = _fact(known.day, known.detail) if known and known.day else None
        new = _fact(day, detail) if day else None
        by_person = known is not None and known.source == PERSON
        verdict = _judge(now, new, before.get(fact), fact in said.silent, older, by_person)
        if verdict == _TAKE:
            out.facts[fact] = (day, detail)
        _note(out, verdict, fact, now, new)
    for name, content in said.lists.items():
        _merge_list(held, name, content, older, out)
    return out


def _answered_since(name: str, new: Any, before: dict[str, Any]) -> bool:
    """A later return told of what the plan names, so that what it left blank was an answer; and what was not yet
    decided at an earlier survey is no news.
    """
    if name in NAMED_FIELDS:
        return bool(before.get("has_named_plan"))
    return name == "assessment_outcome" and new == UNDECIDED


# What the return is made of rather than what anybody records: never a matter for a decision.
_SHAPES = frozenset({"has_assessment", "has_named_plan", "has_active_record"})
_LEAVE, _AGREED, _TAKE, _ASK = "leave", "agreed", "take", "ask"


def _judge(now: Any, new: Any, before: Any, silent: bool, older: bool, by_person: bool) -> str:
    if new is None and (silent or older or before is None):
        return _LEAVE
    if older:
        return _TAKE if now is None and before is None and not by_person else _LEAVE
    if new == before:
        return _LEAVE
    if now == new:
        return _AGREED
    if by_person or now != before:
        return _ASK
    return _TAKE


def _note(out: Outcome, verdict: str, name: str, now: Any, new: Any) -> None:
    if verdict == _ASK:
        out.conflicts.append(Disagreement(name, now, new))
    if verdict == _LEAVE:
        return
    if new is None:
        out.imported.pop(name, None)
    else:
        out.imported[name] = new


def _merge_list(held: Held, name: str, content: list[list[Any]], older: bool, out: Outcome) -> None:
    """Lists keep marks of what was said and of what the rows then held, which is how a person's edit is told."""
    now = [row for _, row in held.lists.get(name, [])]
    said_before, held_then = held.imported.get(f"{name}_said"), held.imported.get(f"{name}_held")
    if older and (now or said_before):
        return
    mark = list_mark(content)
    if mark == said_before or (not content and said_before is None):
        return
    out.imported[f"{name}_said"] = mark
    if list_mark(now) == mark:
        out.imported[f"{name}_held"] = mark
    elif list_mark(now) == held_then or (not now and held_then is None):
        out.lists[name] = content
    else:
        out.conflicts.append(Disagreement(name, now, content))


def list_mark(content: list[list[Any]]) -> str:
    """A short mark of a list's content, in order of content."""
    text = _ENCODER.encode(sorted(content, key=str) if len(content) > 1 else content)
    return hashlib.blake2b(text.encode(), digest_size=9).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def _fact(day: date | None, detail: str) -> str | None:
    if day is None:
        return None
    return f"{day.isoformat()}|{detail}" if detail else day.isoformat()
