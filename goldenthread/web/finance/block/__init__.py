"""The high-needs block by year."""
