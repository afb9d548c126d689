"""`goldenthread plan check`: text, Word and JSON from a file, and what is no plan."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline.plans import plan
from tests.domain.plan.checker.test_what_is_found import WHOLE

VAGUE = WHOLE.replace("An occupational therapist will work with Ben on handwriting", "Access to handwriting support")


def run(*words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(plan, words, input=given)


def kept(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def word(text: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def findings(done: Result) -> list[dict[str, object]]:
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)["findings"]
    assert all({"rule", "kind", "section", "line", "level", "message", "authority"} <= set(each) for each in found)
    return list(found)


def test_text_word_and_json_say_the_same(tmp_path: Path) -> None:
    sections: dict[str, list[str]] = {}
    for line in VAGUE.splitlines()[3:]:
        if line.startswith("Section "):
            sections[line.removeprefix("Section ")] = []
        elif line:
            sections[list(sections)[-1]].append(line)
    as_json = json.dumps({"stage": "draft", "child": {"name": "Ben Carter"}, "sections": sections})
    files = [("a.txt", VAGUE), ("a.docx", word(VAGUE)), ("a.json", as_json)]
    said = [
        sorted((each["kind"], each["section"], each["found"]) for each in found)
        for name, data in files
        if (found := findings(run("check", kept(tmp_path, name, data), "--json")))
    ]  # fmt: skip
    assert said[0] == said[1] == said[2]
    assert {"vague_wording", "no_provider"} <= {kind for kind, _, _ in said[0]}


def test_a_table_in_word_is_read_with_its_headings(tmp_path: Path) -> None:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("Section F")
    table = document.add_table(2, 3)
    for row, texts in enumerate((("Provision", "By whom", "How often"), ("Reading", "class teacher", "daily"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(file)
    found = findings(run("check", kept(tmp_path, "t.docx", file.getvalue()), "--json"))
    assert {each["kind"] for each in found if each["section"] == "F"} == {"no_duration"}


def test_the_vague_words_of_one_line_are_one_finding_and_the_line_is_that_of_the_file(tmp_path: Path) -> None:
    text = VAGUE.replace("Access to handwriting support", "Access to handwriting support, as appropriate,")
    lines = text.splitlines()
    for name, data in (("a.txt", text.replace("\n", "\r\n").encode("utf-8-sig")), ("a.docx", word(text))):
        found = findings(run("check", kept(tmp_path, name, data), "--json"))
        [vague] = [each for each in found if each["kind"] == "vague_wording"]
        assert lines[int(str(vague["line"])) - 1].startswith("Access to")
        assert vague["found"] == "access to; as appropriate"
        assert "“access to”, “as appropriate”" in str(vague["message"])


def test_headings_of_another_form_keep_the_lines_and_a_file_may_say_its_stage_by_name(tmp_path: Path) -> None:
    text = WHOLE.replace("Draft plan\n", "\n")
    for code, name in (("A", "Views"), ("B", "Special educational needs"), ("C", "Health needs"), ("F", "Provision")):
        text = text.replace(f"Section {code}\n", f"Section {code} – {name}\n")
    text = text.replace("Section I\n", "SECTION I: Placement\nLarkfield Primary School\n")
    at = text.splitlines().index("Larkfield Primary School") + 1
    said = {
        name: [each["line"] for each in findings(run("check", kept(tmp_path, name, text), "--json"))]
        for name in ("ben_draft.txt", "ben-final.txt")
    }
    assert said == {"ben_draft.txt": [at], "ben-final.txt": []}


def test_a_table_in_word_without_headings_keeps_its_first_row(tmp_path: Path) -> None:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("Section F")
    table = document.add_table(2, 3)
    for row, texts in enumerate((("Reading", "class teacher", "daily"), ("Spelling", "class teacher", "daily"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(file)
    found = findings(run("check", kept(tmp_path, "t.docx", file.getvalue()), "--json"))
    assert [each["line"] for each in found if each["kind"] == "no_duration"] == [2, 3]


def test_the_screen_says_where_how_grave_and_on_what_authority(tmp_path: Path) -> None:
    done = run("check", kept(tmp_path, "a.txt", VAGUE))
    assert "Section F, line 15: Strong warning." in done.output and "Code 9.69" in done.output
    assert done.output.splitlines()[-1].startswith("10 items in 11 sections: ")


def test_a_part_a_name_and_a_level_to_fail_on_may_be_given(tmp_path: Path) -> None:
    part = kept(tmp_path, "f.txt", "Oliver will have help.")
    done = run("check", part, "--section", "F", "--name", "Ben", "--json", "--fail-on", "stop")
    assert done.exit_code == 1 and "other_child_named" in done.stdout
    assert run("check", part, "--section", "F", "--name", "Oliver", "--fail-on", "stop").exit_code == 0


def test_a_final_plan_is_held_against_the_draft(tmp_path: Path) -> None:
    final = kept(tmp_path, "final.txt", WHOLE.replace("Draft", "Final").replace("every week", "every month"))
    found = findings(run("check", final, "--draft", kept(tmp_path, "draft.txt", WHOLE), "--json"))
    assert "final_unlike_draft" in {each["kind"] for each in found}


def test_what_is_typed_in_is_read(tmp_path: Path) -> None:
    assert run("check", "-", "--json", given=WHOLE.encode()).exit_code == 0


def _macros() -> bytes:
    file = io.BytesIO(word("Section F\nx"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "It is empty"), ("a.txt", b"Ben needs help", "No section was found"),
        ("a.txt", b"\x00\x01", "not text"),
        ("a.json", b"{", "not JSON"), ("a.json", b"[]", "not a plan"), ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.docx", b"PK\x03\x04broken", "damaged"), ("a.docx", _macros(), "macros"), ("a.json", b"\xff\xfe", "not"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_in_a_sentence(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    done = run("check", kept(tmp_path, name, data))
    assert done.exit_code == 2 and said in done.output and "Traceback" not in done.output


def test_a_file_that_is_not_there_is_refused_in_a_sentence() -> None:
    done = run("check", "/nowhere/plan.txt")
    assert done.exit_code == 2 and "cannot be opened" in done.output


def test_the_rules_can_be_listed() -> None:
    listed = json.loads(run("rules", "--json").output)
    assert all(each["authority"] and each["good"] for each in listed) and len(listed) > 20
    assert "whole.section_missing" in run("rules").output
