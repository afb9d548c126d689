"""`goldenthread plan convert`, `read` and `batch`: forms in and out, quotations, and a bad file among good ones."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from goldenthread.commandline.plans import plan
from goldenthread.domain.plan.interchange.reading import plan_of_json
from tests.domain.plan.checker.test_what_is_found import WHOLE

EXAMPLES = sorted((Path(__file__).parents[2] / "examples/plans/tuned").glob("*.json"))


def run(*words: object) -> Result:
    return CliRunner().invoke(plan, [str(word) for word in words])


def word(*lines: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=3)
    for at, text in enumerate(("Provision", "By whom", "How often", "Reading", "class teacher", "daily")):
        table.cell(at // 3, at % 3).text = text
    document.save(file)
    return file.getvalue()


def pdf_of(plan_text: str) -> bytes:
    from datetime import date

    from goldenthread.foundation.typesetting import Paper, Paragraph, pdf

    return pdf(Paper("A plan", date(2026, 9, 2), tuple(Paragraph(part) for part in plan_text.split("\n") if part)))


def test_json_to_text_to_json_keeps_every_section(tmp_path: Path) -> None:
    for example in EXAMPLES:
        first, text, again = (tmp_path / name for name in ("a.json", "a.txt", "b.json"))
        assert run("convert", example, "--out", first).exit_code == 0
        assert run("convert", first, "--out", text).exit_code == 0
        assert run("convert", text, "--out", again).exit_code == 0
        one, other = plan_of_json(first.read_text()), plan_of_json(again.read_text())
        words = [
            {code: each["text"].split() for code, each in made["sections"].items() if each["text"].split()}
            for made in (one, other)
        ]
        assert words[0] == words[1], example.name
        assert run("convert", first, "--out", again).exit_code == 0 and again.read_text() == first.read_text()


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_word_and_pdf_become_json_with_every_word(tmp_path: Path, ending: str) -> None:
    lines = ["Plan for Maya Lin", "Section B: Special educational needs", "Talking is hard for Maya.", "Section F"]
    data = word(*lines) if ending == "docx" else pdf_of("\n".join([*lines, "Reading by a class teacher daily."]))
    file, out = tmp_path / f"plan.{ending}", tmp_path / "plan.json"
    file.write_bytes(data)
    done = run("convert", file, "--out", out)
    assert done.exit_code == 0, done.output
    made = plan_of_json(out.read_text())
    assert made["sections"]["B"]["text"] == "Talking is hard for Maya." and "Plan for Maya Lin" in made["unplaced"]
    assert "class teacher" in made["sections"]["F"]["text"]
    found = json.loads(run("read", file, "--json").stdout)
    quoted = [each["who"]["text"] for each in found["commitments"]]
    assert quoted == ["class teacher"] and "A" in found["missing"]


@pytest.mark.parametrize(
    "name, data, said",
    [
        ("a.json", b"{", "not JSON"), ("a.json", b'{"format": "goldenthread-plan", "version": 9}', "$.version"),
        ("a.docx", b"PK\x03\x04", "damaged"), ("a.pdf", b"%PDF-1.4", "damaged"), ("a.txt", b"words", "No section"),
        ("a.txt", b"", "empty"), ("a.bin", b"\x00\x01", "not text"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_in_words(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    done = run("convert", file, "--out", tmp_path / "out.json")
    assert done.exit_code == 2 and said in done.stderr and not (tmp_path / "out.json").exists()


def test_a_plan_of_300_pages_is_read_and_one_of_more_is_refused(tmp_path: Path) -> None:
    import pypdfium2

    for pages, code in ((301, 2), (300, 0)):
        document = pypdfium2.PdfDocument(pdf_of("Section B\nTalking is hard."))
        blank = pypdfium2.PdfDocument.new()
        blank.import_pages(document)
        for _ in range(pages - 1):
            blank.new_page(200, 200)
        out = tmp_path / f"{pages}.pdf"
        blank.save(str(out))
        assert run("read", out).exit_code == code


def test_a_batch_does_the_rest_and_names_what_failed(tmp_path: Path) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    folder.mkdir()
    (folder / "good.txt").write_text(WHOLE)
    (folder / "other.json").write_bytes(EXAMPLES[0].read_bytes())
    (folder / "table.docx").write_bytes(word("Section F"))
    (folder / "bad.json").write_text("{")
    (folder / "ignored.png").write_bytes(b"x")
    done = run("batch", folder, "--out", out, "--processes", 2)
    assert done.exit_code == 1 and "bad.json: It is not JSON" in done.stderr and "4 of 4" in done.stderr
    assert "3 plans done, 1 not." in done.stdout
    assert {each.name for each in out.iterdir()} == {
        f"{name}.{ending}" for name in ("good.txt", "other.json", "table.docx") for ending in ("pdf", "findings.json")
    }
    assert (out / "good.txt.pdf").read_bytes()[:5] == b"%PDF-"
    assert json.loads((out / "good.txt.findings.json").read_text())["file"] == "good.txt"
    assert run("batch", folder, "--out", folder).exit_code == 2
    assert run("batch", out, "--out", tmp_path / "again", "--check-only").exit_code == 1
