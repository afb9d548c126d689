"""How long a plan takes to check, a paragraph as typed, two versions to compare; and a thousand plans at once.

python -m benchmarks.plans           prints one JSON object: checking and comparing
python -m benchmarks.plans batch     prints one: a thousand plans by one process and by two, in one run
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.asking import middle_and_most

CHECK_TARGET, PARAGRAPH_TARGET, DIFF_TARGET, TIMES = 200, 30, 100, 20
WORDS = 12_000  # a plan of 25 pages, as this product sets it
PLANS, NEAR_LINEAR = 1_000, 1.7  # times as fast by two processes as by one
EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "plans" / "tuned"


def measure() -> dict[str, Any]:
    """In a process of its own, whose first check counts as well."""
    return _asked()


def measure_batch() -> dict[str, Any]:
    """A thousand plans, checked and set as PDF."""
    return _asked("batch")


def _asked(*words: str) -> dict[str, Any]:
    done = run([sys.executable, "-m", "benchmarks.plans", *words], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _figures() -> dict[str, Any]:
    from goldenthread.domain.plan.changes.compare import changes_between
    from goldenthread.domain.plan.changes.said import sentences
    from goldenthread.domain.plan.changes.versions import version_of
    from goldenthread.domain.plan.checker.check import check
    from goldenthread.domain.plan.checker.text import plan_from_text

    plans = [_plan(number) for number in range(TIMES)]
    whole = ["\n".join(f"Section {code}\n{text}" for code, text in plan.items()) for plan in plans]
    typed = [plan["F"].splitlines()[at] for at, plan in enumerate(plans)]
    pairs = [(_sections(plan), _sections(_changed(plan, at))) for at, plan in enumerate(plans)]

    def told(old: Any, new: Any) -> Any:
        return [sentences(each) for each in changes_between(version_of(old), version_of(new))]

    rows = [
        ("a plan of 25 pages checked", CHECK_TARGET,
         [_timed(lambda text=text: check(plan_from_text(text))) for text in whole]),
        ("a paragraph checked as it is typed", PARAGRAPH_TARGET,
         [_timed(lambda text=text: check(plan_from_text(text, section="F"))) for text in typed]),
        ("two versions of 25 pages compared and told in words", DIFF_TARGET,
         [_timed(lambda pair=pair: told(*pair)) for pair in pairs]),
    ]  # fmt: skip
    found = [
        {"what": f"{what}, 95th of {TIMES}", "milliseconds": middle_and_most(times)[1], "target": target}
        for what, target, times in rows
    ]
    return {"rows": found, "met": all(row["milliseconds"] <= row["target"] for row in found)}


def _batch() -> dict[str, Any]:
    """By one process and by two in turn, twice each, so that what else the machine does falls on both; the better."""
    from goldenthread.commandline.plan_batch import done

    seconds: dict[int, list[float]] = {1: [], 2: []}
    with TemporaryDirectory() as folder:
        files = _written(Path(folder))
        for processes in (1, 2, 2, 1):
            out = Path(folder) / f"out-{processes}-{len(seconds[processes])}"
            out.mkdir()
            began = perf_counter()
            failed = [said for _, said in done(files, out, processes) if said]
            seconds[processes].append(perf_counter() - began)
            if failed:
                raise RuntimeError(failed[0])
    one, two = min(seconds[1]), min(seconds[2])
    rows = [{"plans": PLANS, "one": one, "two": two, "times": one / two, "target": NEAR_LINEAR}]
    return {"rows": rows, "met": one / two >= NEAR_LINEAR}


def _written(folder: Path) -> list[Path]:
    examples = sorted(EXAMPLES.glob("*.json"))
    files = [folder / f"{number:04}.json" for number in range(PLANS)]
    for number, file in enumerate(files):
        plan = json.loads(examples[number % len(examples)].read_text(encoding="utf-8"))
        plan["child"]["school_year"] = number % 14
        file.write_text(json.dumps(plan), encoding="utf-8")
    return files


def _plan(number: int) -> dict[str, str]:
    """A plan of the invented plans' own sentences, each with a number no other plan has."""
    rows = [
        (code, row["text"]) for path in sorted(EXAMPLES.glob("*.json"))
        for code, content in json.loads(path.read_text(encoding="utf-8"))["sections"].items() for row in content
    ]  # fmt: skip
    said: dict[str, list[str]] = {}
    words = at = 0
    while words < WORDS:
        code, text = rows[at % len(rows)]
        said.setdefault(code, []).append(f"{text} ({number}.{at})")
        words, at = words + len(text.split()) + 1, at + 1
    return {code: "\n".join(lines) for code, lines in said.items()}


def _changed(plan: dict[str, str], seed: int) -> dict[str, str]:
    """A version in which one passage in four says something else, one in twenty is gone and one in twenty is new."""
    drawn = random.Random(seed)
    made = {}
    for code, text in plan.items():
        lines = []
        for line in text.splitlines():
            words = line.split()
            if drawn.random() < 0.25:
                words[drawn.randrange(len(words))] = f"other{drawn.randrange(100)}"
            if drawn.random() < 0.05:
                lines.append(f"What is new here was not said before, number {drawn.randrange(1000)}.")
            if drawn.random() >= 0.05:
                lines.append(" ".join(words))
        made[code] = "\n".join(lines)
    return made


def _sections(plan: dict[str, str]) -> list[dict[str, str]]:
    return [{"code": code, "text": text} for code, text in plan.items()]


def _timed(act: Any) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    os.environ.setdefault("GOLDENTHREAD_FONTS", "")
    print(json.dumps(_batch() if sys.argv[1:] == ["batch"] else _figures()))
