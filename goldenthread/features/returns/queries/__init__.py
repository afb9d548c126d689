"""Reads of imports, their problems and conflicts, for pages and commands."""
