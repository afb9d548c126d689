"""`goldenthread plan batch`: many plans checked and set as PDF, a process for each core."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from goldenthread.commandline.plan_reading import Unreadable, document_of, interchange_of
from goldenthread.domain.plan.checker.check import check

ENDINGS: Final = (".json", ".txt", ".docx", ".pdf")
_EVERY: Final = 25  # plans between two lines of progress


@click.command("batch")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Another folder.")
@click.option("--processes", type=click.IntRange(1, 64), default=None, help="By default one for each core.")
@click.option("--check-only", is_flag=True, help="No PDF.")
def batch(folder: Path, out: Path, processes: int | None, check_only: bool) -> None:
    """Check every plan in FOLDER (JSON, text, Word or PDF) and set each as PDF, into the folder given by --out.

    Writes NAME.findings.json and NAME.pdf for each. A file that cannot be done is named on standard error and the rest
    goes on. Exit code 0 when all were done, 1 when some were not.
    """
    if out.resolve() == folder.resolve():
        raise click.BadParameter("It must be another folder than the one that is read.", param_hint="--out")
    files = sorted(each for each in folder.iterdir() if each.is_file() and each.suffix.lower() in ENDINGS)
    if not files:
        raise click.ClickException(f"There is no plan in {folder}: files ending in {', '.join(ENDINGS)}.")
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for count, (file, said) in enumerate(done(files, out, processes or os.cpu_count() or 1, not check_only), 1):
        if said:
            failed += 1
            click.echo(f"{file.name}: {said}", err=True)
        if count % _EVERY == 0 or count == len(files):
            click.echo(f"{count:,} of {len(files):,}", err=True)
    click.echo(f"{len(files) - failed:,} plans done, {failed:,} not.")
    if failed:
        sys.exit(1)


def done(files: Sequence[Path], out: Path, processes: int, as_pdf: bool = True) -> Iterator[tuple[Path, str]]:
    """Each file as it is done, with what went wrong, blank where nothing did.

    Processes are started afresh, never forked: the typesetting library has threads of its own. Where one dies over a
    file, what was not done is done again one by one, so that only that file fails.
    """
    waiting = dict.fromkeys(files)
    try:
        with _pool(min(processes, len(files))) as pool:
            asked = {pool.submit(of_file, file, out, as_pdf): file for file in files}
            for each in as_completed(asked):
                said = each.result()
                del waiting[asked[each]]
                yield asked[each], said
    except BrokenProcessPool:
        for file in list(waiting):
            yield file, _alone(file, out, as_pdf)


def of_file(file: Path, out: Path, as_pdf: bool) -> str:
    """Check one plan and set it; what went wrong in words, blank where nothing did."""
    try:
        plan = interchange_of(file)
        found = check(document_of(plan))
        said = {"file": file.name, "stage": plan["stage"], "findings": [each.as_mapping() for each in found]}
        (out / f"{file.name}.findings.json").write_text(
            json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        if as_pdf:
            (out / f"{file.name}.pdf").write_bytes(_pdf(plan))
    except Unreadable as fault:
        return str(fault)
    except Exception as fault:  # one plan that cannot be done must not stop the others
        return f"{type(fault).__name__}: {fault}"[:300]
    return ""


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_ready)


def _alone(file: Path, out: Path, as_pdf: bool) -> str:
    try:
        with _pool(1) as pool:
            return pool.submit(of_file, file, out, as_pdf).result()
    except BrokenProcessPool:
        return "The process that read it stopped. The file is not done."


def _ready() -> None:
    """Where the fonts are is a setting; a process that has none set is given the defaults for this alone."""
    from django.conf import settings

    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        settings.configure(FONTS_FOLDER=os.environ.get("GOLDENTHREAD_FONTS", ""), SYMBOLS_FOLDER="")


def _pdf(plan: dict[str, Any]) -> bytes:
    from goldenthread.foundation import clock
    from goldenthread.foundation.typesetting import Block, Heading, Paper, Paragraph, pdf

    _ready()
    child = plan["child"]["name"]
    title = {"draft": "Draft education, health and care plan"}.get(plan["stage"], "Education, health and care plan")
    blocks: list[Block] = []
    for code, section in plan["sections"].items():
        blocks.append(Heading(section.get("title") or f"Section {code}"))
        parts = [part.strip("\n") for part in section["text"].split("\n\n") if part.strip()]
        blocks += [Paragraph(part) for part in parts or ["Nothing was written in this section."]]
    if plan.get("unplaced"):
        blocks.append(Heading("In no section"))
        blocks += [Paragraph(line) for line in plan["unplaced"]]
    sent = date.fromisoformat(plan["sent_on"]) if "sent_on" in plan else clock.today()
    return pdf(Paper(f"{title}: {child}", sent, tuple(blocks), reference=plan.get("reference", "")))
