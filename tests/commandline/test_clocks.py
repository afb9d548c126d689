"""`goldenthread clocks` as a person or a program would use it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline.clocks import clocks

VECTORS = Path(__file__).parents[1] / "domain" / "clocks" / "vectors.csv"


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(clocks, arguments, input=text)


def test_the_worked_dates_are_answered_line_for_line() -> None:
    result = run("read", "--csv", str(VECTORS))
    assert result.exit_code == 0
    answers = list(csv.DictReader(io.StringIO(result.stdout)))
    asked = list(csv.DictReader(VECTORS.open(encoding="utf-8")))
    assert [answer["id"] for answer in answers] == [row["id"] for row in asked]
    assert [answer["outer"] for answer in answers] == [row["outer"] for row in asked]
    assert all(answer["citation"] for answer in answers)


def test_lines_that_cannot_be_answered_are_named_and_the_rest_still_are() -> None:
    text = (
        "id,rule,facts\n"
        "a,B1,request_received=2024-09-02\n"
        "b,Z9,request_received=2024-09-02\n"
        "c,B1,\n"
        "d,B1,request_received=2024-02-31\n"
        "e,B1,request_received\n"
        "f,C4,request_received=2010-01-01\n"
        "g,C4, request_received = 2024-09-02 ; note_to_self=2024-01-01\n"
    )
    result = run("read", "--csv", "-", text=text)
    assert result.exit_code == 1
    assert [row["id"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["a", "g"]
    errors = result.stderr.splitlines()
    assert [line.split(":")[0] for line in errors[:5]] == [
        "line 3, id b", "line 4, id c", "line 5, id d", "line 6, id e", "line 7, id f",
    ]  # fmt: skip
    assert "UnknownRule" in errors[0] and "MissingFact" in errors[1] and "BadFact" in errors[2]
    assert errors[-1] == "5 of 7 lines could not be answered."


def test_answers_and_errors_come_as_json_when_asked() -> None:
    result = run("read", "--csv", "-", "--json", text="id,rule,facts\n1,B1,request_received=2024-09-02\n2,Z9,\n")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert document["answers"][0]["safe"] == "2024-10-11"
    assert (document["errors"][0]["line"], document["errors"][0]["error"]) == (3, "UnknownRule")


def test_answers_can_be_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    assert run("read", "--csv", str(VECTORS), "--out", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("id,rule,outer,safe,citation\nT01,B1,2024-10-14,2024-10-11,")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,facts\n1,x=2024-01-01\n", "no column rule"),
        (b"", "no column id or rule or facts"),
        (b"id,rule,facts\n1,B1,\xff\xfe\n", "could not be read as CSV text in UTF-8"),
    ],
)
def test_a_file_that_is_not_the_asked_for_csv_is_refused_whole(tmp_path: Path, content: bytes, words: str) -> None:
    source = tmp_path / "bad.csv"
    source.write_bytes(content)
    result = run("read", "--csv", str(source))
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_a_spreadsheets_byte_order_mark_and_capital_headings_are_taken() -> None:
    result = run("read", "--csv", "-", text="\ufeffID,Rule,Facts\n1,B1,request_received=2024-09-02\n")
    assert result.exit_code == 0, result.stderr
    assert "2024-10-14" in result.stdout


def test_the_rules_are_listed_with_the_facts_they_need() -> None:
    listed = json.loads(run("rules", "--json").stdout)
    assert {"B1", "B3", "B5", "C4", "F1", "F4", "F5", "F8", "F9", "F10", "CSA"} <= {row["rule"] for row in listed}
    assert "B1   Decide whether to assess (6 weeks; REG): request_received or became_responsible" in run("rules").stdout


def test_a_date_is_explained_with_its_law_its_count_and_its_exceptions() -> None:
    result = run("explain", "C4", "request_received=2024-09-02", "--on", "2025-01-25", "--name", "Ada")
    assert result.exit_code == 0
    for words in ("20 January 2025", "reg 13(2)", "never pauses", "It is 5 days late", "Ombudsman"):
        assert words in result.stdout


def test_an_exception_can_be_relied_on_and_a_wrong_one_is_refused_with_the_reason() -> None:
    facts = ("C4", "request_received=2024-05-02", "--on", "2024-12-01", "--exception")
    closure = "SCHOOL_CLOSED=summer;closed_from=2024-07-24;reopens_on=2024-09-03;advice_requested=2024-07-18"
    assert "lifted by an exception" in run("explain", *facts, closure).stdout
    refused = run("explain", *facts, closure.replace("07-18", "07-10"))
    assert refused.exit_code == 1
    assert "from 17 July 2024" in refused.stderr
    assert run("explain", "F5", "meeting_held=2025-10-06", "--exception", "EXCEPTIONAL=ill").exit_code == 1


def test_a_duty_without_a_date_is_answered_with_its_law_and_explained_in_words() -> None:
    answered = run("read", "--csv", "-", text="id,rule,facts\n1,C5,\n2,F3a,meeting_held=2025-10-06\n")
    assert answered.exit_code == 0, answered.stderr
    assert '1,C5,,,"Children and Families Act 2014, s.42' in answered.stdout
    assert "2,F3a,2025-09-22" in answered.stdout  # half of one sentence of the law: the same limit
    told = run("explain", "C5")
    assert told.exit_code == 0 and "no number of days" in told.stdout


def test_every_rule_listed_can_be_asked_for() -> None:
    listed = json.loads(run("rules", "--json").stdout)
    assert len(listed) == len({row["rule"] for row in listed}) > 90
    lines = [f"{row['rule']},{row['rule']},{row['starts'][0]}=2024-08-15" for row in listed if row["starts"]]
    lines = [f"{line};phase=primary_to_secondary" if line.startswith("F9") else line for line in lines]
    result = run("read", "--csv", "-", text="\n".join(["id,rule,facts", *lines]) + "\n")
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize(
    ("rule", "facts", "outer"),
    [
        ("H5", "became_aware=2025-04-07", "2025-04-29"),
        ("H5b", "became_aware=2025-04-07", "2025-04-29"),
        ("E12", "recommendation_made=2025-03-03", "2025-04-06"),
        ("I3", "notice_sent=2024-10-14", "2024-12-16"),
        ("G4", "amended_plan_sent=2025-05-06", "2026-05-06"),
    ],
)
def test_a_rule_asked_for_by_its_code_takes_the_plain_name_of_what_starts_it(rule: str, facts: str, outer: str) -> None:
    assert f"1,{rule},{outer}," in run("read", "--csv", "-", text=f"id,rule,facts\n1,{rule},{facts}\n").stdout


def test_facts_in_an_impossible_order_or_a_birth_to_come_are_named() -> None:
    for facts, words in (
        ("notice_sent=2024-11-01;certificate_issued=2024-10-01", "cannot be before notice_sent"),
        ("born=2090-01-01", "born is 1 January 2090, which is in the future"),
    ):
        result = run("read", "--csv", "-", text=f"id,rule,facts\n7,CSA,{facts}\n")
        assert result.exit_code == 1 and words in result.stderr


def test_days_a_council_does_not_work_can_be_given() -> None:
    facts = ("explain", "D2", "mediation_declined=2024-12-02")
    assert "5 December 2024" in run(*facts).stdout
    closed = run(*facts, "--closed", "2024-12-04: council closed").stdout
    assert "6 December 2024" in closed and "(council closed)" in closed
    assert run(*facts, "--closed", "soon").exit_code == 2


def test_clocks_are_answered_without_starting_django() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from goldenthread.commandline.clocks import clocks;"
        "r = CliRunner().invoke(clocks, ['rules']); assert r.exit_code == 0; assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
