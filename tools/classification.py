"""What goldenthread/foundation/access/classification.toml says of each field of each table, and what it leaves out.

    python -m tools.classification      prints the lines still missing, ready to be filled in, and those to take out

Exit code 1 if anything is missing or left over.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "goldenthread/foundation/access/classification.toml"
KINDS = ("sensitivity", "retention", "scrub")

Classification = dict[str, dict[str, list[str]]]


def read(path: Path = FILE) -> tuple[dict[str, dict[str, str]], Classification]:
    """The words that may be used, each with its meaning; and for each model ('people.Child') its fields' three
    words.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: content[kind] for kind in KINDS}, content["fields"]


def fields_of_our_models() -> dict[str, list[str]]:
    """Every stored field of every table of ours, by model label. Django must be set up."""
    from django.apps import apps  # only once the settings are chosen

    return {
        model._meta.label: [f.name for f in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many)]
        for model in apps.get_models()
        if model.__module__.startswith("goldenthread.")
    }


def faults(
    words: dict[str, dict[str, str]], classified: Classification, models: dict[str, list[str]]
) -> tuple[list[str], list[str], list[str]]:
    """Fields not classified, classified but not there, and classified with a word nobody explained."""
    wanted = {f"{label}.{name}" for label, names in models.items() for name in names}
    given = {f"{label}.{name}": value for label, names in classified.items() for name, value in names.items()}
    unexplained = [
        f"{field}: {value}"
        for field, value in given.items()
        if len(value) != len(KINDS) or any(word not in words[kind] for kind, word in zip(KINDS, value, strict=True))
    ]
    return sorted(wanted - given.keys()), sorted(given.keys() - wanted), unexplained


def main() -> int:
    os.environ.setdefault("GOLDENTHREAD_ENV", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import django  # only once the settings are chosen

    django.setup()
    words, classified = read()
    missing, left_over, unexplained = faults(words, classified, fields_of_our_models())
    for field in missing:
        label, _, name = field.rpartition(".")
        print(f'[fields."{label}"]   {name} = ["", "", ""]   # {", ".join(KINDS)}')
    for field in left_over:
        print(f"take out {field}: no such field")
    for line in unexplained:
        print(f"not among the words explained at the top of the file: {line}")
    if missing or left_over or unexplained:
        return 1
    print("Every field is classified.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
