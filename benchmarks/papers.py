"""How long a letter takes: the first a process makes, the next fifty, the look over it for another child's name; and a
plan of 25 pages, each time with words no plan before it had, so that nothing is remembered from the last.

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
PLAN_TARGET, PLAN_TIMES, PLAN_PAGES = 500, 20, 25


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
    found = [_row(what, times, TARGET) for what, times in rows]
    found += [_row(f"a plan of {PLAN_PAGES} pages as {name}", times, PLAN_TARGET) for name, times in _of_plans()]
    return {"rows": found, "met": all(row["milliseconds"] <= row["target"] for row in found)}


def _row(what: str, times: list[float], target: int) -> dict[str, Any]:
    return {"what": f"{what}, 95th of {len(times)}", "milliseconds": middle_and_most(times)[1], "target": target}


def _of_plans() -> list[tuple[str, list[float]]]:
    """Times of PDF, of PDF in large print, and of Word."""
    from dataclasses import replace

    from goldenthread.features.casework.queries.plan_papers import paper_of
    from goldenthread.foundation.typesetting import docx, pdf

    papers = [paper_of(_plan(number)) for number in range(PLAN_TIMES)]
    pages = _pages_of(pdf(paper_of(_plan(PLAN_TIMES))))
    if not PLAN_PAGES <= pages <= PLAN_PAGES + 1:
        raise RuntimeError(f"The plan measured has {pages} pages, not {PLAN_PAGES}.")
    large = [replace(paper, large_print=True) for paper in papers]
    return [
        ("PDF", [_timed(lambda paper=paper: pdf(paper))[1] for paper in papers]),
        ("PDF in large print", [_timed(lambda paper=paper: pdf(paper))[1] for paper in large]),
        ("Word", [_timed(lambda paper=paper: docx(paper))[1] for paper in papers]),
    ]


def _plan(number: int) -> Any:
    from goldenthread.domain.statute.plan_sections import plan_sections
    from goldenthread.features.casework.models import PlanCopy

    sentence = "Thirty minutes of speech and language therapy each week in term time, from a qualified therapist."
    text = "\n\n".join(f"{number}.{part} {sentence} {sentence} {sentence}" for part in range(20))
    sections = [{"code": each.code, "title": each.title, "text": text} for each in plan_sections().values()]
    about = {"name": f"Amira Khan {number}", "born_on": "2018-03-04", "council": "Wrenbury", "reference": "GT-1"}
    return PlanCopy(
        kind="final", number=1, sections=sections, about=about, sent_on=date(2026, 11, 16), signed_by="N. Umeh",
        fingerprint="0" * 64,
    )  # fmt: skip


def _pages_of(made: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(made) as document:
        return len(document)


def _timed(act: Any) -> tuple[Any, float]:
    began = perf_counter()
    made = act()
    return made, (perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(_figures()))
