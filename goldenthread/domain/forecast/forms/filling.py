"""A form's tables filled from what was kept of a run. Pure, and always adding: every figure is a sum of kept ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.forecast.forms.asked import ASSESSMENTS, PLANS, REQUESTS
from goldenthread.domain.forecast.forms.assumed import assumed
from goldenthread.domain.forecast.forms.coarser import bands_of
from goldenthread.domain.forecast.forms.definitions import Form, Template
from goldenthread.domain.forecast.forms.filled import Filled, FilledForm, Line
from goldenthread.domain.forecast.forms.held import HeldYear, held_lines, held_words
from goldenthread.domain.forecast.forms.periods import Period, financial_said, flow_periods, periods
from goldenthread.domain.forecast.quantiles import AGE_GROUPS
from goldenthread.domain.sen2.codes import codes

Ints = NDArray[np.int64]
Kept = Mapping[str, Any]
AS_IT_IS, WITH_CHANGES = "as it is", "with the changes"
NO_MONEY: Final = "No money is said: a place has no price."
NEED_UNKNOWN: Final = "Need not recorded (no row of the form)"
BEFORE_REQUESTS: Final = "This forecast was worked out before requests were read. Plan another to fill this table."
FLOWS: Final = {"new_plans": PLANS, "assessments": ASSESSMENTS, "requests": REQUESTS}
NOT_THEN: Final = "not told apart when this forecast was made, and counted in another row: one planned now tells them"
NO_YEARS: Final = "The run covers none of the years this table asks for."


def filled_form(
    form: Form, kept: Kept, januaries: Sequence[int], *, in_full: bool, held: Sequence[HeldYear] = ()
) -> FilledForm:
    """The form from `kept`, an answer's "forms": `as_it_is` and, where it supposes changes, `with_changes`. A form with
    one version takes the changes in. Not `in_full`: plans in fives, and no pounds of a group of settings. `held`: years
    of the block before the forecast.
    """
    base, changed = kept["as_it_is"], kept["with_changes"]
    runs = {AS_IT_IS: base} if changed is None else {AS_IT_IS: base, WITH_CHANGES: changed}
    if not in_full:
        runs = {name: {**each, **each["in_fives"]} for name, each in runs.items()}
    tables = [each for template in form.tables for each in _versions(form, template, runs, januaries, in_full, held)]
    rests = [*assumed(form, runs, in_full=in_full)]
    if any(template.of == "block" for template in form.tables):
        rests += held_words(held)
    return FilledForm(form.code, form.title, tuple(tables), tuple(rests))


def _versions(
    form: Form, template: Template, runs: Mapping[str, Kept], januaries: Sequence[int], in_full: bool,
    held: Sequence[HeldYear],
) -> Iterator[Filled]:  # fmt: skip
    chosen = runs if template.both else {"": runs.get(WITH_CHANGES, runs[AS_IT_IS])}
    for version, kept in chosen.items():
        columns, lines, why = (
            held_lines(held) if template.of == "block" else _figures(form, template, kept, januaries, in_full)
        )
        yield Filled(
            number=template.number, title=template.title, version=version, rows=template.rows,
            unit="pounds" if template.of in ("pounds", "block") else "plans", columns=columns, lines=lines, why=why,
            note=template.note, verified=template.verified,
        )  # fmt: skip


def _figures(
    form: Form, template: Template, kept: Kept, januaries: Sequence[int], in_full: bool
) -> tuple[tuple[str, ...], tuple[Line, ...], str]:
    if template.of == "pounds":
        return _pounds(template, kept, in_full)
    if template.of in FLOWS:
        return _flows(form, template, kept)
    asked = periods(form, template, kept.get("januaries", januaries), kept.get("counted", 1))
    if not asked:
        return (), (), NO_YEARS
    lines = _rows(template, kept, asked)
    return tuple(each.name for each in asked), tuple(lines), ""


def _rows(template: Template, kept: Kept, asked: Sequence[Period]) -> list[Line]:
    by_need, by_year = (np.array([kept[name][each.at] for each in asked]) for name in ("by_need", "by_year"))
    if template.rows == "listed":
        return _listed(template, by_need, kept)
    columns = _taken(template.takes, kept["columns"]) if template.takes else list(range(len(kept["columns"])))
    if template.rows == "needs":
        return _by_need(by_need[:, :, columns], kept)
    if template.rows == "year_groups":
        return _by_year_group(template, by_year[:, :, columns], kept)
    return _by_age(by_year[:, :, columns], kept)


def _flows(form: Form, template: Template, kept: Kept) -> tuple[tuple[str, ...], tuple[Line, ...], str]:
    if "flows" not in kept:
        return (), tuple(Line(name, (), BEFORE_REQUESTS) for name, _, _ in AGE_GROUPS), BEFORE_REQUESTS
    asked = flow_periods(form, kept["flow_years"], kept["flows_counted"])
    if not asked:
        return (), (), NO_YEARS
    rows = [kept["flows"][each.at][FLOWS[template.of]] for each in asked]
    bands = [Line(name, tuple(row[at] for row in rows)) for at, (name, _, _) in enumerate(AGE_GROUPS)]
    return tuple(each.name for each in asked), (*bands, _total(bands)), ""


def _by_age(values: Ints, kept: Kept) -> list[Line]:
    """Rows by age band of values (periods, academic years, columns)."""
    parts = bands_of(kept["academic_years"])
    bands = [Line(name, _cells(values[:, part])) for (name, _, _), part in zip(AGE_GROUPS, parts, strict=True)]
    return [*bands, _total(bands)]


def _by_need(values: Ints, kept: Kept) -> list[Line]:
    found = []
    for code, name in codes("SENtype").items():
        places = [at for at, need in enumerate(kept["needs"]) if need == code]
        found.append(Line(str(name), _cells(values[:, places])))
    others = [at for at, need in enumerate(kept["needs"]) if need not in codes("SENtype")]
    return _with_others(found, NEED_UNKNOWN, _cells(values[:, others]))


def _by_year_group(template: Template, values: Ints, kept: Kept) -> list[Line]:
    first = kept["academic_years"][0]
    low, high = template.between
    lines = [
        Line("Reception" if year == 0 else f"Year {year}", _cells(values[:, year - first : year - first + 1]))
        for year in range(low, high + 1)
    ]
    return [*lines, _total(lines)]


def _listed(template: Template, values: Ints, kept: Kept) -> list[Line]:
    lines, taken = [], set()
    for row in template.listed:
        columns = _taken(row.takes, kept["columns"])
        taken |= set(columns)
        why = NOT_THEN if row.once and _taken((row.once,), kept["columns"]) else row.why
        lines.append(Line(row.name, () if why else _cells(values[:, :, columns]), why))
    others = [at for at in range(len(kept["columns"])) if at not in taken]
    return _with_others(lines, template.leftover or "Not in a row of the form", _cells(values[:, :, others]))


def _with_others(lines: list[Line], name: str, others: tuple[int, ...]) -> list[Line]:
    if any(others):
        lines = [*lines, Line(name, others)]
    return [*lines, _total(lines)]


def _pounds(template: Template, kept: Kept, in_full: bool) -> tuple[tuple[str, ...], tuple[Line, ...], str]:
    pounds = kept["pounds"]
    if pounds is None or not pounds["years"]:
        return (), (), NO_MONEY if pounds is None else NO_YEARS
    values = np.array(pounds["by_setting"])
    lines, taken = [], set()
    for row in template.listed:
        places = [at for at, setting in enumerate(pounds["settings"]) if setting in row.takes]
        taken |= set(places)
        lines.append(Line(row.name, tuple(int(each) for each in values[:, places].sum(axis=1))))
    others = values.sum(axis=1) - values[:, sorted(taken)].sum(axis=1)
    if others.any():
        lines.append(Line("Not in a row of the form", tuple(int(each) for each in others)))
    lines.append(Line("Carrying out the changes", tuple(pounds["changes"])))
    total = _total(lines)
    years = tuple(financial_said(year) for year in pounds["years"])
    return years, tuple([*lines, total] if in_full else [total]), ""


def _taken(takes: Sequence[str], columns: Sequence[str]) -> list[int]:
    """Places of the columns that are taken: a kind of setting at every age, or at one stage."""
    return [at for at, column in enumerate(columns) if column in takes or column.split(":")[0] in takes]


def _cells(values: Ints) -> tuple[int, ...]:
    return tuple(int(each) for each in values.sum(axis=(1, 2)))


def _total(lines: Sequence[Line]) -> Line:
    columns = zip(*(line.cells for line in lines if not line.why), strict=True)
    return Line("Total", tuple(sum(each) for each in columns), sums=True)
