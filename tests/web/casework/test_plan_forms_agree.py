"""One copy of a plan as a page, a PDF, a PDF in large print, a Word file and JSON: the same words in the same order,
section by section."""

from __future__ import annotations

import json
import re
from io import BytesIO
from types import SimpleNamespace

import pypdfium2
import pytest
from docx import Document
from lxml import html

from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.models import PlanCopy
from tests.drafting import a_case, finish, serve, write
from tests.web.casework.test_plan_pages import get

pytestmark = pytest.mark.django_db
HARD = {
    "A": "I like maps. “Quiet” places help me.\n\nI want to be a ranger – or a vet.",
    "B": "First need: naïve <b>letters</b> & signs.\nSame paragraph, next line.\n\n\n  Indented second",
    "F": "1. Speech therapy:\n- 30 minutes a week\n- in term time\n\n" + "A long help that fills pages. " * 400,
    "G": "Zażółć gęślą jaźń. Ένα δύο. Привет.",
}
TITLE = re.compile("|".join(re.escape(each.title) for each in plan_sections().values()))
NUMBERED = re.compile(r"\d+ / \d+")


@pytest.fixture
def case() -> SimpleNamespace:
    case = a_case()
    write(case, **HARD)
    return case


def words(text: str) -> list[str]:
    return text.split()


def by_section(text: str) -> dict[str, list[str]]:
    """Words under each section's title, in order; the last ends where the signature or the page's own words begin."""
    starts = [*TITLE.finditer(text)]
    ends = [*(each.start() for each in starts[1:]), len(text)]
    return {
        each.group().split(":")[0].split()[1]: words(text[each.end() : end])
        for each, end in zip(starts, ends, strict=True)
    }


def of_pdf(made: bytes, copy: PlanCopy) -> dict[str, list[str]]:
    """Read back from the file, without each page's foot: the reference and the page's number."""
    foot = re.compile(rf"{copy.about['reference']}\s+{copy.fingerprint[:12]}\s+Page\s+\d+\s*/\s*\d+")
    with pypdfium2.PdfDocument(made) as document:
        whole = "\n".join(page.get_textpage().get_text_range() for page in document)
    # pypdfium2 shows a line's end inside a paragraph as any other white space, and a hyphen at it as it is.
    return by_section(" ".join(foot.sub(" ", whole.replace("\ufffe", "-")).split()))


def of_word(made: bytes) -> dict[str, list[str]]:
    return by_section(" ".join(" ".join(each.text.split()) for each in Document(BytesIO(made)).paragraphs))


def of_page(page: bytes, *, family: bool) -> dict[str, list[str]]:
    """The family's page names a section in plain words, so it is found by its letter."""
    tree = html.fromstring(page.decode())
    found = {}
    for heading in tree.xpath("//main//h2"):
        name = " ".join(heading.text_content().split())
        match = re.match(r"Section ([A-K][12]?)\b", name)
        text = heading.getnext()
        if match and text is not None and text.tag == "div":
            for line in text.iter("br"):
                line.tail = f"\n{line.tail or ''}"
            found[match.group(1)] = words(" ".join(text.itertext()))
    return found


def sent(copy: PlanCopy) -> dict[str, list[str]]:
    return {each["code"]: words(each["text"]) for each in copy.sections}


def of_json(made: bytes, shown: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a section without text is said to hold is a page's way of speaking: JSON leaves the text out."""
    sections = json.loads(made)["sections"]
    return {code: words(sections.get(code, {}).get("text", "")) or shown[code] for code in shown}


def forms(case: SimpleNamespace, copy: PlanCopy, family_page: str) -> dict[str, dict[str, list[str]]]:
    def file(form: str) -> bytes:
        return get(case, family_page, case.mother, **{"as": form}).content

    shown = of_page(get(case, family_page, case.mother).content, family=True)
    as_json = get(case, "child_draft", **{"copy": copy.public_id, "as": "json"}).content
    assert {code for code, text in sent(copy).items() if text} == {
        code for code, held in json.loads(as_json)["sections"].items() if held.get("text", "").strip()
    }
    return {
        "the family's page": shown,
        "JSON": of_json(as_json, shown),
        "staff's page": of_page(get(case, "child_draft", copy=copy.public_id).content, family=False),
        "PDF": of_pdf(file("pdf"), copy),
        "PDF in large print": of_pdf(file("large"), copy),
        "Word": of_word(file("docx")),
    }


def the_same(case: SimpleNamespace, copy: PlanCopy, family_page: str) -> dict[str, list[str]]:
    """What every form says, having seen that they all say it and in the sections' order."""
    found = forms(case, copy, family_page)
    first = found["the family's page"]
    assert list(first) == [each["code"] for each in copy.sections]
    signed = words(f"{copy.signed_by} {copy.about['council']}") if copy.signed_by else []
    for name, said in found.items():
        assert list(said) == list(first), name
        for code, text in said.items():
            if signed and code == list(first)[-1] and name in ("PDF", "PDF in large print", "Word"):
                assert text[len(first[code]) :][: len(signed)] == signed, name
                text = text[: len(first[code])]
            assert text == first[code], (name, code)
    return first


def test_a_draft_says_the_same_in_every_form_and_what_was_sent(case: SimpleNamespace) -> None:
    copy = serve(case)
    said = the_same(case, copy, "family_draft")
    kept = sent(copy)
    assert {code: text for code, text in said.items() if kept[code]} == {c: t for c, t in kept.items() if t}
    assert len(said["F"]) > 2000 and " ".join(said["I"]).startswith("This part is left empty in a draft.")


def test_a_final_plan_does_too(case: SimpleNamespace) -> None:
    serve(case)
    copy = finish(case)
    said = the_same(case, copy, "family_plan")
    assert said == sent(copy) and "Sallow" in said["I"]


def test_one_word_changed_is_seen(case: SimpleNamespace) -> None:
    """The comparison itself can fail."""
    copy = serve(case)
    changed = get(case, "family_draft", case.mother, **{"as": "docx"})
    document = Document(BytesIO(changed.content))
    line = next(each for each in document.paragraphs if "ranger" in each.text)
    line.runs[-1].text = line.runs[-1].text.replace("ranger", "baker")
    made = BytesIO()
    document.save(made)
    assert of_word(made.getvalue())["A"] != sent(copy)["A"]
