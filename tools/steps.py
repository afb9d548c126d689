"""The steps of the test run, in order: each a heading, when it belongs, and what it does."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import postgres, system_packages, verapdf
from tools.outcomes import PASSED, Outcome, failed, from_report

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
NEXT_SEPTEMBER = "2027-09-01"
SETTINGS = "goldenthread.config.settings"


@dataclass(frozen=True)
class Step:
    """`kind` is check, test or slow: `make check` runs the first, `make test-fast` the first two, `make test` all."""

    heading: str
    kind: str
    run: Callable[[Path], Outcome]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """This process's environment without this project's own variables, which could point a test at real data; plus
    `more`.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD_", "DJANGO_", "DATABASE_URL"))}
    return kept | {
        "GOLDENTHREAD_ENV": "test",
        "GOLDENTHREAD_HOME": str(home),
        "GOLDENTHREAD_TEST_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        **more,
    }


def _quietly(command: list[str], home: Path, advice: str, **more: str) -> Outcome:
    """Run a check; show what it printed only if it failed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings(home, **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode == 0:
        return PASSED
    print("\n" + done.stdout.rstrip()[-12_000:], flush=True)
    return failed(advice)


def files(pattern: str) -> list[str]:
    """Files in the project that match, tracked or not yet, and not ignored; all of them where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    return [str(p.relative_to(ROOT)) for p in (ROOT / "goldenthread").rglob(pattern)]


def lint(home: Path) -> Outcome:
    return _quietly([str(BIN / "ruff"), "check", "."], home, "put right what ruff names above")


def formatting(home: Path) -> Outcome:
    return _quietly([str(BIN / "ruff"), "format", "--check", "."], home, "run `make format`")


def templates(home: Path) -> Outcome:
    pages = files("*.html")
    if not pages:
        return failed("no templates were found")
    return _quietly([str(BIN / "djade"), "--target-version=5.2", "--check", *pages], home, "run `make format`")


def types(home: Path) -> Outcome:
    return _quietly([str(BIN / "mypy")], home, "put right the types mypy names above")


def walls(home: Path) -> Outcome:
    advice = "an import crosses a wall; ARCHITECTURE.md says which way they point"
    return _quietly([str(BIN / "lint-imports"), "--no-logo"], home, advice)


def django_checks(home: Path) -> Outcome:
    """Django's own checks as tests run and as production would; and no model changed without its migration."""
    python = str(BIN / "python")
    production = {
        "GOLDENTHREAD_ENV": "production",
        "GOLDENTHREAD_SECRET_KEY": secrets.token_urlsafe(60),
        "GOLDENTHREAD_ALLOWED_HOSTS": "goldenthread.example",
    }
    for command, advice, more in (
        (["check", "--fail-level=WARNING"], "Django's checks name what is wrong above", {}),
        (["makemigrations", "--check", "--dry-run"], "a model changed: make its migration", {}),
        (["check", "--deploy", "--fail-level=WARNING"], "production settings are not safe, see above", production),
    ):
        outcome = _quietly([python, "-m", "django", *command], home, advice, **more)
        if not outcome.acceptable:
            return outcome
    return PASSED


def reference_pages(home: Path) -> Outcome:
    return _quietly([str(BIN / "python"), "-m", "tools.reference", "--check"], home, "run `make reference`")


def _pytest(home: Path, label: str, *arguments: str, **more: str) -> Outcome:
    """Run pytest, showing its progress as it goes."""
    report = home / f"{label}.xml"
    command = [str(BIN / "python"), "-m", "pytest", "-q", "--no-header", f"--junit-xml={report}", *arguments]
    print(flush=True)
    done = subprocess.run(command, cwd=ROOT, env=surroundings(home, **more), stdin=subprocess.DEVNULL)
    return from_report(report, done.returncode)


def _both_cores() -> list[str]:
    return ["-n", str(min(4, os.cpu_count() or 1)), "--dist=worksteal"]


def tests_on_sqlite(home: Path) -> Outcome:
    return _pytest(home, "sqlite", "-m", "not browser and not slow", *_both_cores())


def slow_tests(home: Path) -> Outcome:
    return _pytest(home, "slow", "-m", "slow and not browser and not verapdf", *_both_cores())


def pdfs_judged(home: Path) -> Outcome:
    """Letters, packs and plans made as they are for people, judged by veraPDF."""
    try:
        verapdf.class_path()
    except verapdf.NotHere:
        if system_packages.can_install():
            all(system_packages.install(package) for package in verapdf.PACKAGES)
    try:
        verapdf.class_path()
    except verapdf.NotHere as why:
        return Outcome("skipped", str(why), excusable=not system_packages.has_apt())
    return _pytest(home, "verapdf", "-m", "verapdf")


def tests_next_september(home: Path) -> Outcome:
    """The same tests on the first day of the next school year: nothing may hold only in the month it was written."""
    chosen = ["-m", "not browser and not slow", "--ignore=tests/architecture"]
    return _pytest(home, "september", *chosen, *_both_cores(), GOLDENTHREAD_TEST_DAY=NEXT_SEPTEMBER)


def tests_on_postgresql(home: Path) -> Outcome:
    if postgres.binaries() is None and not (system_packages.can_install() and system_packages.install("postgresql")):
        return Outcome("skipped", "no PostgreSQL here; on Debian or Ubuntu, as root: apt-get install postgresql")
    chosen = "uses_database and not browser and not verapdf"
    try:
        with postgres.running() as url:
            return _pytest(home, "postgresql", "-m", chosen, *_both_cores(), DATABASE_URL=url)
    except postgres.NoServer as fault:
        return failed(f"PostgreSQL: {fault}")


def journeys(home: Path) -> Outcome:
    """Journeys in a real browser, and axe on the pages they open."""
    browser = system_packages.chromium()
    if browser is None and system_packages.can_install() and system_packages.install("chromium"):
        browser = system_packages.chromium()
    if browser is None and system_packages.has_apt():
        return Outcome("skipped", "no Chromium here; as root: apt-get install chromium, then run this again")
    if browser is None:
        why = "no Chromium or Chrome on this machine, and no apt to install one: that may be missing"
        return Outcome("skipped", why, excusable=True)
    return _pytest(home, "journeys", "-m", "browser", GOLDENTHREAD_CHROMIUM=browser)


STEPS = (
    Step("Lint", "check", lint),
    Step("Formatting", "check", formatting),
    Step("Templates", "check", templates),
    Step("Types", "check", types),
    Step("Walls between layers", "check", walls),
    Step("Django's checks, migrations, production settings", "check", django_checks),
    Step("Reference pages match the code", "check", reference_pages),
    Step("Tests on SQLite", "test", tests_on_sqlite),
    Step(f"Tests on SQLite, as if it were {NEXT_SEPTEMBER}", "slow", tests_next_september),
    Step("Tests on PostgreSQL", "slow", tests_on_postgresql),
    Step("Long tests", "slow", slow_tests),
    Step("PDFs judged by veraPDF", "slow", pdfs_judged),
    Step("Browser journeys and accessibility", "slow", journeys),
)

if __name__ == "__main__":
    sys.exit("Run `make test`.")
