"""The law as pages anyone may question: check a date, and how the process works."""
