"""Reads a plan in the interchange form; every fault is said with where it is (`$.sections.F.items[2].by_when`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from goldenthread.domain.plan.interchange import form
from goldenthread.domain.plan.interchange.form import Field

MOST_FAULTS: Final = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `where` as a JSON path, `said` in a sentence."""

    where: str
    said: str


class WrongPlan(ValueError):
    """It is not a plan in this form: `faults` says where and why; the message is the first few of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        more = f" And {len(faults) - 3} more." if len(faults) > 3 else ""
        super().__init__(" ".join(f"{each.where}: {each.said}" for each in self.faults[:3]) + more)


def plan_of_json(text: str | bytes) -> dict[str, Any]:
    """The plan in a JSON document. Raises WrongPlan."""
    try:
        given = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as fault:
        raise WrongPlan(
            [Fault(f"line {fault.lineno}, column {fault.colno}", f"It is not JSON: {fault.msg}.")]
        ) from fault
    except UnicodeDecodeError as fault:
        raise WrongPlan([Fault("$", "It is not text in UTF-8.")]) from fault
    except RecursionError as fault:
        raise WrongPlan([Fault("$", "It is nested too deeply.")]) from fault
    return plan_of(given)


def plan_of(given: object) -> dict[str, Any]:
    """The plan in parsed JSON, as it is, once it is known to be right. Raises WrongPlan with every fault found."""
    faults = []
    for fault in _of_plan(given):
        faults.append(fault)
        if len(faults) == MOST_FAULTS:
            break
    if faults:
        raise WrongPlan(faults)
    assert isinstance(given, dict)
    return given


def is_interchange(given: object) -> bool:
    """Whether this says that it is a plan in this form."""
    return isinstance(given, Mapping) and given.get("format") == form.FORMAT


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(name for place, (name, _) in enumerate(pairs) if name in dict(pairs[:place]))
        raise WrongPlan([Fault("$", f"“{twice[:40]}” stands twice in one object.")])
    return made


def _of_plan(given: object) -> Iterator[Fault]:
    if not isinstance(given, dict):
        yield Fault("$", "A plan is an object.")
        return
    if given.get("format") != form.FORMAT:
        yield Fault("$.format", f"It must say “{form.FORMAT}”.")
        return
    if given.get("version") != form.VERSION or isinstance(given.get("version"), bool):
        yield Fault("$.version", f"This reads version {form.VERSION} only.")
        return
    rest = {name: value for name, value in given.items() if name != "sections"}
    yield from _object("$", rest, form.PLAN)
    yield from _sections(given.get("sections"))


def _sections(given: object) -> Iterator[Fault]:
    if not isinstance(given, dict):
        yield Fault("$.sections", "It must be an object of sections, “A” to “K”.")
        return
    ids: dict[str, str] = {}
    served: list[tuple[str, str]] = []
    for code, section in given.items():
        where = _step("$.sections", code)
        if code not in form.SECTION_CODES:
            yield Fault(where, "There is no such section. Sections are A to G, H1, H2 (or H), I, J and K.")
        elif not isinstance(section, dict):
            yield Fault(where, "A section is an object with “text”.")
        else:
            yield from _object(where, section, form.SECTION)
            yield from _links(where, section, ids, served)
    for where, wanted in served:
        if wanted not in ids:
            yield Fault(where, f"No item of this plan has the id “{wanted[:40]}”.")


def _links(
    where: str, section: Mapping[str, Any], ids: dict[str, str], served: list[tuple[str, str]]
) -> Iterator[Fault]:
    items = section.get("items")
    for place, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            continue
        here = f"{where}.items[{place}]"
        if isinstance(own := item.get("id"), str):
            if own in ids:
                yield Fault(f"{here}.id", f"Another item has the same id: {ids[own]}.")
            ids.setdefault(own, here)
        serves = item.get("serves")
        served += [
            (f"{here}.serves[{at}]", each) for at, each in enumerate(serves if isinstance(serves, list) else ())
            if isinstance(each, str)
        ]  # fmt: skip


def _object(where: str, given: Mapping[str, Any], fields: Sequence[Field]) -> Iterator[Fault]:
    known = {each.name: each for each in fields}
    for name, value in given.items():
        if name not in known:
            yield Fault(_step(where, name), "There is no such field here.")
        else:
            yield from _value(_step(where, name), value, known[name])
    for each in fields:
        if each.needed and each.name not in given:
            yield Fault(_step(where, each.name), f"It is missing. {each.about}.")


def _value(where: str, value: object, field: Field) -> Iterator[Fault]:
    if field.kind in (form.TEXT, form.CODE, form.DAY):
        if said := _text_fault(value, field):
            yield Fault(where, said)
    elif field.kind == form.NUMBER:
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 10_000:
            yield Fault(where, "It must be a whole number.")
    elif field.kind == form.OBJECT:
        if isinstance(value, dict):
            yield from _object(where, value, field.fields)
        else:
            yield Fault(where, "It must be an object.")
    elif not isinstance(value, list):
        yield Fault(where, "It must be a list.")
    elif len(value) > form.MOST_ROWS:
        yield Fault(where, f"It has more than {form.MOST_ROWS:,} rows.")
    else:
        for place, each in enumerate(value):
            here = f"{where}[{place}]"
            if field.kind == form.LINES:
                if said := _text_fault(each, field):
                    yield Fault(here, said)
            elif isinstance(each, dict):
                yield from _object(here, each, field.fields)
            else:
                yield Fault(here, "It must be an object.")


def _text_fault(value: object, field: Field) -> str:
    if not isinstance(value, str):
        return "It must be a text."
    if len(value) > form.LONGEST_TEXT:
        return f"It is longer than {form.LONGEST_TEXT:,} characters."
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        return "It has a character that no text may have."
    if field.kind == form.CODE and value not in field.choices:
        return f"It must be one of: {', '.join(field.choices)}."
    if field.kind == form.DAY and not _is_day(value):
        return f"“{value[:20]}” is not a day. Write it as 2026-09-02."
    return ""


def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _step(where: str, name: object) -> str:
    said = str(name)
    plain = said.isidentifier() and len(said) <= 40
    return f"{where}.{said}" if plain else f"{where}[{json.dumps(said[:40])}]"
