"""`goldenthread places`: which child to which setting at the least cost. Needs no database."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

import click

from goldenthread.commandline.place_files import Given, Unreadable, money, read_folder
from goldenthread.domain.places import Assignment, BadPlaces, Group, Setting, Terms, assign
from goldenthread.domain.places.assigning import OVERFLOW, Placed
from goldenthread.domain.places.problems import NotProved

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class Pounds(click.ParamType):
    """An amount of pounds, exact."""

    name = "pounds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The amount, or a message."""
        try:
            return value if isinstance(value, Decimal) else money(str(value), "the amount")
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)


@click.group()
def places() -> None:
    """Places for children with special educational needs: who goes where at the least cost."""


@places.command("assign")
@click.option("--in", "folder", required=True, type=FOLDER, help="Folder with settings.csv and one of the others.")
@click.option(
    "--independent-price",
    "overflow",
    type=Pounds(),
    default=Decimal(59_000),
    show_default=True,
    help="Pounds a year of an independent place, for whoever fits nowhere. (The default is what one cost "
    "Kingston in 2020-21, from its section 251 outturn.)",
)
@click.option(
    "--per-km",
    type=Pounds(),
    default=Decimal(380),
    show_default=True,
    help="Pounds a year of transport for each kilometre. (The default is £1 a kilometre, there and back on "
    "190 school days.)",
)
@click.option(
    "--detour",
    type=click.FloatRange(1, 5),
    default=1.0,
    show_default=True,
    help="How many times longer a road is than a straight line.",
)
@click.option("--furthest-km", type=click.FloatRange(0), help="Nobody is newly placed further from home than this.")
@click.option("--move-settled", is_flag=True, help="Settled children may be moved. Otherwise they stay.")
@click.option("--moving", type=Pounds(), default=Decimal(0), help="Pounds that moving a settled child counts as.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write who goes where to this CSV file.")
@click.option("--json", "as_json", is_flag=True, help="The answer (or the mistakes) as one JSON object.")  # fmt: skip
def assign_places(
    folder: Path, overflow: Decimal, per_km: Decimal, detour: float, furthest_km: float | None, move_settled: bool,
    moving: Decimal, out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Give every child a place at the least cost, placements and transport, within each setting's capacity.

    settings.csv: code, name, kind (mainstream, base, special, independent, alternative, post_16), needs (codes with
    semicolons between, * for any), from_age, to_age, capacity, cost (pounds a year), easting, northing (or latitude,
    longitude), area. children.csv: id, need, age, easting, northing (or latitude, longitude), current (the code of the
    setting where they are settled), area. groups.csv: the same with a count. name, id, current and area may be left
    out.

    The answer is the cheapest there is, proved in whole pence before it is shown. Exit code 0 when everybody was
    assigned (to an independent place yet to be found, if need be); 1 when no answer could be proved; 2 when the files
    could not be read, with each mistake's file and line.
    """
    began = perf_counter()
    try:
        given = read_folder(folder)
        terms = Terms(overflow, per_km, moving, move_settled, furthest_km, detour, given.geographic)
        read = perf_counter()
        found = assign(given.groups, given.settings, terms)
    except (Unreadable, BadPlaces) as wrong:
        _refuse(wrong.mistakes if isinstance(wrong, Unreadable) else [str(wrong)], as_json)
    except NotProved as wrong:
        _refuse([f"No assignment could be proved the cheapest, so none is shown. {wrong}"], as_json, status=1)
    seconds = {"read": round(read - began, 3), "assign": round(perf_counter() - read, 3)}
    if out:
        _write(out, given.groups, found)
    answer = _answer(given, found, seconds)
    click.echo(json.dumps(answer, indent=2) if as_json else "\n".join(_said(answer)))


def _refuse(mistakes: Sequence[str], as_json: bool, *, status: int = 2) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"errors": list(mistakes)}, indent=2))
    for mistake in mistakes:
        click.echo(mistake, err=True)
    sys.exit(status)


def _answer(given: Given, found: Assignment, seconds: dict[str, float]) -> dict[str, Any]:
    """Money in pounds as text, exact; distances in kilometres."""
    settled = sum(each.number for each in found.placed if each.settled)
    placed_by = found.by_setting
    return {
        "children": found.children, "settled": settled, "placed": found.children - settled - found.overflow,
        "overflow": found.overflow, "cost": _pounds(found.cost), "cost_pence": found.cost,
        "mean_km": None if found.mean_metres is None else round(found.mean_metres / 1000, 3),
        "settings": [_row(each, placed_by.get(each.code, 0), found) for each in given.settings],
        "proof": {"cost_pence": found.proof.cost, "bound_pence": found.proof.bound},
        "notices": list(found.notices), "seconds": seconds,
    }  # fmt: skip


def _row(setting: Setting, children: int, found: Assignment) -> dict[str, Any]:
    return {
        "code": setting.code, "name": setting.name, "kind": setting.kind.value, "capacity": setting.capacity,
        "children": children, "one_more_place_saves_at_most": _pounds(found.prices[setting.code]),
    }  # fmt: skip


def _said(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['children']} children: {answer['settled']} stay where they are settled, {answer['placed']} get a"
    yield f"place, {answer['overflow']} need an independent place."
    yield f"£{answer['cost']} a year, placements and transport; no other assignment costs less."
    if answer["mean_km"] is not None:
        yield f"From home {answer['mean_km']} km on average."
    for row in answer["settings"]:
        yield f"{row['code']:<14} {row['children']:>6} of {row['capacity']:>6}  {row['name']}"
    yield from answer["notices"]


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02}"


def _write(path: Path, groups: Sequence[Group], found: Assignment) -> None:
    """A row for each row of the input and setting; children alike in everything are given out in the file's order."""
    waiting: dict[tuple[Any, ...], list[list[Any]]] = defaultdict(list)
    for placed in found.placed:
        waiting[_alike(placed.group)].append([placed, placed.number])
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "need", "age", "count", "setting", "km", "cost"])
        for group in groups:
            for placed, number in _taken(waiting[_alike(group)], group.count):
                away = "" if placed.metres is None else f"{placed.metres / 1000:.3f}"
                where = "independent" if placed.setting == OVERFLOW else placed.setting
                rows.writerow([group.key, group.need, group.age, number, where, away, _pounds(placed.pence)])


def _alike(group: Group) -> tuple[Any, ...]:
    return group.need, group.age, group.at, group.current, group.area


def _taken(waiting: list[list[Any]], count: int) -> Iterator[tuple[Placed, int]]:
    while count:
        first = waiting[0]
        number = min(count, first[1])
        yield first[0], number
        first[1] -= number
        count -= number
        if not first[1]:
            waiting.pop(0)
