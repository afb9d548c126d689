"""Builds the invented partnership in the database, through the same bulk operation an import uses."""
