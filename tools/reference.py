"""Writes the reference pages in docs/reference/ from the code they describe, or checks that they still say what it
says.

python -m tools.reference            writes them
python -m tools.reference --check    exit code 1, and the names of the pages that differ

A page is a function that returns its text; it lives beside what it describes, or here when it joins several places.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"

# page: where the function that writes it is
PAGES = {
    "clocks.md": "goldenthread.domain.clocks.reference:clocks_markdown",
    "states.md": "goldenthread.domain.lifecycle.diagram:states_markdown",
    "access.md": "tools.reference_pages:access",
    "journal.md": "tools.reference_pages:journal",
    "import.md": "goldenthread.features.returns.reference:import_markdown",
    "interchange.md": "goldenthread.domain.plan.interchange.schema:interchange_markdown",
    "data-dictionary.md": "tools.reference_pages:data_dictionary",
    "checker.md": "tools.plan_figures:page",
    "published-forecasts.md": "goldenthread.domain.forecast.published.catalogue:published_markdown",
}


def written(where: str) -> str:
    """What the function at 'module:name' says today."""
    module, _, name = where.partition(":")
    page: Callable[[], str] = getattr(import_module(module), name)
    return page()


def stale(pages: dict[str, str], folder: Path) -> list[str]:
    """Pages that are missing or differ from what the code says."""
    return [
        name
        for name, text in pages.items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    os.environ.setdefault("GOLDENTHREAD_ENV", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import django  # only once the settings are chosen

    django.setup()
    pages = {name: written(where) for name, where in PAGES.items()}
    different = stale(pages, FOLDER)
    if arguments == ["--check"]:
        for name in different:
            print(f"docs/reference/{name} does not say what the code says. Run `make reference` and read what changed.")
        return 1 if different else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in different:
        (FOLDER / name).write_text(pages[name], encoding="utf-8")
        print(f"wrote docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
