"""A version of a plan as passages: each line or paragraph of each section, with the facts that follow it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from goldenthread.domain.plan.checker.words import compiled

_DETAIL: Final = compiled("text_detail")
_REF: Final = compiled("text_ref")


@dataclass(frozen=True, slots=True)
class Passage:
    """One line or paragraph. `ref` is the number it carries ("F2."), as written; `words` its words without that number;
    `id` that of the plan's row it was written from, blank where it was typed."""

    text: str
    ref: str
    words: tuple[str, ...]
    id: str = ""

    @property
    def body(self) -> str:
        """The text without its number."""
        return self.text[len(self.ref) :].strip() if self.ref and self.text.startswith(self.ref) else self.text


@dataclass(frozen=True, slots=True)
class Version:
    """A plan's passages by section code, in the plan's order."""

    sections: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)

    def words(self, code: str) -> list[str]:
        """Every word of a section, in order."""
        return [word for passage in self.sections.get(code, ()) for word in passage.text.split()]


def version_of(sections: Iterable[Mapping[str, Any]], items: Iterable[Mapping[str, Any]] = ()) -> Version:
    """A version from a plan's sections ({"code", "text"}) and, where it has them, its rows ({"id", "section", "text"}).

    A row lends its id to the passage that begins with its text.
    """
    ids: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        begins = " ".join(str(item.get("text", "")).split())
        if begins and item.get("id"):
            ids.setdefault(str(item.get("section", "")), []).append((begins, str(item["id"])))
    return Version(
        {each["code"]: tuple(_passages(each.get("text", "") or "", ids.get(each["code"], ()))) for each in sections}
    )


def _passages(text: str, ids: Sequence[tuple[str, str]]) -> list[Passage]:
    waiting = list(ids)
    return [_passage("\n".join(lines), waiting) for lines in _grouped(text)]


def _grouped(text: str) -> list[list[str]]:
    """Lines, each with those that only add a fact to it or go on its sentence."""
    found: list[list[str]] = []
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            continue
        if found and (_DETAIL.match(line) or _goes_on(found[-1][-1], line)):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(before: str, line: str) -> bool:
    return line[0].islower() and before[-1] not in ".!?;:" and line[1:2] not in (")", ".")


def _passage(text: str, waiting: list[tuple[str, str]]) -> Passage:
    number = _REF.match(text)
    ref = text[: number.end()].rstrip() if number else ""
    if number and ref == text:  # nothing but a number: its own words
        ref = ""
    body = " ".join(text[len(ref) :].split())
    found = next((each for each in waiting if body.startswith(each[0])), None)
    if found:
        waiting.remove(found)
    return Passage(text, ref, tuple(body.split()), found[1] if found else "")
