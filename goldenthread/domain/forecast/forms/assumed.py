"""The assumptions sheet of a form: what its figures are, what cannot be told apart, what is not filled and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from goldenthread.domain.forecast.forms.asked_words import asked_words
from goldenthread.domain.forecast.forms.definitions import Form

ACTUAL: Final = (
    "A figure marked actual is counted from the caseload as it is recorded now, on the survey day in January or in the "
    "calendar year. A child’s need is the one recorded now. It may differ from what was returned at the time."
)
FLOWS: Final = ("requests", "assessments", "new_plans")


def assumed(form: Form, runs: Mapping[str, Any], *, in_full: bool) -> tuple[tuple[str, str], ...]:
    """Names and words."""
    cells, sums, single = (max(each["moved"][at] for each in runs.values()) for at in (0, 1, 2))
    found = [("Form", form.source), *form.assumptions]
    if len(runs) > 1 and not any(table.both for table in form.tables):
        found.append(("Changes", "The figures suppose the changes of this forecast."))
    if len(runs) == 1:
        found.append(("Changes", "This forecast supposes no changes: mitigated would be as unmitigated."))
    found.append((
        "Medians and adding up",
        "Medians of parts do not add to the median of the whole. The total of a January is the rounded median of the "
        "simulations; parts are brought to it in proportion and rounded together, so that printed tables add and the "
        "forms agree. That moves no part (a need or age band in a kind of setting) by more than "
        f"{cells:g} and no need, age band or kind of setting by more than {sums:g} from its own "
        f"median; no single school year in a kind of setting by more than {single:g}. The first January is counted and "
        "nothing in it is moved.",
    ))  # fmt: skip
    newest = list(runs.values())[-1]
    if newest.get("counted"):
        found.append(("Actual", ACTUAL))
    if "shares" in newest and any(table.of in FLOWS for table in form.tables):
        found += asked_words(newest, range(form.first, form.last + 1), in_full=in_full)
    if not in_full:
        found.append((
            "Small groups",
            "Hidden: exact numbers. Plans are in multiples of 5, rounded together so that tables add: 0 may be a few, "
            "and 5 from 1 to 9. A figure of one kind of setting is within about 5 of the exact one; a sum of several "
            "may be further off. Pounds are given for all placements together. Readers who may see cases, and "
            "whoever files the form, have it in full.",
        ))  # fmt: skip
    else:
        found.append(("Small groups", "In full: tells groups of 1 to 4 children. For the Department, not to publish."))
    empty = [(row.name, row.why) for table in form.tables for row in table.listed if row.why]
    found += [("Left empty", f"{name}: {why}.") for name, why in empty]
    found += [
        ("Not forecast", f"Table {table.number}, {table.title}. {table.why}") for table in form.tables if table.why
    ]
    found += [
        ("Not verified", f"{table.number}, {table.title}. {table.note}")
        for table in form.tables if not table.verified
    ]  # fmt: skip
    return tuple(found)
