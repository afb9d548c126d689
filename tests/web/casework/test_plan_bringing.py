"""A plan leaves as JSON and enters from JSON, Word or PDF: nothing replaced, nothing invented, nothing run."""

from __future__ import annotations

import io
import json
import zipfile
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.domain.plan.interchange.reading import plan_of_json
from goldenthread.features.casework.models import BroughtPlan, BroughtPlanRow, PlanItem, PlanSection
from goldenthread.features.casework.operations.plan_importing import bring_in
from goldenthread.features.casework.operations.plan_sections import save_section
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


def confirm(case: SimpleNamespace, page: Any, *codes: str, **more: Any) -> Any:
    address = reverse("child_plan_bring_in", args=[case.amira.public_id])
    return a.signed_in(case.priya).post(
        address, {"confirm": "1", "found": page.context["packed"], "take": codes, **more}
    )  # fmt: skip


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
    codes = [each.code for each in page.context["sections"] if each.can_take]
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
    response = confirm(case, page, "B", "Z", "I", rows=["Q", "B"], care_0="H1", care_7="I")
    assert response.status_code == 302 and texts(case) == {"B": "Talking is hard for Amira."}


ROWS = {"B": [{"id": "b1", "part": "need", "text": "Talking is hard.", "area": "communication"},
              {"id": "x", "part": "outcome", "text": "An outcome in B."}],
        "F": [{"id": "f1", "part": "provision", "text": "<b>Speech</b> therapy.", "how_often": "Weekly"}],
        "H": [{"id": "h1", "part": "provision", "text": "Two hours of short breaks each week."}]}  # fmt: skip


def interchange(**more: Any) -> bytes:
    sections = {code: {"text": f"Text of {code}", "items": rows} for code, rows in ROWS.items()}
    sections["I"] = {"text": "Sallow Bank School"}
    return json.dumps(
        {"format": "goldenthread-plan", "version": 1, "plan_type": "ehc_plan", "stage": "final",
         "child": {"name": "Amira Khan"}, "sections": sections, **more}
    ).encode()  # fmt: skip


def brought(case: SimpleNamespace, who: Any = None, **given: Any) -> Any:
    address, client = reverse("child_plan_brought", args=[case.amira.public_id]), a.signed_in(who or case.priya)
    plan = BroughtPlan.rows.first()
    return client.post(address, {"plan": plan.public_id if plan else "", **given})


def row(ref: str) -> BroughtPlanRow:
    return BroughtPlanRow.rows.get(ref=ref)


def test_rows_are_previewed_exactly_and_come_in_in_one_step(case: SimpleNamespace) -> None:
    page = send(case, "plan.json", interchange())
    body = page.content.decode()
    assert "Bring in 1 row of section B" in body and "&lt;b&gt;Speech&lt;/b&gt; therapy." in body
    assert "How often: Weekly" in body and "It is a outcome" not in body and "In a plan it stands in E." in body
    assert "Sallow Bank School" in body and "It is not brought in. A draft leaves section I blank" in body
    assert not BroughtPlan.rows.exists()
    answer = confirm(case, page, rows=["B", "F"])
    assert answer.status_code == 302 and answer.url.startswith(
        reverse("child_plan_brought", args=[case.amira.public_id])
    )
    assert sorted(PlanItem.rows.values_list("text", flat=True)) == ["<b>Speech</b> therapy.", "Talking is hard."]
    again = send(case, "plan.json", interchange()).content.decode()
    assert again.count("In the plan already.") == 2 and "Bring in 1 row" not in again


def test_what_is_typed_is_replaced_only_where_a_person_ticks_it(case: SimpleNamespace) -> None:
    write(case)
    body = send(case, "plan.json", interchange()).content.decode()
    assert 'name="rows" value="F" aria-describedby' in body and "what was typed is kept beside it" in body
    assert 'value="F" checked' not in body


def test_care_is_divided_by_a_person_alone(case: SimpleNamespace) -> None:
    data = b"Amira\nSection H\nShort breaks each week.\nA mentor each month."
    page = send(case, "plan.txt", data)
    body = page.content.decode()
    assert "H1 is proposed." in body and "H2 is proposed." in body and "1970" in body
    assert 'value="H1" checked' not in body
    confirm(case, page, "H")
    assert texts(case) == {}
    confirm(case, send(case, "plan.txt", data), care_1="H1")
    assert texts(case) == {"H1": "A mentor each month."}


def test_each_line_is_added_changed_first_or_set_aside(case: SimpleNamespace) -> None:
    confirm(case, send(case, "plan.json", interchange()))
    answer = brought(case, row=[row("f1").public_id, row("h1").public_id])
    assert answer.status_code == 400 and "H1 or H2" in answer.content.decode() and not PlanItem.rows.exists()
    chosen = {"row": [row("f1").public_id, row("h1").public_id], f"care_{row('h1').public_id}": "H2"}
    assert brought(case, **chosen).status_code == 302
    assert set(PlanItem.rows.values_list("section", flat=True)) == {"F", "H2"}
    brought(case, row=[row("b1").public_id], do="aside")
    assert row("b1").set_aside_on == clock.today() and row("b1").set_aside_by_name == "Priya Shah"
    page = a.signed_in(case.owen).get(
        reverse("child_plan_brought", args=[case.amira.public_id]), {"plan": BroughtPlan.rows.get().public_id}
    )
    body = page.content.decode()
    assert "Set aside by Priya Shah" in body and "In the plan: <a" in body and "Sallow Bank School" in body
    brought(case, back=row("b1").public_id)
    items = reverse("child_draft_items", args=[case.amira.public_id])
    form = a.signed_in(case.priya).get(items, {"part": "need", "from": row("b1").public_id})
    assert "The plan brought in says, in section B" in form.content.decode()
    assert form.context["form"].initial["area"] == "communication"
    a.signed_in(case.priya).post(
        items, {"item": "new", "part": "need", "brought": row("b1").public_id, "text": "Talking to a class is hard.",
                "section": "B", "area": "communication", "changed_because": "Narrower now.", "version": "0"},
    )  # fmt: skip
    made = row("b1").item
    assert made is not None and made.text == "Talking to a class is hard."
    shown = a.signed_in(case.priya).get(items).content.decode()
    assert "which says: “Talking is hard.”" in shown and "Changed because: Narrower now." in shown
    assert "Nothing says which advice this rests on" not in shown
    assert brought(case, row=[row("b1").public_id]).status_code == 302 and PlanItem.rows.count() == 3
    assert brought(case).status_code == 400 and brought(case, do="forget").status_code == 400


def test_the_wrong_file_is_thrown_away_once_the_draft_says_nothing_of_it_and_the_page_says_what_stays(
    case: SimpleNamespace,
) -> None:
    confirm(case, send(case, "plan.json", interchange()), "F")
    plan = BroughtPlan.rows.get()
    address = reverse("child_plan_brought", args=[case.amira.public_id])
    page = a.signed_in(case.owen).get(address, {"plan": plan.public_id}).content.decode()
    assert "It is still in <a" in page and "Throw it away" not in page
    answer = brought(case, do="forget")
    assert answer.status_code == 400 and "still in section F" in answer.content.decode()
    save_section(
        request=case.request, code="F", text="Typed anew.", version=1, by=a.viewer(case.owen), on=clock.today()
    )
    assert "Throw it away" in a.signed_in(case.owen).get(address, {"plan": plan.public_id}).content.decode()
    told = a.signed_in(case.priya).post(address, {"plan": plan.public_id, "do": "forget"}, follow=True)
    assert "Words of it stay among what section F said before" in told.content.decode()
    assert not BroughtPlan.rows.exists()


def test_the_place_it_names_is_shown_where_one_is_decided_and_chosen_for_nobody(case: SimpleNamespace) -> None:
    confirm(case, send(case, "plan.json", interchange()))
    write(case)
    serve(case)
    for name in ("child_placement", "child_consultations"):
        body = a.signed_in(case.priya).get(reverse(name, args=[case.amira.public_id])).content.decode()
        assert "names in section I: <strong>Sallow Bank School</strong>" in body
        assert "?find=Sallow%20Bank%20School" in body


def test_what_was_found_cannot_be_changed_on_its_way_nor_go_to_another_child(case: SimpleNamespace) -> None:
    page = send(case, "plan.txt", b"Section B\nTalking is hard for Amira.")
    packed = page.context["packed"]
    other = a_case(upn="A123456789012")
    for whose, found in ((case, packed[:-3] + "abc"), (case, ""), (other, packed)):
        address = reverse("child_plan_bring_in", args=[whose.amira.public_id])
        answer = a.signed_in(whose.priya).post(address, {"confirm": "1", "found": found, "take": ["B"]})
        assert answer.status_code == 302 and answer.url == address
    assert not BroughtPlan.rows.exists() and not PlanSection.rows.exists()


def test_only_who_works_on_the_case_sees_a_plan_brought_in(case: SimpleNamespace) -> None:
    confirm(case, send(case, "plan.json", interchange()))
    plan, other = BroughtPlan.rows.get(), a_case(upn="A123456789012")
    for who in (case.mother, case.senco, other.priya):
        assert brought(case, who, row=[row("f1").public_id]).status_code == 404
    address = reverse("child_plan_brought", args=[other.amira.public_id])
    assert a.signed_in(other.priya).get(address, {"plan": plan.public_id}).status_code == 404
    assert a.signed_in(other.priya).get(address, {"plan": "no-id"}).status_code == 404
    assert not PlanItem.rows.exists()


def test_a_plan_of_many_lines_is_shown_and_brought_in(
    case: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    lines = "\n".join(f"A therapist works with Amira {place} minutes weekly." for place in range(1_200))
    page = send(case, "plan.txt", f"Section F\n{lines}".encode())
    assert page.status_code == 200 and confirm(case, page, "F").status_code == 302
    address = reverse("child_plan_brought", args=[case.amira.public_id])
    client = a.signed_in(case.priya)
    with django_assert_max_num_queries(18):
        answer = client.get(address, {"plan": BroughtPlan.rows.get().public_id})
    assert answer.content.decode().count('name="row"') == 1_200
    care = "\n".join(f"x{place}" for place in range(3_000))
    huge = interchange(sections={"H": {"text": care}})
    page = send(case, "plan.json", huge)
    assert page.status_code == 200 and "care_0" not in page.content.decode()
    too_many = "\n".join(f"Line {place}." for place in range(1_501))
    assert "1,500 rows" in send(case, "plan.txt", f"Section F\n{too_many}".encode()).content.decode()


def test_a_sentence_that_a_page_of_a_pdf_breaks_is_one_line_to_confirm(case: SimpleNamespace) -> None:
    sentence = (
        "A speech and language therapist who knows the programme works with Amira one to one for 30 minutes weekly in a"
        " quiet room near her classroom, and shows the teaching assistant how to go on each day."
    )
    write(case, F=sentence)
    page = {"copy": serve(case).public_id, "as": "pdf"}
    answer = a.signed_in(case.priya).get(reverse("child_draft", args=[case.amira.public_id]), page)
    data = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    other = a_case(upn="A123456789012")
    confirm(other, send(other, "plan.pdf", data), "F")
    kept = BroughtPlanRow.rows.get(section="F", said__text=sentence)
    assert kept.promises and kept.said["how_long"] == "30 minutes"
