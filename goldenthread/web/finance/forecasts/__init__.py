"""Forecasts from the caseload: planned with the changes they suppose, worked out in the background, kept and
compared.
"""
