"""Files brought in by a data manager: sent, looked at, applied, undone; and what a person must decide."""
