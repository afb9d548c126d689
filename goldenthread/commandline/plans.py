"""`goldenthread plan`: a plan checked from a terminal. Needs no database, keeps nothing, sends nothing anywhere."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from goldenthread.commandline.json_errors import Kind, TellsErrors, Wrong, stop
from goldenthread.commandline.plan_batch import batch
from goldenthread.commandline.plan_files import convert, read
from goldenthread.commandline.plan_reading import (
    Unreadable,
    bytes_of,
    is_json,
    json_of,
    lines_in,
    text_of,
)
from goldenthread.domain.plan.checker.check import by_place, check
from goldenthread.domain.plan.checker.document import ORDER, PlanDocument, Stage
from goldenthread.domain.plan.checker.parts import plan_from_parts
from goldenthread.domain.plan.checker.rules import Finding, Level, rules
from goldenthread.domain.plan.checker.text import lines_of, plan_from_text, stage_said
from goldenthread.domain.plan.existing.finding import found_in, heading_of


@click.group("plan")
def plan() -> None:
    """Check a plan's wording, section by section; convert it; read an existing one; do many at once."""


for each in (convert, read, batch):
    plan.add_command(each)


@plan.command("check", cls=TellsErrors)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="The findings as one JSON document.")
@click.option("--stage", type=click.Choice(["draft", "final"]), help="What the plan is, where it does not say so.")
@click.option("--section", type=click.Choice([each.lower() for each in ORDER], case_sensitive=False),
              help="The file is one section only, without a heading.")  # fmt: skip
@click.option("--name", default="", help="The child's or young person's name, where the plan does not say so.")
@click.option("--pronouns", type=click.Choice(["he", "she", "they"]), help="Theirs, where the plan does not say so.")
@click.option("--draft", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The draft the family saw: sections of a final plan that are unlike it are named.")  # fmt: skip
@click.option("--fail-on", type=click.Choice([each.value for each in Level]),
              help="End with exit code 1 where something of this level or above is found.")  # fmt: skip
def check_plan(
    file: Path, as_json: bool, stage: str | None, section: str | None, name: str, pronouns: str | None,
    draft: Path | None, fail_on: str | None,
) -> None:  # fmt: skip
    """Check the plan in FILE ('-': what is typed or piped in) and say what is vague, missing or in the wrong place.

    In text, a heading "Section A" to "Section K" on a line of its own opens a section, and each line after it is one
    item. Exit code 0 when it could be checked, whatever was found (see --fail-on); 2 when it could not be read, with
    --json as an object "error" too.
    """
    document = _read(file, section or "")
    if stage:
        document = replace(document, stage=Stage(stage))
    person = document.person
    document = replace(document, person=replace(person, name=name or person.name, pronouns=pronouns or person.pronouns))
    found = by_place(check(document, draft=_read(draft, "") if draft else None))
    click.echo(_as_json(document, found) if as_json else _as_text(document, found))
    levels = list(Level)
    if fail_on and any(levels.index(each.rule.level) <= levels.index(Level(fail_on)) for each in found):
        sys.exit(1)


@plan.command("rules")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
def list_rules(as_json: bool) -> None:
    """List every rule: what it looks for, how much it weighs, why, and on what authority."""
    if as_json:
        names = ("id", "kind", "level", "message", "reason", "authority", "bad", "good")
        click.echo(
            json.dumps([{name: str(getattr(rule, name)) for name in names} for rule in rules().values()], indent=2)
        )
        return
    for rule in rules().values():
        click.echo(f"{rule.id} ({rule.kind}; {rule.level.said.lower()})\n  {rule.message}\n  {rule.authority}")


def _read(file: Path, section: str) -> PlanDocument:
    """The plan in a file. Ends the command with exit code 2 and a sentence where it cannot be read."""
    try:
        data = bytes_of(file)
        if is_json(file):
            return plan_from_parts(json_of(data))
        text = "\n".join(lines_in(file, data)) if data[:4] in (b"PK\x03\x04", b"%PDF") else text_of(data)
        return _of_file(file, plan_from_text(_with_headings(text, section), section=section))
    except (ValueError, Unreadable) as fault:
        stop(Kind.INPUT, [Wrong(file.name, str(fault))])


def _of_file(file: Path, document: PlanDocument) -> PlanDocument:
    """The plan, of the stage that the name of its file gives where the plan itself says none."""
    return document if document.stage is not Stage.UNKNOWN else replace(document, stage=stage_said(file.stem))


def _with_headings(text: str, section: str) -> str:
    """The text with headings of another form ("B: Special educational needs") put as "Section B", line for line."""
    lines = lines_of(text)
    if section or any(heading_of(line) and "section" in line.lower() for line in lines):
        return text
    for found in found_in(lines).sections:
        for heading in found.headings:
            lines[heading.number - 1] = f"Section {found.code}"
    return "\n".join(lines)


def _as_json(document: PlanDocument, found: tuple[Finding, ...]) -> str:
    return json.dumps(
        {
            "stage": document.stage.value,
            "sections": [section.code for section in document.sections],
            "items": sum(1 for _ in document.items()),
            "findings": [finding.as_mapping() for finding in found],
        },
        indent=2, ensure_ascii=False,
    )  # fmt: skip


def _as_text(document: PlanDocument, found: tuple[Finding, ...]) -> str:
    items = sum(1 for _ in document.items())
    lines = [_said(each) for each in found]
    counted = [(sum(each.rule.level is level for each in found), level.said.lower()) for level in Level]
    said = ", ".join(f"{count} {level}{'' if count == 1 else 's'}" for count, level in counted if count)
    lines.append(f"{items} items in {len(document.sections)} sections: {said or 'nothing found'}.")
    return "\n".join(lines)


def _said(finding: Finding) -> str:
    where = f"Section {finding.section}, line {finding.line}" if finding.line else f"Section {finding.section}"
    return f"{where}: {finding.rule.level.said}. {finding.message} [{finding.rule.id}; {finding.rule.authority}]"
