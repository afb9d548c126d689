"""Rows of a document: its lines, quoted; lines of a page that are one sentence as one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.domain.plan.existing.finding import Line, found_in
from goldenthread.domain.plan.existing.rows import paragraphs_of, rows_found, unwrapped

PAGE = """Section B
Amira finds it hard to follow what is said to a whole class when
there is noise, and gives up.
She likes maps
and trains.
Section F
A speech and language therapist works with Amira one to one for 30 minutes
weekly in a quiet room.
Provision: Reading by sound | By whom: A teaching assistant | How often: Daily
Section A
I like maps.
Section J
None."""


def test_a_sentence_over_two_lines_of_a_page_is_one_row_and_others_stay_apart() -> None:
    rows = rows_found(found_in(PAGE.splitlines()), wrapped=True)
    assert [(row.line, row.section, row.part) for row in rows] == [
        (2, "B", "need"), (4, "B", "need"), (5, "B", "need"), (7, "F", "provision"), (9, "F", "provision")
    ]  # fmt: skip
    assert rows[0].said == {
        "text": "Amira finds it hard to follow what is said to a whole class when there is noise, and gives up."
    }
    assert rows[3].said["how_long"] == "30 minutes" and rows[3].said["how_often"] == "weekly"
    assert len(rows_found(found_in(PAGE.splitlines()))) == 7


def test_a_row_of_a_table_gives_its_cells_and_nothing_else() -> None:
    row = rows_found(found_in(PAGE.splitlines()))[-1]
    assert row.said == {"text": "Reading by sound", "who": "A teaching assistant", "how_often": "Daily"}
    line = PAGE.splitlines()[8]
    assert {name: line[start:end] for name, (start, end) in row.quotes.items()} == row.said


words = st.text(st.sampled_from("ab. Z|"), max_size=70)


@settings(max_examples=200, deadline=None)
@given(st.lists(words, max_size=12))
def test_no_word_is_lost_or_added_however_lines_are_joined(texts: list[str]) -> None:
    lines = [Line(number, text) for number, text in enumerate(texts, 1) if text.strip()]
    joined = unwrapped(lines)
    assert " ".join(line.text for line in joined).split() == " ".join(line.text for line in lines).split()
    assert {line.number for line in joined} <= {line.number for line in lines}
    assert paragraphs_of("\n".join(texts)) == tuple(text for text in "\n".join(texts).splitlines() if text.strip())
