"""Places against need as tables; counts too small to show hidden from those who see figures and no child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from goldenthread.domain.indicators.suppression import is_small
from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import KIND_NAMES, Kind
from goldenthread.domain.places.showing import hidden_among
from goldenthread.domain.places.sufficiency import (
    INDEPENDENT_TARGET,
    PHASE_NAMES,
    Balance,
    YearAhead,
    by_area,
    by_need,
    by_phase_and_kind,
    filled_by_places,
    independent_share,
    target_said,
    without_placement,
    years_ahead,
)
from goldenthread.domain.sen2.codes import label
from goldenthread.features.commissioning.queries import places as queries
from goldenthread.features.commissioning.queries.caseload import ELSEWHERE
from goldenthread.web.components.presenters.phrases import thousands
from goldenthread.web.components.presenters.tables import Column, Table
from goldenthread.web.places.gathering import Gathered
from goldenthread.web.places.map_picture import Area, Mark

NOT_SHOWN: Final = "Not shown"
YEARS: Final = 10
_COUNTS: Final = (
    Column("Children", numeric=True), Column("Places", numeric=True), Column("Filled", numeric=True),
    Column("Spare", numeric=True), Column("Occupancy", numeric=True),
)  # fmt: skip


def shown(found: Gathered, *, in_full: bool) -> dict[str, Any]:
    """What the page draws of today: headline, three tables and the share in independent settings."""
    kinds = by_phase_and_kind(found.children, found.places)
    areas, needs = by_area(found.children, found.places), by_need(found.children, found.places)
    hidden = frozenset() if in_full else _hidden_kinds(found, kinds)
    waiting = without_placement(found.children)
    return {
        "children": thousands(sum(each.count for each in found.children)),
        "places": thousands(sum(each.number for each in found.places)),
        "waiting": NOT_SHOWN if len(kinds) in hidden else thousands(waiting),
        "by_kind": Table(
            "By phase and kind of place", [Column("Kind and phase"), *_COUNTS],
            [(kind_and_phase(kind, phase), *_cells(balance, place in hidden, in_full, kind_of_place=True))
             for place, ((phase, kind), balance) in enumerate(kinds.items())],
            cards=True, empty="No child has a plan and no places are recorded.",
        ),
        "by_area": _table("By area", "Area", {name or ELSEWHERE: each for name, each in areas.items()}, in_full),
        "by_need": _needs_table({need_name(code): each for code, each in needs.items()}, in_full),
        **_target(found, kinds, hidden),
    }  # fmt: skip


def kind_and_phase(kind: Kind, phase: Phase) -> str:
    """The two in words."""
    return f"{KIND_NAMES[kind]}, {PHASE_NAMES[phase].lower()}"


def need_name(code: str) -> str:
    """As the SEN2 return names it."""
    return label("SENtype", code) if code else "Not recorded"


def _hidden_kinds(found: Gathered, kinds: Mapping[tuple[Phase, Kind], Balance]) -> frozenset[int]:
    """Rows not shown; the one after the last is the children without a placement. What adds up to a shown sum: all
    rows together, and the rows of independent settings, whose sum is the share's count."""
    counts = [*(each.children for each in kinds.values()), without_placement(found.children)]
    independent = [place for place, (_, kind) in enumerate(kinds) if kind is Kind.INDEPENDENT]
    return hidden_among(counts, [list(range(len(counts))), independent])


def _table(caption: str, heading: str, rows: Mapping[str, Balance], in_full: bool) -> Table:
    counts = [each.children for each in rows.values()]
    hidden = frozenset() if in_full else hidden_among(counts, [list(range(len(counts)))])
    return Table(
        caption, [Column(heading), *_COUNTS],
        [(name, *_cells(each, place in hidden, in_full)) for place, (name, each) in enumerate(rows.items())],
        cards=True, empty="Nothing to count.",
    )  # fmt: skip


def _needs_table(rows: Mapping[str, Balance], in_full: bool) -> Table:
    """Without who fills them for those who see no child: a setting counts under each of its needs, so that the rows
    taken from one another would tell of one setting."""
    table = _table("By primary need", "Need", rows, in_full)
    return table if in_full else replace(table, columns=table.columns[:3], rows=[row[:3] for row in table.rows])


def _cells(balance: Balance, hidden: bool, in_full: bool, *, kind_of_place: bool = False) -> tuple[str, ...]:
    children = NOT_SHOWN if hidden else thousands(balance.children)
    return children, thousands(balance.places), *_filled(balance, in_full, kind_of_place=kind_of_place)


def _filled(balance: Balance, in_full: bool, *, kind_of_place: bool = False) -> tuple[str, str, str]:
    """Filled, spare and occupancy: none where one of the three would tell of 1 to 5 children."""
    if not balance.places and not balance.filled:
        return "", "", ""
    # Who is in places of the kind that are not commissioned is a number too.
    others = balance.children - balance.filled if kind_of_place else 0
    if not in_full and (is_small(balance.filled) or is_small(others)):
        return NOT_SHOWN, NOT_SHOWN, NOT_SHOWN
    occupancy = "" if balance.occupancy is None else f"{balance.occupancy:.0%}"
    return thousands(balance.filled), thousands(balance.spare), occupancy


def _target(found: Gathered, kinds: Mapping[tuple[Phase, Kind], Balance], hidden: frozenset[int]) -> dict[str, Any]:
    share = independent_share(found.children)
    rows = [place for place, (_, kind) in enumerate(kinds) if kind is Kind.INDEPENDENT]
    is_hidden = bool(hidden) and is_small(share.count) or (len(rows) == 1 and rows[0] in hidden)
    interval = share.interval()
    return {
        "target": "" if is_hidden else target_said(share),
        "target_hidden": is_hidden, "target_is": f"{INDEPENDENT_TARGET:.0%}",
        "share": share, "interval": interval and f"{interval[0]:.1%} to {interval[1]:.1%}",
    }  # fmt: skip


def _numbers(found: Gathered) -> dict[int, int]:
    """By setting: its number on the map and in the table."""
    return {body: number for number, body in enumerate(dict.fromkeys(row.organisation_id for row in found.running), 1)}


def settings_table(found: Gathered, *, in_full: bool) -> Table:
    """Each setting with its number on the map."""
    by_code, numbers = filled_by_places(found.children), _numbers(found)
    filled = [by_code.get(row.public_id, 0) for row in found.running]
    hidden = frozenset() if in_full else hidden_among(filled, _settings_lines(found))
    rows = []
    for place, row in enumerate(found.running):
        balance = Balance(0, row.number, filled[place])
        needs = ", ".join(row.needs) or "Any"
        kind = kind_and_phase(Kind(row.kind), Phase(row.phase))
        cells = (NOT_SHOWN,) * 3 if place in hidden else _filled(balance, in_full)
        name = f"{numbers[row.organisation_id]}. {row.organisation.name}"
        rows.append((name, kind, needs, row.area.name, row.number, *cells))
    columns = [
        Column("Number on the map, and setting"), Column("Kind and phase"), Column("Needs"), Column("Area"),
        Column("Places", numeric=True), Column("Filled", numeric=True), Column("Spare", numeric=True),
        Column("Occupancy", numeric=True),
    ]  # fmt: skip
    return Table("The settings on the map", columns, rows, cards=True, empty="No places are recorded yet.")


def _settings_lines(found: Gathered) -> list[list[int]]:
    """Settings whose sum another table gives: those of an area, and those of a kind and phase."""
    lines: dict[tuple[str, ...], list[int]] = {}
    for place, row in enumerate(found.running):
        lines.setdefault((row.area.name,), []).append(place)
        lines.setdefault((row.kind, row.phase), []).append(place)
    return list(lines.values())


def on_the_map(found: Gathered, *, in_full: bool) -> tuple[list[Mark], list[Area]]:
    """The same settings and areas, to be drawn: one mark for all places of a kind at a setting."""
    numbers = _numbers(found)
    together: dict[tuple[int, str], Mark] = {}
    for row in found.running:
        key = row.organisation_id, row.kind
        so_far = together[key].places if key in together else 0
        together[key] = Mark(numbers[key[0]], Kind(row.kind), so_far + row.number, queries.at_of(row))
    marks = list(together.values())
    balances = by_area(found.children, found.places)
    counts = [each.children for each in balances.values()]
    hidden = frozenset() if in_full else hidden_among(counts, [list(range(len(counts)))])
    said = {
        name: "children not shown" if place in hidden else f"{each.children:,} children"
        for place, (name, each) in enumerate(balances.items())
    }
    areas = [
        Area(area.name, said.get(area.name, "no children"), (float(area.easting), float(area.northing)))
        for area in found.areas
    ]
    return marks, areas


def ahead_tables(projection: queries.Projection, later: Sequence[Any], on: date) -> list[Table]:
    """A table a kind of place: each year and phase of the next ten."""
    first = on.year + 1
    places_in = {
        year: [queries.as_places(row) for row in queries.running(later, date(year, 1, 15))]
        for year in range(first, first + YEARS)
    }
    kinds: dict[Kind, list[YearAhead]] = {}
    for row in years_ahead(projection.rows, places_in, first, YEARS):
        kinds.setdefault(row.expected.kind, []).append(row)
    columns = [
        Column("Phase and January"), Column("Children expected", numeric=True), Column("Likely range (95%)"),
        Column("Places", numeric=True), Column("Places short", numeric=True), Column("Likely range of those short"),
    ]  # fmt: skip
    return [
        Table(KIND_NAMES[kind], columns, [_ahead(row) for row in rows], caption_size="s", cards=True)
        for kind, rows in kinds.items()
    ]


def _ahead(row: YearAhead) -> tuple[Any, ...]:
    each, (least, most) = row.expected, row.gap_range
    return (
        f"{PHASE_NAMES[each.phase]}, {each.year}", thousands(round(each.middle)),
        f"{round(each.low):,} to {round(each.high):,}", thousands(row.places), thousands(round(row.gap)),
        f"{round(least):,} to {round(most):,}",
    )  # fmt: skip
