"""Reads. None names a child."""
