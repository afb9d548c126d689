"""Forecasts of children, plans and places, and how good such forecasts have been."""
