"""The rules as data, and what a rule finds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

_BETWEEN = "”, “"  # words of one finding, as its message quotes them


class Level(StrEnum):
    """How much a finding weighs. Only a stop keeps a plan from being sent."""

    STOP = "stop"
    STRONG = "strong_warning"
    WARNING = "warning"
    SUGGESTION = "suggestion"

    @property
    def said(self) -> str:
        """For a reader."""
        return {"stop": "Stop", "strong_warning": "Strong warning", "warning": "Warning"}.get(self.value, "Suggestion")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: why it is there, where that comes from, and an example with its mending. `message` has places for
    `{found}`, `{section}` and `{goes_to}`."""

    id: str
    kind: str
    level: Level
    message: str
    reason: str
    authority: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found in one place. `line` counts from 1 in the file the plan was read from; `found`: the words at
    fault ('' where it is what is not there); `item`: the place of the item in its section, from 0, -1 of none."""

    rule: Rule
    section: str
    line: int
    found: str = ""
    item: int = -1
    goes_to: str = ""

    @property
    def message(self) -> str:
        """What to do about it, for a reader."""
        return self.rule.message.format(found=self.found, section=self.section, goes_to=self.goes_to or "F")

    def with_words_of(self, other: Finding) -> Finding:
        """The same finding with the words of another of the same rule and place beside its own."""
        return replace(self, found=f"{self.found}{_BETWEEN}{other.found}")

    def as_mapping(self) -> dict[str, str | int]:
        """For JSON: rule, kind, section, line, level, message and authority, and with them found and reason."""
        return {
            "rule": self.rule.id, "kind": self.rule.kind, "section": self.section, "line": self.line,
            "level": self.rule.level.value, "message": self.message, "authority": self.rule.authority,
            "found": self.found.replace(_BETWEEN, "; "), "reason": self.rule.reason,
        }  # fmt: skip


@cache
def packaged(name: str) -> dict[str, Any]:
    """One TOML file of this package, read once."""
    return tomllib.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of the file."""
    return {row["id"]: Rule(**{**row, "level": Level(row["level"])}) for row in packaged("rules.toml")["rule"]}
