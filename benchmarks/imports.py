"""How long bringing in a SEN2 return of the size of Kent's takes, into an empty database, and how much memory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

from benchmarks.measured import measured
from benchmarks.places import COMMAND, empty_or_built, forget, kept

TARGET_SECONDS, TARGET_MEMORY = 60, 400  # on SQLite; megabytes


def of(database: str) -> Callable[[], dict[str, Any]]:
    """The section for one database."""

    def measure() -> dict[str, Any]:
        forget(database, "import")
        shutil.rmtree(kept() / f"{database}-import", ignore_errors=True)
        with empty_or_built(database, "import") as place:
            file = kept() / "kent.xml"
            if not file.exists():
                place.run("demo", "write", "--like", "kent", "--as", "xml", "--out", str(file))
            place.run("migrate")
            found = measured(place, COMMAND, "import", "sen2", str(file), "--json")
        said = json.loads(found.pop("printed").strip().splitlines()[-1])
        row = {
            **found, "persons": said.get("persons"), "size": file.stat().st_size / 1_000_000,
            "target_seconds": TARGET_SECONDS, "target_memory": TARGET_MEMORY,
        }  # fmt: skip
        return {"rows": [row], "met": row["seconds"] <= TARGET_SECONDS and row["memory"] <= TARGET_MEMORY}

    return measure
