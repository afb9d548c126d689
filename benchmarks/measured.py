"""One command of the product, run to its end and measured.

    python -m benchmarks.measured OUTPUT COMMAND ...     writes one JSON object to OUTPUT: seconds, cpu, memory, code

`memory` is the most the command (with the processes it started) held at once, in megabytes of a million bytes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter
from typing import Any

from benchmarks.places import ROOT, Failed, Place


def measured(place: Place, *words: str) -> dict[str, Any]:
    """Seconds by the clock, seconds of processor time, and memory. Raises Failed."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "measured.json"
        command = [sys.executable, "-m", "benchmarks.measured", str(output), *words]
        done = subprocess.run(command, env=place.environment, cwd=ROOT, capture_output=True, text=True)
        found: dict[str, Any] = json.loads(output.read_text())
    if found["code"]:
        raise Failed(f"{' '.join(words)}: {done.stderr.strip()[-800:] or done.stdout.strip()[-800:]}")
    return {**found, "printed": done.stdout}


def main(output: Path, words: list[str]) -> int:
    """Run and write down; the command's own exit code."""
    began = perf_counter()
    code = subprocess.run(words, env=os.environ).returncode
    used = getrusage(RUSAGE_CHILDREN)
    kilobyte = 1 if sys.platform == "darwin" else 1024
    found = {
        "seconds": perf_counter() - began, "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * kilobyte / 1_000_000, "code": code,
    }  # fmt: skip
    output.write_text(json.dumps(found))
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
