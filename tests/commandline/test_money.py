"""`goldenthread money check-table` as a person or a program would use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline.main import NEED_NO_DATABASE, cli
from goldenthread.commandline.money import money
from tests.domain.forecast.published.kingston import BOTH


def run(*words: object, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(money, [str(word) for word in words], input=text)


def test_a_document_with_two_tables_is_checked_from_a_file_and_from_what_is_piped_in(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(BOTH, encoding="utf-8")
    result = run("check-table", file, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [(each["explained"], each["inputs"], each["cells"]) for each in found["tables"]] == [
        (8, 10, 18),
        (20, 5, 25),
    ]
    assert {"rule", "message", "cells", "text", "line"} == set(found["contradictions"][0])
    assert json.loads(run("check-table", "-", "--json", text=BOTH).stdout) == found
    words = run("check-table", file)
    assert words.exit_code == 0 and "20 explained, 5 inputs" in words.stdout and "Contradictions: 8." in words.stdout


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_files_as_spreadsheets_save_them(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes("Year,Spend (£m)\r\n2024,31.0\r\n2025,32.0\r\n2026,33.0\r\n2027,34.0\r\n".encode(encoding))
    (column,) = json.loads(run("check-table", file, "--json").stdout)["tables"][0]["columns"]
    assert column["unit"] == "£m" and column["rule"]["id"] == "increment"


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "empty"), (b"Only words.", "No table of figures"), (b"PK\x03\x04rest", "Save the sheet as CSV"),
        (b"%PDF-1.7", "copy the page"), (b"Year,Plans\n2024,\x00\n", "not text"),
        (b"Year,Plans,Spend\n2024,5,6\n", "line 2 has one row"), (b"x" * 2_100_000, "at most 2,000,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused_in_words_with_exit_code_two(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "table.txt"
    file.write_bytes(data)
    result = run("check-table", file)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith("table.txt: ") and said in result.stderr


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert "cannot be opened" in run("check-table", tmp_path / "no.txt").stderr
    assert run("check-table", tmp_path).exit_code == 2
    assert run("check-table", "-", text="words").stderr.startswith("standard input: No table")


def test_it_is_listed_and_needs_no_database() -> None:
    assert "money" in NEED_NO_DATABASE
    assert "check-table" in CliRunner().invoke(cli, ["money", "--help"]).output
