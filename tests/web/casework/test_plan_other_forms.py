"""The child's own version, the one-page profile and translations, over the pages of staff and of the family."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.domain.plan.symbols import MULBERRY, own_drawing, symbols
from goldenthread.features.casework.models import OnePageProfile, OwnVersion, PlanTranslation
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.reading import count_looks_at
from goldenthread.foundation.typesetting import Paper, Paragraph, drawing, pdf
from tests import builders as a
from tests.drafting import a_case, finish, serve, write
from tests.web.casework.test_plan_pages import body, get, hidden
from tests.web.family.readability import reading_age, words_of

pytestmark = pytest.mark.django_db
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
FAMILY = ("family_own_version", "family_profile", "family_translations")
STAFF = ("child_own_version", "child_profile", "child_translations")


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case(in_their_words="I like maps.")
    write(made, A="I like maps.\n\nI want to be a ranger.", E="Amira will read 50 words by July 2027.")
    return made


def post(case: SimpleNamespace, name: str, who: Any = None, **data: Any) -> HttpResponse:
    return a.signed_in(who or case.priya).post(reverse(name, args=[case.amira.public_id]), data)


def save_all(case: SimpleNamespace) -> None:
    """Every part opened and saved as it stands, through its form."""
    for part in ("likes", "hard", "aims", "help", "school", "next"):
        page = get(case, "child_own_version", part=part)
        form = page.context["form"]
        data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
        assert post(case, "child_own_version", part=part, **data).status_code == 302


def checked(case: SimpleNamespace) -> None:
    assert post(case, "child_own_version", do="begin").status_code == 302
    save_all(case)
    version = OwnVersion.rows.order_by("-id")[0].version
    assert post(case, "child_own_version", do="check", version=version).status_code == 302


def test_from_a_first_proposal_to_what_the_child_reads(case: SimpleNamespace) -> None:
    serve(case)
    assert "not ready yet" in body(get(case, "family_own_version", case.mother))
    assert post(case, "child_own_version", do="begin").status_code == 302
    page = body(get(case, "child_own_version"))
    assert "Nobody has looked at this yet" in page and "show it to the family" not in page
    assert "not ready yet" in body(get(case, "family_own_version", case.mother))
    refused = post(case, "child_own_version", do="check", version=0)
    assert refused.status_code == 400 and "Nobody has looked at all of this yet" in body(refused)
    save_all(case)
    page = get(case, "child_own_version")
    assert "show it to the family" in body(page) and "Nobody has looked at this yet" not in body(page)
    post(case, "child_own_version", do="check", version=OwnVersion.rows.get().version)
    family = body(get(case, "family_own_version", case.mother))
    assert "I want to be a ranger." in family and "Priya Shah checked it" in family and "may be old" not in family
    assert "Read this page to me" in family and re.search(r"<button[^>]*data-read-aloud-button[^>]*hidden", family)
    file = get(case, "family_own_version", case.mother, **{"as": "pdf"})
    with pypdfium2.PdfDocument(file.content) as document:
        assert "I want to be a ranger." in " ".join(document[0].get_textpage().get_text_range().split())
    assert get(case, "child_own_version", **{"as": "pdf"}).content.startswith(b"%PDF")


def test_a_newer_plan_shows_on_both_sides_with_what_changed(case: SimpleNamespace) -> None:
    serve(case)
    checked(case)
    write(case, A="I like maps.\n\nI want to be a ranger.", E="Amira will read 80 words by July 2027.")
    serve(case, ago=2)
    family = body(get(case, "family_own_version", case.mother))
    assert "A person must check it" in family and "Section E:" in family and "Section A:" not in family
    staff = body(get(case, "child_own_version"))
    assert "The plan changed; a person must check this" in staff and "Section E: Outcomes" in staff
    post(case, "child_own_version", do="begin")
    assert "A person must check it" in body(get(case, "family_own_version", case.mother))
    checked(case)
    assert "A person must check it" not in body(get(case, "family_own_version", case.mother))


def test_the_young_person_reads_it_as_their_own(case: SimpleNamespace) -> None:
    jamie = a.an_account(Role.YOUNG_PERSON, name="Amira Khan")
    case.amira.born_on = clock.today().replace(year=clock.today().year - 18, day=1)
    case.amira.save(update_fields=["born_on"])
    a.tie(case.amira, "self", who=jamie)
    serve(case)
    checked(case)
    page = body(get(case, "family_own_version", jamie))
    assert "<h1" in page and ">My plan</h1>" in page and "I like maps." in page
    assert reverse("family_own_version", args=[case.amira.public_id]) in body(get(case, "family_child", jamie))


def test_the_second_of_two_who_write_a_part_sees_both(case: SimpleNamespace) -> None:
    serve(case)
    post(case, "child_own_version", do="begin")
    data = {"part": "likes", "version": 0, "sentence_0": "What Priya wrote."}
    assert post(case, "child_own_version", **data).status_code == 302
    again = post(case, "child_own_version", case.owen, **{**data, "sentence_0": "What Owen wrote."})
    page = body(again)
    assert again.status_code == 409 and "What Priya wrote." in page and "What Owen wrote." in page
    late = post(case, "child_own_version", case.owen, do="check", version=0)
    assert late.status_code == 409 and "Priya Shah saved it" in body(late)
    version = hidden(again, "version")
    assert post(case, "child_own_version", case.owen, **{**data, "version": version}).status_code == 302


@pytest.mark.parametrize(
    "data",
    [{"part": "nothing"}, {"part": "likes", "version": "x"}, {"part": "likes", "version": "0", "symbol_0": "bomb"},
     {"part": "likes", "version": "0", "sentence_0": "x" * 301}, {"do": "check", "version": "x" * 30},
     {"do": "check", "version": "٣"}],
)  # fmt: skip
def test_what_cannot_be_is_answered_and_nothing_is_saved(case: SimpleNamespace, data: dict[str, str]) -> None:
    serve(case)
    post(case, "child_own_version", do="begin")
    assert post(case, "child_own_version", **data).status_code in (400, 404, 409)
    assert OwnVersion.rows.get().version == 0


def test_words_that_look_like_code_stay_words(case: SimpleNamespace) -> None:
    serve(case)
    post(case, "child_own_version", do="begin")
    typed = {"part": "likes", "version": 0, "sentence_0": "<script>alert(1)</script> #eval(1)"}
    post(case, "child_own_version", **typed)
    assert "&lt;script&gt;alert(1)" in body(get(case, "child_own_version"))


def test_before_a_plan_is_sent_there_is_nothing_to_make(case: SimpleNamespace) -> None:
    for name in STAFF:
        assert get(case, name).status_code == 200
    assert "There is no plan yet." in body(get(case, "family_own_version", case.mother))


def test_the_profile_is_the_record_until_a_person_writes_it(case: SimpleNamespace) -> None:
    serve(case)
    family = body(get(case, "family_profile", case.mother))
    assert "I like maps." in family and "Nobody has written this yet." in family
    page = get(case, "child_profile")
    assert hidden(page, "about_me") == "I like maps."
    told = {"number": 0, "about_me": "I like maps!", "matters": "Newts.", "support": "Say what comes next."}
    assert post(case, "child_profile", **told).status_code == 302
    clash = post(case, "child_profile", case.owen, **{**told, "matters": "Bees."})
    assert clash.status_code == 409 and "Newts." in body(clash) and "Bees." in body(clash)
    assert post(case, "child_profile", **{**told, "number": 1, "about_me": "x" * 601}).status_code == 400
    assert OnePageProfile.rows.count() == 1
    family = body(get(case, "family_profile", case.mother))
    assert "Say what comes next." in family and "Priya Shah wrote this" in family
    for form, start in (("pdf", b"%PDF"), ("large", b"%PDF"), ("docx", b"PK")):
        assert get(case, "family_profile", case.mother, **{"as": form}).content.startswith(start)
    with pypdfium2.PdfDocument(get(case, "child_profile", **{"as": "pdf"}).content) as document:
        assert len(document) == 1


def test_a_translation_from_file_to_family_to_out_of_date(case: SimpleNamespace) -> None:
    copy = serve(case)
    made = pdf(Paper("Plan", clock.today(), (Paragraph("Lubię mapy."),), language="pl"))
    told = {"copy": copy.public_id, "language": "pl", "translated_by": "Ewa Nowak"}
    both = post(case, "child_translations", **told)
    assert both.status_code == 400 and "Choose a file, or type" in body(both)
    file = SimpleUploadedFile("plan.pdf", made, "application/pdf")
    assert post(case, "child_translations", **told, sent=file).status_code == 302
    bad = SimpleUploadedFile("plan.pdf", b"%PDF nothing", "application/pdf")
    assert post(case, "child_translations", **told, sent=bad).status_code == 400
    typed = {**told, "language": "ar", "text": "أحب الخرائط"}
    assert post(case, "child_translations", **typed).status_code == 302
    row = PlanTranslation.rows.get(language="pl")
    family = body(get(case, "family_translations", case.mother))
    assert (
        "Polski" in family and 'lang="ar" dir="rtl"' in family and "Ewa Nowak" in family and "This is old" not in family
    )
    opened = get(case, "family_translations", case.mother, open=row.public_id)
    assert opened.content.startswith(b"%PDF") and get(case, "child_translations", open=row.public_id).status_code == 200
    finish(case)
    assert "This is old" in body(get(case, "family_translations", case.mother))
    assert "Out of date" in body(get(case, "child_translations"))
    assert post(case, "child_translations", take_back=row.public_id).status_code == 302
    assert get(case, "family_translations", case.mother, open=row.public_id).status_code == 404


def test_each_look_is_recorded_and_nobody_else_opens_them(case: SimpleNamespace) -> None:
    serve(case)
    checked(case)
    stranger = a.an_account(Role.PARENT, name="Nell Other")
    for name in FAMILY:
        before = count_looks_at(case.amira.public_id)
        assert get(case, name, case.mother).status_code == 200
        assert count_looks_at(case.amira.public_id) == before + 1
        assert get(case, name, stranger).status_code == 404 and get(case, name, case.senco).status_code == 404
    for name in STAFF:
        assert get(case, name, case.mother).status_code == 404


def test_the_familys_words_are_for_a_reader_of_eleven(case: SimpleNamespace) -> None:
    serve(case)
    checked(case)
    write(case, F="Another text.")
    serve(case, ago=1)
    post(case, "child_translations", copy=case.amira.plancopy_rows.first().public_id, language="pl",
         translated_by="Ewa Nowak", text="x")  # fmt: skip
    for name in FAMILY:
        words = words_of(body(get(case, name, case.mother)))
        assert reading_age(words) <= 11, (name, words)


def test_the_pages_stay_within_their_queries(case: SimpleNamespace) -> None:
    serve(case)
    checked(case)
    counts = {}
    for name, who in [*((name, case.mother) for name in FAMILY), *((name, case.priya) for name in STAFF)]:
        browser = a.signed_in(who)
        browser.get(reverse(name, args=[case.amira.public_id]))
        with CaptureQueriesContext(connection) as made:
            browser.get(reverse(name, args=[case.amira.public_id]))
        counts[name] = len([each for each in made if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))])
    assert {name: count for name, count in counts.items() if count > 15} == {}, counts


def symbol_of(case: SimpleNamespace, name: str) -> str:
    return body(a.signed_in(case.mother).get(reverse("components:symbol", args=[name])))


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def shapes_in(content: bytes) -> int:
    """How many shapes that are no letters are set into a PDF's pages."""
    with pypdfium2.PdfDocument(content) as document:
        return sum(1 for page in document for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]))


def test_every_symbol_is_drawn_without_any_folder_and_nobody_else_is_named(case: SimpleNamespace) -> None:
    serve(case)
    checked(case)
    for page in (body(get(case, "family_own_version", case.mother)), body(get(case, "child_own_version"))):
        assert f'src="{reverse("components:symbol", args=["happy_lady"])}"' in page
        assert 'gt-idea__word"' not in page and "Mulberry" not in page
    for each in symbols().values():
        assert symbol_of(case, each.file) == own_drawing(each.word)
    assert a.signed_in(case.mother).get(reverse("components:symbol", args=["passwd"])).status_code == 404
    content = get(case, "family_own_version", case.mother, **{"as": "pdf"}).content
    drawn = [own_drawing(line["symbol"]) for line in OwnVersion.rows.get().shown]
    assert shapes_in(content) == sum(each.count("/>") for each in drawn) > 0
    assert "Mulberry" not in text_of(content) and "happy" not in text_of(content)


def test_the_folders_drawing_comes_before_ours_and_only_then_its_makers_are_named(
    case: SimpleNamespace, settings: Any, tmp_path: Path
) -> None:
    serve(case)
    checked(case)
    (tmp_path / "EN").mkdir()
    (tmp_path / "EN" / "guitar.svg").write_text(SVG.format('<circle r="4"/>'))  # no line of this plan has it
    settings.SYMBOLS_FOLDER = str(tmp_path)
    assert "Mulberry" not in body(get(case, "family_own_version", case.mother))
    other = tmp_path / "other"
    other.mkdir()
    (other / "happy_lady.svg").write_text(SVG.format('<circle r="4"/>'))
    (other / "sad_lady.svg").write_text(SVG.format("<script>alert(1)</script>"))
    settings.SYMBOLS_FOLDER = str(other)
    assert 'circle r="4"' in symbol_of(case, "happy_lady")
    assert symbol_of(case, "sad_lady") == own_drawing("sad") and symbol_of(case, "ear") == own_drawing("ear")
    for name, who in (("family_own_version", case.mother), ("child_own_version", case.priya)):
        assert MULBERRY in body(get(case, name, who))
        assert "Mulberry" in text_of(get(case, name, who, **{"as": "pdf"}).content)


@pytest.mark.parametrize(
    "inside",
    ["<script>alert(1)</script>", '<image href="file:///etc/passwd"/>', '<g onload="alert(1)"/>', "<text>words</text>",
     '<use href="https://example.org/a.svg#b"/>', '<path style="fill:url(https://example.org/)"/>', "<not closed",
     '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'],
)  # fmt: skip
def test_a_drawing_that_is_more_than_drawn_is_not_used(inside: str, settings: Any, tmp_path: Path) -> None:
    settings.SYMBOLS_FOLDER = str(tmp_path)
    (tmp_path / "a.svg").write_text(SVG.format(inside))
    (tmp_path / "b.svg").write_text(SVG.format('<path d="M0 0h9" fill="url(#c)"/>'))
    assert drawing("a") == "" and "path" in drawing("b")
    assert drawing("../b") == "" and drawing("..") == "" and drawing("/etc/passwd") == "" and drawing("none") == ""
