"""Two people type in the same plan: whatever they do in whatever order, nothing that was saved is lost."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.features.casework.models import PlanSection, PlanSectionBefore
from goldenthread.features.casework.operations import plan_sections as writing
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.foundation import clock
from goldenthread.foundation.journal.models import Entry
from tests import builders as a
from tests.drafting import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    return a_case()


def save(case: SimpleNamespace, text: str, version: int, who: str = "priya", code: str = "B") -> PlanSection:
    by = a.viewer(getattr(case, who))
    return writing.save_section(request=case.request, code=code, text=text, version=version, by=by, on=clock.today())


def test_a_text_is_kept_as_typed(case: SimpleNamespace) -> None:
    typed = "  Two spaces first,\r\n\r\na blank line, <b>no mark</b> and a null\x00 sign.  \n"
    assert save(case, typed, 0).text == "  Two spaces first,\n\na blank line, <b>no mark</b> and a null sign.  \n"


def test_the_second_of_two_people_is_told_and_overwrites_nothing(case: SimpleNamespace) -> None:
    save(case, "Hers", 0, "priya")
    with pytest.raises(writing.SectionChanged) as changed:
        save(case, "His", 0, "owen")
    assert (changed.value.row.text, changed.value.row.saved_by_name) == ("Hers", "Priya Shah")
    assert PlanSection.rows.get().text == "Hers"


def test_what_another_wrote_is_kept_beside_what_replaces_it(case: SimpleNamespace) -> None:
    save(case, "Hers", 0, "priya")
    save(case, "His", 1, "owen")
    assert [(row.text, row.saved_by_name) for row in PlanSectionBefore.rows.all()] == [("Hers", "Priya Shah")]


def test_ones_own_text_from_another_window_is_kept_when_it_is_written_over(case: SimpleNamespace) -> None:
    save(case, "In the first window", 0)
    with pytest.raises(writing.SectionChanged):
        save(case, "In the second", 0)
    writing.save_section(
        request=case.request, code="B", text="In the second", version=1, by=a.viewer(case.priya), on=clock.today(),
        keep=True,
    )  # fmt: skip
    assert PlanSectionBefore.rows.get().text == "In the first window"


def test_most_of_a_long_text_taken_out_by_its_own_writer_is_kept(case: SimpleNamespace) -> None:
    save(case, "long " * 60, 0)
    save(case, "", 1)
    assert PlanSectionBefore.rows.get().text == "long " * 60


def test_the_same_text_again_is_no_change_whatever_the_version(case: SimpleNamespace) -> None:
    assert save(case, "Same", 0).version == save(case, "Same", 0).version == save(case, "Same", 99, "owen").version == 1


def test_one_sitting_is_one_entry_in_the_journal(case: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    at = clock.now()
    for version, seconds in enumerate((0, 5, 10, 15, 700)):
        monkeypatch.setattr(clock, "now", lambda seconds=seconds: at + timedelta(seconds=seconds))
        save(case, f"Text {version}", version)
    assert Entry.objects.filter(kind="plan.section_written", about=case.amira.public_id).count() == 2


def test_nothing_is_written_before_the_decision_or_in_a_section_there_is_not(case: SimpleNamespace) -> None:
    with pytest.raises(writing.NoSuchSection):
        save(case, "x", 0, code="Z")
    with pytest.raises(writing.SectionTooLong):
        save(case, "x" * (writing.LONGEST_SECTION + 1), 0)
    other = a.a_request(a.a_child("Ben", "Moss"), request_received=clock.today())
    with pytest.raises(NotNow):
        writing.save_section(request=other, code="B", text="x", version=0, by=a.viewer(case.priya), on=clock.today())


# What a person does: type something new on top of what they last read, or read the page again.
moves = st.lists(st.tuples(st.sampled_from(["priya", "owen"]), st.sampled_from(["save", "read"])), max_size=14)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_random_edits_by_two_people_never_lose_a_saved_text(
    case: SimpleNamespace, moves: list[tuple[str, str]]
) -> None:
    PlanSection.rows.all().delete()
    read = dict.fromkeys(("priya", "owen"), 0)
    seen: dict[str, str] = {}  # the text each has on the page in front of them
    last: dict[str, str] = {}  # the last text of each that was saved
    for number, (who, move) in enumerate(moves):
        if move == "read":
            row = PlanSection.rows.filter(request=case.request, code="B").first()
            read[who], seen[who] = (row.version, row.text) if row else (0, "")
            continue
        text = f"{who} {number}"
        try:
            read[who] = save(case, text, read[who], who).version
            last[who] = seen[who] = text
        except writing.SectionChanged as changed:
            assert changed.row.saved_by_name  # told whose text stands, and given it
            assert changed.row.text in last.values()
    kept = {*PlanSection.rows.values_list("text", flat=True), *PlanSectionBefore.rows.values_list("text", flat=True)}
    assert set(last.values()) <= kept
