"""Statutory returns: reading what a partnership already has, and writing it back."""
