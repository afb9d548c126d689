"""How long a letter takes: the first a process makes, the next fifty, and the look over it for another child's name.

python -m benchmarks.papers      prints one JSON object
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from subprocess import run
from time import perf_counter
from typing import Any

from benchmarks.asking import middle_and_most

LETTER, TARGET, TIMES = "refuse_assess.txt", 300, 50


def measure() -> dict[str, Any]:
    """In a process of its own, so that the first letter is the first."""
    words = [sys.executable, "-m", "benchmarks.papers"]
    found: dict[str, Any] = json.loads(run(words, capture_output=True, text=True, check=True).stdout)
    return found


def _figures() -> dict[str, Any]:
    os.environ |= {"GOLDENTHREAD_ENV": "test", "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
    import django  # only once the settings are chosen

    django.setup()
    import goldenthread.features.casework as casework
    from goldenthread.features.casework.queries.letter_papers import blocks_of
    from goldenthread.foundation.documents.keeping import PDF, File
    from goldenthread.foundation.documents.words import words_by_page
    from goldenthread.foundation.typesetting import Paper, docx, pdf

    text = (Path(casework.__file__).parent / "letters" / LETTER).read_text(encoding="utf-8")
    paper = Paper("Our decision", date(2026, 11, 16), blocks_of(text), recipient=("Carys Fenwick", "14 Ferry Street"))
    made, first = _timed(lambda: pdf(paper))
    rows = [("the first PDF of a process", [first])]
    for what, act in (
        ("a PDF after that", lambda: pdf(paper)),
        ("its words read back, page by page", lambda: words_by_page(File("a.pdf", PDF, made))),
        ("the same as Word", lambda: docx(paper)),
    ):
        rows.append((what, [_timed(act)[1] for _ in range(TIMES)]))
    found = [{"what": f"{what}, 95th of {len(times)}", "milliseconds": middle_and_most(times)[1], "target": TARGET}
             for what, times in rows]  # fmt: skip
    return {"rows": found, "met": all(row["milliseconds"] <= TARGET for row in found)}


def _timed(act: Any) -> tuple[Any, float]:
    began = perf_counter()
    made = act()
    return made, (perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(_figures()))
