"""The reference page of clocks says what the code says."""

from __future__ import annotations

from pathlib import Path

from goldenthread.domain.clocks.reference import clocks_markdown
from goldenthread.domain.clocks.register import CLOCKS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "clocks.md"


def test_the_page_is_as_the_code_writes_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == clocks_markdown()


def test_every_clock_has_a_heading_its_source_and_when_it_was_checked() -> None:
    page = clocks_markdown()
    for code in CLOCKS:
        section = page.split(f"\n## {code}\n")[1].split("\n## ")[0]
        assert "- Source:" in section and "checked " in section and "- Started by:" in section
