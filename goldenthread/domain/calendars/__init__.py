"""Counting days: bank holidays, working days, the formulas the law uses, tribunal time and school years.

Every count returns its steps, so that whoever reads a date can see how it was reached. Nothing here knows what day it
is.
"""
