"""Which of the files of a folder are returns."""

from __future__ import annotations

from pathlib import Path

from goldenthread.features.returns.sen2.readers.collect_csv import module_of

_RETURNS = (".xml", ".xlsx", ".xlsm", ".zip")


def returns_in(folder: Path) -> list[Path]:
    """XML returns, templates, zips, and folders of COLLECT's CSVs, by name; whether each can be read is not asked."""
    return [path for path in sorted(folder.iterdir()) if not path.name.startswith(".") and _is_return(path)]


def _is_return(path: Path) -> bool:
    if path.is_dir():
        return any(module_of(file.name) is not None for file in path.glob("*.csv"))
    return path.name.casefold().endswith(_RETURNS)
