"""Writes: each keyword-only, in one transaction, with one journal entry."""
