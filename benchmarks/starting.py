"""How long the demonstration takes: to build, to be there the first time, to be there the second."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.measured import measured
from benchmarks.places import COMMAND, ROOT, empty_or_built, forget
from benchmarks.serving import free_port, until_answering

TARGETS = {"demo build --like kingston": 60, "first make demo": 300, "second make demo": 10}


def measure() -> dict[str, Any]:
    """The three, in seconds."""
    forget("sqlite", "kingston")
    with empty_or_built("sqlite", "kingston") as place:
        built = measured(place, COMMAND, "demo", "build", "--like", "kingston")
    found = {"demo build --like kingston": built["seconds"]}
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "golden-thread"
        _copy_of_what_is_tracked(clone)
        found["first make demo"] = _until_it_answers(clone)
        found["second make demo"] = _until_it_answers(clone)
    rows = [
        {"what": what, "seconds": seconds, "target": TARGETS[what], "met": seconds <= TARGETS[what]}
        for what, seconds in found.items()
    ]
    return {"rows": rows, "met": all(row["met"] for row in rows)}


def _copy_of_what_is_tracked(clone: Path) -> None:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)


def _until_it_answers(clone: Path) -> float:
    """Seconds from `make demo` to the first page, in a folder with nothing but what is tracked; stopped afterwards."""
    port = free_port()
    given = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GOLDENTHREAD") and name != "DATABASE_URL"
    }
    began = perf_counter()
    with (clone / "demo.log").open("wb") as log:
        making = subprocess.Popen(
            ["make", "demo", f"PORT={port}"], cwd=clone, env=given, stdout=log, stderr=log, start_new_session=True
        )
    try:
        until_answering(f"http://127.0.0.1:{port}/demo/", making, 900)
        return perf_counter() - began
    finally:
        os.killpg(making.pid, signal.SIGTERM)
        try:
            making.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(making.pid, signal.SIGKILL)
            making.wait()
