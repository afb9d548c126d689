"""The journal entries finance may write."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("block_year.added", "entered a year of the high-needs block"),
    journal.Kind("block_year.changed", "changed a year of the high-needs block"),
    journal.Kind("unit_cost.added", "entered a unit cost"),
    journal.Kind("unit_cost.ended", "ended a unit cost"),
    journal.Kind("population.entered", "entered population figures"),
    journal.Kind("forecast.planned", "planned a forecast"),
    journal.Kind("forecast.changed", "changed what a forecast supposes"),
    journal.Kind("forecast.asked", "asked for a forecast"),
    journal.Kind("forecast.done", "worked out a forecast"),
    journal.Kind("forecast.form_seen", "saw a statutory form of a forecast in full, to file it"),
    journal.Kind("forecast.refused", "did not draw a forecast, as it could not be trusted"),
    journal.Kind("opportunity.listed", "began the register of opportunities"),
    journal.Kind("opportunity.added", "added an opportunity to spend better"),
    journal.Kind("opportunity.changed", "changed an opportunity to spend better"),
    journal.Kind("opportunity.valued", "recorded what an opportunity is worth in a year"),
)
