"""Measures of the work as published statistics define them: plain counts of dated facts."""
