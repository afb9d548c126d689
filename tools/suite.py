"""Runs everything that is checked and says, in words a person can act on, what passed, what failed and what could not
be run.

    make test        all of it
    make test-fast   without PostgreSQL, the second day and the browser
    make check       lint, formatting, types, walls, Django's checks
    make format      changes files into the shape the checks expect

Exit code 0 only if everything passed, or only the browser or Java was missing where there is no apt to install it.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import outcomes, steps  # noqa: E402 - this file is started by its path, so the root must be put on the path first

KINDS = {"check": ("check",), "fast": ("check", "test"), "all": ("check", "test", "slow")}


def main() -> int:
    arguments = _arguments()
    if arguments.format:
        return _format()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    chosen = [step for step in steps.STEPS if step.kind in KINDS[arguments.scope]]
    if arguments.only:
        chosen = [step for step in steps.STEPS if arguments.only.lower() in step.heading.lower()]
        if not chosen:
            print(f"No step's heading has {arguments.only!r} in it.", file=sys.stderr)
            return 2
    results: list[tuple[str, outcomes.Outcome, float]] = []
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="gt-test-") as home:
            for number, step in enumerate(chosen, 1):
                results.append(_run(step, f"[{number}/{len(chosen)}]", Path(home)))
    except KeyboardInterrupt:
        results.append(("Stopped by Ctrl-C", outcomes.failed("the rest was not run"), 0))
    lines, success = outcomes.summary(results, time.monotonic() - started)
    print("\n".join(lines), flush=True)
    return 0 if success else 1


def _run(step: steps.Step, number: str, home: Path) -> tuple[str, outcomes.Outcome, float]:
    print(f"{number} {step.heading} ...", end=" ", flush=True)
    started = time.monotonic()
    outcome = step.run(home)
    took = time.monotonic() - started
    why = f": {outcome.why}" if outcome.why else ""
    print(f"{outcome.state} in {took:.1f} s{why}", flush=True)
    return step.heading, outcome, took


def _format() -> int:
    """Put code and templates into shape. Exit code of the first tool that could not."""
    ruff, djade = str(steps.BIN / "ruff"), str(steps.BIN / "djade")
    commands = [[ruff, "check", "--fix", "--exit-zero", "--quiet", "."], [ruff, "format", "."]]
    for command in commands:
        code = subprocess.run(command, cwd=ROOT).returncode
        if code:
            return code
    # djade exits 1 when it changes a file, which is what was asked of it.
    subprocess.run([djade, "--target-version=5.2", *steps.files("*.html")], cwd=ROOT)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the checks and tests.")
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--check", dest="scope", action="store_const", const="check", help="checks only, no tests")
    scope.add_argument("--fast", dest="scope", action="store_const", const="fast", help="checks and the quick tests")
    parser.set_defaults(scope="all")
    parser.add_argument("--only", metavar="WORDS", help="only the steps whose heading has these words")
    parser.add_argument("--format", action="store_true", help="change files into the expected shape instead")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
