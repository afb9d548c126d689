"""The journal entries commissioning may write."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("planning_area.added", "added an area to plan places by"),
    journal.Kind("places.commissioned", "recorded places commissioned at a setting"),
    journal.Kind("places.ended", "recorded the last day of places commissioned"),
    journal.Kind("places_forecast.recorded", "recorded what a forecast expects of places"),
)
