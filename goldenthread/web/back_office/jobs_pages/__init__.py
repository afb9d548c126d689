"""Background work: what is running, waiting, failed, given up and done."""
