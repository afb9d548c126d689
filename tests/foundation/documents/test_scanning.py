"""What people send is handed to the scanner whole, before anything opens it, and kept only on a plain OK."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goldenthread.foundation.documents import scanning
from goldenthread.foundation.documents.checking import NotKept, checked
from tests.foundation.documents.scanners import HARMFUL, Scanner, a_scanner, nobody_there
from tests.foundation.documents.test_checking import a_pdf, a_photo, a_word


@pytest.fixture
def scanner(settings: Any) -> Iterator[Scanner]:
    with a_scanner() as found:
        settings.CLAMD = found.at
        yield found


def test_without_a_scanner_nothing_is_scanned_and_nothing_says_it_was() -> None:
    assert not scanning.is_on()
    assert not checked("report.pdf", a_pdf()).scanned


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", a_pdf()), ("a.docx", a_word()), ("a.jpg", a_photo()), ("a.txt", b"Words" * 90_000)]
)
def test_every_kind_of_file_is_scanned_whole_as_it_came(scanner: Scanner, name: str, data: bytes) -> None:
    assert checked(name, data).scanned
    assert scanner.seen == [data]


def test_a_scanner_behind_a_socket_of_this_machine_is_asked_too(tmp_path: Path, settings: Any) -> None:
    with a_scanner(tmp_path) as found:
        settings.CLAMD = found.at
        assert checked("a.pdf", a_pdf()).scanned
        assert len(found.seen) == 1
    with pytest.raises(NotKept, match="could not check"):
        checked("a.pdf", a_pdf())


def test_a_harmful_file_is_refused_before_it_is_opened(scanner: Scanner) -> None:
    with pytest.raises(NotKept, match="something harmful"):
        checked("a.pdf", b"%PDF-1.7 is no PDF that opens " + HARMFUL)


@pytest.mark.parametrize(
    "says", [b"", b"\0", b"stream: OK and more\0", b"UNKNOWN COMMAND\0", b"INSTREAM: Can't allocate memory ERROR\0"]
)
def test_anything_but_a_plain_verdict_refuses_the_file(scanner: Scanner, says: bytes) -> None:
    scanner.says = says
    with pytest.raises(NotKept, match="could not check this file"):
        checked("a.pdf", a_pdf())


def test_a_file_larger_than_the_scanner_takes_is_refused(scanner: Scanner) -> None:
    scanner.most = 300_000
    with pytest.raises(NotKept, match="could not check this file"):
        checked("a.txt", b"Words" * 500_000)


def test_a_scanner_that_is_away_or_silent_refuses_the_file_soon(settings: Any, monkeypatch: Any) -> None:
    settings.CLAMD = nobody_there()
    with pytest.raises(NotKept, match="Choose it again"):
        checked("a.pdf", a_pdf())
    monkeypatch.setattr(scanning, "ANSWER_WITHIN", 0.2)
    with a_scanner() as silent:
        settings.CLAMD, silent.waits = silent.at, 1.0
        with pytest.raises(NotKept, match="Choose it again"):
            checked("a.pdf", a_pdf())
