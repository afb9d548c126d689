"""The reference page of states: each process drawn (mermaid) with the same thing as a table beside it."""

from __future__ import annotations

from typing import Final

from goldenthread.domain.lifecycle.annual_review import ANNUAL_REVIEW
from goldenthread.domain.lifecycle.dispute import DISPUTE
from goldenthread.domain.lifecycle.move import MOVE
from goldenthread.domain.lifecycle.needs_assessment import NEEDS_ASSESSMENT
from goldenthread.domain.lifecycle.process import Process
from goldenthread.domain.lifecycle.reassessment import REASSESSMENT

PROCESSES: Final = (NEEDS_ASSESSMENT, ANNUAL_REVIEW, DISPUTE, REASSESSMENT, MOVE)
OPENING: Final = """# States

Where a case can stand in each process, what moves it on, and who acts next. This page is written by the code and
compared in the tests. The clocks are described in [clocks.md](clocks.md).
"""


def states_markdown() -> str:
    """The whole page, ending with one newline."""
    parts = [OPENING]
    for process in PROCESSES:
        parts.append(f"## {process.name}\n\n```mermaid\n{mermaid(process)}\n```\n\n{_table(process)}")
    return "\n".join(parts).rstrip() + "\n"


def mermaid(process: Process) -> str:
    """A `stateDiagram-v2` of one process, arrows labelled with the fact that moves a case on."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {stage.code}: {stage.name.replace(';', ',')}" for stage in process.stages]
    lines.append(f"    [*] --> {process.stages[0].code}")
    for stage in process.stages:
        label = stage.reached_by[-1] if stage.follows else stage.reached_by[0]
        lines += [f"    {earlier} --> {stage.code}: {label}" for earlier in stage.follows]
    lines += [f"    {stage.code} --> [*]" for stage in process.stages if stage.is_end]
    return "\n".join(lines)


def _table(process: Process) -> str:
    lines = ["| State | Reached by | Who acts next | Clocks | Right of appeal |", "|---|---|---|---|---|"]
    for stage in process.stages:
        reached = ", ".join(f"`{fact}`" for fact in stage.reached_by)
        turn = f"{stage.turn.capitalize()} {stage.next_step}" if stage.turn else "nobody"
        clocks = ", ".join(stage.clocks) or "none"
        lines.append(f"| {stage.name} | {reached} | {turn} | {clocks} | {stage.appeal or 'none'} |")
    return "\n".join(lines) + "\n"
