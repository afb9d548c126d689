"""Chooses package versions and writes requirements.lock and requirements-test.lock.

One lock serves Python 3.11, 3.12 and 3.13 on every platform. Hashes are recorded; where the packages came from is not,
so that a place with its own package index can use the same files. The test lock is held to the versions the product
runs with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [
    str(ROOT / ".venv/bin/uv"),
    "pip",
    "compile",
    "pyproject.toml",
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--upgrade",
]


def main() -> int:
    for name, extra in (
        ("requirements.lock", []),
        ("requirements-test.lock", ["--group=test", "--constraints=requirements.lock"]),
    ):
        print(f"Choosing versions for {name} ...", flush=True)
        if subprocess.run([*COMPILE, *extra, f"--output-file={name}"], cwd=ROOT).returncode:
            print(f"{name} was not written; the lines above say why.", file=sys.stderr)
            return 1
        if "://" in (ROOT / name).read_text():
            print(f"{name} names the place packages were fetched from; take those lines out.", file=sys.stderr)
            return 1
    print("Both lock files are written. Run `make test` before committing them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
