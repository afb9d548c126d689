"""A plan leaves as JSON and enters from JSON, Word or PDF: nothing replaced, nothing invented, nothing run."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.domain.plan.interchange.reading import plan_of_json
from goldenthread.features.casework.models import PlanSection
from goldenthread.features.casework.operations.plan_importing import bring_in
from goldenthread.foundation import clock
from goldenthread.foundation.journal import reading
from goldenthread.foundation.journal.reading import count_looks_at
from tests import builders as a
from tests.drafting import a_case, serve, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    return a_case()


def word(*lines: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def send(case: SimpleNamespace, name: str, data: bytes, who: Any = None) -> Any:
    address = reverse("child_plan_bring_in", args=[case.amira.public_id])
    return a.signed_in(who or case.priya).post(address, {"plan": SimpleUploadedFile(name, data)})


def confirm(case: SimpleNamespace, page: Any, *codes: str, **texts: str) -> Any:
    given = {f"text_{each['code']}": each["text"] for each in page.context["sections"]}
    address = reverse("child_plan_bring_in", args=[case.amira.public_id])
    return a.signed_in(case.priya).post(
        address, {"confirm": "1", "origin": "document", "take": codes, **given, **texts}
    )


def texts(case: SimpleNamespace) -> dict[str, str]:
    return dict(PlanSection.rows.filter(request=case.request).values_list("code", "text"))


def test_a_copy_goes_out_and_comes_into_another_draft_word_for_word(case: SimpleNamespace) -> None:
    write(case, F="F1. Speech therapy.\nHow often: weekly\n\nF2. <b>Reading</b> – “daily”.")
    copy = serve(case)
    looks = count_looks_at(case.amira.public_id)
    answer = a.signed_in(case.priya).get(
        reverse("child_draft", args=[case.amira.public_id]), {"copy": copy.public_id, "as": "json"}
    )
    assert answer["Content-Type"] == "application/json" and "attachment" in answer["Content-Disposition"]
    assert count_looks_at(case.amira.public_id) == looks + 1
    plan = plan_of_json(answer.content)
    assert {code: each["text"] for code, each in plan["sections"].items()} == {
        each["code"]: each["text"] for each in copy.sections
    }
    assert plan["fingerprint"] == copy.fingerprint == plan["copies"][0]["fingerprint"]
    other = a_case(upn="A123456789012")
    page = send(other, "plan.json", answer.content)
    codes = [each["code"] for each in page.context["sections"] if each["can_take"]]
    assert confirm(other, page, *codes).status_code == 302
    brought = texts(other)
    assert brought == {each["code"]: each["text"] for each in copy.sections if each["text"]}


def test_the_family_takes_their_plan_with_them_without_what_is_not_theirs(case: SimpleNamespace) -> None:
    write(case)
    copy = serve(case)
    plan = plan_of_json(
        a.signed_in(case.mother).get(reverse("family_draft", args=[case.amira.public_id]), {"as": "json"}).content
    )
    assert plan["fingerprint"] == copy.fingerprint and "other_people" not in plan
    stranger = a_case(upn="A123456789012").mother
    response = a.signed_in(stranger).get(reverse("family_draft", args=[case.amira.public_id]), {"as": "json"})
    assert response.status_code == 404


def test_what_is_written_stays_and_what_came_is_said_and_recorded(case: SimpleNamespace) -> None:
    write(case, B="What Priya wrote.")
    PlanSection.rows.filter(request=case.request, code="F").delete()
    came = bring_in(
        request=case.request, origin="document", by=a.viewer(case.priya), on=clock.today(),
        sections={
            "B": "Theirs", "F": "Speech therapy weekly.", "H": "Care", "I": "A school", "C": "What section C says.",
        },
    )  # fmt: skip
    assert came.filled == ("F",) and came.kept == ("B",) and came.same == ("C",) and set(came.left or {}) == {"H", "I"}
    assert texts(case)["B"] == "What Priya wrote." and texts(case)["F"] == "Speech therapy weekly."
    again = bring_in(
        request=case.request, origin="document", by=a.viewer(case.priya), on=clock.today(), sections={"B": "Theirs"}
    )
    assert again.filled == ()
    told = [each for each in reading.story_of(case.amira.public_id) if "brought a plan from elsewhere" in str(each)]
    assert len(told) == 1


def test_a_word_file_is_shown_whole_and_only_what_is_chosen_is_brought_in(case: SimpleNamespace) -> None:
    lines = ["Plan of Amira Khan", "B: Special educational needs", "Talking is <script>hard</script>.",
             "Section F – Special Educational Provision", "A teacher will help for 20 minutes daily."]  # fmt: skip
    page = send(case, "plan.docx", word(*lines))
    body = page.content.decode()
    assert page.status_code == 200 and "Plan of Amira Khan" in body and "20 minutes" in body
    assert "<script>hard" not in body and "Not found: Section A" in body
    assert texts(case) == {}
    assert confirm(case, page, "F").status_code == 302
    assert texts(case) == {"F": "A teacher will help for 20 minutes daily."}


def test_a_file_about_somebody_else_is_warned_of(case: SimpleNamespace) -> None:
    page = send(case, "plan.docx", word("Section B", "Oisin finds talking hard."))
    assert "This file does not name Amira Khan" in page.content.decode()


def macros() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr("word/vbaProject.bin", "x")
    return file.getvalue()


@pytest.mark.parametrize(
    "name, data, said",
    [
        ("plan.docx", macros(), "macros"), ("plan.docx", b"PK\x03\x04broken", "damaged"),
        ("plan.pdf", b"%PDF-1.7 broken", "damaged"), ("plan.txt", b"Just words.", "No section was found"),
        ("plan.json", b'{"format": "goldenthread-plan", "version": 1}', "$.plan_type"),
        ("plan.json", b"[" * 90_000, "nested"), ("plan.json", b'"\x80"', "UTF-8"), ("plan.txt", b"", "empty"),
        ("plan.exe", b"MZ\x90", "We cannot open this kind of file"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused_in_words(
    case: SimpleNamespace, name: str, data: bytes, said: str
) -> None:
    page = send(case, name, data)
    assert page.status_code == 400 and said in page.content.decode().replace("&#x27;", "'")
    assert texts(case) == {}


def test_another_teams_coordinator_and_the_family_bring_in_nothing(case: SimpleNamespace) -> None:
    for who in (case.mother, case.senco):
        assert send(case, "plan.txt", b"Section B\nTalking is hard.", who).status_code == 404


def test_typed_codes_that_are_no_section_are_left(case: SimpleNamespace) -> None:
    page = send(case, "plan.txt", b"Section B\nTalking is hard for Amira.")
    response = confirm(case, page, "B", "Z", "I", text_Z="x", text_I="A school")
    assert response.status_code == 302 and texts(case) == {"B": "Talking is hard for Amira."}
