"""The two laws by name."""

from __future__ import annotations

from goldenthread.domain.forecast import compatible, ours
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.law import Law

COMPATIBLE, OURS = "compatible", "ours"
LAWS = (COMPATIBLE, OURS)


def law_for(name: str, inputs: Inputs, years: int) -> Law:
    """The law of that name fitted to the inputs. Raises KeyError for another name."""
    return {COMPATIBLE: compatible.law_of, OURS: ours.law_of}[name](inputs, years)
