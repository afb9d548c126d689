"""`goldenthread demo write`: the invented partnership as the files a council would have."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from django.db import DatabaseError, connection

from goldenthread.commandline.starting import stop
from goldenthread.demo.construction import build
from goldenthread.demo.writing import write_out
from goldenthread.foundation import clock

LIKE = ("kingston", "kensington-and-chelsea", "kent", "england")
_DEFAULTS: dict[str, Any] = {"like": "kingston", "size": None, "seed": 1}


@click.command("write")
@click.option("--like", type=click.Choice(LIKE), help="Calibrated to this area; kingston when not given.")
@click.option("--size", type=click.IntRange(1, 2_000_000), help="Plans in force; the area's own number when not given.")
@click.option("--seed", type=int, help="Same seed, same partnership; 1 when not given.")
@click.option(
    "--year", type=click.IntRange(2023, 2026), default=2026, show_default=True, help="Collection year of the return."
)
@click.option(
    "--as", "shape", type=click.Choice(["xml", "csv", "template", "schools"]), default="xml", show_default=True
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="File (csv: a folder, or a name ending in .zip)."
)
def write_command(like: str | None, size: int | None, seed: int | None, year: int, shape: str, out: Path) -> None:
    """Write a partnership as the files a council would have: a SEN2 return in any of its shapes.

    Where DATABASE_URL holds a demonstration, and nothing else is asked for, it is that one, as on the day it was built.
    Otherwise another is invented, which needs no database.
    """
    chosen = _chosen({"like": like, "size": size, "seed": seed})
    try:
        count = write_out(**chosen, year=year, shape=shape, out=out)
    except OSError as wrong:
        stop(f"{out} could not be written: {wrong.strerror or wrong}.")
    except ValueError as wrong:
        stop(str(wrong))
    click.echo(f"{out}: {count:,} {'schools' if shape == 'schools' else 'persons'}.")


def _chosen(given: dict[str, Any]) -> dict[str, Any]:
    """What is built here, where what was given agrees with it; else what was given and the defaults."""
    here = _recipe_here()
    asked = {name: value for name, value in given.items() if value is not None}
    if here and all(here.get(name) == value for name, value in asked.items()):
        return {**{name: here[name] for name in _DEFAULTS}, "on": date.fromisoformat(here["on"])}
    return {**_DEFAULTS, **asked, "on": clock.today()}


def _recipe_here() -> dict[str, Any]:
    if (
        connection.vendor == "sqlite"
        and connection.connection is None
        and not Path(str(connection.settings_dict["NAME"])).exists()
    ):
        return {}  # asking would make the file
    try:
        return build.recipe()
    except DatabaseError:
        return {}
