"""The child's own version, the one-page profile and translations: never current until a person has looked."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.domain.plan.easy_read import MOST_A_PART, PARTS, Line, by_part
from goldenthread.features.casework.models import OnePageProfile, OwnVersion, PlanTranslation
from goldenthread.features.casework.operations import own_versions, plan_translations, profiles
from goldenthread.features.casework.operations.outgoing import let_go
from goldenthread.features.casework.operations.own_versions import CannotSave, SavedMeanwhile
from goldenthread.features.casework.operations.plan_copies import take_back_copies
from goldenthread.features.casework.queries import own_versions as queries
from goldenthread.features.casework.queries.plan_look_over import look_over, paper_key
from goldenthread.features.casework.queries.plan_translations import translation_of, translations_of
from goldenthread.features.casework.queries.profiles import LONGEST, MOST_LINES, Profile, profile_of, profile_paper
from goldenthread.foundation import clock
from goldenthread.foundation.documents.checking import NotKept
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.people.operations import name_tokens
from goldenthread.foundation.typesetting import Paper, Paragraph, docx, pdf, plain
from tests import builders as a
from tests.drafting import a_case, finish, serve, write

pytestmark = pytest.mark.django_db
WANTS = "I like maps.\n\nI want to be a ranger."


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case(in_their_words="I like maps. I like quiet.")
    write(made, A=WANTS, F="Speech therapy for 30 minutes each week.")
    return made


def who(case: SimpleNamespace) -> dict[str, Any]:
    return {"by": a.viewer(case.priya), "on": clock.today()}


def begun(case: SimpleNamespace, **more: Any) -> OwnVersion:
    copy = queries.plan_that_stands(case.amira)
    return own_versions.begin(child=case.amira, copy=more.get("copy", copy), **who(case))


def looked_at(case: SimpleNamespace, row: OwnVersion) -> OwnVersion:
    for code, lines in by_part(queries.lines_of(row.lines)).items():
        row = own_versions.save_part(row=row, part=code, lines=lines, version=row.version, **who(case))
    return row


def checked(case: SimpleNamespace, row: OwnVersion) -> OwnVersion:
    row = looked_at(case, row)
    return own_versions.check(row=row, version=row.version, **who(case))


def sentences(row: OwnVersion, part: str) -> list[str]:
    return [line.sentence for line in by_part(queries.lines_of(row.lines))[part]]


def test_it_begins_as_a_proposal_nobody_is_shown(case: SimpleNamespace) -> None:
    copy = serve(case)
    row = begun(case)
    assert sentences(row, "likes") == ["I like maps.", "I want to be a ranger."]
    assert row.fingerprint == copy.fingerprint and row.shown == [] and queries.own_plan_of(case.amira).shown is None
    with pytest.raises(CannotSave, match="Nobody has looked at all of this yet"):
        own_versions.check(row=row, version=0, **who(case))
    assert begun(case).pk == row.pk  # begun twice is begun once


def test_what_was_checked_is_shown_and_later_writing_is_not(case: SimpleNamespace) -> None:
    serve(case)
    row = checked(case, begun(case))
    own = queries.own_plan_of(case.amira)
    assert own.is_current and own.changed == ()
    mine = [Line("likes", "I love maps.", "Maps", "picture")]
    row = own_versions.save_part(row=row, part="likes", lines=mine, version=row.version, **who(case))
    shown = {part.code: lines for part, lines in queries.own_plan_of(case.amira).parts}
    assert [line.sentence for line in shown["likes"]] == ["I like maps.", "I want to be a ranger."]
    own_versions.check(row=row, version=row.version, **who(case))
    assert queries.own_plan_of(case.amira).parts[0][1][0].sentence == "I love maps."
    kinds = list(Entry.objects.filter(kind__startswith="own_version.").values_list("kind", flat=True))
    assert kinds.count("own_version.begun") == 1 and kinds.count("own_version.checked") == 2


def test_a_newer_plan_marks_it_and_is_never_shown_as_current_until_checked(case: SimpleNamespace) -> None:
    serve(case)
    checked(case, begun(case))
    write(case, A=WANTS, F="Speech therapy for 60 minutes each week.")
    second = serve(case, ago=2)
    own = queries.own_plan_of(case.amira)
    assert (own.is_current, own.changed, own.row, own.copy) == (False, ("F",), None, second)
    assert own.shown is not None
    page = "\n".join(plain(queries.own_paper(own, "Amira", {})))
    assert "Your plan changed after this page was made" in page
    row = begun(case)
    waiting = {line.part for line in queries.lines_of(row.lines) if line.proposed}
    assert waiting == {"help", "next"} and row.fingerprint == second.fingerprint
    assert not queries.own_plan_of(case.amira).is_current
    with pytest.raises(CannotSave):
        own_versions.check(row=row, version=row.version, **who(case))
    checked(case, row)
    assert queries.own_plan_of(case.amira).is_current


def test_the_version_of_a_plan_that_no_longer_stands_cannot_be_checked(case: SimpleNamespace) -> None:
    first = serve(case)
    row = looked_at(case, begun(case))
    write(case, F="Another text.")
    serve(case, ago=2)
    with pytest.raises(CannotSave, match="A newer plan was sent"):
        own_versions.check(row=row, version=row.version, **who(case))
    OwnVersion.rows.all().delete()
    with pytest.raises(CannotSave, match="A newer plan was sent"):
        begun(case, copy=first)


def test_a_final_plan_with_the_drafts_words_is_looked_at_again_too(case: SimpleNamespace) -> None:
    serve(case)
    checked(case, begun(case))
    finish(case)
    own = queries.own_plan_of(case.amira)
    assert not own.is_current and own.changed == ("I",)
    row = begun(case)
    assert sentences(row, "next")[0].startswith("My plan must be looked at again by ")


def test_the_second_of_two_loses_nothing_and_changes_nothing(case: SimpleNamespace) -> None:
    serve(case)
    row = begun(case)
    own_versions.save_part(row=row, part="likes", lines=[Line("likes", "Mine.")], version=0, **who(case))
    for act in (
        lambda: own_versions.save_part(row=row, part="likes", lines=[], version=0, **who(case)),
        lambda: own_versions.check(row=row, version=0, **who(case)),
    ):
        with pytest.raises(SavedMeanwhile) as saved:
            act()
        assert sentences(saved.value.row, "likes") == ["Mine."]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("likes", [Line("likes", "x" * 301)]),
        ("likes", [Line("likes", "  ")]),
        ("likes", [Line("likes", "I", symbol="a bomb")]),
        ("likes", [Line("likes", "I", title="x" * 61)]),
        ("likes", [Line("likes", "I")] * (MOST_A_PART + 1)),
        ("nothing", [Line("likes", "I")]),
    ],
)
def test_what_is_no_easy_read_is_not_kept(case: SimpleNamespace, part: str, lines: list[Line]) -> None:
    serve(case)
    row = begun(case)
    with pytest.raises(CannotSave):
        own_versions.save_part(row=row, part=part, lines=lines, version=0, **who(case))
    row.refresh_from_db()
    assert row.version == 0


def test_it_is_not_shown_while_it_names_another_child_or_a_hidden_home(case: SimpleNamespace) -> None:
    other = a.a_child("Oisín", "Healy")
    name_tokens.refresh([other.pk])
    father = a.an_adult("Omar Khan", address="9 Quiet Close", postcode="WM9 9ZZ", address_hidden=True)
    a.tie(case.amira, "parent", who=father, parental_responsibility=True)
    serve(case)
    row = looked_at(case, begun(case))
    for text, told in (("I play with Oisín Healy.", "Oisín Healy"), ("I sleep at 9 Quiet Close.", "kept hidden")):
        row = own_versions.save_part(
            row=row, part="likes", lines=[Line("likes", text)], version=row.version, **who(case)
        )  # fmt: skip
        with pytest.raises(CannotSave, match=told):
            own_versions.check(row=row, version=row.version, **who(case))
        with pytest.raises(CannotSave, match=told):
            profiles.save_profile(child=case.amira, texts={"matters": text}, number=0, **who(case))


def test_the_profile_says_what_the_record_says_until_somebody_writes_it(case: SimpleNamespace) -> None:
    assert profile_of(case.amira).matters == ""
    serve(case)
    found = profile_of(case.amira)
    assert found.about_me == "I like maps. I like quiet." and found.matters.startswith("I like maps.\n\nI want")
    assert found.support == "" and found.row is None
    row = profiles.save_profile(
        child=case.amira, texts={"about_me": "Maps!", "support": "Tell me what comes next."}, number=0, **who(case)
    )
    assert (row.number, row.saved_by_name) == (1, "Priya Shah")
    with pytest.raises(profiles.ProfileChanged):
        profiles.save_profile(child=case.amira, texts={"about_me": "Other"}, number=0, **who(case))
    profiles.save_profile(child=case.amira, texts={"about_me": "Maps and newts!"}, number=1, **who(case))
    assert profile_of(case.amira).about_me == "Maps and newts!" and OnePageProfile.rows.count() == 2
    assert not profile_of(case.amira).is_old
    write(case, F="Another text.")
    serve(case, ago=1)
    assert profile_of(case.amira).is_old


@pytest.mark.parametrize("texts", [{}, {"matters": " "}, {"matters": "x" * 701}, {"about_me": "\n".join("abcdefghij")}])
def test_a_profile_that_says_nothing_or_more_than_a_page_is_not_kept(case: SimpleNamespace, texts: Any) -> None:
    with pytest.raises(CannotSave):
        profiles.save_profile(child=case.amira, texts=texts, number=0, **who(case))


wide = st.text(alphabet="Wm i\n", min_size=0, max_size=900)


@given(about=wide, matters=wide, support=wide)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_may_be_saved_is_one_side_of_a4(about: str, matters: str, support: str) -> None:
    given_texts = {"about_me": about, "matters": matters, "support": support}
    cut = {
        name: "\n".join(text.strip()[: LONGEST[name]].split("\n")[: MOST_LINES[name]])
        for name, text in given_texts.items()
    }
    _one_side(cut)


def test_the_fullest_profile_is_one_side_of_a4() -> None:
    full = {name: ("Wombat waves warmly. " * 60)[: LONGEST[name]] for name in LONGEST}
    _one_side(full)
    lines = {name: "\n".join(["w" * (LONGEST[name] // MOST_LINES[name] - 1)] * MOST_LINES[name]) for name in LONGEST}
    _one_side(lines)


def _one_side(texts: dict[str, str]) -> None:
    paper = profile_paper(Profile(**texts), "Amira Elizabeth", "Wrenbury and Marle Council")
    with pypdfium2.PdfDocument(pdf(paper)) as document:
        assert len(document) == 1


def add(case: SimpleNamespace, **more: Any) -> PlanTranslation:
    told = {"language": "pl", "translated_by": "Ewa Nowak", "text": "Lubię mapy.", **more}
    copy = told.pop("copy", None) or queries.plan_that_stands(case.amira)
    return plan_translations.add_translation(
        child=case.amira, copy=copy, given=plan_translations.Given(**told), **who(case)
    )  # fmt: skip


def test_a_translation_says_which_copy_and_is_old_when_a_newer_one_is_sent(case: SimpleNamespace) -> None:
    copy = serve(case)
    row = add(case)
    [found] = translations_of(case.amira)
    assert (found.is_old, found.english_name, found.own_name, row.fingerprint) == (
        False,
        "Polish",
        "Polski",
        copy.fingerprint,
    )
    write(case, F="Another text.")
    serve(case, ago=1)
    assert [each.is_old for each in translations_of(case.amira)] == [True]
    newer = add(case, language="ur", text="مجھے نقشے پسند ہیں۔")
    assert [(each.row.pk, each.is_old, each.direction) for each in translations_of(case.amira)] == [
        (newer.pk, False, "rtl"), (row.pk, True, "ltr"),
    ]  # fmt: skip
    plan_translations.take_back(row=row, **who(case))
    assert [each.row.pk for each in translations_of(case.amira)] == [newer.pk] and PlanTranslation.rows.count() == 2


def test_a_file_is_checked_as_every_file_is(case: SimpleNamespace) -> None:
    serve(case)
    paper = Paper("Plan", clock.today(), (Paragraph("Lubię mapy."),), language="pl")
    kept = add(case, text="", file_name="plan.pdf", data=pdf(paper))
    assert kept.document is not None and kept.document.purpose == "translation"
    assert add(case, text="", file_name="plan.docx", data=docx(paper)).document is not None
    with pytest.raises(NotKept):
        add(case, text="", file_name="plan.pdf", data=b"%PDF-1.4 nothing")


def in_a_file(words: str, made: Any = pdf) -> dict[str, Any]:
    paper = Paper("Plan", clock.today(), (Paragraph(words),), language="pl")
    return {"text": "", "file_name": "plan.docx" if made is docx else "plan.pdf", "data": made(paper)}


@pytest.mark.parametrize("given_as", [lambda words: {"text": words}, in_a_file, lambda words: in_a_file(words, docx)])
def test_a_translation_that_names_another_child_or_a_hidden_home_is_not_kept(
    case: SimpleNamespace, given_as: Any
) -> None:
    serve(case)
    name_tokens.refresh([a.a_child("Bartholomew", "Wintercrest").pk])
    case.amira.address, case.amira.address_hidden = "9 Moon Street\nMarle", True
    case.amira.save()
    with pytest.raises(CannotSave, match="seems to name somebody else: Bartholomew Wintercrest"):
        add(case, **given_as("Lubi tylko Bartholomew Wintercrest."))
    with pytest.raises(CannotSave, match="an address that is kept hidden"):
        add(case, **given_as("Mieszka przy 9 Moon Street."))
    assert not PlanTranslation.rows.exists()


def test_a_name_that_a_person_let_stand_in_the_plan_may_stand_in_its_translation(case: SimpleNamespace) -> None:
    copy = serve(case)
    name_tokens.refresh([a.a_child("Bartholomew", "Wintercrest").pk])
    request, texts = copy.request, {"F": "With Bartholomew Wintercrest."}
    look = look_over(case.amira, request.pk, request.public_id, texts, on=clock.today())
    let_go(child=case.amira, paper=paper_key(request.public_id), found=look.named, reason="A therapist.", **who(case))
    assert add(case, text="Z: Bartholomew Wintercrest.").pk


def test_a_translation_of_a_plan_that_was_taken_back_is_shown_no_longer_and_none_is_added(
    case: SimpleNamespace,
) -> None:
    serve(case)
    drafted = add(case)
    final = finish(case)
    row = add(case, copy=final)
    found = [(each.row.pk, each.is_old) for each in translations_of(case.amira)]
    assert found == [(row.pk, False), (drafted.pk, True)]
    take_back_copies(request=case.request, kind="final", reason="Sent by mistake.", **who(case))
    assert [(each.row.pk, each.is_old) for each in translations_of(case.amira)] == [(drafted.pk, False)]
    assert translation_of(case.amira, row.public_id) is None
    with pytest.raises(CannotSave, match="taken back"):
        add(case, copy=final)
    take_back_copies(request=case.request, kind="draft", reason="Sent by mistake.", **who(case))
    assert translations_of(case.amira) == []


def test_a_translation_is_not_called_old_because_the_request_has_ended(case: SimpleNamespace) -> None:
    serve(case)
    add(case)
    a.a_milestone(case.request, "request_withdrawn", clock.today())
    assert queries.plan_that_stands(case.amira) is None
    assert [each.is_old for each in translations_of(case.amira)] == [False]


@pytest.mark.parametrize(
    "more",
    [{"language": "xx"}, {"translated_by": " "}, {"text": " "}, {"data": b"a", "file_name": "a.pdf"},
     {"text": "", "data": b"plain words", "file_name": "a.txt"}],
)  # fmt: skip
def test_a_translation_without_its_facts_is_not_kept(case: SimpleNamespace, more: Any) -> None:
    serve(case)
    with pytest.raises((CannotSave, NotKept)):
        add(case, **more)
    assert not PlanTranslation.rows.exists()


def test_every_part_of_the_page_is_a_part_of_a_file(case: SimpleNamespace) -> None:
    serve(case)
    checked(case, begun(case))
    own = queries.own_plan_of(case.amira)
    made = pdf(queries.own_paper(own, "Amira", {}))
    with pypdfium2.PdfDocument(BytesIO(made)) as document:
        words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for part, lines in own.parts:
        assert part.title in words and all(line.sentence in words for line in lines)
    assert set(PARTS) >= {part.code for part, _ in own.parts}
