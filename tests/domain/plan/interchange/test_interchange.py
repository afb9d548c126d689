"""The interchange form of a plan: exact both ways, every fault located, one table behind all of it."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.domain.plan.checker.check import check
from goldenthread.domain.plan.checker.parts import plan_from_parts
from goldenthread.domain.plan.interchange import form
from goldenthread.domain.plan.interchange.form import Field
from goldenthread.domain.plan.interchange.making import as_json, plan_in_form
from goldenthread.domain.plan.interchange.reading import WrongPlan, plan_of, plan_of_json
from goldenthread.domain.plan.interchange.schema import schema, schema_json
from goldenthread.domain.plan.interchange.texts import as_text, plan_from_words
from goldenthread.domain.sen2.specification import groups

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)


def values(field: Field) -> st.SearchStrategy[Any]:
    """Anything this field may hold."""
    return {
        form.TEXT: words, form.DAY: st.dates().map(lambda day: day.isoformat()),
        form.NUMBER: st.integers(-10_000, 10_000), form.CODE: st.sampled_from(field.choices or ("",)),
        form.LINES: st.lists(words, max_size=3), form.ROWS: st.lists(objects(field.fields), max_size=2),
        form.OBJECT: objects(field.fields),
    }[field.kind]  # fmt: skip


def objects(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {each.name: values(each) for each in fields if each.needed},
        optional={each.name: values(each) for each in fields if not each.needed},
    )


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    plan = draw(objects(form.PLAN)) | {"format": form.FORMAT, "version": form.VERSION}
    codes = draw(st.lists(st.sampled_from(form.SECTION_CODES), unique=True, max_size=4))
    plan["sections"] = {code: draw(objects(form.SECTION)) for code in codes}
    rows = [item for section in plan["sections"].values() for item in section.get("items", ())]
    for place, item in enumerate(rows):
        item["id"] = f"i{place}"
    for item in rows:
        if "serves" in item:
            item["serves"] = [rows[at % len(rows)]["id"] for at in range(len(item["serves"]))]
    return plan


@settings(max_examples=150, deadline=None)
@given(plans())
def test_what_is_written_is_read_again_value_for_value(plan: dict[str, Any]) -> None:
    assert plan_of_json(as_json(plan)) == plan
    assert as_json(plan_of_json(as_json(plan))) == as_json(plan)
    assert plan_of_json(as_json(plan).encode()) == plan


def whole(**more: Any) -> dict[str, Any]:
    item = {"id": "f1", "part": "provision", "section": "F", "text": "Speech therapy.", "how_long": "30 minutes",
            "starts_on": "2026-09-02", "serves": ["b1"]}  # fmt: skip
    need = {"id": "b1", "part": "need", "section": "B", "text": "Talking is hard.", "area": "communication"}
    return plan_in_form(
        stage="draft", child={"name": "Maya Lin", "born_on": "2018-03-04"},
        sections=[{"code": "B", "title": "Section B", "text": "B1. Talking is hard."},
                  {"code": "F", "title": "Section F", "text": "F1. Speech therapy."}],
        items=[need, item], **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    "where, change",
    [
        ("$.sections.F.items[0].starts_on", lambda plan: plan["sections"]["F"]["items"][0].update(starts_on="2 Sept")),
        ("$.sections.F.items[0].serves[0]", lambda plan: plan["sections"]["F"]["items"][0].update(serves=["zz"])),
        ("$.sections.F.items[0].id", lambda plan: plan["sections"]["F"]["items"][0].update(id="b1")),
        ("$.sections.F.items[0].text", lambda plan: plan["sections"]["F"]["items"][0].pop("text")),
        ("$.sections.F.items[0].part", lambda plan: plan["sections"]["F"]["items"][0].update(part="wish")),
        ("$.sections.F.items", lambda plan: plan["sections"]["F"].update(items="none")),
        ("$.sections.F", lambda plan: plan["sections"].update(F=["text"])),
        ("$.sections.Z", lambda plan: plan["sections"].update(Z={"text": ""})),
        ('$.sections["<b>"]', lambda plan: plan["sections"].update({"<b>": {"text": ""}})),
        ("$.sections", lambda plan: plan.pop("sections")),
        ("$.child.name", lambda plan: plan["child"].pop("name")),
        ("$.child.name", lambda plan: plan["child"].update(name=7)),
        ("$.child.name", lambda plan: plan["child"].update(name="a\x00b")),
        ("$.child.school_year", lambda plan: plan["child"].update(school_year=True)),
        ("$.child.secret", lambda plan: plan["child"].update(secret="x")),
        ("$.version", lambda plan: plan.update(version=2)),
        ("$.format", lambda plan: plan.update(format="other")),
        ("$.stage", lambda plan: plan.update(stage="sent")),
        ("$.copies[0].fingerprint", lambda plan: plan.update(copies=[{"kind": "draft", "number": 1}])),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_its_place(where: str, change: Any) -> None:
    plan = json.loads(json.dumps(whole()))
    assert plan_of(plan) == plan
    change(plan)
    with pytest.raises(WrongPlan) as wrong:
        plan_of(plan)
    assert where in [each.where for each in wrong.value.faults]


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "null", '{"format": 1}', "[" * 100_000, '{"a": 1, "a": 2}', b"\xff\xfe\x00", "NaN"]
)
def test_hostile_or_broken_json_is_refused_in_words(text: str | bytes) -> None:
    with pytest.raises(WrongPlan):
        plan_of_json(text)


def test_the_faults_named_are_few_and_all_counted() -> None:
    plan = whole()
    plan["sections"]["F"]["items"] = [{} for _ in range(1000)]
    with pytest.raises(WrongPlan) as wrong:
        plan_of(plan)
    assert len(wrong.value.faults) == 50 and "And 47 more." in str(wrong.value)


def test_the_checker_reads_this_form_with_its_links_and_facts() -> None:
    document = plan_from_parts(whole())
    item = document.section("F").items[0]  # type: ignore[union-attr]
    assert item.ref == "f1" and item.answers == ("b1",) and "30 minutes" in item.words
    assert "need_without_provision" not in {each.rule.kind for each in check(document)}
    plain = whole()
    plain["sections"]["F"].pop("items")
    assert plan_from_parts(plain).section("F").items[0].text == "F1. Speech therapy."  # type: ignore[union-attr]


def test_text_and_back_keeps_every_section_word_for_word() -> None:
    plan = whole()
    again = plan_of(plan_from_words(as_text(plan)))
    assert {code: each["text"] for code, each in again["sections"].items()} == {
        code: each["text"] for code, each in plan["sections"].items()
    }
    assert again["child"]["name"] == "Maya Lin" and again["stage"] == "draft"


def test_the_shipped_schema_is_the_table() -> None:
    shipped = (resources.files("goldenthread.domain.plan.interchange") / "plan.schema.json").read_text("utf-8")
    assert shipped == schema_json()
    assert set(schema()["properties"]) == {each.name for each in form.PLAN} | {"sections"}


def test_every_item_of_the_return_that_is_named_exists() -> None:
    known = {(group.name, item.element) for group in groups().values() for item in group.items}
    tables = (form.PLAN, form.CHILD, form.PLACEMENT, form.SENT, form.ITEM)
    named = [
        part.strip().split(" ")[0] for table in tables for each in table for part in each.sen2.split(",") if "." in part
    ]
    assert len(named) > 8
    assert [each for each in named if tuple(each.split(".")) not in known] == []
    assert all(needs for area, needs in form.area_codes().items() if area not in ("health", "care"))
