"""`goldenthread clocks`: dates worked out and explained, from a terminal or a spreadsheet. Needs no database."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

import click

from goldenthread.commandline.clock_words import by_code, duty_explained, duty_listed, explained, rule_listed
from goldenthread.domain.calendars.working_days import WorkingCalendar, calendar_from
from goldenthread.domain.clocks import BadFact, Claim, ExceptionRefused, MissingFact, NotInForce, UnknownRule
from goldenthread.domain.clocks.facts import Facts
from goldenthread.domain.clocks.order_of_facts import asked
from goldenthread.domain.clocks.register import CLOCKS, NoDate, count_dates, read
from goldenthread.domain.statute.duties import duties
from goldenthread.foundation import clock

NAMED_ERRORS = (UnknownRule, NoDate, MissingFact, BadFact, NotInForce, ExceptionRefused)
NEEDED_COLUMNS = ("id", "rule", "facts")
ANSWER_COLUMNS = ("id", "rule", "outer", "safe", "citation")
LONGEST_CELL = 1_000_000
CLOSED_HELP = "Days not worked besides weekends and bank holidays: '2026-12-24: council closed; 2026-12-29'."


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the input."""

    line: int
    id: str
    rule: str
    facts: str


@click.group()
def clocks() -> None:
    """Work out and explain the time limits of the SEND process.

    Facts are written name=2026-09-02, several joined by semicolons. Run `goldenthread clocks rules` for the codes.
    """


@clocks.command("read")
@click.option(
    "--csv",
    "source",
    required=True,
    type=click.File("r", encoding="utf-8-sig"),
    help="File of id,rule,facts; - for standard input.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the answers here instead of to the screen."
)
@click.option("--json", "as_json", is_flag=True, help="Answers and errors as one JSON document.")
@click.option("--closed", default="", help=CLOSED_HELP)
def read_csv(source: TextIO, out: Path | None, as_json: bool, closed: str) -> None:
    """Answer every line of a CSV file of id,rule,facts with id,rule,outer,safe,citation.

    Other columns are ignored. A line that cannot be answered is named on standard error with its number; the others are
    still answered. Exit code 0 when every line was answered, 1 when any was not, 2 when the file could not be read.
    """
    answers, errors = _answered(_questions(source), _calendar(closed))
    if as_json:
        text = json.dumps({"answers": answers, "errors": errors}, indent=2) + "\n"
    else:
        text = _as_csv(answers)
    if out:
        out.write_text(text, encoding="utf-8", newline="")
    else:
        click.echo(text, nl=False)
    for error in errors:
        click.echo(
            f"line {error['line']}, id {error['id'] or '(blank)'}: {error['error']}: {error['message']}", err=True
        )
    if errors:
        click.echo(f"{len(errors)} of {len(answers) + len(errors)} lines could not be answered.", err=True)
        sys.exit(1)


@clocks.command("rules")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
def list_rules(as_json: bool) -> None:
    """List every rule: its code, what it is, how long, how it binds and the facts it is read from.

    Duties the law gives no number of days for are listed too, with when they are owed.
    """
    rows = sorted([*map(rule_listed, CLOCKS.values()), *map(duty_listed, duties().values())], key=by_code)
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        started_by = f": {' or '.join(row['starts'])}" if row["starts"] else ""
        click.echo(f"{row['rule']:4} {row['name']} ({row['limit']}; {row['strength']}){started_by}")


@clocks.command("explain")
@click.argument("rule")
@click.argument("facts", nargs=-1)
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day to read it on. Default: the day the clock starts."
)
@click.option("--exception", "exceptions", multiple=True, help="CODE=reason;fact=date;..., relied on.")
@click.option("--name", default="your child", show_default=True, help="Whom the sentence for a parent is about.")
@click.option("--json", "as_json", is_flag=True, help="The explanation as JSON.")
@click.option("--closed", default="", help=CLOSED_HELP)
def explain_rule(
    rule: str,
    facts: tuple[str, ...],
    on: datetime | None,
    exceptions: tuple[str, ...],
    name: str,
    as_json: bool,
    closed: str,
) -> None:
    """Explain one date: what started it, the law, the count step by step, exceptions, and what follows.

    Example: goldenthread clocks explain C4 request_received=2026-09-02
    """
    if rule in duties():
        _show(duty_explained(duties()[rule]), as_json)
        return
    try:
        parsed = asked(parse_facts(";".join(facts)), clock.today())
        calendar = _calendar(closed)
        counted = count_dates(rule, parsed, calendar)
        reading = read(rule, parsed, on.date() if on else counted.started_on, _claims(rule, exceptions), calendar)
    except NAMED_ERRORS as error:
        raise click.ClickException(_message(error)) from None
    _show(explained(reading, name), as_json)


def _show(explanation: Mapping[str, str | list[str]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(explanation, indent=2, ensure_ascii=False))
        return
    for heading, body in explanation.items():
        click.echo(f"{heading}:")
        for line in [body] if isinstance(body, str) else body:
            click.echo(f"  {line}")


def parse_facts(text: str) -> dict[str, date | str]:
    """`name=value` pairs joined by semicolons. Raises BadFact for a pair without a name, or a name given twice."""
    facts: dict[str, date | str] = {}
    for pair in filter(None, (part.strip() for part in text.split(";"))):
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not (name and equals):
            raise BadFact(f"{pair!r} is not written name=value.")
        if name in facts:
            raise BadFact(f"{name} is given twice.")
        if not value:
            raise BadFact(f"{name} has no value.")
        facts[name] = value
    return facts


def _questions(source: TextIO) -> Iterator[Question]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = csv.DictReader(source)
        headings = [heading.strip().lower() for heading in rows.fieldnames or ()]
        missing = [column for column in NEEDED_COLUMNS if column not in headings]
        if missing:
            raise click.UsageError(
                f"{source.name} has no column {' or '.join(missing)}. It needs {', '.join(NEEDED_COLUMNS)}."
            )
        rows.fieldnames = headings
        for row in rows:
            values = {column: (row.get(column) or "").strip() for column in NEEDED_COLUMNS}
            if any(values.values()):
                yield Question(rows.line_num, **values)
    except (UnicodeDecodeError, csv.Error) as error:
        raise click.UsageError(f"{source.name} could not be read as CSV text in UTF-8: {error}.") from None


def _calendar(closed: str) -> WorkingCalendar:
    try:
        return calendar_from(closed)
    except ValueError as wrong:
        raise click.UsageError(f"--closed: {wrong}") from None


def _answered(
    questions: Iterator[Question], calendar: WorkingCalendar
) -> tuple[list[dict[str, str]], list[dict[str, str | int]]]:
    answers: list[dict[str, str]] = []
    errors: list[dict[str, str | int]] = []
    for question in questions:
        try:
            counted = count_dates(question.rule, asked(parse_facts(question.facts), clock.today()), calendar)
        except NoDate:
            answers.append(_without_a_date(question))
            continue
        except NAMED_ERRORS as error:
            named: dict[str, str | int] = {"line": question.line, "id": question.id, "rule": question.rule}
            errors.append(named | {"error": type(error).__name__, "message": _message(error)})
            continue
        outer, safe = counted.outer.last_on.isoformat(), counted.safe.last_on.isoformat()
        values = (question.id, question.rule, outer, safe, counted.limit.citation)
        answers.append(dict(zip(ANSWER_COLUMNS, values, strict=True)))
    return answers, errors


def _without_a_date(question: Question) -> dict[str, str]:
    """A duty the law gives no days for: no dates, and where it is written."""
    values = (question.id, question.rule, "", "", duties()[question.rule].citation)
    return dict(zip(ANSWER_COLUMNS, values, strict=True))


def _as_csv(answers: Sequence[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ANSWER_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(answers)
    return text.getvalue()


def _claim(rule: str, code: str, reason: str, facts: Facts) -> Claim:
    return Claim(
        code,
        reason,
        rule,
        closed_from=facts.on("closed_from"),
        reopens_on=facts.on("reopens_on"),
        advice_requested=facts.on("advice_requested"),
        away_from=facts.on("away_from"),
        away_to=facts.on("away_to"),
        review_on=facts.on("review_on"),
    )


def _claims(rule: str, exceptions: tuple[str, ...]) -> list[Claim]:
    claims = []
    for text in exceptions:
        code, _, rest = text.partition("=")
        reason, *extra = rest.split(";")
        try:
            claims.append(_claim(rule, code.strip(), reason.strip(), Facts(parse_facts(";".join(extra)))))
        except BadFact as error:
            raise BadFact(f"--exception {text!r}: {error}") from None
    return claims


def _message(error: Exception) -> str:
    return str(error.args[0]) if error.args else str(error)


__all__ = ["clocks", "parse_facts"]
