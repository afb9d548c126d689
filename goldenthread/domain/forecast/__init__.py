"""Forecasts of children, plans and places, how good such forecasts have been, and what others publish, checked."""
