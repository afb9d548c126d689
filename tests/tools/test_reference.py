"""A reference page that no longer says what the code says is noticed."""

from __future__ import annotations

from pathlib import Path

from tools.reference import stale


def test_a_page_that_differs_or_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "same.md").write_text("as the code says\n")
    (tmp_path / "old.md").write_text("as the code said\n")
    pages = {"same.md": "as the code says\n", "old.md": "as the code says\n", "new.md": "a new page\n"}
    assert stale(pages, tmp_path) == ["old.md", "new.md"]
