"""Files name no machine's folders and no package index: what is here works wherever it is cloned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.source import named, project_files

REFUSED = {
    "a folder of one machine": re.compile(r"(?<![\w.:/-])/(?:home|root|work|Users|tmp)/\w"),
    "a folder beside the project": re.compile(r"\.\./shared\b"),
    "a package index": re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian|jsdelivr|unpkg)\.(?:org|com|net)\b"),
    "a typeface licensed for one government's own sites only": re.compile(r"GDS[ ]Transport"),
}


def refused(text: str) -> list[str]:
    """What the text names that it should not, with the line."""
    return [
        f"line {text.count(chr(10), 0, match.start()) + 1}: {what}: {match.group()}"
        for what, pattern in REFUSED.items()
        for match in pattern.finditer(text)
    ]


def _text(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content[:8000] else content.decode("utf-8", errors="replace")


def test_no_file_names_a_machine_or_a_package_index() -> None:
    checked = [path for path in project_files() if path != Path(__file__)]
    assert len(checked) > 50
    assert [f"{named(path)}: {fault}" for path in checked for fault in refused(_text(path))] == []


def test_the_lock_files_hold_hashes_and_no_addresses() -> None:
    locks = [path for path in project_files() if path.suffix == ".lock"]
    assert {path.name for path in locks} == {"requirements.lock", "requirements-test.lock"}
    for path in locks:
        text = path.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text and "--index" not in text and "--find-links" not in text


@pytest.mark.parametrize(
    "line",
    ["open('/home/ann/cases.csv')", "see ../shared/notes.md", "files.pythonhosted." + "org", "GDS" + " Transport"],
)
def test_this_line_would_be_found(line: str) -> None:
    assert refused(line)


@pytest.mark.parametrize(
    "line", ["/family" + "/home/", "href='/my" + "/work/'", "/usr/bin/env sh", "Debian's server", "/t" + "mp"]
)
def test_this_line_is_allowed(line: str) -> None:
    assert refused(line) == []
